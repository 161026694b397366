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
        let sections: [HTML] = ["late", "week", "later"].compactMap { name in
            groups[name].map { Section("waiting-\(name)", visit.words("desk.\(name)"), "<ul class=\"rows rows-3\">\($0.map { row($0, visit) })</ul>").html }
        }
        return "<div id=\"waiting\">\(sections)</div>"
    }
    private func row(_ task: Task, _ visit: Visit) -> HTML {
        let asked = visit.asks(task.stage)
        return """
            <li><div><p class="meta">\(visit.words("kind.\(task.stage.object.kind)")) \(task.stage.object.code.rawValue)</p><h3><a href="\(visit.address(of: task.stage.object))">\(task.title)</a></h3>\(asked.map { "<p>\($0)</p>" })\(task.picture.map { FileFigures.small($0, visit) })</div>\
            <div>\(visit.tag(task.stage.object.kind, task.stage.state))</div><div>\(visit.clock(of: task.stage))</div></li>
            """
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
        return rows.isEmpty ? nil : Section("notices", visit.words("desk.notices"), "<ul class=\"rows rows-2\">\(rows)</ul>\(button)").html
    }
}

extension Visit {
    /// What a stage asks of whom it waits for: the words of the act that leads on, or, where there is a choice, of all its ways.
    func asks(_ stage: Stage) -> String? { Self.asked["\(stage.object.kind).\(stage.state)"].map { words($0) } }
    private static let asked: [String: String] = {
        let acts = [
            "problem.submitted": TriageProblem.name, "problem.triaged": BeginDefinition.name, "problem.defining": DefineProblem.name, "problem.defined": RouteProblem.name, "problem.routed": DraftChallenge.name,
            "challenge.closed": EvaluateChallenge.name, "challenge.stageDecided": TakeDecision.name, "challenge.awarded": CompleteChallenge.name, "decision.taken": PublishDecision.name,
            "pilot.planned": ReadyPilot.name, "pilot.ready": StartPilot.name, "pilot.measuring": JudgePilot.name, "pilot.verdict": ProposeLesson.name,
            "lesson.proposed": PublishLesson.name, "replication.interest": RunReplication.name, "changeRequest.agreed": FinishChange.name,
        ]
        return acts.mapValues { "act.\($0).title" }.merging(["signal.new": "desk.toAnswer", "submission.submitted": "desk.toScreen"]) { $1 }
    }()
}
