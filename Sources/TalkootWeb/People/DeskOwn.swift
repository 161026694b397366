import Talkoot

/// What the reader has under way: scores, submissions, signals, texts half written, organisations.
extension DeskPage {
    func scoring(_ visit: Visit) -> HTML? {
        let rows: [HTML] = (unscored + assignments.filter { $0.isScored || $0.assignment.isRecused }).map { task in
            let isDeclared = task.assignment.conflict != nil
            let act = isDeclared ? ScoreSubmission.name : DeclareConflict.name
            let state = task.assignment.isRecused ? visit.words("desk.recused") : task.isScored ? visit.words("desk.scored") : visit.words(isDeclared ? "desk.toScore" : "desk.toDeclare")
            let label = visit.words(task.isScored ? "desk.change" : isDeclared ? "desk.score" : "desk.declare")
            let button: HTML? = task.assignment.isRecused ? nil : LinkButton(label, visit.form(act, on: task.assignment.submission.code), task.isScored ? .secondary : .primary).html
            return "<li><div><h3><a href=\"\(visit.address(of: task.assignment.submission.reference))\">\(task.assignment.submission.title)</a></h3><p class=\"meta\">\(task.assignment.challenge.title) · \(state)</p></div><div>\(button)</div></li>"
        }
        return rows.isEmpty ? nil : Section("scoring", visit.words(unscored.isEmpty ? "desk.juryDone" : "desk.jury"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
    /// What they told the city, and what it answered.
    func signals(_ visit: Visit) -> HTML? {
        let rows: [HTML] = sent.map { signal in
            let answer: HTML? = signal.answer.isEmpty ? nil : "<p>\(signal.answer.excerpt(160))</p>"
            return "<li><div><h3><a href=\"\(visit.address(of: signal.reference))\">\(signal.text.excerpt(120))</a></h3>\(answer)<p class=\"meta\">\(signal.code.rawValue) · \(visit.day(signal.createdAt))</p></div><div>\(visit.tag(.signal, signal.state.rawValue))\(clocks[signal.reference].flatMap(visit.clock(of:)))</div></li>"
        }
        return rows.isEmpty ? nil : Section("sent", visit.words("desk.sent"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
    func following(_ visit: Visit) -> HTML? {
        let rows: [HTML] = followed.map { ListPage.row($0.initiative, $0.marks, visit) }
        return rows.isEmpty ? nil : Section("following", visit.words("desk.followed"), "<ul class=\"rows rows-3\">\(rows)</ul>").html
    }
    /// Seals that ask for the reader's answer, or that are open to them.
    func sealed(_ visit: Visit) -> HTML? {
        let rows: [HTML] = seals.map { seal in
            let end = seal.until.map { visit.dates.momentElement($0.milliseconds) } ?? visit.day(seal.answerBy)
            return """
                <li><div><h3><a href="\(visit.address(of: seal.reference))">\(visit.words("seal.title", ["code": .text(seal.code.rawValue)]))</a></h3><p class="meta">\(visit.words("kind.\(seal.object.kind)"))</p></div>\
                <div>\(visit.tag(.seal, visit.sealState(seal)))<p class="meta">\(visit.words(seal.until == nil ? "seal.answerBy" : "seal.until")) \(end)</p></div></li>
                """
        }
        return rows.isEmpty ? nil : Section("seals", visit.words("desk.seals"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
    /// The pilots of the reader's team, each with what it asks of the team now.
    func experiments(_ visit: Visit) -> HTML? {
        let asked: [HTML] = unplanned.map { decision in
            let button = LinkButton(visit.words("act.\(PlanPilot.name).title"), visit.form(PlanPilot.name, on: decision.code))
            return "<li><div><h3><a href=\"\(visit.address(of: decision.reference))\">\(decision.question)</a></h3><p class=\"meta\">\(visit.tag(.submission, Submission.State.winner.rawValue))</p></div><div>\(button)</div></li>"
        }
        let rows: [HTML] = asked + pilots.map { pilot in
            let button: HTML? = Self.ofTeams[pilot.state].map { LinkButton(visit.words("act.\($0).title"), visit.form($0, on: pilot.code), .secondary).html }
            return "<li><div><h3><a href=\"\(visit.address(of: pilot.reference))\">\(pilot.title)</a></h3><p class=\"meta\">\(visit.date(pilot.startsOn)) – \(visit.date(pilot.endsOn)) · \(visit.tag(.pilot, pilot.state.rawValue))</p></div><div>\(button)</div></li>"
        }
        return rows.isEmpty ? nil : Section("pilots", visit.words("desk.pilots"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
    static let ofTeams: [Pilot.State: String] = [.ready: StartPilot.name, .running: MeasurePilot.name, .paused: ResumePilot.name, .verdict: ProposeLesson.name]

    func own(_ visit: Visit) -> HTML? {
        let rows: [HTML] = submissions.map { "<li><div><h3><a href=\"\(visit.address(of: $0.reference))\">\($0.title)</a></h3><p class=\"meta\">\($0.team)</p></div><div>\(visit.tag(.submission, $0.state.rawValue))</div></li>" }
        return rows.isEmpty ? nil : Section("submissions", visit.words("desk.submissions"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
    func half(_ visit: Visit) -> HTML? {
        let rows: [HTML] = drafts.map { draft in
            let address = draft.target.text.isEmpty ? visit.form(draft.act) : visit.form(draft.act).asking("on", draft.target.text)
            return "<li><div><a href=\"\(address)\">\(visit.words("act.\(draft.act).title"))</a> <span class=\"meta\">\(draft.target.text)</span></div><div class=\"meta\">\(visit.dates.momentElement(draft.savedAt.milliseconds))</div></li>"
        }
        return rows.isEmpty ? nil : Section("drafts", visit.words("desk.drafts"), "<ul class=\"rows\">\(rows)</ul>").html
    }
}
