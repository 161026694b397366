/// What a person types for one act, and how it becomes the act. One declaration serves the page, JSON and the command line:
///
///     static let form = Form(.text("reason", max: 2_000), .optional(.pick("district"))) { DeclineSignal(reason: $0, district: $1) }
///
/// A wrong type is a sentence beside its field: all problems are gathered before anything is refused.
public struct Form<Made: Sendable>: Sendable {
    public let fields: [Field]
    private let read: @Sendable (JSON) throws -> Made
    private let check: @Sendable (JSON) -> [Problem]

    public init<each Value: Sendable>(_ asks: repeat Ask<each Value>, make: @escaping @Sendable (repeat each Value) -> Made) {
        var fields: [Field] = []
        for ask in repeat each asks { fields.append(ask.field) }
        self.fields = fields
        read = { input in make(repeat try (each asks).read(input[(each asks).field.name])) }
        check = { input in
            var problems: [Problem] = []
            for ask in repeat each asks {
                do { _ = try ask.read(input[ask.field.name]) }
                catch let problem as Problem { problems.append(problem) }
                catch let several as FormProblems { problems += several.problems }
                catch { problems.append(Problem(ask.field.name, "problem.shape")) }
            }
            return problems
        }
    }

    /// For acts that ask for nothing.
    public init(make: @escaping @Sendable () -> Made) {
        fields = []
        read = { _ in make() }
        check = { _ in [] }
    }

    public func make(_ input: JSON) throws(FormProblems) -> Made {
        guard let members = input.object else { throw FormProblems(problems: [Problem("", "problem.shape")]) }
        let known = Set(fields.map(\.name))
        let unknown = members.keys.filter { !known.contains($0) }.sorted().map { Problem($0, "problem.unknown") }
        let problems = check(input) + unknown
        if !problems.isEmpty { throw FormProblems(problems: problems) }
        do { return try read(input) }
        catch { throw FormProblems(problems: [Problem("", "problem.shape")]) }
    }
}

/// Several problems at once.
public struct FormProblems: Error, Sendable { public var problems: [Problem] }
