import Crypto
import Storage

extension ObjectKind { static let importBatch = ObjectKind("import") }

enum ImportEvent: String, EventName {
    case signals = "signals.imported"
    case challenges = "challenges.imported"
}

/// What the record says of a batch: one entry for all, which commits to each item.
///
/// The facts list every item with its origin, its code here and the SHA-256 of its content as it came in, so each can be checked by itself.
struct ImportedItem {
    let origin: String, code: PublicCode, content: JSON

    var fact: JSON { ["origin": .text(origin), "code": .text(code.rawValue), "sha256": .text(Hex.text(SHA256.hash(data: Array(content.canonical.utf8))))] }
}

extension Change {
    /// Enters a batch in the record. Nobody is told and no clock starts.
    func imported(_ items: [ImportedItem], _ event: ImportEvent, from source: String) throws {
        guard !items.isEmpty else { return }
        let id: ID<ImportedItem> = newID()
        let batch = ObjectReference(.importBatch, id: id.rawValue, code: try newCode())
        try happened(Event(event, on: batch, of: nil, isPublic: true, facts: [
            "source": .text(source), "count": .integer(Int64(items.count)), "items": .list(items.map(\.fact)),
        ]))
    }
}
