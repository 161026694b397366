/// A sign that one side may have taken over a body. A list of causes, never a score of persons.
public struct CaptureSignal: Sendable, Hashable {
    public enum Cause: Sendable, Hashable {
        /// A member's or bloc's share of power is far above its share of seats.
        case powerAboveSeats(name: String)
        /// A member or bloc holds too large a share of power.
        case powerShare(name: String)
        /// Seats are too far from the population.
        case representation
        /// Few do most of the talking or set most of the agenda.
        case speaking
        /// Too much of what the body awarded went to its members' own organisations.
        case moneyToMembers
        /// Members of one sector attend far less than those of another.
        case attendance
        /// A group's proposals succeed far more often than the rest's, beyond chance.
        case success(name: String)
        /// A block that votes as one is large enough to decide alone.
        case votingBlock(members: [Int])
    }

    public let cause: Cause
    public let value: ExactShare
    /// The limit that `value` passed.
    public let limit: ExactShare
    /// Whether this cause alone is enough for an alert.
    public let isAlarming: Bool
}

/// The limits of ``CaptureSignals``; the defaults are the platform's.
public struct CaptureLimits: Sendable, Hashable {
    public var powerAboveSeats = ExactShare(1, 10)
    public var powerShare = ExactShare(2, 5)
    /// Power above this is an alert by itself.
    public var alarmingPower = ExactShare(1, 2)
    public var distance = ExactShare(1, 5)
    public var speaking = ExactShare(1, 2)
    public var moneyToMembers = ExactShare(1, 4)
    /// Lowest ÷ highest attendance by sector below this is a signal.
    public var attendance = ExactShare(3, 5)

    public init() {}
}

/// The signals of capture in one body.
public struct CaptureSignals: Sendable, Hashable {
    public private(set) var signals: [CaptureSignal] = []
    private let limits: CaptureLimits

    public init(limits: CaptureLimits = CaptureLimits()) { self.limits = limits }

    /// Any two signals of different kinds, or one that is alarming by itself: power above one half, success beyond
    /// chance, a voting block that decides alone.
    public var isAlert: Bool { signals.contains(where: \.isAlarming) || Set(signals.map(\.kind)).count >= 2 }

    /// Compares power with seats, bloc by bloc.
    public mutating func consider(power: [VotingBody.Power]) {
        for bloc in power {
            let alarming = bloc.banzhaf > limits.alarmingPower
            if bloc.banzhaf > limits.powerShare {
                add(.powerShare(name: bloc.member.name), bloc.banzhaf, limits.powerShare, alarming)
            }
            if bloc.excess > limits.powerAboveSeats {
                add(.powerAboveSeats(name: bloc.member.name), bloc.excess, limits.powerAboveSeats)
            }
        }
    }

    /// Compares seats with the population.
    public mutating func consider(_ balance: SeatBalance) {
        if balance.distance > limits.distance { add(.representation, balance.distance, limits.distance) }
    }

    /// - Parameter speaking: minutes spoken or items put on the agenda, by member.
    /// - Throws: ``RepresentationError/unusableCounts``.
    public mutating func consider(speaking: [Int]) throws {
        let gini = try giniCoefficient(speaking)
        if gini > limits.speaking { add(.speaking, gini, limits.speaking) }
    }

    /// - Parameters:
    ///   - toMembers: cents awarded within 24 months to members' own organisations.
    ///   - all: cents awarded in that time.
    public mutating func consider(awardsToMembers toMembers: Int, of all: Int) throws {
        guard toMembers >= 0, all >= toMembers else { throw RepresentationError.unusableCounts }
        guard all > 0 else { return }
        let share = ExactShare(toMembers, all)
        if share > limits.moneyToMembers { add(.moneyToMembers, share, limits.moneyToMembers) }
    }

    /// - Parameter sectors: for each sector how many seats were filled at meetings, of how many possible.
    public mutating func consider(attendance sectors: [(present: Int, possible: Int)]) throws {
        guard sectors.allSatisfy({ $0.present >= 0 && $0.possible >= max(1, $0.present) }) else {
            throw RepresentationError.unusableCounts
        }
        let rates = sectors.map { ExactShare($0.present, $0.possible) }
        guard let lowest = rates.min(), let highest = rates.max(), highest > .zero else { return }
        let ratio = ExactShare(lowest.numerator * highest.denominator, lowest.denominator * highest.numerator)
        if ratio < limits.attendance { add(.attendance, ratio, limits.attendance) }
    }

    /// Compares each group's success with that of all others together: twice the rate or more, with q below 0.05.
    public mutating func consider(success groups: [(name: String, won: Int, submitted: Int)]) throws {
        let won = groups.reduce(0) { $0 + $1.won }
        let submitted = groups.reduce(0) { $0 + $1.submitted }
        let chances = try groups.map {
            try fisherExactTest(
                successes: $0.won, of: $0.submitted, against: won - $0.won, of: submitted - $0.submitted)
        }
        for (group, rate) in zip(groups, falseDiscoveryRates(chances)) where rate < 0.05 {
            let (others, othersSubmitted) = (won - group.won, submitted - group.submitted)
            guard others > 0, group.submitted > 0, othersSubmitted > 0 else { continue }
            let ratio = ExactShare(group.won * othersSubmitted, group.submitted * others)
            if ratio >= ExactShare(2, 1) { add(.success(name: group.name), ratio, ExactShare(2, 1), true) }
        }
    }

    /// Blocks from ``votingBlocks(_:kappa:motions:)`` that could decide alone.
    public mutating func consider(blocks: [[Int]], in body: VotingBody) {
        for block in blocks {
            let weight = block.reduce(0) { $0 + body.members[$1].weight }
            if weight >= body.quota {
                add(.votingBlock(members: block), ExactShare(weight, body.totalWeight), ExactShare(body.quota, body.totalWeight), true)
            }
        }
    }

    private mutating func add(
        _ cause: CaptureSignal.Cause, _ value: ExactShare, _ limit: ExactShare, _ alarming: Bool = false
    ) {
        signals.append(CaptureSignal(cause: cause, value: value, limit: limit, isAlarming: alarming))
    }
}

extension CaptureSignal {
    /// Signals of one kind count once towards an alert.
    fileprivate var kind: Int {
        switch cause {
        case .powerAboveSeats, .powerShare: 0
        case .representation: 1
        case .speaking: 2
        case .moneyToMembers: 3
        case .attendance: 4
        case .success: 5
        case .votingBlock: 6
        }
    }
}

extension VotingBody {
    /// How many votes the strongest bloc has to pass on until no bloc holds more than `limit` of the power.
    ///
    /// Votes go one at a time from the strongest bloc to the weakest other one, earlier blocs first among equals; a
    /// veto is not taken away. Nil where no number of votes suffices.
    /// - Complexity: one ``power()`` for each vote passed on.
    /// - Throws: ``RepresentationError/tooLarge``, also for a weight above 10 000.
    public func votesToRebalance(limit: ExactShare = ExactShare(1, 2)) throws -> Int? {
        var weights = members.map(\.weight)
        guard weights.allSatisfy({ $0 <= 10_000 }) else { throw RepresentationError.tooLarge }
        for moved in 0..<max(1, weights.max() ?? 0) {
            let members = zip(members, weights).map { Member($0.name, weight: $1, hasVeto: $0.hasVeto) }
            let shares = try VotingBody(members: members, quota: quota).power().map(\.banzhaf)
            guard let strongest = shares.indices.max(by: { (shares[$0], -$0) < (shares[$1], -$1) }) else { return nil }
            if shares[strongest] <= limit { return moved }
            let others = shares.indices.filter { $0 != strongest }
            guard let weakest = others.min(by: { (weights[$0], $0) < (weights[$1], $1) }), weights[strongest] > 0 else {
                return nil
            }
            weights[strongest] -= 1
            weights[weakest] += 1
        }
        return nil
    }
}
