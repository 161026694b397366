import Storage

/// Takes a file away for good: its bytes are deleted, what it was and why is told to those who read the object.
public struct RemoveAttachment: Act {
    public static let name = "attachment.remove"
    public static let target: ObjectKind? = .attachment
    public static let permitted: [Who] = [.author, .representative, .role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    public static let form = Form(.line("reason", max: 500)) { RemoveAttachment(reason: $0) }
    let reason: String

    /// A file with the object whose reader decides about it.
    public struct File: ActSubject {
        let file: Attachment
        let home: any FileHome
        /// Where its object stands, with the sender of the file as its author, or its team.
        public var bearings: Bearings {
            var bearings = home.bearings
            bearings.authors = Set(file.owner.map { [$0] } ?? []).union(home.filesAreItsTeams ? bearings.authors : [])
            return bearings
        }
        public var stateName: String? { file.state.rawValue }
    }

    /// For pages that show several files of one object.
    public static func mayRemove(_ file: Attachment, of home: any FileHome, _ standing: Standing) -> Bool {
        permission(standing, File(file: file, home: home)) == .allowed
    }

    public static func load(_ target: Target, _ scene: Scene) throws -> File {
        guard let file = try AttachmentTable.find(ID(target.text), scene), file.state == .kept, let object = file.object, let home = Attachments.homes[object.kind] else { throw Refusal.notFound }
        return File(file: file, home: try home(Target(object.code.rawValue), scene))
    }

    public static func objection(_ standing: Standing, _ subject: File) -> String? {
        let isTeam = standing.matches(.author, subject.bearings) || standing.matches(.representative, subject.bearings)
        return subject.home.filesAreItsTeams && !isTeam ? "denied.teamFile" : nil
    }
    public static func isOpen(_ subject: File, _ scene: Scene) throws -> Bool { try subject.home.canLoseFiles(scene) }

    public func apply(_ subject: File, _ change: Change) throws -> Outcome {
        guard let object = subject.file.object else { throw Refusal.notFound }
        let removed = try change.tx.run("""
            UPDATE attachment SET state = 'removed', removed_at = \(change.now), removed_by = \(change.standing.person?.id), reason = \(reason), alternative = ''
            WHERE city = \(change.city.id) AND id = \(subject.file.id) AND state = 'kept'
            """)
        if removed == 0 { throw Refusal.stale }
        try change.tx.run("DELETE FROM attachment_print WHERE city = \(change.city.id) AND attachment = \(subject.file.id)")
        try change.happened(Event(
            AttachmentEvent.removed, on: object, of: subject.home.initiative, isPublic: subject.home.isPublic,
            facts: ["sha256": .text(subject.file.sha256), "reason": .text(reason)]))
        return Outcome(object)
    }
}
