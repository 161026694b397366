/// What a door noticed about how something was sent. Acts may weigh it; nothing of it is kept with the text.
public struct Circumstances: Sendable {
    /// Stands for the sender's account or address: a keyed hash that this installation alone can make.
    public var sender: String?
    /// A field that no person sees was filled in.
    public var isTrapped = false
    /// From showing the form to sending it; nil where no form was shown, as for programs.
    public var secondsToFill: Int?
    /// What the same sender sent lately, newest first.
    public var recent: [RecentSend] = []
    /// When the actor last proved on this way who they are; nil where the door asked for no proof, and then no act of high consequence is open to
    /// somebody with a second factor.
    public var checkedAt: Instant?

    public init(sender: String? = nil, isTrapped: Bool = false, secondsToFill: Int? = nil, checkedAt: Instant? = nil) {
        self.sender = sender
        self.isTrapped = isTrapped
        self.secondsToFill = secondsToFill
        self.checkedAt = checkedAt
    }
}
