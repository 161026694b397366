import Talkoot

/// The account: name and language, sessions, tokens, the download of one's data, and the way out.
struct AccountPage: Page {
    let person: Person
    let sessions: [Session]
    let current: String
    let tokens: [AccessToken]
    /// A token that was just made; shown this once.
    let newToken: String?
    let canGrant: Bool
    let mail: MailWish
    let secondFactorSince: Instant?
    let passwordSince: Instant?
    let room = "account"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("account.title") }

    func body(_ visit: Visit) -> HTML {
        let hidden = [("_csrf", visit.token)]
        let base: Address = "/\(visit.city.slug)/account"
        let rows: [[HTML]] = sessions.map { session in
            ["<span title=\"\(session.device)\">\(Device.name(of: session.device))</span>", visit.dates.momentElement(session.seenAt.milliseconds),
             session.isOf(token: current) ? HTML(text: visit.words("account.thisDevice")) : PostButton(visit.words("account.end"), "\(base)/sessions/end", .secondary, hidden: hidden + [("id", session.id)]).html]
        }
        let keys: [[HTML]] = tokens.map { token in
            [HTML(text: token.name), visit.day(token.expiresAt), PostButton(visit.words("account.end"), "\(base)/tokens/end", .secondary, hidden: hidden + [("id", token.id)]).html]
        }
        let shown: HTML? = newToken.map { "<p>\(visit.words("account.tokenOnce"))</p><p><code>\($0)</code></p>" }
        let form = FormState(visit.words)
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: person.email))\
            \(Section("me", person.displayName, "<div class=\"row\">\(LinkButton(visit.words("act.person.rename.title"), visit.form("person.rename"), .secondary))\(if: canGrant, LinkButton(visit.words("act.role.grant.title"), visit.form("role.grant"), .secondary).html)\(if: canGrant, LinkButton(visit.words("act.city.requireSecondFactor.title"), visit.form("city.requireSecondFactor"), .secondary).html)\(PostButton(visit.words("account.signOut"), "/\(visit.city.slug)/sign-out", .secondary, hidden: hidden))</div>"))\
            \(Section("secondFactor", visit.words("secondFactor.title"), secondFactor(visit)))\
            \(Section("password", visit.words("password.title"), password(visit)))\
            \(Section("sessions", visit.words("account.sessions"), "\(Table(caption: visit.words("account.sessionsCaption"), columns: [.text(visit.words("account.device")), .text(visit.words("account.seen")), .text(visit.words("account.action"))], rows: rows))\(PostButton(visit.words("account.endOthers"), "\(base)/sessions/end", .secondary, hidden: hidden))"))\
            \(Section("tokens", visit.words("account.tokens"), "\(shown)\(if: !keys.isEmpty, Table(caption: visit.words("account.tokens"), columns: [.text(visit.words("field.name.label")), .text(visit.words("account.expires")), .text(visit.words("account.action"))], rows: keys).html)\(form.form(action: "\(base)/tokens", hidden: hidden, submit: visit.words("account.newToken"), weight: .secondary, form.line("name", visit.words("account.tokenName"), width: .medium)))"))\
            \(Section("mail", visit.words("account.mail"), "<p>\(visit.words("account.mailText"))</p>\(mailForm(visit))"))\
            \(Section("data", visit.words("account.data"), "<p>\(visit.words("account.dataText"))</p><p><a href=\"\(base)/data.json\">\(visit.words("account.download"))</a></p><p>\(LinkButton(visit.words("act.person.leave.title"), visit.form("person.leave"), .stop))</p>"))</div>
            """
    }
}

extension AccountPage {
    private func password(_ visit: Visit) -> HTML {
        let text = passwordSince.map { visit.words.html("password.since", ["day": visit.day($0)]) } ?? HTML(text: visit.words("password.none"))
        return "<p>\(text)</p><p>\(LinkButton(visit.words(passwordSince == nil ? "password.add" : "password.change"), visit.password, .secondary))</p>"
    }
    private func secondFactor(_ visit: Visit) -> HTML {
        let address: Address = "/\(visit.city.slug)/account/second-factor"
        guard let since = secondFactorSince else { return "<p>\(visit.words("secondFactor.none"))</p><p>\(LinkButton(visit.words("secondFactor.add"), address, .secondary))</p>" }
        return "<p>\(visit.words.html("secondFactor.since", ["day": visit.day(since)]))</p><p>\(LinkButton(visit.words("secondFactor.manage"), address, .secondary))</p>"
    }
    private func mailForm(_ visit: Visit) -> HTML {
        let form = FormState(visit.words, values: ["mail": [mail.rawValue]])
        let wishes = MailWish.allCases.map { FormState.Option($0.rawValue, visit.words("choice.mail.\($0.rawValue)")) }
        return form.form(action: "/\(visit.city.slug)/account/mail", hidden: [("_csrf", visit.token)], submit: visit.words("account.mailSave"), weight: .secondary, form.radios("mail", visit.words("account.mailWish"), wishes))
    }
}
