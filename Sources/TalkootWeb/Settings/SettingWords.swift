import Talkoot

extension Visit {
    /// What a setting is called.
    func settingName(_ name: String) -> String {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        if let limit = words.find("limit.\(name).label") ?? words.find("setting.\(name)") { return limit }
        switch parts[0] {
        case "department": return words("setting.department", ["name": .text(parts.count > 1 ? parts[1] : "")])
        case "statement":
            let place = parts.count > 1 ? parts[1].split(separator: ".").map(String.init) : []
            return words("setting.statement", ["page": .text(words("choice.page.\(place.first ?? "")")), "language": .text(words("choice.language.\(place.last ?? "")"))])
        default: return name
        }
    }

    /// A limit's value with what it counts.
    func limit(_ tunable: Tunable, _ value: Int) -> String {
        switch tunable.unit {
        case .money: money(Money(cents: Int64(value)))
        case .percent: words.percent(Double(value) / 100)
        default: words("unit.\(tunable.unit.rawValue)", count: value)
        }
    }

    /// A value of the history as people read it; of many parts only those that are not the same in the other value.
    func settingValue(_ value: JSON, of name: String, besides other: JSON) -> String {
        if let tunable = Tunable.named(name), let number = value.integer { return limit(tunable, Int(number)) }
        switch (name, value) {
        case ("security.secondFactorFrom", .text(let day)): return Day(day).map(date) ?? words("settings.none")
        case (_, .null): return words("settings.none")
        case ("city.languages", .list(let codes)): return codes.compactMap(\.text).map { words("choice.language.\($0)") }.joined(separator: ", ")
        case ("calendar.week", .list(let days)): return days.compactMap(\.integer).map { words("weekday.\($0)") }.joined(separator: ", ")
        case ("city.crest", .text(let digest)): return words(digest.isEmpty ? "settings.houseCrest" : "settings.ownCrest")
        case ("city.accent", .list(let colours)): return colours.compactMap(\.text).filter { !$0.isEmpty }.joined(separator: ", ").orNone(words)
        case (_, .object(let members)): return plain(.object(members.filter { other[$0.key] != $0.value })).orNone(words)
        default: return plain(value).orNone(words)
        }
    }

    private func plain(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): "\(flag)"
        case .integer(let number): words.number(Int(number))
        case .real(let number): "\(number)"
        case .text(let text): text.excerpt(300)
        case .list(let values): values.map(plain).filter { !$0.isEmpty }.joined(separator: ", ")
        case .object(let members):
            members.keys.sorted().compactMap { key in
                let text = members[key].map(plain) ?? ""
                if text.isEmpty { return Day(key).map(date) }
                return "\(label(key)): \(Day(text).map(date) ?? text)"
            }.joined(separator: "; ")
        }
    }
    private func label(_ key: String) -> String {
        Day(key).map(date) ?? words.find("field.\(key).label") ?? words.find("choice.language.\(key)") ?? words.find("settings.key.\(key)") ?? key
    }
}

extension String {
    fileprivate func orNone(_ words: Words) -> String { isEmpty ? words("settings.none") : self }
}

extension Visit {
    /// What a form that sets something says of it: for a limit why it is there, the house's value and the range.
    func settingLine(_ subject: any ActSubject) -> ActSubjectLine? {
        let page: Address = "/\(city.slug)/settings"
        switch subject {
        case let limit as Tunable:
            let range = words("settings.range", ["low": .text(limit.written(limit.range.lowerBound)), "high": .text(self.limit(limit, limit.range.upperBound)), "standard": .text(self.limit(limit, limit.standard))])
            return ActSubjectLine(title: words("limit.\(limit.name).label"), address: "\(page)#limits", note: "\(words("limit.\(limit.name).why")) \(range)")
        case let department as Department: return ActSubjectLine(title: department.name, address: "\(page)#departments")
        case let plan as DistrictPlan: return ActSubjectLine(title: plan.code.rawValue, address: "/\(city.slug)/districtPlans/\(plan.code.rawValue)")
        default: return nil
        }
    }
}
