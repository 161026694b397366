extension FormState {
    struct Option: Sendable {
        var value: String
        var label: String
        var hint: String?

        init(_ value: String, _ label: String, hint: String? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// One of many in a list that opens.
    func choice(
        _ name: String, _ label: String, hint: String? = nil, optional: Bool = false, empty: String? = nil, _ options: [Option]
    ) -> HTML {
        field(name, FieldText(label: label, hint: hint, isOptional: optional)) { common in
            let first: HTML? = empty.map { "<option value=\"\">\($0)</option>" }
            let isLong = options.contains { $0.label.count > 30 }
            return "<select\(common)\(attribute: "class", isLong ? nil : "w-m")>\(first)\(options.map { option($0, chosen: value(name)) })</select>"
        }
    }

    /// One of a few, all in sight.
    func radios(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false, _ options: [Option]) -> HTML {
        group(name, FieldText(label: label, hint: hint, isOptional: optional), boxes("radio", name, options))
    }

    /// Any of several.
    func checkboxes(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false, _ options: [Option]) -> HTML {
        group(name, FieldText(label: label, hint: hint, isOptional: optional), boxes("checkbox", name, options))
    }

    /// A single yes: a consent, a declaration. Its value is `yes`.
    func checkbox(_ name: String, _ label: String, hint: String? = nil) -> HTML {
        let box = choiceBox("checkbox", name, Option("yes", label, hint: hint), id: Self.id(name))
        return """
            <div class="field\(error(name) == nil ? "" : " bad")">\
            \(error(name).map { "<p class=\"err\" id=\"\(Self.id(name))-error\">\($0)</p>" })\(box)</div>
            """
    }

    private func option(_ option: Option, chosen: String) -> HTML {
        "<option value=\"\(option.value)\"\(attribute: "selected", if: option.value == chosen)>\(option.label)</option>"
    }

    private func boxes(_ type: String, _ name: String, _ options: [Option]) -> HTML {
        "\(options.enumerated().map { choiceBox(type, name, $0.element, id: "\(Self.id(name))-\($0.offset + 1)") })"
    }

    private func choiceBox(_ type: String, _ name: String, _ option: Option, id: String) -> HTML {
        let isChosen = values[name]?.contains(option.value) ?? false
        let described = [option.hint == nil ? nil : "\(id)-hint", error(name) == nil ? nil : "\(Self.id(name))-error"].compactMap(
            \.self)
        return """
            <div class="choice"><input type="\(type)" name="\(name)" id="\(id)" value="\(option.value)"\
            \(attribute: "checked", if: isChosen)\
            \(attribute: "aria-describedby", described.isEmpty ? nil : described.joined(separator: " "))>\
            <div><label for="\(id)">\(option.label)</label>\(option.hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" })</div></div>
            """
    }
}
