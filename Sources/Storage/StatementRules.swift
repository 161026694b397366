extension SQLText {
    /// Refuses a text that would begin or end a transaction behind the driver's back: inside a group it would end other people's work.
    /// Drivers ask once for each new text.
    package static func refuseTransactionControl(_ text: String) throws(StorageError) {
        let word = text.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
        if transactionControl.contains(word) {
            throw .other("\(word) inside a transaction: bodies leave beginning and ending to the database")
        }
    }
    private static let transactionControl: Set<String> = ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"]
}

extension SQLValue {
    /// Refuses what only one engine could keep: a NUL inside a text, a real that is no number.
    package func refuseUnportable() throws(StorageError) {
        switch self {
        case .text(let text) where text.utf8.contains(0): throw .other("a text with a NUL character cannot be stored")
        case .real(let number) where number.isNaN: throw .other("“not a number” cannot be stored")
        default: break
        }
    }
}
