internal import BigInt

/// Goes through a finished run of equal shares again and finds what each loser lacked.
///
/// In every round a loser is measured against the winner's ρ: how many more supporters with a fresh endowment, or what
/// lower cost, would have given it a smaller ρ; and once more at the end, where it only had to be affordable. The
/// least over all rounds is what it lacked: earlier rounds would have gone just as they did.
struct SharesReplay {
    let record: EqualSharesRecord
    let costs: [Int]
    let support: Support
    let ranks: [Int]

    struct Payment {
        var payers = 0
        var exhausted = 0
    }

    struct Lack {
        var moneyLeft = 0.0
        var votes: Int?
        var cost: Int?
    }

    struct Outcome {
        var payments: [Payment] = []
        var lacks: [Int: Lack] = [:]
    }

    init(_ record: EqualSharesRecord, costs: [Int], support: Support, ranks: [Int]) {
        self.record = record
        self.costs = costs
        self.support = support
        self.ranks = ranks
    }

    func run(losers: [Int]) -> Outcome {
        let endowment = record.endowment.approximate
        var money = Array(repeating: endowment, count: support.classCount)
        var outcome = Outcome()
        for loser in losers { outcome.lacks[loser] = Lack() }
        for purchase in record.purchases {
            for loser in losers where costs[loser] > 0 {
                let wins = ranks[loser] < ranks[purchase.project]
                measure(loser, money, ratio: purchase.price.approximate, wins: wins, &outcome.lacks[loser, default: Lack()])
            }
            outcome.payments.append(pay(purchase, &money))
        }
        for loser in losers {
            var lack = outcome.lacks[loser] ?? Lack()
            lack.moneyLeft = held(loser, money)
            if costs[loser] > 0, endowment > 0 {
                lack.improve(votes: whole((Double(costs[loser]) - lack.moneyLeft) / endowment, orEqual: true))
                lack.improve(cost: Int(lack.moneyLeft * (1 - 1e-12)))
            }
            outcome.lacks[loser] = lack
        }
        return outcome
    }

    private func entries(_ project: Int, _ body: (_ supporter: Int, _ count: Double, _ weight: Double) -> Void) {
        for place in support.supporters(project) {
            let supporter = Int(support.columns[place])
            body(supporter, Double(support.count(supporter)), Double(support.weights?[place] ?? 1))
        }
    }

    private func held(_ project: Int, _ money: [Double]) -> Double {
        var sum = 0.0
        entries(project) { supporter, count, _ in sum += count * money[supporter] }
        return sum
    }

    private func pay(_ purchase: EqualSharesPurchase, _ money: inout [Double]) -> Payment {
        let price = purchase.perWeight.approximate
        var payment = Payment()
        for place in support.supporters(purchase.project) {
            let supporter = Int(support.columns[place])
            guard money[supporter] > 0 else { continue }
            payment.payers += support.count(supporter)
            let left = money[supporter] - price * Double(support.weights?[place] ?? 1)
            // Whoever keeps less than a millionth of a millionth of a share has kept nothing but rounding.
            money[supporter] = left > record.endowment.approximate * 1e-12 ? left : 0
            if money[supporter] == 0 { payment.exhausted += support.count(supporter) }
        }
        return payment
    }

    /// What `loser` lacked against a winner of price `ratio`.
    private func measure(_ loser: Int, _ money: [Double], ratio: Double, wins: Bool, _ lack: inout Lack) {
        let cost = Double(costs[loser])
        let price = ratio * Double(support.uniform[loser])
        var paid = 0.0
        // Whether everybody, newcomers too, would give all they have below the winner's price: then the cost itself is enough.
        var allPoor = record.endowment.approximate < price * (1 - 1e-12)
        entries(loser) { supporter, count, weight in
            paid += count * min(money[supporter], price * weight)
            if money[supporter] >= price * weight * (1 - 1e-12) { allPoor = false }
        }
        let newcomer = min(record.endowment.approximate, price)
        if newcomer > 0 { lack.improve(votes: whole(max(cost - paid, 0) / newcomer, orEqual: wins || allPoor)) }
        if support.weights == nil, support.uniform[loser] == costs[loser], costs[loser] > 1 {
            lack.improve(cost: cheaper(loser, money, ratio: ratio, wins: wins))
        } else {
            lack.improve(cost: Int(min(paid, cost) * (1 - 1e-12)))
        }
    }

    /// The greatest cost c with Σ min(money, ratio · c) > c (≥ c where the loser `wins` a tie), if utility is the cost.
    ///
    /// The excess of the sum over c is concave and nothing at c = 0, so Newton's method comes down to it from above.
    private func cheaper(_ loser: Int, _ money: [Double], ratio: Double, wins: Bool) -> Int {
        var cost = Double(costs[loser])
        for _ in 0..<100 {
            let (paid, slope) = excess(loser, money, ratio: ratio, cost: cost)
            guard slope < 0 else { break }
            let next = paid / -slope
            guard next < cost * (1 - 1e-15) else { break }
            cost = next
        }
        // Nobody poor and the sum exactly the cost, at any lower cost: a tie for ever.
        let (paid, slope) = excess(loser, money, ratio: ratio, cost: cost * (1 - 1e-9))
        if abs(slope) < 1e-12, paid < cost * 1e-12, !wins { return 0 }
        return Int(cost * (1 - 1e-12))
    }

    /// What poor supporters pay, and by how much rich ones pay more than each unit of cost.
    private func excess(_ loser: Int, _ money: [Double], ratio: Double, cost: Double) -> (paid: Double, slope: Double) {
        var (paid, rich) = (0.0, 0.0)
        entries(loser) { supporter, count, _ in
            if money[supporter] > ratio * cost { rich += count } else { paid += count * money[supporter] }
        }
        return (paid, ratio * rich - 1)
    }

    /// The least whole number not below `value` (above it, unless equality is enough); on the safe side of rounding.
    private func whole(_ value: Double, orEqual: Bool) -> Int? {
        guard value < 1e15 else { return nil }
        let near = value.rounded()
        let isWhole = abs(value - near) <= 1e-9 * max(1, near)
        let least = isWhole ? near + (orEqual ? 0 : 1) : value.rounded(.up)
        return max(Int(least), 1)
    }
}

extension SharesReplay.Lack {
    fileprivate mutating func improve(votes: Int?) {
        guard let votes else { return }
        self.votes = min(self.votes ?? votes, votes)
    }

    fileprivate mutating func improve(cost: Int) {
        guard cost > 0 else { return }
        self.cost = max(self.cost ?? 0, cost)
    }
}
