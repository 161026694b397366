public import Storage

/// One thing a person can do. Every change to a city is an act, run by ``Platform/perform(_:on:in:as:id:)`` from any door.
///
/// The order is always: load the subject → may this actor? → what is wrong with the input? → is the move in the table? → write.
public protocol Act: Sendable {
    associatedtype Subject: ActSubject

    /// Noun and verb: `challenge.publish`. The address, the command and the record all use it.
    static var name: String { get }
    /// What the act is about, by its code; nil where the act begins something new.
    static var target: ObjectKind? { get }
    static var form: Form<Self> { get }
    static var permitted: [Who] { get }

    /// Acts of high consequence, which somebody at a strange or stolen computer must not perform: they take a code of the second factor that was
    /// right within the last quarter of an hour, from everybody who has one.
    static var needsFreshCheck: Bool { get }
    /// Whether somebody whose roles rest for want of a second factor may do it: what belongs to one's own account.
    static var isOpenWithoutSecondFactor: Bool { get }
    /// Whether it may be the act of somebody who hides, whom neither the record nor the list of acts names; see ``Change/hideActor()``.
    static var mayHideActor: Bool { get }

    /// Reads the subject. Throws `.notFound` also when the actor may not know that it exists.
    static func load(_ target: Target, _ scene: Scene) throws -> Subject
    /// A reason against, beyond the roles: nobody decides on an own submission. A key of the language files, or nil.
    static func objection(_ standing: Standing, _ subject: Subject) -> String?
    /// Whether the table of moves, or a deadline, allows it now. The act is refused as an illegal move where this is false.
    static func isOpen(_ subject: Subject, _ scene: Scene) throws -> Bool
    /// The roles and the objection together: the same answer draws the button and guards the act.
    static func permission(_ standing: Standing, _ subject: Subject) -> Permission
    /// What the form starts with.
    static func prefill(_ subject: Subject, _ scene: Scene) throws -> [String: JSON]
    /// What its picks offer.
    static func options(_ subject: Subject, _ scene: Scene) throws -> [String: [Option]]

    /// What is wrong, field by field, once the types are right. Reads at most; writes nothing.
    func problems(_ subject: Subject, _ scene: Scene) throws -> [Problem]
    /// Writes, and tells the change what happened. Sends nothing.
    func apply(_ subject: Subject, _ change: Change) throws -> Outcome
}

extension Act {
    public static func objection(_ standing: Standing, _ subject: Subject) -> String? { nil }
    public static func isOpen(_ subject: Subject, _ scene: Scene) throws -> Bool { true }
    public static func prefill(_ subject: Subject, _ scene: Scene) throws -> [String: JSON] { [:] }
    public static func options(_ subject: Subject, _ scene: Scene) throws -> [String: [Option]] { [:] }
    public func problems(_ subject: Subject, _ scene: Scene) throws -> [Problem] { [] }

    public static var needsFreshCheck: Bool { false }
    public static var isOpenWithoutSecondFactor: Bool { false }
    public static var mayHideActor: Bool { false }

    public static func permission(_ standing: Standing, _ subject: Subject) -> Permission {
        if let why = hindrance(standing) { return .denied(why) }
        guard permitted.contains(where: { standing.matches($0, subject.bearings) }) else {
            return .denied(standing.isVisitor && !permitted.contains(.anyone) ? "denied.signIn" : "denied.role")
        }
        let covered = standing.within(name)
        if covered.grants.count < standing.grants.count, !permitted.contains(where: { covered.matches($0, subject.bearings) }) { return .denied("denied.outsideMandate") }
        return objection(standing, subject).map(Permission.denied) ?? .allowed
    }
}

extension Act {
    static func hindrance(_ standing: Standing) -> String? { standing.mustAddSecondFactor && !isOpenWithoutSecondFactor ? "denied.secondFactorFirst" : nil }
}

extension Act where Subject == TheCity {
    public static var target: ObjectKind? { nil }
    public static func load(_ target: Target, _ scene: Scene) throws -> TheCity { TheCity() }
}

/// Which object an act is about, as the door was told: its public code, or the id that a reaction knows.
public struct Target: Sendable, Hashable, Codable {
    public let text: String
    public init(_ text: String) { self.text = text }
    public static let none = Target("")
    public var code: PublicCode { PublicCode(text) }
}

/// What an act led to: where to look, and what to tell. Kept with the act id, so that a repeated call gives the same answer.
public struct Outcome: Sendable, Codable, Equatable {
    public var object: ObjectReference?
    /// Further public values for programs: `{"position": 3}`. Never a secret.
    public var values: [String: JSON]
    public init(_ object: ObjectReference?, _ values: [String: JSON] = [:]) {
        self.object = object
        self.values = values
    }
}

/// An act id made by the door, unique in the city: a double submit or a retry after a lost COMMIT gets the first outcome.
public struct ActID: RawRepresentable, Hashable, Sendable, SQLBindable {
    public let rawValue: String
    /// Between 8 and 64 letters, digits, `-` or `_`.
    public init?(rawValue: String) {
        guard (8...64).contains(rawValue.utf8.count),
              rawValue.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 }) else { return nil }
        self.rawValue = rawValue
    }
    init(made text: String) { rawValue = text }
}
