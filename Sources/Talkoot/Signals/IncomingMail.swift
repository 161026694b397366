import Storage

/// A letter that somebody wrote to the city, read and cleaned; nothing in it says who somebody is, only where an answer goes.
public struct IncomingMail: Sendable, Equatable {
    public var from: EmailAddress
    public var subject: String
    /// What the sender wrote, without earlier letters and signature; lines end in `\n`.
    public var text: String
    /// Of this letter and of those that it answers, without angle brackets.
    public var messageID: String?
    public var references: [String]
    public var pictures: [ReceivedFile]
    /// Attachments that are no pictures, or could not be read.
    public var leftOut: Int

    public init(from: EmailAddress, subject: String, text: String, messageID: String?, references: [String] = [], pictures: [ReceivedFile] = [], leftOut: Int = 0) {
        (self.from, self.subject, self.text, self.messageID) = (from, subject, text, messageID)
        (self.references, self.pictures, self.leftOut) = (references, pictures, leftOut)
    }
}
extension ReceivedFile: Equatable {
    public static func == (one: ReceivedFile, other: ReceivedFile) -> Bool { one.name == other.name && one.bytes == other.bytes }
}

/// What became of a letter.
public enum MailOutcome: Sendable, Equatable {
    /// A new signal. Held where it has the signs of advertising.
    case signal(ObjectReference, isHeld: Bool, leftOut: Int)
    /// A further message of the sender of a signal.
    case message(ObjectReference, leftOut: Int)
}

extension Platform {
    /// Takes a letter in: an answer to a letter of ours joins its signal, anything else is a new one. The same letter twice is taken once.
    public func take(_ mail: IncomingMail, in city: City, _ secrets: Secrets) async throws -> MailOutcome {
        let identity = Secrets.hash([city.id.rawValue, mail.from.text, mail.messageID ?? "", mail.subject, mail.text].joined(separator: "\n"))
        guard let id = ActID(rawValue: "mail-" + identity.prefix(40)) else { throw Refusal.busy }
        let thread = try await look(in: city.id, as: .system(because: "mail")) { try SenderMessages.thread(of: mail, $0) }
        let (photos, refused) = try await receive(mail.pictures, of: mail.from, in: city, secrets)
        let leftOut = mail.leftOut + refused
        if let thread {
            _ = try await perform(AddSenderMessage(text: mail.text, photos: photos), on: Target(thread.code.rawValue), in: city.id, as: .system(because: "mail"), id: id)
            return .message(thread, leftOut: leftOut)
        }
        let known = Circumstances(sender: String(secrets.seal("sender", mail.from.text).prefix(32)))
        let noticed = try await circumstances(known, of: ReceiveSignal.name, in: city.id)
        let outcome = try await perform(ReceiveSignal(mail: mail, photos: photos, leftOut: leftOut), in: city.id, as: .system(because: "mail"), id: id, under: noticed)
        guard let signal = outcome.object else { throw Refusal.busy }
        return .signal(signal, isHeld: outcome.values["held"] == true, leftOut: leftOut)
    }

    /// Pictures by the same checks as on the site. One that is not taken keeps no letter from being taken.
    private func receive(_ pictures: [ReceivedFile], of sender: EmailAddress, in city: City, _ secrets: Secrets) async throws -> (photos: [String], refused: Int) {
        var photos: [String] = []
        var refused = 0
        for picture in pictures {
            guard photos.count < AttachmentLimits(city).files else { refused += 1; continue }
            do { photos.append(try await receive(picture, from: .visitor(key: secrets.seal("mail", sender.text)), in: city, picturesOnly: true).id.rawValue) }
            catch is FileProblem { refused += 1 }
        }
        return (Array(Set(photos)).sorted(), refused)
    }
}
