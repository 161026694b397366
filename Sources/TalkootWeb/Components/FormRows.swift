extension FormState {
    /// A column of repeated rows.
    struct RowField: Sendable {
        /// `given` is a value that the row is about: it is shown, and sent along unseen.
        enum Kind: Sendable { case line, number, money, date, choice([Option]), given([Option]) }

        var name: String
        var label: String
        var kind: Kind

        init(_ name: String, _ label: String, _ kind: Kind = .line) {
            self.name = name
            self.label = label
            self.kind = kind
        }
    }

    /// The same few fields several times: costs, milestones, members. A field is called `costs.0.amount`.
    /// As many rows as were sent, at least `atLeast`; a button sends the form with `more=costs` to ask for one more.
    func rows(
        _ name: String, _ label: String, hint: String? = nil, optional: Bool = false, atLeast: Int = 1, asksForMore: Bool = true,
        _ fields: [RowField]
    ) -> HTML {
        let count = max(atLeast, sentRows(name) + (value("more") == name ? 1 : 0))
        let more: HTML = """
            <p class="push"><button class="btn btn-2" name="more" value="\(name)" formnovalidate>\(words("form.addRow"))</button></p>
            """
        let rows: [HTML] = (0..<count).map { number in
            let title = words("form.row", ["legend": .text(label), "number": .number(number + 1)])
            return """
                <div class="repeat\(if: fields.count > 4, " repeat-2")" role="group" aria-label="\(title)">\
                \(fields.map { rowField("\(name).\(number).\($0.name)", $0) })</div>
                """
        }
        return group(name, FieldText(label: label, hint: hint, isOptional: optional), "\(rows)\(if: asksForMore, more)")
    }

    /// The count of rows in what was sent, judged by the highest number in a field's name.
    func sentRows(_ name: String) -> Int {
        let numbers = values.keys.compactMap { key -> Int? in
            let parts = key.split(separator: ".")
            return parts.count == 3 && parts[0] == name ? Int(parts[1]) : nil
        }
        return min(numbers.max() ?? -1, Self.mostRows - 1) + 1
    }

    /// More rows than this are not drawn, whatever was sent.
    static let mostRows = 200

    private func rowField(_ name: String, _ column: RowField) -> HTML {
        switch column.kind {
        case .line: line(name, column.label)
        case .number: number(name, column.label)
        case .money: money(name, column.label)
        case .date: date(name, column.label)
        case .choice(let options): choice(name, column.label, options)
        case .given(let options):
            "<p><strong>\(options.first { $0.value == value(name) }?.label ?? value(name))</strong></p>\(Self.hidden(name: name, value: value(name)))"
        }
    }
}
