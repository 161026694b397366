import Storage

/// Words for mails: a text of the language files with its values put in, or nil where there is none. The words live with the web door,
/// so they are handed in.
public typealias NoticeTexts = @Sendable (Language, _ key: String, _ values: [String: String]) -> String?

/// What a courier needs to know of this installation to write a letter.
public struct NoticeStyle: Sendable {
    /// Where the site is: `https://talkoot.example.org`, without a stroke at the end.
    public let origin: String
    /// The address that letters come from.
    public let sender: EmailAddress
    public let texts: NoticeTexts
    /// Where an object's page is within the site.
    public let path: @Sendable (_ citySlug: String, ObjectReference) -> String

    public init(origin: String, sender: EmailAddress, texts: @escaping NoticeTexts,
                path: @escaping @Sendable (String, ObjectReference) -> String = { "/\($0)/\($1.kind)s/\($1.code)" }) {
        (self.origin, self.sender, self.texts, self.path) = (origin, sender, texts, path)
    }

    /// The name of the site's host, for message ids and the list.
    var host: String {
        let rest = origin.split(separator: "//", maxSplits: 1).last.map(String.init) ?? origin
        return String(rest.prefix { $0 != "/" && $0 != ":" })
    }
}

/// Turns claimed notices into a letter. What the recipient may know is asked of the rooms now.
struct NoticeWriter: Sendable {
    let platform: Platform
    let secrets: Secrets
    let style: NoticeStyle

    struct Written: Sendable {
        var letter: Letter?
        /// The notices that the letter tells.
        var told: [OutboxClaim.Line] = []
        var dropped: [(line: OutboxClaim.Line, end: NoticeEnd)] = []

        static func none(_ claim: OutboxClaim, _ end: NoticeEnd) -> Written { Written(dropped: claim.lines.map { ($0, end) }) }
    }

    func write(_ claim: OutboxClaim) async throws -> Written {
        let writer = self
        if let person = claim.person {
            return try await platform.look(in: claim.city, as: .person(person)) { try writer.toPerson(claim, $0) }
        }
        return try await platform.look(in: claim.city, as: .system(because: "notice")) { scene in
            switch claim.lines[0].object.kind {
            case .signInRequest: try writer.code(claim, scene)
            case .signal, .report: try writer.toSender(claim, scene)
            default: Written.none(claim, .noAddress)
            }
        }
    }

    private func toPerson(_ claim: OutboxClaim, _ scene: Scene) throws -> Written {
        guard let person = scene.standing.person else { return .none(claim, .nobody) }
        guard let address = person.email.flatMap(EmailAddress.init) else { return .none(claim, .noAddress) }
        // What concerns the account itself is told also to those who want to hear of nothing else, and tried where an address is said to be gone:
        // reports that say so can be forged.
        let isOwnAccount = claim.lines.allSatisfy { $0.event.hasPrefix("person.") && $0.event != "person.invited" }
        if try !isOwnAccount && MailPauses.isPaused(person.id, scene) { return .none(claim, .paused) }
        guard try isOwnAccount || NoticeSettings.mail(scene) != .never else { return .none(claim, .unwanted) }
        var written = Written()
        var digest = claim.isCollected ? digest(of: claim, person, scene) : nil
        var parts: [(subject: String, text: String)] = []
        for line in claim.lines {
            guard let title = try NoticeRights.title(of: line.object, scene) else {
                written.dropped.append((line, .unreadable))
                continue
            }
            guard let part = part(line, person.language, try values(line, title, person.language, scene)) else {
                written.dropped.append((line, .wordless))
                continue
            }
            parts.append(part)
            digest?.add(title, style.origin + style.path(scene.city.slug, line.object), try bare(line, person.language, title, scene) ?? part)
            written.told.append(line)
        }
        if let first = parts.first {
            let list = list(person, scene)
            let subject = parts.count == 1 ? first.subject : text(person.language, "notice.digest.subject", ["count": "\(parts.count)", "city": scene.city.name]) ?? first.subject
            if let digest { written.letter = letter(to: address, digest, written.told, list, scene) }
            else { written.letter = letter(to: address, person.language, subject, parts.map(\.text), written.told, list, scene) }
        }
        return written
    }

    /// The answer to somebody without an account: it comes to the address that was left with the signal or the report, or to nobody.
    private func toSender(_ claim: OutboxClaim, _ scene: Scene) throws -> Written {
        let line = claim.lines[0]
        let isReport = line.object.kind == .report
        let contact = isReport ? try ModerationQueries.contact(ofReport: line.object.id, scene) : try SignalQueries.contact(of: line.object, scene)
        guard let address = contact.flatMap(EmailAddress.init) else { return .none(claim, .noAddress) }
        // What moderation says stands with its case. Who reported a text that is hidden now is not sent its words.
        let found = try ModerationQueries.told(line.event, line.object, scene)
        guard let title = try isReport ? found?.object.code.rawValue : NoticeRights.title(of: line.object, scene) else { return .none(claim, .unreadable) }
        let language = scene.city.languages.first ?? .english
        var values = try values(line, title, about: found?.reference, language, scene)
        values["address"] = "\(style.origin)/\(scene.city.slug)/track"
        values["tracking"] = TrackingCode.of(line.object.id)
        guard let part = part(line, language, values, variant: "sender") else { return .none(claim, .wordless) }
        let origin = isReport ? nil : try SignalQueries.mailOrigin(of: line.object, scene)
        let left = (origin?.leftOut ?? 0) > 0 ? text(language, "notice.leftOut", ["count": "\(origin?.leftOut ?? 0)"]) : nil
        var letter = letter(to: address, language, part.subject, [part.text + (left.map { "\n\n" + $0 } ?? "")], [line], nil, scene)
        letter.answers = origin?.messageID
        return Written(letter: letter, told: [line])
    }

    private func code(_ claim: OutboxClaim, _ scene: Scene) throws -> Written {
        let line = claim.lines[0]
        guard let request = try SignIn.address(of: line.object.id, scene.tx, scene.now) else { return .none(claim, .expired) }
        guard let address = EmailAddress(request.email) else { return .none(claim, .noAddress) }
        let values = ["code": secrets.code(of: line.object.id), "city": scene.city.name]
        guard let subject = text(request.language, "notice.signIn.asked.subject", values), let text = text(request.language, "notice.signIn.asked.text", values) else {
            return .none(claim, .wordless)
        }
        return Written(letter: letter(to: address, request.language, subject, [text], [line], nil, scene), told: [line])
    }
}

extension NoticeWriter {
    private func list(_ person: Person, _ scene: Scene) -> MailingList {
        let token = UnsubscribeToken.make(for: person.id, in: scene.city.id, secrets)
        return MailingList(id: "notices.\(scene.city.slug).\(style.host)", unsubscribe: "\(style.origin)/\(scene.city.slug)/unsubscribe?token=\(token)")
    }
    private func digest(of claim: OutboxClaim, _ person: Person, _ scene: Scene) -> Digest {
        let way = list(person, scene).unsubscribe
        let subject = text(person.language, "notice.collected.subject", ["count": "\(claim.lines.count)", "city": scene.city.speaking(person.language).name]) ?? scene.city.name
        let leave = text(person.language, "notice.leave", ["address": way, "city": scene.city.name]) ?? way
        return Digest(language: person.language, subject: subject, leave: (leave, way))
    }
    /// What happened, without the foot that a letter of its own has.
    private func bare(_ line: OutboxClaim.Line, _ language: Language, _ title: String, _ scene: Scene) throws -> (subject: String, text: String)? {
        let values = try values(line, title, language, scene)
        for name in [line.event, "other"] {
            if let subject = text(language, "notice.\(name).subject", values), let text = text(language, "notice.\(name).text", values) { return (subject, text) }
        }
        return nil
    }
    private func letter(to address: EmailAddress, _ digest: Digest, _ lines: [OutboxClaim.Line], _ list: MailingList, _ scene: Scene) -> Letter {
        var letter = Letter(from: style.sender, named: scene.city.name, to: address, subject: digest.subject, text: digest.text, id: "\(Self.identity(of: lines))@\(style.host)",
                            at: scene.now, language: digest.language, list: list)
        letter.html = digest.html
        return letter
    }

    private func values(_ line: OutboxClaim.Line, _ title: String, about object: ObjectReference? = nil, _ language: Language, _ scene: Scene) throws -> [String: String] {
        let title = line.object.kind == .setting ? text(language, "limit.\(title).label", [:]) ?? text(language, "setting.\(title)", [:]) ?? title : title
        // Who is invited has nothing to look at yet but the way in.
        let path = line.event == "person.invited" ? "/\(scene.city.slug)/sign-in" : style.path(scene.city.slug, line.object)
        let facts = try NoticeRights.facts(line, about: object ?? line.object, scene)
        return ["code": line.object.code.rawValue, "title": title, "city": scene.city.speaking(language).name, "address": style.origin + path,
         "reason": facts?["reason"]?.text ?? "", "role": try role(in: facts, isGiven: line.event == PersonEvent.roleGranted.rawValue, language, scene)]
    }
    /// Which role was given, for which department, or taken: then perhaps for several at once.
    private func role(in facts: JSON?, isGiven: Bool, _ language: Language, _ scene: Scene) throws -> String {
        guard let role = facts?["role"]?.text, let name = text(language, "choice.role.\(role)", [:]) else { return "" }
        return [name, isGiven ? try CityQueries.department(facts?["department"]?.text, scene)?.name : nil].compactMap(\.self).joined(separator: ", ")
    }

    /// The words of the event, or those for any event: somebody is told in plain words rather than not at all.
    private func part(_ line: OutboxClaim.Line, _ language: Language, _ values: [String: String], variant: String? = nil) -> (subject: String, text: String)? {
        let names = (variant.map { ["\(line.event).\($0)"] } ?? []) + [line.event, "other"]
        for name in names {
            guard let subject = text(language, "notice.\(name).subject", values), let text = text(language, "notice.\(name).text", values) else { continue }
            let foot = self.text(language, variant == nil ? "notice.foot" : "notice.foot.\(variant ?? "")", values) ?? values["address"] ?? ""
            return (subject, text + "\n\n" + foot)
        }
        return nil
    }
    private func text(_ language: Language, _ key: String, _ values: [String: String]) -> String? { style.texts(language, key, values) }

    private func letter(to address: EmailAddress, _ language: Language, _ subject: String, _ texts: [String], _ lines: [OutboxClaim.Line], _ list: MailingList?, _ scene: Scene) -> Letter {
        let leave = list.flatMap { text(language, "notice.leave", ["address": $0.unsubscribe, "city": scene.city.name]) }
        let body = texts.joined(separator: "\n\n* * *\n\n") + (leave.map { "\n\n-- \n" + $0 } ?? "")
        return Letter(from: style.sender, named: scene.city.name, to: address, subject: subject, text: body, id: "\(Self.identity(of: lines))@\(style.host)",
                      at: scene.now, language: language, list: list)
    }

    /// The notice's own id; for several the hash of all: the same notices make the same letter, and others another.
    private static func identity(of lines: [OutboxClaim.Line]) -> String {
        if lines.count == 1 { return lines[0].id.rawValue }
        return String(Secrets.hash(lines.map(\.id.rawValue).sorted().joined(separator: " ")).prefix(32))
    }
}
