extension FormState {
    enum Width: String, Sendable { case short = "w-s", medium = "w-m", full = "" }

    /// One line of text.
    func line(
        _ name: String, _ label: String, hint: String? = nil, optional: Bool = false, width: Width = .full,
        autocomplete: String? = nil
    ) -> HTML {
        input(
            name, FieldText(label: label, hint: hint, isOptional: optional), type: "text", width: width, autocomplete: autocomplete)
    }

    /// An e-mail address.
    func email(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false) -> HTML {
        input(
            name, FieldText(label: label, hint: hint, isOptional: optional), type: "email", width: .medium, autocomplete: "email")
    }

    /// A telephone number.
    func telephone(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false) -> HTML {
        input(name, FieldText(label: label, hint: hint, isOptional: optional), type: "tel", width: .medium, autocomplete: "tel")
    }

    /// A password, never filled in again.
    func password(_ name: String, _ label: String, hint: String? = nil, isNew: Bool = false) -> HTML {
        field(name, FieldText(label: label, hint: hint, isOptional: false)) { common in
            "<input\(common) type=\"password\" class=\"w-m\" autocomplete=\"\(isNew ? "new-password" : "current-password")\">"
        }
    }

    /// A number, typed as people write it; what it means is decided by the reader of the form.
    func number(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false, unit: String? = nil) -> HTML {
        let text = FieldText(label: label, hint: hint, isOptional: optional)
        return field(name, text) { common in
            withUnit(unit, "<input\(common) type=\"text\" inputmode=\"decimal\" class=\"w-s\" value=\"\(value(name))\">")
        }
    }

    /// An amount of money with its currency beside it.
    func money(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false, currency: String = "EUR") -> HTML {
        number(name, label, hint: hint, optional: optional, unit: Words.sign(of: currency))
    }

    /// A day, as `2026-03-12`, by the browser's own calendar.
    func date(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false, from first: CivilDate? = nil) -> HTML {
        field(name, FieldText(label: label, hint: hint, isOptional: optional)) { common in
            "<input\(common) type=\"date\" class=\"w-m\"\(attribute: "min", first?.iso) value=\"\(value(name))\">"
        }
    }

    /// A text of several lines. With a limit the count of characters stands below.
    func longText(
        _ name: String, _ label: String, hint: String? = nil, optional: Bool = false, limit: Int? = nil, rows: Int = 5
    ) -> HTML {
        let text = FieldText(label: label, hint: hint, isOptional: optional)
        let note: HTML? = limit.map { limit in
            """
            <p class="hint" id="\(Self.id(name))-note" data-count="\(words("form.count"))">\
            \(words("form.count", ["used": .number(value(name).count), "limit": .number(limit)]))</p>
            """
        }
        return field(name, text, after: note) { common in
            // The newline after the tag is not part of the text, and one at the start of the text would be lost without it.
            "<textarea\(common) rows=\"\(rows)\"\(attribute: "data-limit", limit)>\n\(value(name))</textarea>"
        }
    }

    /// Files to send along. What was chosen before cannot be kept, so it is asked again after an error.
    func file(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false, accept: String? = nil) -> HTML {
        field(name, FieldText(label: label, hint: hint, isOptional: optional)) { common in
            "<input\(common) type=\"file\"\(attribute: "accept", accept)>"
        }
    }

    private func input(_ name: String, _ text: FieldText, type: String, width: Width, autocomplete: String?) -> HTML {
        field(name, text) { common in
            """
            <input\(common) type="\(type)"\(attribute: "class", width == .full ? nil : width.rawValue)\
            \(attribute: "autocomplete", autocomplete) value="\(value(name))">
            """
        }
    }

    private func withUnit(_ unit: String?, _ input: HTML) -> HTML {
        unit.map { "<span class=\"with-unit\">\(input)<span>\($0)</span></span>" } ?? input
    }
}
