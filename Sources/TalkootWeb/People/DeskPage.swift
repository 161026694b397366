import Talkoot

/// What waits for the reader, by date, with the clock of each.
struct DeskPage: Page {
    struct Task: Sendable { let stage: Stage, title: String, picture: Attachment? }
    let waiting: [Task]
    let assignments: [(assignment: Assignment, isScored: Bool)]
    let submissions: [Submission]
    let organisations: [Organisation]
    let drafts: [(act: String, target: Target, savedAt: Instant)]
    let roles: [Grant]
    let notices: [PersonalNotice]
    let moderated: [ModerationCase]
    let reported: [(report: Report, found: ModerationCase)]
    var mailPausedSince: Instant?
    var tellings: [SenderTelling] = []
    var around: [PartTask] = []
    var sent: [SignalLine] = []
    var pilots: [Pilot] = []
    /// Decisions that chose the reader's answer and wait for the plan of its pilot.
    var unplanned: [Decision] = []
    var seals: [SealBreak] = []
    var followed: [(initiative: Initiative, marks: [InitiativeMark])] = []
    let room = "desk"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("desk.title") }

    func body(_ visit: Visit) -> HTML {
        let isEmpty = waiting.isEmpty && around.isEmpty && tellings.isEmpty && seals.isEmpty && unscored.isEmpty && drafts.isEmpty && unplanned.isEmpty && pilots.allSatisfy { Self.ofTeams[$0.state] == nil }
        let empty: HTML? = isEmpty ? EmptyBox(heading: visit.words("desk.empty"), text: visit.words("desk.emptyText"), link: (visit.words("front.challenges"), "/\(visit.city.slug)/challenges?open=yes")).html : nil
        let known = roles.map { grant in visit.words("role.\(grant.role.rawValue)") + (grant.department.map { ", " + visit.department($0) } ?? "") }
        return """
            <div class="wrap">\(PageHead(kicker: known.isEmpty ? nil : HTML(text: Array(Set(known)).sorted().joined(separator: " · ")), heading: title(visit), lede: lede(visit), actions: doors(visit)))\
            \(mailPaused(visit))\(empty)\(tasks(visit))\(scoring(visit))\(sealed(visit))\(experiments(visit))\(PartDesk(around, visit))\(half(visit))\(IntakeDesk(tellings, visit))\
            \(newsAndGroups(visit))\(OwnCases(moderated, reported, visit))\(signals(visit))\(own(visit))\(following(visit))</div>
            """
    }
    /// The moderators' queue, and for those who work for the city the line as a whole.
    private func doors(_ visit: Visit) -> HTML? {
        guard visit.standing.isStaff || visit.standing.isModerator else { return nil }
        let line: HTML? = visit.standing.isStaff ? LinkButton(visit.words("desk.line"), "/\(visit.city.slug)/pipeline", .secondary).html : nil
        return "\(OwnCases.queueLink(visit))\(line)"
    }
    private func newsAndGroups(_ visit: Visit) -> HTML {
        guard let news = news(visit) else { return groups(visit) }
        return "<div class=\"cols cols-21\"><div>\(news)</div><div>\(groups(visit))</div></div>"
    }
    var unscored: [(assignment: Assignment, isScored: Bool)] { assignments.filter { !$0.isScored && !$0.assignment.isRecused } }
    /// How much it is, in one breath.
    private func lede(_ visit: Visit) -> String? {
        let late = waiting.filter { $0.stage.isOverdue(at: visit.now) }.count
        let open = waiting.count + around.count + tellings.count + seals.count + unscored.count + unplanned.count
        if open == 0 { return nil }
        return visit.words("desk.count", count: open) + (late > 0 ? " " + visit.words("desk.countLate", count: late) : "")
    }
}
