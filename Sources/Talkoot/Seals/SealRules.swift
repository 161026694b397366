import Storage

/// Who may know of an opening, and what an opening lets somebody read.
enum SealRules {
    /// That a seal was opened, everybody may know. Before that, those who decide about it.
    static func mayRead(_ seal: SealBreak, _ standing: Standing) -> Bool {
        if seal.wasOpened || standing.isSystem || decides(standing) { return true }
        return seal.askedBy != nil && seal.askedBy == standing.person?.id
    }
    /// The same as SQL over `seal_break`.
    static func scope(_ standing: Standing) -> SQLText {
        if standing.isSystem || decides(standing) { return "TRUE" }
        guard let person = standing.person else { return "seal_break.until_at IS NOT NULL" }
        return "(seal_break.until_at IS NOT NULL OR seal_break.asked_by = \(person.id))"
    }
    static func decides(_ standing: Standing) -> Bool { standing.holds(.administrator) || standing.holds(.departmentHead) }

    /// Openings under which this reader reads now, as SQL over `seal_break`; nil for everybody who cannot have any.
    /// The role is asked for again: whoever lost it reads no longer. An open seal alone shows nothing: a reading has to be written down first.
    static func opening(_ kind: ObjectKind, _ scene: Scene) -> SQLText? {
        guard let person = scene.standing.person, scene.standing.holds(.administrator) else { return nil }
        scene.underSeal = UnderSeal(objects: scene.underSeal?.objects ?? [], isWide: true)
        return readable(kind, person, scene)
    }
    private static func readable(_ kind: ObjectKind, _ person: Person, _ scene: Scene) -> SQLText {
        """
            SELECT seal_break.object_id FROM seal_break WHERE seal_break.city = \(scene.city.id) AND seal_break.object_kind = \(kind)
            AND seal_break.asked_by = \(person.id) AND seal_break.state = 'open' AND seal_break.until_at > \(scene.now)
            AND EXISTS (SELECT 1 FROM seal_reading WHERE seal_reading.city = seal_break.city AND seal_reading.seal = seal_break.id AND seal_reading.until_at > \(scene.now))
            """
    }
    /// Whether this reader reads it now, for a page that does not show it.
    static func isReading(_ object: ObjectReference, _ scene: Scene) throws -> Bool {
        guard let person = scene.standing.person, scene.standing.holds(.administrator) else { return false }
        return try scene.tx.exists(readable(object.kind, person, scene) + " AND seal_break.object_id = \(object.id)")
    }
    /// The same for whatever then shows it: the look is written down.
    static func isOpened(_ object: ObjectReference, _ scene: Scene) throws -> Bool {
        guard try isReading(object, scene) else { return false }
        scene.underSeal = UnderSeal(objects: (scene.underSeal?.objects ?? []).union([object.id]), isWide: scene.underSeal?.isWide ?? false)
        return true
    }
}
