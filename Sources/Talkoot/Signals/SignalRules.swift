import Storage

/// Who may read a signal: the predicate and the SQL scope side by side. A property test proves that they agree.
enum SignalRules {
    static func mayRead(_ signal: Signal, _ standing: Standing) -> Bool {
        if signal.isPublic || standing.isStaff || standing.isSystem { return true }
        return standing.person.map { $0.id == signal.author } ?? false
    }

    static func scope(_ standing: Standing) -> SQLText {
        if standing.isStaff || standing.isSystem { return "TRUE" }
        if let person = standing.person { return "(signal.is_public OR signal.author = \(person.id))" }
        return "signal.is_public"
    }
}
