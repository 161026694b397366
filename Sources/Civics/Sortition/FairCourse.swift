/// The alternation of fair points, mixtures and cuts behind `FairDistribution`.
struct FairCourse {
    private var polytope: PanelPolytope
    private let fairness: Fairness
    private(set) var mixture: [WeightedPanel] = []
    /// Maximin has many optima; where the first is no mixture at once, the leximin point, which is one too, takes its place.
    private var goesOnToLeximin = false
    /// The fair point where it is known exactly, as counts per type.
    private var exactCounts: [Fraction]?
    private var stages: [LeximinStages.Stage] = []
    private var panels: [[Int]] = []
    private var cutProofs: [BranchProof] = []
    /// For Nash: who can be drawn, who might have to be, and the stages that prove who cannot.
    private var reachable: [Int] = []
    private var certain: [Int] = []
    private(set) var wentPanelByPanel = false
    private var covering: [WeightedPanel] = []
    private var unreachableStages: [LeximinStages.Stage] = []

    /// More cuts than this are a sign that the relaxation is a poor picture of the panels.
    static let cutLimit = 8
    /// A walk can stop short of a point that is a mixture after all; other turns may lead there.
    private static let walks = 4

    init(_ polytope: PanelPolytope, _ fairness: Fairness) {
        self.polytope = polytope
        self.fairness = fairness
    }

    mutating func run(_ progress: (String) -> Void) throws(DrawFault) {
        if fairness == .nash, try prepareNash() { return try runNashByPanels(progress) }
        do {
            if try runInRelaxation(cutLimit: Self.cutLimit, progress) { return }
        } catch {
            guard error == .numericallyStuck else { throw error }
        }
        if fairness == .nash { try runNashByPanels(progress) } else { try runByPanels(progress) }
    }

    /// - Returns: false when the cuts were used up before the fair point was a mixture.
    private mutating func runInRelaxation(cutLimit: Int, _ progress: (String) -> Void) throws(DrawFault) -> Bool {
        let most = cutProofs.count + cutLimit
        while cutProofs.count < most {
            let point = try fairPoint()
            let (walked, arrived) = try walk(from: point, progress)
            mixture = walked
            if arrived { return true }
            if fairness == .maximin, !goesOnToLeximin {
                goesOnToLeximin = true
                continue
            }
            var hull = HullMembership(polytope, point: point, panels: walked.map(\.panel) + panels)
            switch try hull.decide(progress: { progress("a mixture of panels misses the fair chances by \($0)") }) {
            case .mixture(let found):
                mixture = exactCounts.flatMap(hull.exactMixture) ?? polish(found, towards: point)
                return true
            case .cut(let row, let proof):
                panels = hull.panels
                polytope.addCut(row)
                cutProofs.append(proof)
                progress("cut \(polytope.cuts.count) added")
            }
        }
        return false
    }

    /// - Returns: the panels met, and whether they make up the whole point.
    private func walk(
        from point: [Double], _ progress: (String) -> Void
    ) throws(DrawFault) -> (mixture: [WeightedPanel], arrived: Bool) {
        let tell: (Double) -> Void = { progress("panels carry \(Self.percent($0)) % of the chances") }
        if let exactCounts {
            var met: [WeightedPanel] = []
            for attempt in 0..<(fairness == .maximin && !goesOnToLeximin ? 1 : Self.walks) {
                guard var exact = ExactFaceWalk(polytope, from: exactCounts, attempt: attempt) else { break }
                try exact.run(progress: tell)
                if exact.hasArrived { return (exact.mixture, true) }
                met += exact.mixture
            }
            return (met, false)
        }
        var walk = FaceWalk(polytope, from: point)
        try walk.run(progress: tell)
        return (walk.remaining == 0 ? polish(walk.mixture, towards: point) : walk.mixture, walk.remaining == 0)
    }

    /// The slower way that always arrives: stages over mixtures of panels instead of cuts from outside.
    private mutating func runByPanels(_ progress: (String) -> Void) throws(DrawFault) {
        (wentPanelByPanel, exactCounts) = (true, nil)
        polytope.dropCuts()
        cutProofs = []
        var stagesByPanels = try PanelStages(polytope, panels: panels)
        try stagesByPanels.run(maximinOnly: fairness == .maximin) { number in
            progress("stage \(number) over panels")
        }
        mixture = stagesByPanels.mixture
        let firstRow = polytope.rows.count
        for cut in stagesByPanels.cuts {
            polytope.addCut(cut.row)
            cutProofs.append(cut.proof)
        }
        stages = stagesByPanels.stages.enumerated().map { index, stage in
            var multipliers = [CertifiedNumber](repeating: .init(Fraction(0)), count: polytope.rows.count)
            multipliers[firstRow + index] = stage.multiplier
            return .init(chance: stage.chance, fixed: stage.fixed, multipliers: multipliers, certaintyMultipliers: [:])
        }
        if mixture.allSatisfy({ $0.share != nil }) {
            exactCounts = ExactPanelStages.counts(mixture, types: polytope.typeCount)
        }
    }

    private mutating func runNashByPanels(_ progress: (String) -> Void) throws(DrawFault) {
        var nash = PanelNash(polytope, reachable: reachable, mixture: covering)
        let (row, proof) = try nash.run(progress)
        mixture = nash.mixture
        polytope.addCut(row)
        cutProofs.append(proof)
        var multipliers = [Double](repeating: 0, count: polytope.rows.count)
        multipliers[polytope.rows.count - 1] = 1
        stages = unreachableStages
            + [.init(chance: .init(0), fixed: [], multipliers: multipliers.map { .init($0) }, certaintyMultipliers: [:])]
    }

    private mutating func fairPoint() throws(DrawFault) -> [Double] {
        if fairness == .nash { return try nashPoint() }
        let leximin = try LeximinStages(polytope, maximinOnly: fairness == .maximin && !goesOnToLeximin)
        (stages, exactCounts) = (leximin.stages, leximin.exactCounts)
        if fairness == .maximin, let first = stages.firstIndex(where: { $0.chance.value > 1e-9 }) {
            stages.removeSubrange((first + 1)...)
        }
        return leximin.exactCounts?.map(\.doubleValue) ?? leximin.counts
    }

    /// Finds out by leximin who can be drawn at all; its cuts hold for every panel and are kept.
    ///
    /// - Returns: whether leximin had to go panel by panel, so that Nash had better do so too.
    private mutating func prepareNash() throws(DrawFault) -> Bool {
        var leximin = FairCourse(polytope, .leximin)
        try leximin.run { _ in }
        covering = leximin.mixture
        (polytope, cutProofs, panels) = (leximin.polytope, leximin.cutProofs, leximin.mixture.map(\.panel))
        let chances = leximin.chances.map(\.value)
        reachable = chances.indices.filter { chances[$0] > 0 }
        certain = chances.indices.filter { chances[$0] > 1 - 1e-9 }
        unreachableStages = leximin.stages.filter { $0.chance.value < 1e-9 }
        return leximin.wentPanelByPanel
    }

    private mutating func nashPoint() throws(DrawFault) -> [Double] {
        var nash = try NashPoint(polytope, reachable: reachable, certain: certain)
        let (counts, multipliers) = try nash.solve()
        stages = unreachableStages
            + [.init(chance: .init(0), fixed: [], multipliers: multipliers.map { .init($0) }, certaintyMultipliers: [:])]
        return counts
    }

    /// Takes the rounding errors out of the weights: one least-squares step, kept if no weight turns negative.
    private func polish(_ mixture: [WeightedPanel], towards point: [Double]) -> [WeightedPanel] {
        let count = mixture.count
        var missing = point
        for entry in mixture {
            for type in missing.indices { missing[type] -= entry.weight * Double(entry.panel[type]) }
        }
        var square = [Double](repeating: 0, count: count * count)
        var side = [Double](repeating: 0, count: count)
        for (row, first) in mixture.enumerated() {
            let sparse = first.panel.indices.filter { first.panel[$0] != 0 }
            for (column, second) in mixture.enumerated() {
                square[row * count + column] = sparse.reduce(0) { $0 + Double(first.panel[$1] * second.panel[$1]) }
            }
            side[row] = sparse.reduce(0) { $0 + Double(first.panel[$1]) * missing[$1] }
        }
        guard let inverse = DenseSquare.inverse(of: square, order: count) else { return mixture }
        let polished = mixture.enumerated().map { row, entry in
            let step = (0..<count).reduce(0) { $0 + inverse[row * count + $1] * side[$1] }
            return WeightedPanel(panel: entry.panel, weight: entry.weight + step)
        }
        let total = polished.reduce(0) { $0 + $1.weight }
        let sound = polished.allSatisfy { $0.weight >= 0 } && abs(total - 1) < 1e-9
        return sound ? polished : mixture
    }

    /// Chances by type, exact where point and mixture are; else those of the stages, which carry less rounding than the
    /// mixture, else the mixture's.
    var chances: [CertifiedNumber] {
        if let exactCounts, mixture.allSatisfy({ $0.share != nil }) {
            return zip(exactCounts, polytope.people).map { .init($0 / Fraction($1)) }
        }
        var result = mixtureChances
        for stage in stages where fairness != .maximin {
            let chance = stage.chance.value
            for type in stage.fixed { result[type] = chance < 1e-11 ? 0 : min(1, chance) }
        }
        return result.map { .init($0) }
    }

    private var mixtureChances: [Double] {
        var counts = [Double](repeating: 0, count: polytope.typeCount)
        for entry in mixture {
            for type in counts.indices { counts[type] += entry.weight * Double(entry.panel[type]) }
        }
        return zip(counts, polytope.people).map { min(1, $0 / Double($1)) }
    }

    private static func percent(_ share: Double) -> Int { Int(share * 100) }

    func certificate(_ types: PersonTypes, _ selection: Selection) -> FairnessCertificate {
        let rowCount = polytope.rows.count
        return FairnessCertificate(
            fairness: fairness,
            types: types.members.map { $0.map { selection.people[$0].id } },
            chances: chances,
            mixture: mixture,
            cuts: zip(polytope.cuts, cutProofs).map {
                .init(coefficients: $0.coefficients, level: $0.bounds.upperBound, proof: $1)
            },
            stages: stages.map { stage in
                let padding = [CertifiedNumber](repeating: .init(Fraction(0)), count: rowCount - stage.multipliers.count)
                return .init(
                    chance: stage.chance, fixed: stage.fixed, multipliers: stage.multipliers + padding,
                    certainty: stage.certaintyMultipliers)
            })
    }
}
