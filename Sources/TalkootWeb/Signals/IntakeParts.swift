import Talkoot

/// What staff find on the desk about people who do not come by this site: a way to write down what they say, and answers to pass on.
struct IntakeDesk: Component {
    private let tellings: [SenderTelling]
    private let visit: Visit

    init?(_ tellings: [SenderTelling], _ visit: Visit) {
        guard visit.standing.isStaff else { return nil }
        (self.tellings, self.visit) = (tellings, visit)
    }

    var html: HTML {
        let rows: [HTML] = tellings.map { telling in
            """
            <li><div><p class="meta">\(telling.signal.code.rawValue)</p><h3><a href="\(visit.form(TellSender.name, on: telling.signal.code))">\(telling.signal.text)</a></h3></div>\
            <div>\(visit.words("telling.way.\(telling.way.rawValue)"))</div><div class="meta">\(visit.day(telling.at))</div></li>
            """
        }
        let list: HTML? = rows.isEmpty ? nil : "<p>\(visit.words("intake.tellText"))</p><ul class=\"rows rows-3\">\(rows)</ul>"
        let canEnter = EnterSignal.permission(visit.standing, TheCity()) == .allowed
        let buttons: HTML? = canEnter ? """
            <div class="row">\(LinkButton(visit.words("act.signal.enter.title"), visit.form(EnterSignal.name), .secondary))\
            \(LinkButton(visit.words("paper.title"), "/\(visit.city.slug)/signals/paper", .secondary))\(LinkButton(visit.words("kiosk.title"), "/\(visit.city.slug)/signals/kiosk", .secondary))</div>
            """ : nil
        let ideas: HTML = """
            <div class="row">\(LinkButton(visit.words("act.idea.send.title"), visit.form(SendIdea.name), .secondary))\
            \(LinkButton(visit.words("list.ideas.title"), "/\(visit.city.slug)/ideas", .secondary))\(LinkButton(visit.words("list.experiments.title"), "/\(visit.city.slug)/experiments", .secondary))</div>
            """
        let intake: HTML = list == nil && buttons == nil ? HTML() : Section("intake", visit.words("intake.title"), "\(list)\(buttons)").html
        return "\(intake)\(Section("ideas", visit.words("ideas.desk"), ideas))"
    }
}

extension Visit {
    /// What to say to a sender, above the two answers that tick it off.
    func line(_ telling: SenderTelling) -> ActSubjectLine {
        let values: [String: Words.Value] = ["contact": .text(telling.contact), "answer": .text(telling.signal.answer), "state": .text(state(.signal, telling.signal.state.rawValue))]
        return ActSubjectLine(title: telling.signal.text, address: address(of: telling.signal.reference), note: words("telling.say.\(telling.way.rawValue)", values))
    }
}

/// By which ways signals come, district by district (R-104).
struct ChannelShares: Component {
    private let shares: [ChannelShare]
    private let visit: Visit
    init(_ shares: [ChannelShare], _ visit: Visit) { (self.shares, self.visit) = (shares, visit) }

    var html: HTML {
        if shares.isEmpty { return HTML() }
        let channels = Signal.Channel.allCases.filter { channel in shares.contains { $0.channel == channel } }
        let rows: [[HTML]] = Dictionary(grouping: shares, by: \.district).map { district, shares in
            (visit.district(district), shares)
        }.sorted { $0.0 < $1.0 }.map { name, shares in
            let all = shares.reduce(0) { $0 + $1.count }
            return [HTML(text: name)] + channels.map { channel in
                let count = shares.first { $0.channel == channel }?.count ?? 0
                return HTML(text: count == 0 ? "–" : "\(count) (\(visit.words.percent(Double(count) / Double(all))))")
            }
        }
        let columns = [Table.Column.text(visit.words("field.district.label"))] + channels.map { .number(visit.words("choice.channel.\($0.rawValue)")) }
        return Section("channels", visit.words("channels.title"), "\(Table(caption: visit.words("channels.caption"), columns: columns, rows: rows))").html
    }
}

/// What a sender wrote after the signal, for staff and whoever holds the code.
struct FurtherMessages: Component {
    private let messages: [SenderMessage]
    private let visit: Visit
    init(_ messages: [SenderMessage], _ visit: Visit) { (self.messages, self.visit) = (messages, visit) }

    var html: HTML {
        if messages.isEmpty { return HTML() }
        let rows: [HTML] = messages.map { "<li><p class=\"meta\">\(visit.day($0.at))</p>\(Prose($0.text))</li>" }
        return Section("messages", visit.words("signal.messages"), "<p class=\"meta\">\(visit.words("signal.messagesText"))</p><ul class=\"rows\">\(rows)</ul>").html
    }
}
