import Talkoot

/// Adding a second factor: the picture for an app, the same as text, and a field for the first code.
struct SecondFactorOfferPage: Page {
    let offer: SecondFactorOffer
    let problem: String?
    let room = "account"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("secondFactor.add") }

    func body(_ visit: Visit) -> HTML {
        let errors = problem.map { [FieldError(field: "code", sentence: visit.words($0), label: visit.words("secondFactor.firstCode"))] } ?? []
        let form = FormState(visit.words, errors: errors)
        return """
            <div class="wrap narrow">\(PageHead(crumbs: visit.accountCrumbs(title(visit)), heading: title(visit), lede: visit.words("secondFactor.lede")))\
            <ol class="stack"><li><p>\(visit.words("secondFactor.scan"))</p>\(QRCode(offer.address, label: visit.words("secondFactor.picture"))?.html)\
            <p>\(visit.words("secondFactor.typed"))</p><p><code class="secret">\(offer.typed)</code></p>\
            <details><summary>\(visit.words("secondFactor.address"))</summary><p><code class="secret">\(offer.address)</code></p></details></li>\
            <li>\(form.form(action: visit.secondFactor, hidden: [("_csrf", visit.token), ("offer", offer.locked)], submit: visit.words("secondFactor.addButton"),
                            form.line("code", visit.words("secondFactor.firstCode"), hint: visit.words("secondFactor.firstCodeHint"), width: .short, autocomplete: "one-time-code")))</li></ol></div>
            """
    }
}

/// The recovery codes, shown this once.
struct RecoveryCodesPage: Page {
    let codes: [String]
    let room = "account"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("recovery.title") }
    func body(_ visit: Visit) -> HTML {
        """
        <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words("recovery.lede")))\
        <ol class="codes">\(codes.map { code -> HTML in "<li><code>\(code)</code></li>" })</ol><p>\(visit.words("recovery.once"))</p>\
        <p>\(LinkButton(visit.words("recovery.kept"), "/\(visit.city.slug)/account"))</p></div>
        """
    }
}

/// The second factor that somebody has: its recovery codes, and the way out.
struct SecondFactorPage: Page {
    let since: Instant
    let codesLeft: Int
    let asksForCheck: Bool
    let problem: String?
    let room = "account"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("secondFactor.title") }

    func body(_ visit: Visit) -> HTML {
        let errors = problem.map { [FieldError(field: "_check", sentence: visit.words($0), label: visit.words("field._check.label"))] } ?? []
        let form = FormState(visit.words, errors: errors)
        let check: HTML = "\(if: asksForCheck, visit.checkField(form))"
        let renew = form.form(action: "\(visit.secondFactor)/codes", hidden: [("_csrf", visit.token)], submit: visit.words("recovery.new"), check)
        let removal = visit.words("act.person.removeSecondFactor.title")
        return """
            <div class="wrap narrow">\(PageHead(crumbs: visit.accountCrumbs(title(visit)), heading: title(visit)))<p>\(visit.words.html("secondFactor.since", ["day": visit.day(since)]))</p>\
            \(Section("codes", visit.words("recovery.title"), "<p>\(visit.words("recovery.left", count: codesLeft))</p>\(renew)"))\
            \(Section("remove", removal, "<p>\(visit.words("act.person.removeSecondFactor.lede"))</p><p>\(LinkButton(removal, visit.form("person.removeSecondFactor"), .stop))</p>"))</div>
            """
    }
}

extension Visit {
    var secondFactor: Address { "/\(city.slug)/account/second-factor" }
    func accountCrumbs(_ here: String) -> Crumbs { Crumbs(words, [(city.name, home), (words("account.title"), "/\(city.slug)/account")], here: here) }
}
