public import Storage

/// What sort of thing an object is. Each room adds its own: `static let challenge = ObjectKind("challenge")`.
public struct ObjectKind: RawRepresentable, Hashable, Sendable, Codable, SQLBindable, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
    public var description: String { rawValue }
}

/// Which object is meant, across rooms: its kind, its id and the code people use.
public struct ObjectReference: Hashable, Sendable, Codable {
    public var kind: ObjectKind
    public var id: String
    public var code: PublicCode
    public init(_ kind: ObjectKind, id: String, code: PublicCode) {
        self.kind = kind
        self.id = id
        self.code = code
    }
}
