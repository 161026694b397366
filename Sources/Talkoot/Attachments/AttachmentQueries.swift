public import Storage

public enum AttachmentQueries {
    /// The files of an object that the reader was shown to be allowed to read.
    public static func of(_ object: ObjectReference, _ scene: Scene) -> Query<Attachment> {
        Query("""
            SELECT \(Attachment.columns) FROM attachment
            WHERE city = \(scene.city.id) AND object_kind = \(object.kind) AND object = \(object.id) AND state = 'kept' ORDER BY received_at, id
            """, Attachment.init(row:))
    }

    /// Those of several objects of one kind, which the reader was shown to be allowed to read.
    public static func of(_ kind: ObjectKind, ids: [String], _ scene: Scene) throws -> [Attachment] {
        if ids.isEmpty { return [] }
        return try scene.tx.rows("""
            SELECT \(Attachment.columns) FROM attachment
            WHERE city = \(scene.city.id) AND object_kind = \(kind) AND object IN (\(list: ids)) AND state = 'kept' ORDER BY received_at, id
            """, Attachment.init(row:))
    }

    /// The pictures of several objects, one each, for lists.
    public static func firstPictures(of objects: [ObjectReference], _ scene: Scene) throws -> [ObjectReference: Attachment] {
        if objects.isEmpty { return [:] }
        let found = try scene.tx.rows("""
            SELECT \(Attachment.columns) FROM attachment
            WHERE city = \(scene.city.id) AND object IN (\(list: objects.map(\.id))) AND state = 'kept' AND width IS NOT NULL ORDER BY kept_at, id
            """, Attachment.init(row:))
        return Dictionary(found.compactMap { file in file.object.map { ($0, file) } }) { first, _ in first }
    }

    /// One file for its download. It is asked at each request whether this reader may read what it belongs to, by that room's own query;
    /// until an act has named it, only its sender sees it.
    /// - Parameter visitorKey: what the browser of somebody without an account keeps.
    /// - Throws: `.notFound` also where the reader may not know of it.
    public static func file(_ id: ID<Attachment>, visitorKey: String?, _ scene: Scene) throws -> Attachment {
        guard let file = try AttachmentTable.find(id, scene), try mayRead(file, visitorKey, scene) else { throw Refusal.notFound }
        return file
    }
    /// Nil where there is no such print of it, as of a document.
    public static func bytes(of file: Attachment, _ print: Darkroom.Print, _ scene: Scene) throws -> [UInt8]? { try AttachmentTable.bytes(file.id, print, scene) }

    private static func mayRead(_ file: Attachment, _ visitorKey: String?, _ scene: Scene) throws -> Bool {
        switch file.state {
        case .removed: return false
        case .waiting:
            if let owner = file.owner { return owner == scene.standing.person?.id }
            guard let key = visitorKey, let visitor = try AttachmentTable.visitor(of: file.id, scene) else { return false }
            return Uploader.visitor(key: key).visitor == visitor
        case .kept:
            guard let object = file.object, let home = Attachments.homes[object.kind] else { return false }
            do { _ = try home(Target(object.code.rawValue), scene) } catch Refusal.notFound { return false }
            return true
        }
    }

    /// Those of one's own that wait, among these ids: what a form shows again.
    public static func waiting(_ ids: [String], visitorKey: String?, _ scene: Scene) throws -> [Attachment] {
        try AttachmentTable.find(Array(ids.prefix(AttachmentLimits.mostFiles)), scene).filter { try $0.state == .waiting && mayRead($0, visitorKey, scene) }
    }
}
