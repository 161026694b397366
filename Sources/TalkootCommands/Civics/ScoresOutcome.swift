import ReviewPanels

/// The mixed model's findings by name.
struct ScoresModel {
    let effects: JuryEffects
    private let entryIndex: [String: Int]
    private let jurorIndex: [String: Int]
    private let entries: [String]
    private let panels: [String: Set<String>]

    init(entries: [String], jurors: [String], effects: JuryEffects, panels: [String: Set<String>]) {
        self.effects = effects
        self.entries = entries
        self.panels = panels
        entryIndex = Dictionary(uniqueKeysWithValues: zip(entries, entries.indices))
        jurorIndex = Dictionary(uniqueKeysWithValues: zip(jurors, jurors.indices))
    }

    func index(entry: String) -> Int? { entryIndex[entry] }
    func index(juror: String) -> Int? { jurorIndex[juror] }

    var groups: [[String]] { effects.groups.map { $0.map { entries[$0] } } }

    /// How many jurors an entry has, and how many of them are certainly strict.
    func strictness(of entry: String, level: Double) -> (jurors: Int, strict: Int) {
        let panel = panels[entry] ?? []
        return (panel.count, panel.count { juror in jurorIndex[juror].map { effects.isStrict($0, level: level) } ?? false })
    }
}

/// A counted jury and how it is told.
struct ScoresOutcome {
    let result: JuryResult
    let stability: JuryStability
    let model: ScoresModel?
    let level: Double

    var json: JSONValue {
        let places = model?.effects.rankIntervals(level: level) ?? []
        var members: [(String, JSONValue)] = [
            ("basis", .string(result.basis.rawValue)),
            ("panel", .object([("mean", .number(result.panelMean.approximation)), ("spread", .number(result.panelSpread))])),
            ("entries", .array(result.standings.map { entry($0, places) })),
            ("jurors", .array(result.jurors.map(juror))),
            (
                "stability",
                .object([
                    ("places", .int(stability.places)), ("share", .string(stability.share.description)),
                    ("changes", .array(stability.changes.map { .object([("without", .string($0.juror)), ("first", .strings($0.first))]) })),
                ])
            ),
        ]
        if let model {
            let effects = model.effects
            members.append((
                "variances",
                .object([
                    ("entry", .number(effects.entryVariance)), ("juror", .number(effects.jurorVariance)),
                    ("residual", .number(effects.residualVariance)),
                ])
            ))
            members.append(("level", .number(level)))
            members.append(("groups", .array(model.groups.map { .strings($0) })))
        }
        return .object(members)
    }

    private func entry(_ standing: JuryStanding, _ places: [RankInterval]) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(standing.entry)), ("place", standing.place.map { .int($0) } ?? .null), ("scores", .int(standing.scores)),
            ("raw", .number(standing.raw.approximation)), ("rawExact", .string(standing.raw.description)),
            ("rescaled", .number(standing.rescaled)), ("spread", .number(standing.spread)),
            ("decision", standing.decision.map { .string($0.rawValue) } ?? .null), ("tiedWith", .strings(standing.tiedWith)),
        ]
        if let model, let index = model.index(entry: standing.entry) {
            let range = model.effects.interval(index, level: level)
            members += [
                ("estimate", .number(model.effects.estimate(index))), ("effect", .number(model.effects.entryEffects[index])),
                ("low", .number(range.lowerBound)), ("high", .number(range.upperBound)),
                ("bestPlace", .int(places[index].best)), ("worstPlace", .int(places[index].worst)),
            ]
        }
        return .object(members)
    }

    private func juror(_ profile: JurorProfile) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(profile.juror)), ("scores", .int(profile.scores)), ("mean", .number(profile.mean.approximation)),
            ("spread", .number(profile.spread)),
        ]
        if let model, let index = model.index(juror: profile.juror) {
            members += [
                ("effect", .number(model.effects.jurorEffects[index])),
                ("standardError", .number(model.effects.jurorErrors[index])),
            ]
        }
        return .object(members)
    }

    private var summary: [String] {
        var sentences = [
            result.basis == .raw
                ? "Every juror judged every entry: the raw means decide."
                : "Not every juror judged every entry: each is moved to the panel's mean "
                    + "\(threeDecimals(result.panelMean.approximation)) and spread \(threeDecimals(result.panelSpread)).",
            "Leaving out one juror keeps the first \(stability.places) in \(stability.kept) of \(stability.jurors) cases.",
        ]
        sentences += stability.changes.map { "Without \($0.juror): \($0.first.joined(separator: ", "))." }
        if let model, model.groups.count > 1 {
            sentences.append(
                "The entries fall into \(model.groups.count) groups without a common juror; "
                    + "places across groups assume that their jurors are alike.")
        }
        return sentences
    }

    /// One plain sentence about each entry.
    private var sentences: [(entry: String, text: String)] {
        let places = model?.effects.rankIntervals(level: level) ?? []
        return result.standings.map { standing in
            var parts = [standing.place.map { "place \($0)" } ?? "no place (\(standing.scores) scores)"]
            parts.append("raw \(threeDecimals(standing.raw.approximation)), rescaled \(threeDecimals(standing.rescaled))")
            if let model, let index = model.index(entry: standing.entry) {
                let range = places[index]
                let places = range.best == range.worst ? "\(range.best)" : "\(range.best) to \(range.worst)"
                parts.append("ranked \(places) with \(percentage(level)) confidence")
                let (jurors, strict) = model.strictness(of: standing.entry, level: level)
                if strict > 0 {
                    parts.append("\(strict) of its \(jurors) jurors \(strict == 1 ? "is" : "are") certainly stricter than the panel")
                }
            }
            if let decision = standing.decision, decision != .score { parts.append("set apart by \(decision.rawValue)") }
            return (standing.entry, parts.joined(separator: "; "))
        }
    }

    var text: String {
        (summary + sentences.map { "\($0.entry): \($0.text)" }).map(visible).joined(separator: "\n") + "\n"
    }

    var page: ReviewPage {
        ReviewPage(
            title: "The jury's result", sentences: summary,
            tables: [
                .init(caption: "Entries", header: ["Entry", "Result"], rows: sentences.map { [$0.entry, $0.text] }),
                .init(
                    caption: "Jurors", header: ["Juror", "Scores", "Mean", "Spread"],
                    rows: result.jurors.map {
                        [$0.juror, "\($0.scores)", threeDecimals($0.mean.approximation), threeDecimals($0.spread)]
                    }),
            ])
    }
}
