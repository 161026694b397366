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

    public init(sender: String? = nil, isTrapped: Bool = false, secondsToFill: Int? = nil) {
        self.sender = sender
        self.isTrapped = isTrapped
        self.secondsToFill = secondsToFill
    }
}
