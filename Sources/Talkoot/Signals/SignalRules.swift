import Storage

/// Who may read a signal: the predicate and the SQL scope side by side. A property test proves that they agree.
enum SignalRules {
    static func mayRead(_ signal: Signal, _ standing: Standing) -> Bool {
        if signal.isPublic || standing.isSystem || standing.isModerator { return true }
        if standing.isStaff && signal.visibility.isShown { return true }
        return standing.person.map { $0.id == signal.author } ?? false
    }

    static func scope(_ standing: Standing) -> SQLText {
        if standing.isSystem || standing.isModerator { return "TRUE" }
        guard let person = standing.person else { return "signal.is_public" }
        return standing.isStaff ? "(signal.visibility = 'shown' OR signal.author = \(person.id))" : "(signal.is_public OR signal.author = \(person.id))"
    }
}
