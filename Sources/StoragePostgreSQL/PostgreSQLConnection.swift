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
        try control("SET bytea_output TO hex")
    }
    deinit { PQfinish(handle) }

    var isLost: Bool { PQstatus(handle) == CONNECTION_BAD }

    /// Runs a text without values and gives the server's word for what it did.
    @discardableResult func control(_ text: String) throws(PostgreSQLFailure) -> String {
        try result(PQexec(handle, text)).tag
    }

    /// Runs a statement with its values, prepared the first time.
    func execute(_ text: String, _ values: [SQLValue]) throws(PostgreSQLFailure) -> PostgreSQLResult {
        let parameters: PostgreSQLParameters
        do { parameters = try PostgreSQLParameters(values) } catch { throw PostgreSQLFailure(error) }
        let name = try prepare(Shape(text: text, types: values.map(TypeNumber.of)))
        let answer = parameters.withPointers { PQexecPrepared(handle, name, Int32(values.count), $0, nil, nil, 0) }
        return try result(answer)
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
