import Talkoot

/// What waits for the reader, by date, with the clock of each.
struct DeskPage: Page {
    struct Task: Sendable {
        let stage: Stage, title: String, picture: Attachment?
        /// What leads on, if it is one act and open to the reader.
        let act: String?
    }
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
    /// The clocks of those that wait for an answer.
    var clocks: [ObjectReference: Stage] = [:]
    var pilots: [Pilot] = []
    /// Decisions that chose the reader's answer and wait for the plan of its pilot.
    var unplanned: [Decision] = []
    var seals: [SealBreak] = []
    var followed: [(initiative: Initiative, marks: [InitiativeMark])] = []
    /// What of the reader's own departments waits for somebody else.
    var elsewhere: [OpenStage] = []
    /// The line of the reader's department, or of the whole city; of those who work for it.
    var board: PipelineBoard?
    var department: Department?
    let room = "desk"
    let hasForm = true
    func title(_ visit: Visit) -> String { visit.words("desk.title") }

    func body(_ visit: Visit) -> HTML {
        let isEmpty = waiting.isEmpty && around.isEmpty && tellings.isEmpty && seals.isEmpty && unscored.isEmpty && drafts.isEmpty && unplanned.isEmpty && pilots.allSatisfy { Self.ofTeams[$0.state] == nil }
        let empty: HTML? = isEmpty ? EmptyBox(heading: visit.words("desk.empty"), text: visit.words("desk.emptyText"), link: (visit.words("front.challenges"), "/\(visit.city.slug)/challenges?open=yes")).html : nil
        let known = roles.map { grant in visit.words("role.\(grant.role.rawValue)") + (grant.department.map { ", " + visit.department($0) } ?? "") }
        return """
            <div class="wrap">\(PageHead(kicker: known.isEmpty ? nil : HTML(text: Array(Set(known)).sorted().joined(separator: " · ")), heading: heading(visit), lede: lede(visit), actions: OwnCases.queueLink(visit)))\
            \(mailPaused(visit))<div class="cols cols-21 desk"><div>\(empty)\(tasks(visit))\(scoring(visit))\(sealed(visit))\(experiments(visit))\(PartDesk(around, visit))\(half(visit))\(IntakeDesk(tellings, visit))\
            \(OwnCases(moderated, reported, visit))\(signals(visit))\(own(visit))</div><aside>\(news(visit))\(others(visit))\(DeskTools(organisations, visit))</aside></div>\
            \(following(visit))\(board.map { PipelineSection($0, visit, link: line(visit)) })</div>
            """
    }
    var unscored: [(assignment: Assignment, isScored: Bool)] { assignments.filter { !$0.isScored && !$0.assignment.isRecused } }
    private var open: Int { waiting.count + around.count + tellings.count + seals.count + unscored.count + unplanned.count }
    /// How much it is, in one breath.
    private func heading(_ visit: Visit) -> String { open == 0 ? title(visit) : visit.words("desk.count", count: open) }
    private func lede(_ visit: Visit) -> String? {
        let late = waiting.filter { $0.stage.isOverdue(at: visit.now) }.count
        return late > 0 ? visit.words("desk.countLate", count: late) : nil
    }
    private func line(_ visit: Visit) -> HTML {
        let all: Address = "/\(visit.city.slug)/pipeline"
        return "\(department.map { "\(visit.department($0.id)) · " })<a href=\"\(all)\">\(visit.words("desk.wholeLine"))</a>"
    }
}
