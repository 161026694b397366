/// What one person says to one statement.
///
/// The raw value is the sign of Talkoot and of Polis's published exports: 1 is agree. Polis's internal mathematics and
/// its stored mathematical states use the opposite sign; ``StoredState`` turns it.
public enum Opinion: Int8, Sendable, Hashable, CaseIterable {
    case disagree = -1
    case pass = 0
    case agree = 1
}

/// One vote with its identity: its place in the total order of all votes of a conversation.
public struct Vote: Sendable, Hashable {
    /// The vote's place in its ``VoteLog``, from 0; never reused and never renumbered.
    public let order: Int
    public let participant: String
    public let statement: String
    public let opinion: Opinion

    public init(order: Int, participant: String, statement: String, opinion: Opinion) {
        (self.order, self.participant, self.statement, self.opinion) = (order, participant, statement, opinion)
    }
}

/// The order of ids everywhere in this library: whole numbers by size, then all other ids by their scalars.
///
/// Polis numbers its statements; platforms with UUIDs get plain text order.
func precedes(_ left: String, _ right: String) -> Bool {
    switch (Int(left), Int(right)) {
    case (let left?, let right?) where left != right: left < right
    case (_?, nil): true
    case (nil, _?): false
    default: left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    }
}
