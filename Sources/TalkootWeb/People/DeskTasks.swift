import Talkoot

/// What waits, and what happened.
extension DeskPage {
    func mailPaused(_ visit: Visit) -> HTML? {
        guard let since = mailPausedSince else { return nil }
        let button = PostButton(visit.words("desk.mailResume"), "/\(visit.city.slug)/account/mail/resume", .secondary, hidden: [("_csrf", visit.token)])
        return "\(Flash(.warning, visit.words("desk.mailPaused"), visit.words.html("desk.mailPausedText", ["day": visit.day(since)])))\(button)"
    }
    /// Late, within a week, and later; what has no promised day comes last.
    func tasks(_ visit: Visit) -> HTML? {
        if waiting.isEmpty { return nil }
        let week = visit.now.adding(days: 7)
        let groups = Dictionary(grouping: waiting) { task -> String in
            guard let promised = task.stage.promisedAt, task.stage.pausedAt == nil else { return "later" }
            return promised < visit.now ? "late" : promised < week ? "week" : "later"
        }
        let first = waiting.first { groups["late"] != nil ? $0.stage.isOverdue(at: visit.now) : true }
        let sections: [HTML] = ["late", "week", "later"].compactMap { name in
            groups[name].map { Section("waiting-\(name)", visit.words("desk.\(name)"), "<ul class=\"rows rows-2\">\($0.map { row($0, isFirst: $0.stage.id == first?.stage.id, visit) })</ul>").html }
        }
        return "<div id=\"waiting\">\(sections)</div>"
    }
    private func row(_ task: Task, isFirst: Bool, _ visit: Visit) -> HTML {
        let stage = task.stage
        return """
            <li><div><h3><a href="\(visit.address(of: stage.object))">\(task.title)</a></h3><p class="meta">\(visit.words("kind.\(stage.object.kind)")) \(stage.object.code.rawValue) · \(visit.tag(stage.object.kind, stage.state))</p>\
            \(task.picture.map { FileFigures.small($0, visit) })</div><div>\(visit.clock(of: stage).map { "<p>\($0)</p>" })\(asked(task, isFirst: isFirst, visit))</div></li>
            """
    }
    /// The way to what a stage asks: the act's own form, or, where there is a choice, the object's page. What cannot be done yet is said without a way.
    private func asked(_ task: Task, isFirst: Bool, _ visit: Visit) -> HTML? {
        let stage = task.stage
        guard let words = visit.asks(stage) else { return nil }
        let address: Address? = task.act.map { visit.form($0, on: stage.object.code) } ?? (StageWay.act(leadingOn: stage) == nil ? visit.address(of: stage.object) : nil)
        let way: HTML? = address.map { isFirst ? LinkButton(words, $0, .primary).html : "<a href=\"\($0)\">\(words)</a>" }
        return "<p>\(way ?? HTML(text: words))</p>"
    }

    /// What the reader's departments brought on the way, and others have now.
    func others(_ visit: Visit) -> HTML? {
        let rows: [HTML] = elsewhere.map { open in
            "<li><a href=\"\(visit.address(of: open.stage.object))\">\(open.title)</a><p class=\"meta\">\(visit.actor(of: open.stage))</p>\(visit.clock(of: open.stage))</li>"
        }
        return rows.isEmpty ? nil : Section("others", visit.words("desk.others"), "<ul class=\"rows\">\(rows)</ul>").html
    }
    func news(_ visit: Visit) -> HTML? {
        let rows: [HTML] = notices.prefix(10).map { notice in
            // A case is not in the index; whose text it is, and who decides, find it by its code.
            let isPart = PartQueries.partKinds.contains(notice.object.kind) || PartQueries.lineKinds.contains(notice.object.kind)
            let name = notice.title ?? (OwnCases.leadsToCase(notice) ? notice.object.code.rawValue : isPart ? visit.words("kind.\(notice.object.kind)") : nil)
            let title: HTML = name.map { "<a href=\"\(visit.address(of: notice.object))\">\($0)</a>" } ?? HTML()
            return "<li><div><p><strong>\(visit.words("event.\(notice.event)"))</strong></p><p>\(title)</p></div><div class=\"meta\">\(visit.day(notice.at))</div></li>"
        }
        let button = PostButton(visit.words("desk.markRead"), "/\(visit.city.slug)/notices/read", .secondary, hidden: [("_csrf", visit.token)])
        return rows.isEmpty ? nil : Section("notices", visit.words("desk.notices"), "<ul class=\"rows\">\(rows)</ul>\(button)").html
    }
}
