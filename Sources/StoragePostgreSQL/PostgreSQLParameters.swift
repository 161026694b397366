internal import CPostgreSQL
internal import Storage

/// Types as the server numbers them (`pg_type.oid`; these never change).
enum TypeNumber {
    static let bool: Oid = 16, bytes: Oid = 17, text: Oid = 25, bigint: Oid = 20, double: Oid = 701
    // Lists, not sets: every cell is looked up here, and the first one nearly always fits.
    static let bools: [Oid] = [16]
    static let byteStrings: [Oid] = [17]
    static let integers: [Oid] = [20, 23, 21, 1700]
    static let reals: [Oid] = [701, 700, 1700, 20, 21, 23]
    /// text, varchar, bpchar, name, "char", json, jsonb, uuid, unknown.
    static let texts: [Oid] = [25, 1043, 1042, 19, 18, 114, 3802, 2950, 705]

    static func of(_ value: SQLValue) -> Oid {
        switch value {
        case .text, .null(.text): text
        case .integer, .null(.integer): bigint
        case .bool, .null(.bool): bool
        case .real, .null(.real): double
        case .bytes, .null(.bytes): bytes
        }
    }
}

/// Values in the server's text format, one behind the other in one piece of memory.
struct PostgreSQLParameters {
    private var characters: [UInt8] = []
    /// Where each value begins; nil for null.
    private var starts: [Int?] = []

    init(_ values: [SQLValue]) throws(StorageError) {
        starts.reserveCapacity(values.count)
        for value in values {
            try value.refuseUnportable()
            if case .null = value {
                starts.append(nil)
            } else {
                starts.append(characters.count)
                append(value)
                characters.append(0)
            }
        }
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null: break
        case .text(let text): characters.append(contentsOf: text.utf8)
        case .integer(let number): characters.append(contentsOf: String(number).utf8)
        case .bool(let flag): characters.append(UInt8(ascii: flag ? "t" : "f"))
        case .real(let number): characters.append(contentsOf: String(number).utf8)
        case .bytes(let bytes): appendHexadecimal(bytes)
        }
    }
    private mutating func appendHexadecimal(_ bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        characters.reserveCapacity(characters.count + 2 * bytes.count + 3)
        characters.append(contentsOf: "\\x".utf8)
        for byte in bytes {
            characters.append(digits[Int(byte >> 4)])
            characters.append(digits[Int(byte & 15)])
        }
    }

    /// Gives the values as libpq wants them, valid during the call.
    func withPointers<Value>(_ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
        characters.withUnsafeBytes { memory in
            let base = memory.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(starts.map { start in start.flatMap { base?.advanced(by: $0) } })
        }
    }
}
