/// Panels that are improved by chains of exchanges: one entry swaps a reviewer for another, the entry that loses that
/// one takes a third, and so on until a reviewer has room or the chain closes (the cyclic multi-exchange of Thompson
/// and Orlin 1989; labels that never use an entry twice, Ahuja, Ergun, Orlin and Punnen 2002).
struct PanelExchange {
    /// What a chain must achieve.
    enum Aim {
        /// More of `Σ min(score, floor)`, then more total.
        case lift
        /// More total with no entry falling below its floor.
        case polish
    }

    let entries: Int
    let reviewers: Int
    private let values: [Int64]
    private var barred: [Bool]
    private let loads: [ClosedRange<Int>]
    private(set) var panels: [[Int]]
    private var holders: [[Int]]
    private(set) var scores: [Int64]
    /// The score each entry is to reach.
    var floors: [Int64]
    private var labels: ExchangeLabels
    /// Exchanges looked at so far; a measure of work that is the same on every machine.
    private(set) var work = 0

    /// A unit below the floor outweighs any total.
    private static let weight = Int128(1) << 62

    init(_ task: AssignmentTask, units: ScoreUnits, panels: [[Int]]) {
        entries = task.entries
        reviewers = task.reviewers
        values = units.values
        loads = task.loads
        var barred = [Bool](repeating: false, count: task.conflicts.count)
        var holders = [[Int]](repeating: [], count: task.reviewers)
        for reviewer in 0..<task.reviewers {
            for entry in 0..<task.entries where task.isConflict(reviewer: reviewer, entry: entry) {
                barred[entry * task.reviewers + reviewer] = true
            }
        }
        for (entry, panel) in panels.enumerated() {
            for reviewer in panel {
                holders[reviewer].append(entry)
                barred[entry * task.reviewers + reviewer] = true
            }
        }
        self.barred = barred
        self.holders = holders
        self.panels = panels
        scores = panels.enumerated().map { entry, panel in
            panel.reduce(0) { $0 + units.values[entry * task.reviewers + $1] }
        }
        floors = Array(repeating: 0, count: task.entries)
        labels = ExchangeLabels(nodes: task.reviewers + 1)
    }

    var minimum: Int64 { scores.min() ?? 0 }

    /// Applies the best exchange found that starts by giving `entry` another reviewer; false if none helps. Exchanges
    /// between two entries are tried first, because they are hundreds of times cheaper to find than longer chains.
    mutating func improve(_ entry: Int, aim: Aim) -> Bool {
        guard let chain = bestSwap(entry, aim: aim) ?? bestChain(entry, aim: aim) else { return false }
        for step in chain { apply(step) }
        return true
    }

    /// The best exchange with a free reviewer or with one other entry.
    private mutating func bestSwap(_ entry: Int, aim: Aim) -> [ExchangeLabels.Step]? {
        var best: (gain: Int128, step: ExchangeLabels.Step, other: Int?)?
        for given in panels[entry] {
            for taken in 0..<reviewers where !barred[entry * reviewers + taken] {
                work += 1 + holders[taken].count
                let step = ExchangeLabels.Step(entry: entry, gives: given, takes: taken)
                guard after(step) > scores[entry] || aim == .polish else { continue }
                let own = Gain(from: scores[entry], to: after(step), floor: floors[entry])
                if hasRoom(taken), canSpare(given), own.value(aim) > best?.gain ?? 0 { best = (own.value(aim), step, nil) }
                for other in holders[taken] where other != entry && !barred[other * reviewers + given] {
                    let back = after(.init(entry: other, gives: taken, takes: given))
                    let both = own + Gain(from: scores[other], to: back, floor: floors[other])
                    if both.value(aim) > best?.gain ?? 0 { best = (both.value(aim), step, other) }
                }
            }
        }
        return best.map { best in
            [best.step] + (best.other.map { [.init(entry: $0, gives: best.step.takes, takes: best.step.gives)] } ?? [])
        }
    }

    private func after(_ step: ExchangeLabels.Step) -> Int64 {
        let row = step.entry * reviewers
        return scores[step.entry] - values[row + step.gives] + values[row + step.takes]
    }

    private func hasRoom(_ reviewer: Int) -> Bool { holders[reviewer].count < loads[reviewer].upperBound }

    private func canSpare(_ reviewer: Int) -> Bool { holders[reviewer].count > loads[reviewer].lowerBound }

    private mutating func bestChain(_ entry: Int, aim: Aim) -> [ExchangeLabels.Step]? {
        var best: (gain: Int128, chain: [ExchangeLabels.Step])?
        for released in panels[entry] {
            guard let chain = search(from: entry, releasing: released, aim: aim) else { continue }
            let gain = gain(of: chain, aim: aim)
            if gain > best?.gain ?? 0 { best = (gain, chain) }
        }
        return best?.chain
    }

    /// Label-correcting search over "this reviewer has just been taken from its entry". Node `reviewers` stands for
    /// spare room: reached from a reviewer below the maximum load, left to one above the minimum.
    private mutating func search(from start: Int, releasing released: Int, aim: Aim) -> [ExchangeLabels.Step]? {
        labels.restart()
        relax(start, gives: released, from: -1, cost: 0, aim: aim)
        var visits = 0
        while let (node, cost) = labels.next(), visits < 4 * reviewers {
            if node == released { continue }
            visits += 1
            if node == reviewers {
                for reviewer in 0..<reviewers where canSpare(reviewer) {
                    labels.reach(reviewer, from: node, entry: -1, cost: cost)
                }
                continue
            }
            if hasRoom(node) { labels.reach(reviewers, from: node, entry: -1, cost: cost) }
            for holder in holders[node] where holder != start && !labels.uses(holder, before: node) {
                relax(holder, gives: node, from: node, cost: cost, aim: aim)
            }
        }
        work += labels.walked
        return labels.chain(to: released, first: (start, released))
    }

    /// Only chains whose every beginning gains are followed: of any gaining cycle one rotation is like that.
    private mutating func relax(_ entry: Int, gives: Int, from: Int, cost: Int128, aim: Aim) {
        let row = entry * reviewers
        let (score, floor) = (scores[entry], floors[entry])
        let rest = score - values[row + gives]
        work += reviewers
        for taken in 0..<reviewers where !barred[row + taken] {
            let after = rest + values[row + taken]
            var loss = Int128(score - after)
            switch aim {
            case .lift: loss += Self.weight * Int128(min(score, floor) - min(after, floor))
            case .polish: if after < floor, after < score { continue }
            }
            if cost + loss < 0 { labels.reach(taken, from: from, entry: entry, cost: cost + loss) }
        }
    }

    /// The true gain of a chain, 0 if it uses an entry twice.
    private func gain(of chain: [ExchangeLabels.Step], aim: Aim) -> Int128 {
        guard Set(chain.map(\.entry)).count == chain.count else { return 0 }
        return chain.reduce(Gain.none) { sum, step in
            sum + Gain(from: scores[step.entry], to: after(step), floor: floors[step.entry])
        }.value(aim)
    }

    /// What exchanges give: below the floors, and in total.
    private struct Gain {
        var lifted: Int64
        var total: Int64

        static let none = Gain(lifted: 0, total: 0)

        init(lifted: Int64, total: Int64) { (self.lifted, self.total) = (lifted, total) }

        init(from before: Int64, to after: Int64, floor: Int64) {
            lifted = min(after, floor) - min(before, floor)
            total = after - before
        }

        static func + (a: Gain, b: Gain) -> Gain { Gain(lifted: a.lifted + b.lifted, total: a.total + b.total) }

        /// Positive only for what the aim wants.
        func value(_ aim: Aim) -> Int128 {
            switch aim {
            case .lift: lifted > 0 ? Int128(lifted) * PanelExchange.weight + Int128(total) : 0
            case .polish: lifted >= 0 ? Int128(total) : 0
            }
        }
    }

    /// Counts the work of a trial that was given up.
    mutating func adoptWork(of other: PanelExchange) { work = max(work, other.work) }

    /// How much all entries together lack to their floors.
    var deficit: Int64 { zip(scores, floors).reduce(0) { $0 + max(0, $1.1 - $1.0) } }

    /// Lets a random entry below its floor and a random other one exchange reviewers, whatever it costs them.
    mutating func shake(_ random: inout PublishedRandom) {
        let short = scores.indices.filter { scores[$0] < floors[$0] }
        guard !short.isEmpty, entries > 1 else { return }
        for _ in 0..<8 {
            let one = short[Int(random.below(UInt64(short.count)))]
            let other = Int(random.below(UInt64(entries)))
            guard one != other, !panels[one].isEmpty, !panels[other].isEmpty else { continue }
            let given = panels[one][Int(random.below(UInt64(panels[one].count)))]
            let taken = panels[other][Int(random.below(UInt64(panels[other].count)))]
            guard !barred[one * reviewers + taken], !barred[other * reviewers + given] else { continue }
            apply(.init(entry: one, gives: given, takes: taken))
            apply(.init(entry: other, gives: taken, takes: given))
            return
        }
    }

    private mutating func apply(_ step: ExchangeLabels.Step) {
        let row = step.entry * reviewers
        scores[step.entry] += values[row + step.takes] - values[row + step.gives]
        panels[step.entry].removeAll { $0 == step.gives }
        panels[step.entry].append(step.takes)
        holders[step.gives].removeAll { $0 == step.entry }
        holders[step.takes].append(step.entry)
        barred[row + step.gives] = false
        barred[row + step.takes] = true
    }
}
