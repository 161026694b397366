import Talkoot

/// Asks for the address; the code goes by mail. No password, no puzzle.
struct SignInPage: Page {
    let typed: String
    let problem: String?
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
                        form.email("email", visit.words("field.email.label"), hint: visit.words("signIn.hint"))))</div>
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
