import BigInt
import ParticipatoryBudgeting

/// Equal shares word for word from its definition: every voter's money as a fraction, no shortcut of any kind.
struct PlainEqualShares {
    struct Fraction: Comparable {
        var above: BigInt
        var below: BigInt

        init(_ above: BigInt, _ below: BigInt = 1) {
            let common = max(above.greatestCommonDivisor(with: below), 1)
            (self.above, self.below) = (above / common, below / common)
        }

        static func < (a: Self, b: Self) -> Bool { a.above * b.below < b.above * a.below }
        static func + (a: Self, b: Self) -> Self { .init(a.above * b.below + b.above * a.below, a.below * b.below) }
        static func - (a: Self, b: Self) -> Self { .init(a.above * b.below - b.above * a.below, a.below * b.below) }
        static func * (a: Self, b: Self) -> Self { .init(a.above * b.above, a.below * b.below) }
        static func / (a: Self, b: Self) -> Self { .init(a.above * b.below, a.below * b.above) }
    }

    let budget: Int
    let costs: [Int]
    /// `utilities[voter][project]`.
    let utilities: [[Int]]

    func winners(added: Int = 0) -> [Int] {
        let share = Fraction(BigInt(budget), BigInt(utilities.count)) + Fraction(BigInt(added))
        var money = Array(repeating: share, count: utilities.count)
        var won = costs.indices.filter { costs[$0] == 0 && isSupported($0) }
        while true {
            let prices = costs.indices.filter { costs[$0] > 0 && !won.contains($0) }.compactMap { project in
                price(of: project, money).map { (project, $0) }
            }
            guard let best = prices.map(\.1).min(), let (project, _) = prices.first(where: { $0.1 == best }) else { return won }
            for voter in money.indices { money[voter] = money[voter] - payment(voter, project, best, money) }
            won.append(project)
        }
    }

    /// One unit of currency more for everybody, until the budget is exceeded or used up.
    func winnersByAdd1() -> (winners: [Int], added: Int) {
        var (current, added) = (winners(), 0)
        while !isExhausted(current) {
            let next = winners(added: added + 1)
            if cost(next) > budget || added > 400 { break }
            (current, added) = (next, added + 1)
        }
        return (current, added)
    }

    private func cost(_ projects: [Int]) -> Int { projects.reduce(0) { $0 + costs[$1] } }

    private func isSupported(_ project: Int) -> Bool { utilities.contains { $0[project] > 0 } }

    private func isExhausted(_ won: [Int]) -> Bool {
        !costs.indices.contains { !won.contains($0) && isSupported($0) && cost(won) + costs[$0] <= budget }
    }

    private func payment(_ voter: Int, _ project: Int, _ price: Fraction, _ money: [Fraction]) -> Fraction {
        min(money[voter], price * Fraction(BigInt(utilities[voter][project])))
    }

    /// The least price at which the supporters cover the cost; nil if they cannot.
    private func price(of project: Int, _ money: [Fraction]) -> Fraction? {
        var supporters = money.indices.filter { utilities[$0][project] > 0 }
        guard supporters.reduce(Fraction(0), { $0 + money[$1] }) >= Fraction(BigInt(costs[project])) else { return nil }
        var rest = Fraction(BigInt(costs[project]))
        // Whoever cannot pay the equal price pays all, and the others pay more: the poorest fall first.
        supporters.sort { money[$0] * Fraction(BigInt(utilities[$1][project])) < money[$1] * Fraction(BigInt(utilities[$0][project])) }
        var weight = supporters.reduce(0) { $0 + utilities[$1][project] }
        for supporter in supporters {
            let worth = utilities[supporter][project]
            let price = rest / Fraction(BigInt(weight))
            if money[supporter] >= price * Fraction(BigInt(worth)) { return price }
            rest = rest - money[supporter]
            weight -= worth
        }
        return nil
    }
}
