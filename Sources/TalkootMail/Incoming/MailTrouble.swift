public import Talkoot

/// A letter that cannot be taken, with a sentence for whoever sent it: the mail server sends it back with these words.
public struct MailTrouble: Error, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }

    static let noSender = MailTrouble("The letter does not say with one address who it is from, so nobody could be answered.")
    static let empty = MailTrouble("The letter holds no text that could be read.")
    static let unreadable = MailTrouble("This is no letter that can be read.")
    public static func tooLarge(_ megabytes: Int) -> MailTrouble { MailTrouble("The letter is larger than \(megabytes) megabytes. Send it again with fewer or smaller pictures.") }
}

/// What the reader makes of a letter.
public enum MailReading: Sendable {
    case letter(IncomingMail)
    /// Sent by a program, and never to be answered (RFC 3834 §2); why, in a sentence.
    case automatic(String)
}
