import Storage

/// A colleague's idea, in one required field and within a minute on a telephone.
public struct SendIdea: Act {
    public static let name = "idea.send"
    public static let mayHideActor = true
    public static let permitted: [Who] = [.role(.staff), .role(.departmentHead), .role(.innovationOfficer), .role(.administrator), .role(.moderator)]
    public static let form = Form(.text("text", max: 500), .flag("hideName"), .optional(.choice("jobRole", of: Idea.JobRole.self)), .optional(.line("place")), .optional(.pick("department"))) {
        SendIdea(text: $0, hideName: $1, jobRole: $2, place: $3, department: $4)
    }
    let text: String, hideName: Bool, jobRole: Idea.JobRole?, place: String?, department: String?

    /// Whoever works for the city, in whatever department and part.
    public static func permission(_ standing: Standing, _ subject: TheCity) -> Permission {
        if let why = hindrance(standing) { return .denied(why) }
        return standing.isStaff ? .allowed : .denied(standing.isVisitor ? "denied.signIn" : "denied.role")
    }
    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] { try CityQueries.check(district: nil, department: department, scene) }

    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        // The part would tell a head from a clerk, and with a department who it is.
        change.part = Role.staff.rawValue
        if hideName { change.hideActor() }
        let draft = SignalDraft(text: text, place: place ?? "", department: try CityQueries.department(department, change)?.id, channel: .staff, author: hideName ? nil : person.id)
        let signal = try draft.enter(change)
        try change.tx.run("INSERT INTO idea (city, signal, is_hidden, job_role) VALUES (\(change.city.id), \(signal.id), \(hideName), \(jobRole))")
        if hideName { try change.tx.run("INSERT INTO hidden_author (city, signal, person) VALUES (\(change.city.id), \(signal.id), \(person.id))") }
        return Outcome(signal.reference)
    }
}

/// Acts of colleagues on an idea share their subject and who may.
protocol IdeaAct: Act where Subject == Idea {}
extension IdeaAct {
    public static var target: ObjectKind? { .signal }
    public static var permitted: [Who] { SendIdea.permitted }
    public static func load(_ target: Target, _ scene: Scene) throws -> Idea { try IdeaQueries.idea(target, scene) }
    public static func permission(_ standing: Standing, _ idea: Idea) -> Permission {
        let door = SendIdea.permission(standing, TheCity())
        return door == .allowed ? objection(standing, idea).map(Permission.denied) ?? .allowed : door
    }
}

/// Says something about an idea. A hidden author stays hidden here too.
public struct CommentIdea: IdeaAct {
    public static let name = "idea.comment"
    public static let mayHideActor = true
    public static let form = Form(.text("text", max: 2_000)) { CommentIdea(text: $0) }
    let text: String

    public func apply(_ idea: Idea, _ change: Change) throws -> Outcome {
        change.part = Role.staff.rawValue
        let hides = idea.isHidden && idea.isOwn
        if hides { change.hideActor() }
        let id: ID<IdeaComment> = change.newUndatedID()
        try change.tx.run("""
            INSERT INTO idea_comment (city, id, signal, person, is_by_author, at, text)
            VALUES (\(change.city.id), \(id), \(idea.signal.id), \(hides ? nil : change.standing.person?.id), \(idea.isOwn), \(change.now), \(text))
            """)
        try change.happened(Event(IdeaEvent.commented, on: idea.signal.reference, of: idea.signal.initiative, isPublic: false, personal: ["text": .text(text)]))
        return Outcome(idea.signal.reference)
    }
}

/// Stands behind an idea and hears how it goes on.
public struct JoinIdea: IdeaAct {
    public static let name = "idea.join"
    public static let form = Form { JoinIdea() }
    public static func objection(_ standing: Standing, _ idea: Idea) -> String? { idea.isOwn ? "denied.ownIdea" : idea.hasJoined ? "denied.joinedAlready" : nil }

    public func apply(_ idea: Idea, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        change.part = Role.staff.rawValue
        try change.tx.run("INSERT INTO idea_joiner (city, signal, person, at) VALUES (\(change.city.id), \(idea.signal.id), \(person.id), \(change.now)) ON CONFLICT DO NOTHING")
        try change.happened(Event(IdeaEvent.joined, on: idea.signal.reference, of: idea.signal.initiative, isPublic: false))
        return Outcome(idea.signal.reference)
    }
}

public struct LeaveIdea: IdeaAct {
    public static let name = "idea.leave"
    public static let form = Form { LeaveIdea() }
    public static func isOpen(_ idea: Idea, _ scene: Scene) -> Bool { idea.hasJoined }

    public func apply(_ idea: Idea, _ change: Change) throws -> Outcome {
        try change.tx.run("DELETE FROM idea_joiner WHERE city = \(change.city.id) AND signal = \(idea.signal.id) AND person = \(change.standing.person?.id)")
        return Outcome(idea.signal.reference)
    }
}
