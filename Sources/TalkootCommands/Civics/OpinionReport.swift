import OpinionMapping

/// What `talkoot opinion` says about a map, as text, JSON, a drawing and a page.
struct OpinionReport {
    let map: OpinionMap
    let texts: [String: String]
    let stability: GroupStability?

    init(map: OpinionMap, statements: [Statement], stability: GroupStability?) {
        self.map = map
        self.stability = stability
        texts = Dictionary(statements.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    var drawing: String { OpinionMapDrawing(map).svg }

    private func id(_ statement: Int) -> String { map.votes.statements[statement] }
}

// MARK: JSON

extension OpinionReport {
    /// Writes the document piece by piece, because there may be a million people.
    func writeJSON(_ write: (String) throws -> Void) rethrows {
        var separator = "{"
        func member(_ name: String, _ text: String) throws {
            try write("\(separator)\"\(name)\":")
            try write(text)
            separator = ","
        }
        let ids = map.votes.participants
        try member("participants", "\(ids.count)")
        try member("statements", "\(map.votes.statements.count)")
        try member("inConversation", JSONValue.strings(map.inConversation.map { ids[$0] }).text)
        try member("center", numbers(map.components.centre))
        try member("components", "[" + map.components.vectors.map(numbers).joined(separator: ",") + "]")
        try member("projection", object(ids) { point(map.positions[$0].point) })
        try member("standardErrors", object(ids) { point(map.positions[$0].standardError) })
        try member("groups", JSONValue.array(map.groups.map(group)).text)
        try member("representative", representative.text)
        try member("consensus", (["agree": consensus(.agree), "disagree": consensus(.disagree)] as JSONValue).text)
        try member("groupInformedConsensus", perStatement(map.groupInformedConsensus()))
        try member("groupInformedConsensusDisagree", perStatement(map.groupInformedConsensus(.disagree)))
        try member("silhouette", map.silhouette.map(number) ?? "null")
        try member("clearGroups", "\(map.hasClearGroups)")
        try member("publishable", "\(map.isPublishable)")
        if let stability { try member("stability", json(stability).text) }
        try write("}\n")
    }

    private func number(_ value: Double) -> String { JSONValue.number(value).text }

    private func numbers(_ values: [Double]) -> String { "[" + values.map(number).joined(separator: ",") + "]" }

    private func point(_ point: SIMD2<Double>) -> String { "[\(number(point.x)),\(number(point.y))]" }

    private func object(_ keys: [String], _ value: (Int) -> String) -> String {
        var text = "{"
        for (place, key) in keys.enumerated() {
            text += (place > 0 ? "," : "") + JSONValue.string(key).text + ":" + value(place)
        }
        return text + "}"
    }

    private func perStatement(_ values: [Double]) -> String { object(map.votes.statements) { number(values[$0]) } }

    private func group(_ group: OpinionGroup) -> JSONValue {
        [
            "id": .string("\(group.id)"), "members": .strings(group.participants),
            "center": [.number(group.centre.x), .number(group.centre.y)],
            "doubtful": .strings(map.doubtfulMembers(of: group).map { map.votes.participants[$0] }),
        ]
    }

    private var representative: JSONValue {
        .object(map.groups.map { ("\($0.id)", .array(representative(of: $0))) })
    }

    private func representative(of group: OpinionGroup) -> [JSONValue] {
        map.representativeStatements(of: group).map { chosen in
            [
                "statement": .string(id(chosen.statement)), "direction": .string("\(chosen.direction)"),
                "probability": .number(chosen.figures.probability), "ratio": .number(chosen.figures.ratio),
                "probabilityTest": .number(chosen.figures.probabilityTest),
                "ratioTest": .number(chosen.figures.ratioTest),
                "given": .int(chosen.given), "seen": .int(chosen.seen), "bestAgree": .bool(chosen.isBestAgree),
            ]
        }
    }

    private func consensus(_ direction: Opinion) -> JSONValue {
        .array(
            map.consensus(direction).map { statement in
                [
                    "statement": .string(id(statement.statement)), "probability": .number(statement.probability),
                    "test": .number(statement.test), "given": .int(statement.given), "seen": .int(statement.seen),
                ]
            })
    }

    private func json(_ stability: GroupStability) -> JSONValue {
        [
            "resamples": .int(stability.resamples), "seed": .string("\(stability.seed)"),
            "agreement": .number(stability.meanAgreement), "lowest": .number(stability.lowAgreement),
            "sameNumberOfGroups": .number(stability.sameCountShare),
            "groups": .object(zip(map.groups, stability.groupRecovery).map { ("\($0.id)", .number($1)) }),
        ]
    }
}

// MARK: Words

extension OpinionReport {
    /// A heading and what stands under it, the same in text and on the page.
    struct Section {
        let title: String
        let lines: [String]
    }

    var text: String {
        let parts = sections.map { ([$0.title] + $0.lines.map { "  " + $0 }).joined(separator: "\n") }
        return ([summary.joined(separator: "\n")] + parts).joined(separator: "\n\n") + "\n"
    }

    var summary: [String] {
        let votes = map.votes
        return [
            "\(counted(votes.participants.count, "participant")), \(counted(votes.statements.count, "statement")), "
                + "\(counted(votes.voteCount, "vote")); \(people(map.inConversation.count)) in the conversation.",
            map.isPublishable
                ? nil
                : "Do not publish: fewer than \(OpinionMap.publicationThreshold) people voted, "
                    + "and the map could give them away.",
            clarity,
            stability.map { stability in
                "In \(stability.resamples) resamples (seed \(stability.seed)) the same groups came back with agreement "
                    + "\(decimal(stability.meanAgreement)) (1 is always, 0 is chance); "
                    + "\(percent(stability.sameCountShare)) found as many groups."
            },
        ].compactMap { $0 }
    }

    private var clarity: String? {
        guard map.groups.count > 1, let silhouette = map.silhouette else {
            return map.groups.isEmpty ? nil : "No groups can be told apart."
        }
        return "\(map.groups.count) groups, mean silhouette \(decimal(silhouette))"
            + (map.hasClearGroups ? "." : ": no clear groups, the lines between them are soft.")
    }

    private func people(_ count: Int) -> String { count == 1 ? "1 person" : "\(count) people" }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    var sections: [Section] {
        let groups = map.groups.enumerated().map { place, group in
            let recovery = stability.map { "; \(percent($0.groupRecovery[place])) of it comes back in resamples" } ?? ""
            let doubtful = map.doubtfulMembers(of: group).count
            let doubt = doubtful > 0 ? ", \(doubtful) of them in doubt for want of votes" : ""
            return Section(
                title: "Group \(group.letter): \(people(group.participants.count))\(doubt)\(recovery)",
                lines: map.representativeStatements(of: group).map(marking))
        }
        let shared =
            map.consensus(.agree).map { "agree    " + answer($0.statement, $0.given, $0.seen) }
            + map.consensus(.disagree).map { "disagree " + answer($0.statement, $0.given, $0.seen) }
        var sections = groups
        if !shared.isEmpty { sections.append(Section(title: "Everybody together", lines: shared)) }
        if map.groups.count > 1 {
            sections.append(Section(title: "Bridges: the statements that every group supports most", lines: bridges))
        }
        return sections
    }

    private var bridges: [String] {
        let values = map.groupInformedConsensus()
        let best = values.indices.filter { !map.votes.withheld[$0] }.sorted { (values[$1], $0) < (values[$0], $1) }
            .prefix(5)
        return best.map {
            decimal(values[$0]).padding(to: 9) + answer($0, map.tallies[$0].agrees, map.tallies[$0].seen)
        }
    }

    private func marking(_ chosen: RepresentativeStatement) -> String {
        "\(chosen.direction)".padding(to: 9) + answer(chosen.statement, chosen.given, chosen.seen)
            + ", \(decimal(chosen.figures.ratio)) times the others"
    }

    private func answer(_ statement: Int, _ given: Int, _ seen: Int) -> String {
        let words = texts[id(statement)].map { " " + onOneLine($0) } ?? ""
        return "[\(onOneLine(id(statement)))]\(words) (\(given) of \(seen))"
    }

    /// Statements are written by strangers; control characters could rewrite the reader's terminal.
    private func onOneLine(_ text: String) -> String {
        let isControl = { (scalar: Unicode.Scalar) in scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) }
        let scalars = text.unicodeScalars.map { isControl($0) ? " " : $0 }
        return String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
    }

    private func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100)."
            + "\(hundredths.magnitude % 100 + 100)".dropFirst()
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
