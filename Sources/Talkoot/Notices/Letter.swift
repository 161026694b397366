/// One mail to one person, before it is bytes.
public struct Letter: Sendable, Equatable {
    /// The sender's name beside the address, such as the city's.
    public var senderName: String
    public var sender: EmailAddress
    public var recipient: EmailAddress
    public var subject: String
    public var text: String
    /// The same for mail programs that show pages; nil where the text is all there is.
    public var html: String?
    /// The same for every attempt to send it, so that a repeated one is known to be the same. Without angle brackets.
    public var id: String
    public var at: Instant
    public var language: Language
    /// The letter that this one answers, without angle brackets.
    public var answers: String?
    /// The list that the recipient may leave; nil for what somebody has just asked for, such as a code.
    public var list: MailingList?

    public init(from sender: EmailAddress, named senderName: String, to recipient: EmailAddress, subject: String, text: String, id: String, at: Instant,
                language: Language, list: MailingList? = nil) {
        (self.senderName, self.sender, self.recipient, self.subject, self.text) = (senderName, sender, recipient, subject, text)
        (self.id, self.at, self.language, self.list) = (id, at, language, list)
    }
}

/// What mail programs need to offer "unsubscribe" (RFC 2919, RFC 8058).
public struct MailingList: Sendable, Equatable {
    /// A name with dots: `notices.kuusila.example.org`.
    public var id: String
    /// Takes a POST without cookie or sign-in and ends the mails; a GET only shows a page that asks.
    public var unsubscribe: String
    public init(id: String, unsubscribe: String) { (self.id, self.unsubscribe) = (id, unsubscribe) }
}

/// Sends one letter and returns when somebody else has taken responsibility for it. Throws ``MailFailure``.
public typealias Mailer = @Sendable (Letter) async throws -> Void

/// Why a letter was not taken. The reasons are kept beside the notice, so they hold no address and no text.
public enum MailFailure: Error, Sendable, Equatable {
    /// Worth trying again: no connection, a hanging or busy server.
    case later(String)
    /// Refused for good: there is no such mailbox.
    case never(String)
}
