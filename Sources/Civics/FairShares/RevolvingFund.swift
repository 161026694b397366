/// A fund that lends to projects and takes repayments from what they save or earn, kept as double-entry books.
///
/// Every change is one ``Movement`` whose debits equal its credits; balances are sums over the movements, so the
/// books can be rebuilt from them. Reservations are memo entries: they bind cash without moving it.
public struct RevolvingFund: Sendable, Hashable, Codable {
    /// How much cash stays untouched: the larger of a fixed sum and a share of what projects still owe.
    public struct Reserve: Sendable, Hashable, Codable {
        public let fixed: Money
        public let shareOfObligations: Rational

        public init(fixed: Money = .zero, shareOfObligations: Rational = 0) {
            (self.fixed, self.shareOfObligations) = (fixed, shareOfObligations)
        }
    }

    public let reserve: Reserve
    public private(set) var movements: [Movement] = []
    private var balances: [Account: Money] = [:]
    private var seeded = Money.zero
    private var disbursed = Money.zero

    public init(reserve: Reserve = Reserve()) { self.reserve = reserve }

    /// Debits less credits of an account; O(1).
    public func balance(of account: Account) -> Money { balances[account] ?? .zero }

    public var cash: Money { balance(of: .cash) }

    /// What projects still owe, premium included. O(accounts).
    public var openObligations: Money { total { if case .obligation = $0 { true } else { false } } }

    /// What is promised to projects and not yet paid. O(accounts).
    public var openReservations: Money { total { if case .reservation = $0 { true } else { false } } }

    /// What may still be promised or paid: cash less open reservations less the reserve.
    public var headroom: Money {
        get throws {
            let share = try Money(roundingCents: reserve.shareOfObligations * openObligations.exact)
            return cash - openReservations - max(reserve.fixed, share)
        }
    }

    /// How often the seed money has been lent: disbursed ÷ seed; nil before any seed came.
    public var revolution: Rational? { seeded > .zero ? disbursed.exact / seeded.exact : nil }

    private func total(_ belongs: (Account) -> Bool) -> Money {
        balances.reduce(.zero) { belongs($1.key) ? $0 + $1.value : $0 }
    }

    private mutating func book(_ amount: Money, debit: Account, credit: Account, _ kind: Movement.Kind) {
        book(Movement(kind: kind, debits: [.init(debit, amount)], credits: [.init(credit, amount)]))
    }

    private mutating func book(_ movement: Movement) {
        movements.append(movement)
        for line in movement.debits { balances[line.account, default: .zero] += line.amount }
        for line in movement.credits { balances[line.account, default: .zero] -= line.amount }
    }
}

extension RevolvingFund {
    /// Takes in money that stays in the fund.
    /// - Throws: ``FairSharesError/refusedMovement(_:)`` for an amount that is not above zero.
    public mutating func seed(_ amount: Money, from source: String) throws {
        try requirePositive(amount)
        seeded += amount
        book(amount, debit: .cash, credit: .seed(source: source), .seeded)
    }

    /// Takes in interest, gifts and the like.
    /// - Throws: ``FairSharesError/refusedMovement(_:)`` for an amount that is not above zero.
    public mutating func receiveOther(_ amount: Money) throws {
        try requirePositive(amount)
        book(amount, debit: .cash, credit: .returnPremium, .otherIncome)
    }

    /// Charges administration as a rate of the cash at the opening of the period, rounded half to even.
    /// - Returns: the amount charged.
    @discardableResult
    public mutating func chargeAdministration(rate: Rational, openingCash: Money) throws -> Money {
        let amount = try Money(roundingCents: rate * openingCash.exact)
        guard amount > .zero else { return .zero }
        book(amount, debit: .administration, credit: .cash, .administered)
        return amount
    }

    /// Promises money to a project.
    /// - Throws: ``FairSharesError/aboveHeadroom(available:)``; ``FairSharesError/refusedMovement(_:)``.
    public mutating func reserve(_ amount: Money, for project: String) throws {
        try requirePositive(amount)
        try requireHeadroom(amount)
        book(amount, debit: .reservation(project: project), credit: .unreserved, .reserved)
    }

    /// Gives up a project's open reservation, wholly.
    public mutating func release(_ project: String) {
        let open = balance(of: .reservation(project: project))
        guard open > .zero else { return }
        book(open, debit: .unreserved, credit: .reservation(project: project), .released)
    }

    /// Pays a project, first out of its own reservation, and books what it has to return: `multiple` × amount.
    /// - Throws: ``FairSharesError/aboveHeadroom(available:)`` where its reservation and the headroom do not suffice;
    ///   ``FairSharesError/refusedMovement(_:)`` for an amount not above zero or a multiple below 1.
    public mutating func disburse(_ amount: Money, to project: String, multiple: Rational = 1) throws {
        try requirePositive(amount)
        guard multiple >= 1 else { throw FairSharesError.refusedMovement("a return multiple is at least 1") }
        let reserved = min(amount, balance(of: .reservation(project: project)))
        if amount > reserved { try requireHeadroom(amount - reserved) }
        let obligation = try Money(roundingCents: multiple * amount.exact)
        if reserved > .zero {
            book(reserved, debit: .unreserved, credit: .reservation(project: project), .released)
        }
        disbursed += amount
        let premium = obligation - amount
        book(
            Movement(
                kind: .disbursed, debits: [.init(.obligation(project: project), obligation)],
                credits: [.init(.cash, amount)] + (premium > .zero ? [.init(.returnPremium, premium)] : [])))
    }

    /// Takes a repayment: the agreed rate of a verified saving or revenue, at most what is still open.
    /// - Returns: the amount repaid.
    /// - Throws: ``FairSharesError/refusedMovement(_:)`` for a negative saving; ``FairSharesError/amountTooLarge``.
    @discardableResult
    public mutating func repay(from project: String, verified: Money, rate: Rational) throws -> Money {
        guard verified >= .zero, rate >= 0 else {
            throw FairSharesError.refusedMovement("a repayment needs a saving and a rate that are not negative")
        }
        let open = balance(of: .obligation(project: project))
        let amount = min(open, try Money(roundingCents: min(open.exact, rate * verified.exact)))
        guard amount > .zero else { return .zero }
        book(amount, debit: .cash, credit: .obligation(project: project), .repaid)
        return amount
    }

    /// Gives up what a project still owes. Cash does not change.
    /// - Returns: the amount written off.
    @discardableResult
    public mutating func writeOff(_ project: String) -> Money {
        let open = balance(of: .obligation(project: project))
        guard open > .zero else { return .zero }
        book(open, debit: .writeOffs, credit: .obligation(project: project), .writtenOff)
        return open
    }

    private func requirePositive(_ amount: Money) throws {
        guard amount > .zero else { throw FairSharesError.refusedMovement("an amount has to be above zero") }
        guard amount <= .limit else { throw FairSharesError.amountTooLarge }
    }

    private func requireHeadroom(_ amount: Money) throws {
        let available = try headroom
        guard amount <= available else { throw FairSharesError.aboveHeadroom(available: available) }
    }
}

/// Whether a fund keeps its real size over a mean lending cycle:
/// `(1 − loss rate) × mean multiple ≥ 1 + administration + inflation`.
public func fundKeepsItsSize(
    lossRate: Rational, meanMultiple: Rational, administration: Rational, inflation: Rational
) -> Bool {
    (1 - lossRate) * meanMultiple >= 1 + administration + inflation
}
