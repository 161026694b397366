import Storage

/// A letter becomes a signal: no account, whatever the letter says it is from. Only the mail command does this.
struct ReceiveSignal: Act {
    static let name = "signal.receive"
    static let permitted: [Who] = [.system]
    /// No door offers it, so nobody types anything.
    static let form = Form { ReceiveSignal(mail: nil, photos: [], leftOut: 0) }
    let mail: IncomingMail?, photos: [String], leftOut: Int

    /// So many letters of one address get a receipt within a day: addresses are forged, and whoever they belong to asked for nothing.
    static let receiptsADay = 5

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let mail else { throw Refusal.notFound }
        change.part = Who.anyone.name
        let (text, description) = Self.texts(mail)
        let verdict = SpamRules.judge(text + " " + description, isNew: true, change.circumstances, now: change.now)
        var draft = SignalDraft(text: text, channel: .email, author: nil, email: mail.from.text)
        (draft.description, draft.verdict, draft.photos, draft.messageID, draft.leftOut) = (description, verdict, photos, mail.messageID, leftOut)
        draft.getsReceipt = !verdict.isHeld && change.circumstances.recent.count < Self.receiptsADay
        let signal = try draft.enter(change)
        try change.noteSend(signal.reference)
        return Outcome(signal.reference, verdict.isHeld ? ["held": true] : [:])
    }

    /// A short letter is the signal itself; of a longer one the subject, or its beginning, with the whole below.
    static func texts(_ mail: IncomingMail) -> (text: String, description: String) {
        let subject = CleanText.clean(withoutMarks(mail.subject), lines: false)
        let body = CleanText.clean(mail.text, lines: true)
        let isTelling = subject.count >= 8 && !body.lowercased().hasPrefix(subject.lowercased())
        if body.isEmpty { return (Shortening.cut(subject, to: 500), "") }
        if !isTelling && body.unicodeScalars.count <= 500 { return (body, "") }
        let title = isTelling ? Shortening.cut(subject, to: 500) : Shortening.cut(CleanText.clean(body, lines: false), to: 300)
        return (title, Shortening.cut(body, to: 20_000))
    }

    /// "Re: Vs: Sv: Fwd:" say nothing.
    private static func withoutMarks(_ subject: String) -> String {
        var rest = subject.trimmed[...]
        while let colon = rest.firstIndex(of: ":"), ["re", "vs", "sv", "rv", "fw", "fwd", "vl", "vb", "aw", "res", "enc"].contains(rest[..<colon].lowercased().trimmed) {
            rest = rest[rest.index(after: colon)...].trimmed[...]
        }
        return String(rest)
    }
}
