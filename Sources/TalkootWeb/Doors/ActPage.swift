import Talkoot

/// The form of any act, drawn from its declaration: one idea a page, hints before fields, a summary of what to change on top.
struct ActPage: Page {
    let act: String
    let target: Target
    let fields: [Field]
    let options: [String: [Talkoot.Option]]
    let values: [String: [String]]
    let problems: [Problem]
    /// Those of the reader that wait to be sent along.
    let files: [Attachment]
    /// Where the form asks for a point.
    let map: PointMap?
    /// What the act is about, for the line above the heading.
    let subject: String?
    let subjectAddress: Address?
    /// What somebody should know of the subject before filling in.
    let note: String?
    let savedAt: Instant?
    /// What is read beside the form.
    var beside: HTML?
    var guards: SendingGuards?
    var advice: SendingAdvice?
    /// An act of high consequence by somebody whose second factor was not checked lately.
    var asksForCheck = false
    let room = ""
    let hasForm = true

    func title(_ visit: Visit) -> String { visit.words("act.\(act).title") }

    func body(_ visit: Visit) -> HTML {
        if let kinds = FirstChoicePage(self), kinds.isOpen { return kinds.html(visit) }
        let errors = problems.map { FieldError(field: $0.field, sentence: visit.sentence($0), label: label(of: $0.field, visit)) }
        let form = FormState(visit.words, values: values, errors: errors)
        let path: Address = "/\(visit.city.slug)/acts/\(act)"
        let action = target.text.isEmpty ? path : path.asking("on", target.text)
        let hasContents = fields.contains { if case .file = $0.kind { true } else { false } }
        let hasFiles = hasContents || fields.contains(where: \.takesFiles)
        let isDraftable = visit.standing.person != nil && !hasContents && fields.contains { if case .text = $0.kind { true } else { false } }
        let draft: Address? = isDraftable ? Address(path: "/\(visit.city.slug)/drafts/\(act)").asking("on", target.text) : nil
        let save: HTML = "<button class=\"btn btn-2\" name=\"_save\" value=\"yes\" formnovalidate>\(visit.words("form.saveForLater"))</button>"
        let saved: HTML? = savedAt.map { "<p class=\"meta\">\(visit.words.html("form.draftFrom", ["moment": visit.dates.momentElement($0.milliseconds)]))</p>" }
        let said = "\(note.map { "<p>\($0)</p>" as HTML })\(saved)" as HTML
        let drawn = form.form(action: action, hidden: [("_act", visit.actID), ("_csrf", visit.token)], draft: draft, hasFiles: hasFiles, submit: visit.words("act.\(act).button"),
                              secondary: isDraftable ? save : nil, "\(advice?.html(visit))\(FirstChoicePage(self)?.chosen(visit))\(drawn(FirstChoicePage(self)?.fields ?? fields, form, visit))\(if: asksForCheck, visit.checkField(form))\(guards)")
        let head = PageHead(crumbs: crumbs(visit), kicker: kicker(visit), heading: title(visit), lede: lede(visit))
        return beside.map { "<div class=\"wrap\">\(head)<div class=\"cols cols-32\">\($0)<div>\(said)\(drawn)</div></div></div>" } ?? "<div class=\"wrap narrow\">\(head)\(said)\(drawn)</div>"
    }
    /// What few need stands folded together, and open as soon as something of it is filled in or wrong.
    private func drawn(_ fields: [Field], _ form: FormState, _ visit: Visit) -> HTML {
        func html(_ fields: some Collection<Field>) -> HTML { "\(fields.map { ActField(act: act, field: $0, options: options, visit: visit, form: form, files: files, map: map).html })" }
        let folded = ActWay.of(act).folded
        guard let first = fields.firstIndex(where: { folded.contains($0.name) }), let last = fields.lastIndex(where: { folded.contains($0.name) }) else { return html(fields) }
        let isOpen = folded.contains { name in values[name]?.contains { !$0.isEmpty } ?? false || problems.contains { $0.field == name } }
        return "\(html(fields[..<first]))<details\(attribute: "open", if: isOpen)><summary>\(visit.words("signal.further"))</summary>\(html(fields[first...last]))</details>\(html(fields[(last + 1)...]))"
    }
    /// `criteria.0.weight` is "Criteria 1, Weight in %".
    private func label(of name: String, _ visit: Visit) -> String? {
        let parts = name.split(separator: ".")
        guard let first = parts.first else { return nil }
        func word(_ part: Substring) -> String? { visit.words.find("act.\(act).\(part).label") ?? visit.words.find("field.\(part).label") }
        guard parts.count == 3, let row = Int(parts[1]), let legend = word(first) else { return word(first) }
        return visit.words("form.row", ["legend": .text(legend), "number": .number(row + 1)]) + (word(parts[2]).map { ", " + $0 } ?? "")
    }
    func crumbs(_ visit: Visit) -> Crumbs { Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)) }
    private func kicker(_ visit: Visit) -> HTML? {
        guard let subject else { return nil }
        return subjectAddress.map { "<a href=\"\($0)\">\(subject)</a>" } ?? HTML(text: subject)
    }
    private func lede(_ visit: Visit) -> String? { visit.words.find("act.\(act).lede") }
}

extension Visit {
    /// Asks for a code of the second factor beside what a form is about.
    func checkField(_ form: FormState) -> HTML {
        form.line("_check", words("field._check.label"), hint: words("field._check.hint"), width: .short, autocomplete: "one-time-code")
    }
}

/// One declared field with its words: `act.<act>.<field>.label` where an act says it in its own way, else `field.<field>.label`.
struct ActField {
    let act: String
    let field: Field
    let options: [String: [Talkoot.Option]]
    let visit: Visit
    let form: FormState
    var files: [Attachment] = []
    var map: PointMap?

    var html: HTML {
        if ActWay.of(act).isUnseen(field.name, visit.standing) { return form.value(field.name).isEmpty ? HTML() : FormState.hidden(name: field.name, value: form.value(field.name)) }
        let (name, label, hint) = (field.name, word("label") ?? field.name, word("hint"))
        switch field.kind {
        case .line: return form.line(name, label, hint: hint, optional: field.isOptional)
        case .text(let max):
            let text = form.longText(name, label, hint: hint, optional: field.isOptional, limit: max, rows: max > 2_000 ? 10 : 4)
            return ActWay.of(act).isAdvised ? "\(text)\(visit.similarWhileTyping)" : text
        case .email: return form.email(name, label, hint: hint, optional: field.isOptional)
        case .integer, .decimal: return form.number(name, label, hint: hint, optional: field.isOptional)
        case .money: return form.money(name, label, hint: hint, optional: field.isOptional, currency: visit.city.currency)
        case .day: return form.date(name, label, hint: hint, optional: field.isOptional)
        case .moment: return form.moment(name, label, hint: hint, optional: field.isOptional)
        case .flag: return form.checkbox(name, label, hint: hint)
        case .file(let types, _): return form.file(name, label, hint: hint, optional: field.isOptional, accept: types.joined(separator: ","))
        case .version: return FormState.hidden(name: name, value: form.value(name))
        case .choice(let values): return choice(values.map { .init($0, visit.words.find("choice.\(act).\(name).\($0)") ?? visit.words("choice.\(name).\($0)")) })
        case .pick: return form.choice(name, label, hint: hint, optional: field.isOptional, empty: visit.words("form.choose"), offered(name))
        case .picks: return form.checkboxes(name, label, hint: hint, optional: field.isOptional, offered(name))
        case .rows where ActWay.of(act).isScoring: return ScoringForm(visit: visit, form: form, criteria: options["criterion"] ?? []).html
        case .files(_, let picturesOnly):
            return form.files(name, label, hint: hint, picturesOnly: picturesOnly, visit, files.filter { form.values[name]?.contains($0.id.rawValue) ?? false })
        case .point: return form.point(name, label, hint: hint, optional: field.isOptional, visit, map)
        case .rows(let columns, let max):
            let isFixed = word("fixed") != nil
            return form.rows(name, label, hint: hint, optional: field.isOptional, atLeast: isFixed ? 1 : min(3, max), asksForMore: !isFixed, columns.map { column($0, isGiven: isFixed) })
        }
    }

    private func word(_ part: String) -> String? { visit.words.find("act.\(act).\(field.name).\(part)") ?? visit.words.find("field.\(field.name).\(part)") }

    private func choice(_ offered: [FormState.Option]) -> HTML {
        let (label, hint) = (word("label") ?? field.name, word("hint"))
        return offered.count <= 5 && !field.isOptional
            ? form.radios(field.name, label, hint: hint, offered)
            : form.choice(field.name, label, hint: hint, optional: field.isOptional, empty: visit.words("form.choose"), offered)
    }
    private func offered(_ name: String) -> [FormState.Option] {
        (options[name] ?? []).map { FormState.Option($0.value, $0.isKey ? visit.words($0.label) : $0.label) }
    }
    private func column(_ field: Field, isGiven: Bool) -> FormState.RowField {
        let label = visit.words.find("act.\(act).\(field.name).label") ?? visit.words("field.\(field.name).label")
        switch field.kind {
        case .integer, .decimal: return .init(field.name, label, .number)
        case .money: return .init(field.name, label, .money)
        case .day: return .init(field.name, label, .date)
        // A row that nobody touches stays empty, so no choice is made in it beforehand.
        case .pick: return .init(field.name, label, isGiven ? .given(offered(field.name)) : .choice([.init("", visit.words("form.choose"))] + offered(field.name)))
        default: return .init(field.name, label)
        }
    }
}

extension FormState {
    /// A day and a time, as `2026-03-12T16:00`, by the browser's own calendar.
    func moment(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false) -> HTML {
        field(name, FieldText(label: label, hint: hint, isOptional: optional)) { common in
            "<input\(common) type=\"datetime-local\" class=\"w-m\" value=\"\(value(name))\">"
        }
    }
}
