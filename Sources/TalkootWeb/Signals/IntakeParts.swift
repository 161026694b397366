import Talkoot

/// What staff find on the desk about people who do not come by this site: answers to pass on.
struct IntakeDesk: Component {
    let html: HTML

    init?(_ tellings: [SenderTelling], _ visit: Visit) {
        if tellings.isEmpty { return nil }
        let rows: [HTML] = tellings.map { telling in
            """
            <li><div><h3><a href="\(visit.address(of: telling.signal.reference))">\(telling.signal.text)</a></h3><p class="meta">\(telling.signal.code.rawValue) · \(visit.day(telling.at))</p></div>\
            <div><a href="\(visit.form(TellSender.name, on: telling.signal.code))">\(visit.words("telling.way.\(telling.way.rawValue)"))</a></div></li>
            """
        }
        html = Section("intake", visit.words("intake.title"), "<p>\(visit.words("intake.tellText"))</p><ul class=\"rows rows-2\">\(rows)</ul>").html
    }
}

extension Visit {
    /// What to say to a sender, above the two answers that tick it off.
    func line(_ telling: SenderTelling) -> ActSubjectLine {
        let values: [String: Words.Value] = ["contact": .text(telling.contact), "answer": .text(telling.signal.answer), "state": .text(state(.signal, telling.signal.state.rawValue))]
        return ActSubjectLine(title: telling.signal.text, address: address(of: telling.signal.reference), note: words("telling.say.\(telling.way.rawValue)", values))
    }
}

/// By which ways signals come, district by district.
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
