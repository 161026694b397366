extension RevolvingFund {
    /// An account of the fund's books; the number is the one printed in statements.
    public enum Account: Sendable, Hashable, Codable {
        case cash
        case obligation(project: String)
        /// Memo: promised to a project. Always balanced by ``unreserved``.
        case reservation(project: String)
        /// Memo: the other side of reservations.
        case unreserved
        case seed(source: String)
        case returnPremium
        case administration
        case writeOffs

        public var number: Int {
            switch self {
            case .cash: 1000
            case .obligation: 1200
            case .reservation, .unreserved: 2000
            case .seed: 3000
            case .returnPremium: 4000
            case .administration: 5000
            case .writeOffs: 5100
            }
        }
    }

    /// One change of the books. Debits and credits sum to the same amount.
    public struct Movement: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Hashable, Codable {
            case seeded, otherIncome, administered, reserved, released, disbursed, repaid, writtenOff
        }

        public struct Line: Sendable, Hashable, Codable {
            public let account: Account
            public let amount: Money

            init(_ account: Account, _ amount: Money) { (self.account, self.amount) = (account, amount) }
        }

        public let kind: Kind
        public let debits: [Line]
        public let credits: [Line]

        public var isBalanced: Bool {
            debits.reduce(Money.zero) { $0 + $1.amount } == credits.reduce(Money.zero) { $0 + $1.amount }
        }
    }
}
