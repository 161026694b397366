internal import Foundation
internal import Storage

/// A thread's connection: opened when it is first needed and again, with growing pauses, when the server went away.
final class PostgreSQLLane {
    /// How a transaction ended: with a value, or with a reason to run it again.
    enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        case again(StorageError)
    }
    private let url: String
    private var connection: PostgreSQLConnection?
    private var lastFailure: (at: ContinuousClock.Instant, reason: PostgreSQLFailure)?
    private static let shortestPause = Duration.milliseconds(25)
    private static let longestPause = Duration.milliseconds(400)

    init(url: String) { self.url = url }

    /// Runs a body once, and once more for each time the connection breaks before the COMMIT, until the deadline.
    func transaction<Value: Sendable>(
        _ kind: PostgreSQLTransaction.Kind, until deadline: ContinuousClock.Instant, _ body: (any Transaction) throws -> Value
    ) throws -> Outcome<Value> {
        while true {
            let transaction = PostgreSQLTransaction(try connected(until: deadline), kind)
            let failure: PostgreSQLFailure
            do {
                return .value(try finish(transaction, body))
            } catch let refused as PostgreSQLFailure {
                failure = refused
            } catch {
                // The body's own error stands, unless the engine had already said that the body must run again.
                guard let first = transaction.failure, first.consequence != .final else { throw error }
                failure = first
            }
            switch failure.consequence {
            case .final: throw failure.error
            case .again: return .again(failure.error)
            case .outdated: try forgetStatements()
            case .lost: connection = nil
            }
            if ContinuousClock.now >= deadline { throw failure.error }
        }
    }

    private func finish<Value>(_ transaction: PostgreSQLTransaction, _ body: (any Transaction) throws -> Value) throws -> Value {
        do {
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            try transaction.commit()
            return value
        } catch {
            transaction.rollBack()
            throw error
        }
    }

    private func forgetStatements() throws {
        do { try connection?.forgetStatements() } catch { connection = nil }
    }

    /// One statement outside any transaction.
    func query<Value>(_ text: String, until deadline: ContinuousClock.Instant, _ decode: (inout Row) throws -> Value) throws -> Value {
        do {
            var row = Row(try connected(until: deadline).execute(text, []))
            return try decode(&row)
        } catch let failure as PostgreSQLFailure { throw failure.error }
    }

    /// The connection, made anew if need be. Always tries once, unless a try failed a moment ago and the deadline has passed.
    private func connected(until deadline: ContinuousClock.Instant) throws(StorageError) -> PostgreSQLConnection {
        if let connection, !connection.isLost { return connection }
        connection = nil
        var pause = Self.shortestPause
        while true {
            if let lastFailure, ContinuousClock.now > deadline, ContinuousClock.now < lastFailure.at + Self.longestPause {
                throw lastFailure.reason.error
            }
            do {
                let new = try PostgreSQLConnection(url: url)
                connection = new
                lastFailure = nil
                return new
            } catch {
                lastFailure = (.now, error)
                if ContinuousClock.now + pause > deadline { throw error.error }
            }
            Thread.sleep(forTimeInterval: pause / .seconds(1))
            pause = min(pause * 2, Self.longestPause)
        }
    }

    func close() { connection = nil }
}
