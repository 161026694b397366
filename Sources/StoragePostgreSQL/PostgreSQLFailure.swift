internal import CPostgreSQL
internal import Storage

/// What went wrong, and what it means for the transaction.
struct PostgreSQLFailure: Error {
    enum Consequence {
        /// The same body would fail again.
        case final
        /// Another transaction was in the way: the body may succeed when it is run again.
        case again
        /// A prepared statement no longer fits the schema: it will succeed once the statements are prepared anew.
        case outdated
        /// The connection is gone, and with it whatever was not committed.
        case lost
    }
    let error: StorageError
    let consequence: Consequence

    init(_ error: StorageError, _ consequence: Consequence = .final) {
        self.error = error
        self.consequence = consequence
    }

    /// Reads a failed result; without one the connection tells.
    init(result: OpaquePointer?, connection: OpaquePointer) {
        func field(_ code: Character) -> String {
            result.flatMap { PQresultErrorField($0, Int32(code.asciiValue ?? 0)) }.map { String(cString: $0) } ?? ""
        }
        let state = field("C")
        let primary = field("M")
        let message = primary.isEmpty ? String(cString: PQerrorMessage(connection)) : primary
        if PQstatus(connection) == CONNECTION_BAD || Self.isLoss(state) {
            self.init(.busy("the connection was lost: \(message)"), .lost)
        } else if Self.worthRepeating.contains(state) {
            self.init(.busy(message), .again)
        } else if state == "26000" || field("R") == "RevalidateCachedQuery" {
            self.init(.busy(message), .outdated)
        } else {
            self.init(Self.error(state: state, message: message, constraint: field("n"), column: "\(field("t")).\(field("c"))"))
        }
    }

    /// Connection exceptions, and the server going down or ending this session.
    private static func isLoss(_ state: String) -> Bool {
        state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state)
    }
    /// Serialization failure, deadlock.
    private static let worthRepeating: Set<String> = ["40001", "40P01"]

    private static func error(state: String, message: String, constraint: String, column: String) -> StorageError {
        switch state {
        case "23505", "23P01": .unique(constraint)
        case "23503": .foreignKey
        case "23514": .check(constraint)
        case "23502": .check("\(column) is null")
        case "P0001": .check(message)
        case "55P03", "57014": .busy(message)
        // 53: out of disk, memory or connections. 58: the machine below the server fails.
        default: state.hasPrefix("53") || state.hasPrefix("58") ? .busy(message) : .other("\(message) (\(state))")
        }
    }
}
