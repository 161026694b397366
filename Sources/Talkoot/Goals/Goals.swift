import Foundation
public import Storage

enum GoalEvent: String, EventName {
    case proposed = "goal.proposed"
    case changed = "goal.changed"
    case answered = "goal.answered"
    /// A department says no, with its reason: those who can talk about it are told.
    case objected = "goal.objected"
}

/// The room of the goals that several departments share.
public enum Goals: Room {
    public static let name = "goals"
    public static let migrations = [Migration("goals", GoalTable.migration)]
    public static let acts: [any Act.Type] = [ProposeGoal.self, ChangeGoal.self, StandOnGoal.self]
    public static let events = GoalEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = GoalEvent(rawValue: event.name), let problem = try ProblemTable.find(code: event.object.code, scene) else { return [] }
        switch name {
        case .proposed, .changed: return problem.departments.map { .role(.departmentHead, $0) }
        case .objected: return (problem.owner.map { [.person($0)] } ?? []) + [.role(.innovationOfficer, nil), .role(.departmentHead, problem.department)]
        case .answered: return []
        }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let stands = try scene.tx.rows("""
            SELECT number, version, department, stand, reason, at FROM goal_stand WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at, number
            """, GoalStand.init(row:))
        return stands.isEmpty ? [:] : ["goals": .list(stands.map { ["at": .text($0.at.rfc3339), "stand": .text($0.stand.rawValue), "reason": .text($0.reason)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE goal SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
        try change.tx.run("UPDATE goal_stand SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}

extension GateContribution {
    /// A problem is defined when all departments that own it want the same of it.
    static let goals = GateContribution(.definition, ["goals"]) { problem, scene in
        let sheet = try GoalSheet.of(problem, scene)
        // One department alone has nobody to agree with.
        if problem.departments.count < 2 && sheet.goals.isEmpty { return [] }
        var need = (sentence: "need.goals.missing", values: [String: String]())
        if let (one, other) = sheet.conflicts.first { need = ("need.goals.conflict", ["one": "\(one.number)", "other": "\(other.number)", "metric": one.metric]) }
        else if !sheet.goals.isEmpty {
            let names = try CityQueries.departments(isOpenOnly: false, scene)
            need = ("need.goals.waiting", ["departments": sheet.waiting.compactMap { id in names.first { $0.id == id }?.name }.joined(separator: ", ")])
        }
        return [GateNeed("goals", isMet: sheet.isAgreed, asked: .role(.departmentHead), .act(ProposeGoal.name), sentence: need.sentence, values: need.values)]
    }
}
