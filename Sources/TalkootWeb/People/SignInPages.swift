import Talkoot

/// Asks for the address; the code goes by mail, for everybody and as the way back. No puzzle. Who has a password may use that.
struct SignInPage: Page {
    let typed: String
    let problem: String?
    /// What is wrong with the address or the password of the other form.
    var passwordProblems: [String: String] = [:]
    let to: String
    let room = "signIn"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("signIn.title") }
    func body(_ visit: Visit) -> HTML {
        let errors = problem.map { [FieldError(field: "email", sentence: visit.words($0))] } ?? []
        let form = FormState(visit.words, values: ["email": [typed]], errors: errors)
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words("signIn.lede")))\
            \(form.form(action: "/\(visit.city.slug)/sign-in", hidden: [("_csrf", visit.token), ("_to", to)], submit: visit.words("signIn.button"),
                        form.email("email", visit.words("field.email.label"), hint: visit.words("signIn.hint"))))\
            \(Section("password", visit.words("signIn.password.title"), password(visit)))</div>
            """
    }
    private func password(_ visit: Visit) -> HTML {
        let labels = ["passwordEmail": "field.email.label", "password": "signIn.password.label"]
        let form = FormState(visit.words, values: ["passwordEmail": [typed]], errors: passwordProblems.sorted { $0.key > $1.key }.map { field, key in
            FieldError(field: field, sentence: visit.words(key), label: labels[field].map { visit.words($0) })
        })
        let email = form.line("passwordEmail", visit.words("field.email.label"), width: .medium, autocomplete: "username")
        return form.form(action: "/\(visit.city.slug)/sign-in/password", hidden: [("_csrf", visit.token), ("_to", to)], submit: visit.words("signIn.password.button"), weight: .secondary,
                         "\(email)\(form.password("password", visit.words("signIn.password.label"), hint: visit.words("signIn.password.hint")))")
    }
}

/// Asks for the code of the second factor.
struct SecondStepPage: Page {
    let problem: String?
    let to: String
    let room = "signIn"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("signIn.second.title") }
    func body(_ visit: Visit) -> HTML {
        let errors = problem.map { [FieldError(field: "code", sentence: visit.words($0))] } ?? []
        let form = FormState(visit.words, errors: errors)
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words("signIn.second.lede")))\
            \(form.form(action: "/\(visit.city.slug)/sign-in/second", hidden: [("_csrf", visit.token), ("_to", to)], submit: visit.words("signIn.code.button"),
                        form.line("code", visit.words("signIn.second.label"), hint: visit.words("signIn.second.hint"), width: .short, autocomplete: "one-time-code")))</div>
            """
    }
}

/// Asks for the code from the mail.
struct SignInCodePage: Page {
    let problem: String?
    let to: String
    let room = "signIn"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("signIn.code.title") }
    func body(_ visit: Visit) -> HTML {
        let errors = problem.map { [FieldError(field: "code", sentence: visit.words($0))] } ?? []
        let form = FormState(visit.words, errors: errors)
        return """
            <div class="wrap narrow">\(PageHead(heading: title(visit), lede: visit.words("signIn.code.lede")))\
            \(form.form(action: "/\(visit.city.slug)/sign-in/code", hidden: [("_csrf", visit.token), ("_to", to)], submit: visit.words("signIn.code.button"),
                        form.line("code", visit.words("signIn.code.label"), width: .short, autocomplete: "one-time-code")))\(letters(visit))</div>
            """
    }

    /// In the demo no letter leaves the machine: here is where it lies.
    private func letters(_ visit: Visit) -> HTML? {
        visit.options.demo.map { _ in "<p><a href=\"\("/\(visit.city.slug)/demo#mail" as Address)\">\(visit.words("demo.mail"))</a></p>" }
    }
}
