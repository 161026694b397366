internal import CPostgreSQL
internal import Storage

/// One connection with its prepared statements. It belongs to one thread.
final class PostgreSQLConnection {
    /// The same text with values of other types is another statement.
    private struct Shape: Hashable {
        let text: String
        let types: [Oid]
    }
    private let handle: OpaquePointer
    private var names: [Shape: String] = [:]
    private var prepared = 0
    /// A statement was sent whose answer nobody has read yet.
    private var hasUnreadAnswer = false
    private static let cacheLimit = 512

    /// Connects, or throws ``StorageError/busy(_:)`` with the server's reason.
    init(url: String) throws(PostgreSQLFailure) {
        // Later keywords win over earlier ones, so these are only defaults for what the address leaves open.
        let settings = [
            ("connect_timeout", "2"), ("keepalives_idle", "30"), ("tcp_user_timeout", "15000"),
            ("fallback_application_name", "talkoot"), ("dbname", url), ("client_encoding", "UTF8"),
        ]
        let connected = Self.withStrings(settings.map(\.0)) { keywords in
            Self.withStrings(settings.map(\.1)) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let connected else { throw PostgreSQLFailure(.busy("no memory for a connection"), .lost) }
        handle = connected
        guard PQstatus(handle) == CONNECTION_OK else { throw PostgreSQLFailure(result: nil, connection: handle) }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try control(Self.settings)
    }
    deinit { PQfinish(handle) }

    /// A process that stands still in a transaction may not make all others stand still too. And whoever reads a small table from end to end
    /// is, for a serializable transaction, in the way of everybody who writes a row there; a look into an index only of those beside it.
    /// Where no index serves, that rule makes a plan look so dear that the server would compile it to machine code, at each execution: some 80 ms
    /// for an answer of one. Statements here are short, so it never does.
    private static let settings = """
        SET bytea_output TO hex; SET lock_timeout TO '30s'; SET idle_in_transaction_session_timeout TO '\(usualPatience)s'; SET enable_seqscan TO off; SET jit TO off
        """
    private static let usualPatience = 60

    /// How long the server waits for the next word of this connection before it ends it: within a transaction, and, since PostgreSQL 14, between two.
    /// - Parameter seconds: nil for what is usual.
    func patience(_ seconds: Int?) -> String {
        let within = "SET idle_in_transaction_session_timeout TO '\(seconds ?? Self.usualPatience)s'"
        if PQserverVersion(handle) < 140_000 { return within }
        return within + (seconds.map { "; SET idle_session_timeout TO '\($0)s'" } ?? "; RESET idle_session_timeout")
    }

    /// Whether a transaction is open, as the server told with its last answer.
    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

    var isLost: Bool { PQstatus(handle) == CONNECTION_BAD }

    /// Runs a text without values and gives the server's word for what it did.
    @discardableResult func control(_ text: String) throws(PostgreSQLFailure) -> String {
        skipUnreadAnswer()
        return try result(PQexec(handle, text)).tag
    }
    /// Sends a text whose answer does not matter, and does not wait for it.
    func send(_ text: String) {
        skipUnreadAnswer()
        hasUnreadAnswer = PQsendQuery(handle, text) == 1
    }

    /// Runs a statement with its values, prepared the first time.
    func execute(_ text: String, _ values: [SQLValue]) throws(PostgreSQLFailure) -> PostgreSQLResult {
        let statement = try statement(text, values)
        return try result(statement.parameters.withPointers { PQexecPrepared(handle, statement.name, Int32($0.count), $0, nil, nil, 0) })
    }

    /// Runs several statements in one round trip, which is what the ways of a driver cost most for. What is not sent because the connection
    /// broke shows as a missing answer.
    /// - Parameter opening: a text to run before them.
    func execute(_ texts: [(text: String, values: [SQLValue])], opening: String?) throws(PostgreSQLFailure) -> [PostgreSQLResult] {
        var statements: [(name: String, parameters: PostgreSQLParameters)] = []
        for (text, values) in texts { statements.append(try statement(text, values)) }
        PQenterPipelineMode(handle)
        defer { PQexitPipelineMode(handle) }
        if let opening { PQsendQueryParams(handle, opening, 0, nil, nil, nil, nil, 0) }
        for (name, parameters) in statements { parameters.withPointers { _ = PQsendQueryPrepared(handle, name, Int32($0.count), $0, nil, nil, 0) } }
        PQpipelineSync(handle)
        // All are fetched before any is judged, or the next statement would find them in its way.
        let answers = (0..<statements.count + (opening == nil ? 0 : 1)).map { _ in nextAnswer() }
        PQclear(PQgetResult(handle))
        var results: [PostgreSQLResult] = []
        for (index, answer) in answers.enumerated() {
            do { results.append(try result(answer)) } catch {
                for rest in answers[(index + 1)...] { PQclear(rest) }
                throw error
            }
        }
        return opening == nil ? results : Array(results.dropFirst())
    }
    private func statement(_ text: String, _ values: [SQLValue]) throws(PostgreSQLFailure) -> (name: String, parameters: PostgreSQLParameters) {
        let parameters: PostgreSQLParameters
        do { parameters = try PostgreSQLParameters(values) } catch { throw PostgreSQLFailure(error) }
        skipUnreadAnswer()
        return (try prepare(Shape(text: text, types: values.map(TypeNumber.of))), parameters)
    }
    /// In a pipeline a null separates the answers.
    private func nextAnswer() -> OpaquePointer? {
        guard let answer = PQgetResult(handle) else { return nil }
        PQclear(PQgetResult(handle))
        return answer
    }
    private func skipUnreadAnswer() {
        if !hasUnreadAnswer { return }
        while let answer = PQgetResult(handle) { PQclear(answer) }
        hasUnreadAnswer = false
    }

    private func prepare(_ shape: Shape) throws(PostgreSQLFailure) -> String {
        if let known = names[shape] { return known }
        do { try SQLText.refuseTransactionControl(shape.text) } catch { throw PostgreSQLFailure(error) }
        if names.count >= Self.cacheLimit { try forgetStatements() }
        prepared += 1
        let name = "s\(prepared)"
        _ = try result(PQprepare(handle, name, shape.text, Int32(shape.types.count), shape.types))
        names[shape] = name
        return name
    }
    /// After a change of the schema a plan may no longer fit; also keeps lists of many lengths from filling the server's memory.
    func forgetStatements() throws(PostgreSQLFailure) {
        try control("DEALLOCATE ALL")
        names = [:]
    }

    private func result(_ answer: OpaquePointer?) throws(PostgreSQLFailure) -> PostgreSQLResult {
        switch PQresultStatus(answer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            if let answer { return PostgreSQLResult(answer) }
            fallthrough
        default:
            defer { PQclear(answer) }
            throw PostgreSQLFailure(result: answer, connection: handle)
        }
    }

    /// C strings in an array that ends with null, valid during the call.
    private static func withStrings<Value>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
        func collect(_ rest: ArraySlice<String>, _ pointers: [UnsafePointer<CChar>?]) -> Value {
            guard let string = rest.first else { return body(pointers + [nil]) }
            return string.withCString { collect(rest.dropFirst(), pointers + [$0]) }
        }
        return collect(strings[...], [])
    }
}
