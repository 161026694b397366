import FairShares
import Testing

@Suite struct RevolvingFundTests {

    private struct Plan {
        var disbursed: [(String, Int)] = []
        var savings: [(String, Int)] = []
        var lost: String?
    }

    private let sixYears = [
        Plan(disbursed: [("P1", 120_000), ("P2", 80_000)]),
        Plan(disbursed: [("P3", 100_000)], savings: [("P1", 40_000), ("P2", 22_000)]),
        Plan(savings: [("P1", 40_000), ("P2", 22_000), ("P3", 30_000)]),
        Plan(disbursed: [("P4", 150_000)], savings: [("P1", 40_000), ("P3", 30_000)]),
        Plan(savings: [("P1", 40_000), ("P3", 30_000), ("P4", 45_000)], lost: "P2"),
        Plan(savings: [("P1", 40_000), ("P3", 30_000), ("P4", 45_000)]),
    ]

    @Test func sixYearsRunAsInTheWorkedExample() throws {
        var fund = RevolvingFund()
        try fund.seed(Money(units: 400_000), from: "city")
        var rows: [[String]] = []
        for plan in sixYears {
            let opening = fund.cash
            var repaid = Money.zero
            for (project, saved) in plan.savings {
                repaid += try fund.repay(from: project, verified: Money(units: saved), rate: Rational(4, 5))
            }
            for (project, amount) in plan.disbursed {
                try fund.disburse(Money(units: amount), to: project, multiple: Rational(11, 10))
            }
            let admin = try fund.chargeAdministration(rate: Rational(1, 100), openingCash: opening)
            let lost = plan.lost.map { fund.writeOff($0) } ?? .zero
            rows.append([opening, repaid, admin, lost, fund.cash, fund.openObligations].map(\.description)
                + [fund.revolution?.description ?? "-"])
        }
        #expect(rows == [
            ["400000.00", "0.00", "4000.00", "0.00", "196000.00", "220000.00", "0.5"],
            ["196000.00", "49600.00", "1960.00", "0.00", "143640.00", "280400.00", "0.75"],
            ["143640.00", "73600.00", "1436.40", "0.00", "215803.60", "206800.00", "0.75"],
            ["215803.60", "56000.00", "2158.04", "0.00", "119645.56", "315800.00", "1.125"],
            ["119645.56", "92000.00", "1196.46", "52800.00", "210449.10", "171000.00", "1.125"],
            ["210449.10", "64000.00", "2104.49", "0.00", "272344.61", "107000.00", "1.125"],
        ])
        #expect(fund.movements.filter { !$0.isBalanced }.isEmpty)
    }

    @Test func nobodyIsPromisedMoreThanTheHeadroom() throws {
        var fund = RevolvingFund(reserve: .init(fixed: Money(units: 50), shareOfObligations: Rational(1, 2)))
        try fund.seed(Money(units: 1000), from: "foundation")
        try fund.reserve(Money(units: 700), for: "heat pumps")
        #expect(try fund.headroom == Money(units: 250))
        #expect(throws: FairSharesError.aboveHeadroom(available: Money(units: 250))) {
            try fund.reserve(Money(units: 251), for: "lamps")
        }
        #expect(throws: FairSharesError.aboveHeadroom(available: Money(units: 250))) {
            try fund.disburse(Money(units: 251), to: "lamps")
        }
        try fund.disburse(Money(units: 700), to: "heat pumps")
        #expect(fund.openReservations == .zero)
        #expect(fund.cash == Money(units: 300))
        #expect(try fund.headroom == Money(units: -50))
    }

    @Test func aReleasedReservationIsFreeAgain() throws {
        var fund = RevolvingFund()
        try fund.seed(Money(units: 100), from: "city")
        try fund.reserve(Money(units: 100), for: "a")
        fund.release("a")
        fund.release("unknown")
        #expect(try fund.headroom == Money(units: 100))
        #expect(throws: FairSharesError.refusedMovement("an amount has to be above zero")) { try fund.reserve(.zero, for: "a") }
        #expect(throws: FairSharesError.refusedMovement("a return multiple is at least 1")) {
            try fund.disburse(Money(units: 10), to: "a", multiple: Rational(1, 2))
        }
    }

    @Test func theBooksBalanceWhateverHappens() throws {
        var draw = Draw(state: 12)
        var fund = RevolvingFund()
        try fund.seed(Money(units: 500_000), from: "city")
        for _ in 0..<500 {
            let project = "P\(Int.random(in: 0..<9, using: &draw))"
            let amount = Money(cents: Int.random(in: 1...3_000_000, using: &draw))
            switch Int.random(in: 0..<6, using: &draw) {
            case 0: try? fund.reserve(amount, for: project)
            case 1: try? fund.disburse(amount, to: project, multiple: Rational(21, 20))
            case 2: _ = try fund.repay(from: project, verified: amount, rate: Rational(3, 4))
            case 3: _ = try fund.chargeAdministration(rate: Rational(1, 1000), openingCash: fund.cash)
            case 4: fund.release(project)
            default: fund.writeOff(project)
            }
            #expect(fund.cash >= .zero)
            #expect(fund.openReservations >= .zero)
        }
        #expect(fund.movements.count > 100)
        #expect(fund.movements.filter { !$0.isBalanced }.isEmpty)
        let accounts = Set(fund.movements.flatMap { ($0.debits + $0.credits).map(\.account) })
        #expect(accounts.map(fund.balance(of:)).reduce(Money.zero, +) == .zero)
    }

    @Test func aFundThatLosesTooMuchShrinks() {
        #expect(fundKeepsItsSize(lossRate: Rational(1, 50), meanMultiple: Rational(11, 10), administration: Rational(1, 50), inflation: Rational(1, 50)))
        #expect(!fundKeepsItsSize(lossRate: Rational(1, 10), meanMultiple: Rational(11, 10), administration: Rational(1, 50), inflation: 0))
    }
}
