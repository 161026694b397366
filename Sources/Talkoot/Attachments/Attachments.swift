import Foundation
import Storage

/// An object that has files: who may take them away, and until when.
public protocol FileHome: Moving {
    /// They are its team's, whoever of it sent them, and nobody else takes one away.
    var filesAreItsTeams: Bool { get }
    /// Whether one can still be taken away.
    func canLoseFiles(_ scene: Scene) throws -> Bool
}
extension FileHome {
    public var filesAreItsTeams: Bool { false }
    public func canLoseFiles(_ scene: Scene) throws -> Bool { true }
}
extension Signal: FileHome {}
/// What is handed in to a competition is its team's alone, until the deadline; then it stays as it was.
extension Submission: FileHome {
    public var filesAreItsTeams: Bool { true }
    public func canLoseFiles(_ scene: Scene) throws -> Bool { try EditSubmission.isOpen(self, scene) }
}

/// The room of files. It knows which rooms' objects can have some, and asks those whether a reader may read them.
public enum Attachments: Room {
    public static let name = "attachments"
    public static let acts: [any Act.Type] = [RemoveAttachment.self]
    public static let events = AttachmentEvent.allCases.map(\.rawValue)

    /// For each kind of object that has files: its room's query, which throws `.notFound` for a reader who may not know of it.
    static let homes: [ObjectKind: @Sendable (Target, Scene) throws -> any FileHome] = [
        .signal: { try SignalQueries.signal($0, $1) },
        // As sealed as the text: whoever reads only what is public of an answer reads none of its files.
        .submission: { target, scene in
            let submission = try SubmissionQueries.submission(target, scene)
            guard SubmissionQueries.mayReadWhole(submission, scene) else { throw Refusal.notFound }
            return submission
        },
        // Shown at a review of what was hoped for: `KU-7F3K.x2`.
        .expectation: { target, scene in try ProblemQueries.problem(Target(String(target.text.prefix { $0 != "." })), scene) },
    ]

    /// What stays with its team when somebody of it leaves, and its files with it; a draft has gone with them before.
    private static let teamKinds: Set<ObjectKind> = [.submission]

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let files = try scene.tx.rows("""
            SELECT \(Attachment.columns) FROM attachment WHERE city = \(scene.city.id) AND owner = \(person) AND state <> 'removed' ORDER BY received_at, id
            """, Attachment.init(row:))
        var left = 50_000_000
        return ["files": .list(try files.map { file in
            var told: [String: JSON] = [
                "name": .text(file.name), "type": .text(file.type.mediaType), "size": .integer(Int64(file.size)), "sha256": .text(file.sha256), "alternative": .text(file.alternative),
                "sent": .text(file.receivedAt.rfc3339), "of": .text(file.object?.code.rawValue ?? ""),
            ]
            // One answer cannot carry everything; what it does not, its own address gives.
            left -= file.size
            if left >= 0, let bytes = try AttachmentTable.bytes(file.id, .whole, scene) { told["content"] = .text(Data(bytes).base64EncodedString()) }
            else { told["address"] = .text("/\(scene.city.slug)/files/\(file.id)") }
            return .object(told)
        })]
    }

    /// What is not public goes with its owner; what everybody reads already stays with the object, without a name.
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        let own = try change.tx.rows("SELECT \(Attachment.columns) FROM attachment WHERE city = \(change.city.id) AND owner = \(person)", Attachment.init(row:))
        let visitor = change.asVisitor
        for file in own {
            let isPublic = try file.object.map { object in
                do { return try homes[object.kind]?(Target(object.code.rawValue), visitor) != nil } catch Refusal.notFound { return false }
            } ?? false
            if isPublic || file.object.map({ teamKinds.contains($0.kind) }) ?? false { continue }
            try change.tx.run("DELETE FROM attachment WHERE city = \(change.city.id) AND id = \(file.id)")
        }
        try change.tx.run("UPDATE attachment SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
    }
}

enum AttachmentEvent: String, EventName { case removed = "attachment.removed" }
