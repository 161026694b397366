import Talkoot

/// Setting, changing and removing the password that somebody may have beside the codes by mail.
struct PasswordPage: Page {
    let since: Instant?
    /// What must come along: nothing where the person has just proved who they are.
    let asks: PasswordRoutes.Proof?
    let problems: [Problem]
    let room = "account"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words(since == nil ? "password.add" : "password.change") }

    func body(_ visit: Visit) -> HTML {
        let labels = ["password": "password.new", "current": "password.current", "_check": "field._check.label"]
        let form = FormState(visit.words, errors: problems.map { problem in
            FieldError(field: problem.field, sentence: visit.sentence(problem), label: labels[problem.field].map { visit.words($0) })
        })
        // For password managers, which keep the name with the password.
        let name: HTML = "<input type=\"text\" name=\"username\" value=\"\(visit.standing.person?.email ?? "")\" autocomplete=\"username\" hidden>"
        let new = form.password("password", visit.words("password.new"), hint: visit.words("password.newHint"), isNew: true)
        let set = form.form(action: visit.password, hidden: [("_csrf", visit.token)], submit: visit.words("password.save"), "\(name)\(proof(form, visit))\(new)")
        let remove = PostButton(visit.words("password.remove"), "\(visit.password)/remove", .stop, hidden: [("_csrf", visit.token)])
        return """
            <div class="wrap narrow">\(PageHead(crumbs: visit.accountCrumbs(title(visit)), heading: title(visit), lede: visit.words("password.lede")))\(set)\
            \(if: since != nil, Section("remove", visit.words("password.remove"), "<p>\(visit.words("password.removeText"))</p>\(remove)").html)</div>
            """
    }
    private func proof(_ form: FormState, _ visit: Visit) -> HTML {
        switch asks {
        case .secondFactor: visit.checkField(form)
        case .currentPassword: form.password("current", visit.words("password.current"), hint: visit.words("password.forgotten"))
        case .signInAgain, nil: HTML()
        }
    }
}

extension Visit {
    var password: Address { "/\(city.slug)/account/password" }
}
