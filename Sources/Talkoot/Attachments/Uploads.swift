import Crypto
import Storage

/// Whose a file is until an act names it.
public enum Uploader: Sendable, Hashable {
    case person(ID<Person>)
    /// Somebody without an account: whatever the browser keeps, or nothing for a program.
    case visitor(key: String?)

    public var person: ID<Person>? { if case .person(let id) = self { id } else { nil } }
    var visitor: String? { if case .visitor(let key?) = self { Secrets.hash("upload " + key) } else { nil } }
}

/// A file as it came in.
public struct ReceivedFile: Sendable {
    public var name: String
    public var bytes: [UInt8]
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

extension Platform {
    /// Takes a file in, judged by its bytes; pictures are developed anew. It waits for an act of its sender to name it, and is no act itself.
    /// The same file sent twice by the same person is one.
    /// - Parameter picturesOnly: where the field asks for a picture.
    /// - Throws: ``FileProblem`` in words for its sender; ``Refusal/busy`` when the disk is full.
    public func receive(_ file: ReceivedFile, from uploader: Uploader, in city: City, picturesOnly: Bool = false) async throws -> Attachment {
        let limits = AttachmentLimits(city)
        guard file.bytes.count <= limits.bytes else { throw FileProblem.tooLarge(limits) }
        let type = try FileType.of(file.bytes, picturesOnly: picturesOnly)
        if picturesOnly && !type.isPicture { throw FileProblem("problem.file.pictures") }
        let upload: Upload
        if type.isPicture {
            upload = Upload(file.name, try await darkroom.develop(file.bytes, type))
        } else {
            upload = Upload(name: FileName.clean(file.name, type), type: type, width: nil, height: nil, prints: [.whole: file.bytes])
        }
        let id = ID<Attachment>(random.undatedID())
        return try await keepHouse { tx, now in try upload.enter(id, uploader, city.id, limits, now, tx) }
    }
}

extension FileProblem {
    /// More files within an hour than anybody would send.
    public static let tooMany = FileProblem("problem.file.hour")
    public static func tooLarge(_ limits: AttachmentLimits) -> FileProblem { FileProblem("problem.file.tooLarge", ["limit": "\(limits.bytes / 1_000_000)"]) }
}

/// A file that was judged, before it is kept.
private struct Upload: Sendable {
    var name: String
    var type: FileType
    var width: Int?
    var height: Int?
    var prints: [Darkroom.Print: [UInt8]]

    var whole: [UInt8] { prints[.whole] ?? [] }
}

extension Upload {
    init(_ name: String, _ developed: Darkroom.Developed) {
        self.init(name: FileName.clean(name, developed.type), type: developed.type, width: developed.width, height: developed.height, prints: developed.prints)
    }

    func enter(_ id: ID<Attachment>, _ uploader: Uploader, _ city: ID<City>, _ limits: AttachmentLimits, _ now: Instant, _ tx: any Transaction) throws -> Attachment {
        let digest = Hex.text(SHA256.hash(data: whole))
        if let same = try same(digest, uploader, city, tx) { return same }
        if let person = uploader.person {
            let today = try tx.first("SELECT coalesce(sum(size), 0) FROM attachment WHERE city = \(city) AND owner = \(person) AND received_at > \(now.adding(days: -1))") { try $0.int() } ?? 0
            guard today + whole.count <= limits.bytesADay else { throw FileProblem("problem.file.dayFull", ["limit": "\(limits.bytesADay / 1_000_000)"]) }
        }
        try tx.run("""
            INSERT INTO attachment (city, id, owner, visitor, name, type, size, width, height, sha256, alternative, state, received_at)
            VALUES (\(city), \(id), \(uploader.person), \(uploader.visitor), \(name), \(type), \(whole.count), \(width), \(height), \(digest), '', 'waiting', \(now))
            """)
        for (print, bytes) in prints {
            try tx.run("INSERT INTO attachment_print (city, attachment, print, bytes) VALUES (\(city), \(id), \(print.rawValue), \(bytes))")
        }
        guard let kept = try tx.first("SELECT \(Attachment.columns) FROM attachment WHERE city = \(city) AND id = \(id)", Attachment.init(row:)) else { throw Refusal.busy }
        return kept
    }

    private func same(_ digest: String, _ uploader: Uploader, _ city: ID<City>, _ tx: any Transaction) throws -> Attachment? {
        let owner: SQLText
        if let person = uploader.person { owner = "owner = \(person)" } else if let visitor = uploader.visitor { owner = "owner IS NULL AND visitor = \(visitor)" } else { return nil }
        return try tx.first("""
            SELECT \(Attachment.columns) FROM attachment WHERE city = \(city) AND \(owner) AND state = 'waiting' AND sha256 = \(digest) ORDER BY received_at LIMIT 1
            """, Attachment.init(row:))
    }
}
