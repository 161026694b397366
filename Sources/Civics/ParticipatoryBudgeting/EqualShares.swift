internal import BigInt
internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How money left over by a rule is spent.
public enum Completion: String, Sendable, CaseIterable {
    case none
    /// Greedy by the same utility per cost on what is left (“utilitarian completion”, U).
    case greedy
    /// Add1: give every voter one more unit of currency, again and again, and keep the last outcome that the real budget
    /// pays; stop as soon as no supported project fits any more.
    case add1
    case add1Greedy = "add1-greedy"
    /// Add1 as cities have it in their statutes (Świecie, Wieliczka, Assen): whole amounts of money, starting from a whole
    /// endowment, not stopping at an exhausted budget, ties by lower cost and then more votes.
    case officialAdd1 = "official-add1"
    case officialAdd1Greedy = "official-add1-greedy"

    var isOfficial: Bool { self == .officialAdd1 || self == .officialAdd1Greedy }
    var fillsGreedily: Bool { self == .greedy || self == .add1Greedy || self == .officialAdd1Greedy }
    var raisesEndowment: Bool { self != .none && self != .greedy }
}

/// Equal shares with its completions.
struct EqualShares {
    let election: Election
    let utility: Utility
    let completion: Completion
    let run: EqualSharesRun
    /// More of the same for other threads; only where one run takes long.
    private let helpers: [EqualSharesRun]

    /// The outcome of the rule before greedy completion.
    struct Outcome {
        var record: EqualSharesRecord
        /// How many units of currency were added to every voter's endowment (Add1).
        var added = 0
    }

    init(_ election: Election, utility: Utility, completion: Completion, ties: TieRule, constraints: Constraints) throws(ElectionProblem) {
        self.election = election
        self.utility = utility
        self.completion = completion
        let purse = Purse(election, constraints, tallies: try election.tallies(utility))
        let support = try election.support(utility)
        let ranks = election.tieRanks(ties)
        run = EqualSharesRun(costs: election.costUnits, support: support, ranks: ranks, purse: purse)
        let threads = completion.raisesEndowment && support.rows.count > 100_000 ? min(ProcessorCount.available, 8) : 1
        helpers = (1..<max(threads, 1)).map { _ in
            EqualSharesRun(costs: election.costUnits, support: support, ranks: ranks, purse: purse)
        }
    }

    func outcome(_ progress: (Tally.Progress) -> Void) -> Outcome {
        guard run.support.voterCount > 0 else {
            let fellOut = [Int?](repeating: nil, count: election.projects.count)
            return Outcome(record: EqualSharesRecord(endowment: ExactFraction(0), fellOutAfter: fellOut))
        }
        let first = Outcome(record: run.run(endowment: endowment(added: nil)))
        return completion.raisesEndowment ? raise(first, progress) : first
    }

    /// What every voter holds after `added` units of currency; nil is the plain share of the budget.
    private func endowment(added: Int?) -> ExactFraction {
        let voters = run.support.voterCount
        var share = BigInt(election.budgetUnits)
        if completion.isOfficial, added != nil {
            share = BigInt(election.budgetUnits / election.unit / voters * election.unit) * BigInt(voters)
        }
        let more = BigInt(added ?? 0) * BigInt(election.unit) * BigInt(voters)
        return ExactFraction(numerator: share + more, denominator: BigInt(voters))
    }

    /// Raises the endowment step by step, but leaps over steps that are proved to buy the same.
    private func raise(_ first: Outcome, _ progress: (Tally.Progress) -> Void) -> Outcome {
        var current = first
        var leap = 1
        guard cost(current) <= election.budgetUnits else { return current }
        while !isFinished(current) {
            progress(.raised(added: current.added, cost: election.amount(units: cost(current))))
            if leap > 1 {
                let record = run.run(endowment: endowment(added: current.added + leap), sameAs: current.record)
                if let record {
                    current = Outcome(record: record, added: current.added + leap)
                    leap *= 2
                } else {
                    leap /= 4
                }
                continue
            }
            let before = current
            for next in nextOutcomes(after: current) {
                if cost(next) > election.budgetUnits { return current }
                current = next
                if isFinished(current) { return current }
            }
            leap = before.record.winners == current.record.winners ? 2 * (helpers.count + 1) : 1
        }
        return current
    }

    /// The outcomes of the next steps, one for each thread. Steps do not depend on each other, so the result is the same
    /// with any number of threads.
    private func nextOutcomes(after current: Outcome) -> [Outcome] {
        let runs = [run] + helpers
        var outcomes = Array(repeating: current, count: runs.count)
        guard runs.count > 1 else {
            outcomes[0] = Outcome(record: run.run(endowment: endowment(added: current.added + 1)), added: current.added + 1)
            return outcomes
        }
        let endowments = runs.indices.map { endowment(added: current.added + 1 + $0) }
        outcomes.withUnsafeMutableBufferPointer { outcomes in
            // Each iteration has its own run and its own place in the buffer, and the call waits for all of them.
            nonisolated(unsafe) let (runs, outcomes) = (runs, outcomes)
            DispatchQueue.concurrentPerform(iterations: runs.count) { index in
                outcomes[index] = Outcome(record: runs[index].run(endowment: endowments[index]), added: current.added + 1 + index)
            }
        }
        return outcomes
    }

    private func cost(_ outcome: Outcome) -> Int {
        outcome.record.purchases.reduce(0) { $0 + election.costUnits[$1.project] }
    }

    /// Beyond this endowment nothing changes any more.
    private func canPayForEverything(_ endowment: ExactFraction) -> Bool {
        let everything = election.costUnits.reduce(BigInt(0)) { $0 + BigInt($1) }
        return endowment.numerator >= everything * endowment.denominator
    }

    private func isFinished(_ outcome: Outcome) -> Bool {
        let bought = Set(outcome.record.winners)
        let rest = run.candidates.filter { !bought.contains($0) }
        if rest.isEmpty || canPayForEverything(outcome.record.endowment) { return true }
        guard !completion.isOfficial else { return false }
        let left = election.budgetUnits - cost(outcome)
        return !rest.contains { election.costUnits[$0] <= left }
    }
}

private enum ProcessorCount {
    /// Threads that this machine runs at once.
    static let available = max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)
}
