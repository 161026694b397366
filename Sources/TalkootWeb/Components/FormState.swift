/// What is wrong with a field, as a sentence that says what to change.
struct FieldError: Sendable {
    var field: String
    var sentence: String
    /// What the field is called on the page, for the summary, where the sentence stands alone.
    var label: String?
}

/// A form as somebody left it: the raw text of each field and what is wrong with it.
/// Its functions draw fields that keep every value and say the error beside the field.
struct FormState: Sendable {
    var words: Words
    /// The raw texts by field name; several for check boxes.
    var values: [String: [String]]
    var errors: [FieldError]
    private let firstErrors: [String: String]

    init(_ words: Words, values: [String: [String]] = [:], errors: [FieldError] = []) {
        self.words = words
        self.values = values
        self.errors = errors
        firstErrors = Dictionary(errors.map { ($0.field, $0.sentence) }) { first, _ in first }
    }

    func value(_ name: String) -> String { values[name]?.first ?? "" }

    func error(_ name: String) -> String? { firstErrors[name] }

    /// The id of a field, to which the error summary leads.
    static func id(_ name: String) -> String { "f-" + name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined() }

    /// The summary over the form, or nothing.
    var errorSummary: HTML? { errors.isEmpty ? nil : ErrorSummary(words: words, errors: errors).html }

    /// The form itself with what every form carries unseen: the act id, the token against forgery.
    /// With a draft address the script saves it there every ten seconds while it changes.
    func form(
        action: Address, hidden: [(name: String, value: String)] = [], draft: Address? = nil, hasFiles: Bool = false,
        submit: String, weight: ButtonWeight = .primary, secondary: HTML? = nil, _ fields: HTML
    ) -> HTML {
        """
        <form method="post" action="\(action)" class="form" novalidate\(attribute: "enctype", hasFiles ? "multipart/form-data" : nil)\
        \(attribute: "data-draft", draft)>\(hidden.map(Self.hidden))\(errorSummary)\(fields)\
        <div class="row form-end"><button class="\(weight.rawValue)">\(submit)</button>\(secondary)\(draft == nil ? nil : draftMark)</div></form>
        """
    }

    /// Where the script says whether the draft is saved.
    private var draftMark: HTML {
        "<span class=\"saved\" role=\"status\" data-saved=\"\(words("form.saved"))\" data-unsaved=\"\(words("form.unsaved"))\"></span>"
    }

    static func hidden(name: String, value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }
}

/// What a field says about itself.
struct FieldText: Sendable {
    var label: String
    var hint: String?
    var isOptional: Bool
}

extension FormState {
    /// A field of one control: label, hint, error and the control that is told of both.
    func field(_ name: String, _ text: FieldText, after: HTML? = nil, control: (_ common: HTML) -> HTML) -> HTML {
        """
        <div class="field\(error(name) == nil ? "" : " bad")"><label for="\(Self.id(name))">\(text.label)\(optionalMark(text))</label>\
        \(hint(name, text))\(errorText(name))\(control(common(name, text, hasNote: after != nil)))\(after)</div>
        """
    }

    /// Several controls under one legend.
    func group(_ name: String, _ text: FieldText, _ controls: HTML) -> HTML {
        """
        <fieldset class="field\(error(name) == nil ? "" : " bad")" id="\(Self.id(name))" tabindex="-1"\
        \(attribute: "aria-describedby", describedBy(name, text, hasNote: false))>\
        <legend class="legend">\(text.label)\(optionalMark(text))</legend>\(hint(name, text))\(errorText(name))\(controls)</fieldset>
        """
    }

    private func common(_ name: String, _ text: FieldText, hasNote: Bool) -> HTML {
        """
         id="\(Self.id(name))" name="\(name)"\(attribute: "aria-describedby", describedBy(name, text, hasNote: hasNote))\
        \(attribute: "aria-invalid", error(name) == nil ? nil : "true")
        """
    }

    private func describedBy(_ name: String, _ text: FieldText, hasNote: Bool) -> String? {
        let id = Self.id(name)
        let ids = [
            text.hint == nil ? nil : "\(id)-hint", error(name) == nil ? nil : "\(id)-error", hasNote ? "\(id)-note" : nil,
        ].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    private func optionalMark(_ text: FieldText) -> HTML? {
        text.isOptional ? " <span class=\"opt\">(\(words("form.optional")))</span>" : nil
    }

    private func hint(_ name: String, _ text: FieldText) -> HTML? {
        text.hint.map { "<p class=\"hint\" id=\"\(Self.id(name))-hint\">\($0)</p>" }
    }

    private func errorText(_ name: String) -> HTML? {
        error(name).map { "<p class=\"err\" id=\"\(Self.id(name))-error\">\($0)</p>" }
    }
}
