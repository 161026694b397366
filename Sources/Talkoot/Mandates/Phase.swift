public import Storage

/// A part of the way from a hint to a solution that an intermediary may run for the city.
public enum MandatePhase: String, CaseIterable, Sendable, SQLBindable {
    case listening, defining, calling, judging, trying, spreading

    /// Where an act belongs; nil for what is no phase of the way, such as settings, roles and moderation, and is therefore in no mandate.
    public static func of(_ act: String) -> MandatePhase? { byNoun[String(act.prefix { $0 != "." })] }
    private static let byNoun: [String: MandatePhase] = {
        let nouns: [MandatePhase: [String]] = [
            .listening: ["signal", "idea", "experiment"],
            .defining: [
                "problem", "objective", "expectation", "canvas", "goal", "lots", "ways", "participation", "support", "stakeholder", "seat", "team", "requirement", "hearing", "comment", "resource",
                "task", "risk", "owner", "ownership", "friction", "objection", "insight", "changeRequest", "journey", "journeyStep", "reuse",
            ],
            .calling: ["challenge", "criterion", "question"], .judging: ["submission", "jury", "conflict", "score", "ranking", "decision"], .trying: ["pilot", "measurement"],
            .spreading: ["lesson", "solution", "replication"],
        ]
        return Dictionary(uniqueKeysWithValues: nouns.flatMap { phase, names in names.map { ($0, phase) } })
    }()

    /// As they stand in one column, in the order of the way.
    static func written(_ phases: Set<MandatePhase>) -> String { allCases.filter(phases.contains).map(\.rawValue).joined(separator: " ") }
    static func read(_ text: String) -> Set<MandatePhase> { Set(text.split(separator: " ").compactMap { MandatePhase(rawValue: String($0)) }) }
}
