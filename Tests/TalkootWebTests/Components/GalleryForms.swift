@testable import TalkootWeb

/// The forms of the gallery: one as it begins, one with errors.
enum GalleryForms {
    static func section(_ words: Words) -> HTML {
        Section("forms", "Forms", "<div class=\"cols cols-2\">\(fresh(words))\(returned(words))</div>").html
    }

    private static func fresh(_ words: Words) -> HTML {
        let form = FormState(
            words, values: ["title": ["Benches every 200 metres"], "channel": ["mail"], "body": ["\nMy mother rests on the kerb."]])
        return form.form(
            action: "/kuusila/signals", hidden: [("act", "0197-a")], draft: "/kuusila/drafts/0197", hasFiles: true,
            submit: "Send to the city", secondary: LinkButton("Save and return later", "/kuusila", .secondary).html,
            """
            \(form.line("title", "Title", hint: "What would you call it at a kitchen table?"))\
            \(form.telephone("phone", "Phone", optional: true))\
            \(form.choice("district", "District", empty: "choose", [.init("sat", "Satamala"), .init("koi", "Koivuniemi")]))\
            \(form.longText("body", "What happens today?", limit: 2_400))\
            \(form.file("photo", "Photograph", hint: "At most 10 MB.", optional: true, accept: "image/*"))\
            \(form.radios("channel", "How do you want to hear from us?", [
                .init("mail", "E-mail", hint: "We write from talkoot@kuusila.example."), .init("text", "Text message"), .init("letter", "Letter"),
            ]))
            """)
    }

    private static func returned(_ words: Words) -> HTML {
        let values = [
            "price": ["about ten <b>"], "email": ["aino@"], "themes": ["walking", "light"], "costs.0.what": ["Mats"],
            "costs.0.amount": ["12 000"],
            "costs.1.what": ["Work"], "begins": ["2026-04-01"], "share": ["120"],
        ]
        let form = FormState(
            words, values: values,
            errors: [
                FieldError(field: "price", sentence: "Write an amount, for example 10,000."),
                FieldError(field: "email", sentence: "Write the whole address, for example aino@kuusila.example."),
                FieldError(field: "themes", sentence: "Choose at most one."),
                FieldError(field: "costs.1.amount", sentence: "Write what the work costs."),
                FieldError(field: "agree", sentence: "Say that you have read the rules."),
            ])
        return form.form(
            action: "/kuusila/submissions", submit: "Submit for evaluation",
            """
            \(form.money("price", "Price", hint: "With tax, one number."))\(form.email("email", "E-mail"))\
            \(form.number("share", "Share", optional: true, unit: "%"))\(form.date("begins", "Begins", from: CivilDate(year: 2026, month: 3, day: 12)))\
            \(form.checkboxes("themes", "What does it touch?", optional: true, [.init("walking", "Walking"), .init("light", "Light")]))\
            \(form.rows("costs", "Costs", atLeast: 2, [.init("what", "What"), .init("amount", "Amount", .money)]))\
            \(form.checkbox("agree", "I have read the rules", hint: "Two pages."))
            """)
    }
}
