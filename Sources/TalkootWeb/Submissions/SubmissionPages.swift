import Hummingbird
import Talkoot

struct SubmissionPage: Page {
    let submission: Submission
    let challenge: Challenge
    let isWhole: Bool
    let matter: Matter
    let entries: RecordSection
    let moderation: ConcealedNote?
    let openings: [SealBreak]
    /// Only for those who read the whole.
    let files: [Attachment]
    let isEditable: Bool
    let room = "challenges"
    func title(_ visit: Visit) -> String { submission.title }
    func body(_ visit: Visit) -> HTML {
        let address = visit.address(of: challenge.reference)
        let whole: HTML? = isWhole ? "\(Section("text", visit.words("submission.text"), Markdown.html(submission.text)))" : nil
        let figures = FileFigures(files, of: submission, isOpen: isEditable, visit)
        let attached: HTML? = files.isEmpty ? nil : Section("files", visit.words("submission.files"), figures.html).html
        let feedback: HTML? = isWhole && !submission.feedback.isEmpty ? Section("feedback", visit.words("submission.feedback"), "\(Prose(submission.feedback))").html : nil
        // What is submitted can be changed and needs no submitting again.
        let open = submission.state == .submitted ? matter.leaving(out: [SubmitSubmission.name]) : matter
        return """
            \(MatterHead(matter: open, kind: .submission, title: submission.title, lede: submission.summary, list: ("challenges", visit.words("list.challenges.title")), facts: [
                (visit.words("field.team.label"), HTML(text: submission.team)), (visit.words("kind.challenge"), "<a href=\"\(address)\">\(challenge.title)</a>"),
                (visit.words("field.budget.label"), isWhole ? HTML(text: visit.money(submission.budget)) : nil),
                (visit.words("submission.submitted"), submission.submittedAt.map { visit.dates.momentElement($0.milliseconds) }),
            ]).html(visit))
            <div class="wrap">\(missed(visit))\(moderation)\(visit.openings(openings, of: submission))\(whole)\(attached)\(feedback)\(entries)\(if: submission.isPublic, "\(ReportLink(submission.publicText, visit))")</div>
            """
    }
    /// A draft that the deadline overtook says so, instead of looking as if it could still be sent.
    private func missed(_ visit: Visit) -> HTML? {
        let isLate = submission.state == .draft && challenge.closesAt.map { $0 <= visit.now } ?? false
        return isLate ? Flash(.warning, visit.words("refusal.late")).html : nil
    }
}

struct SubmissionRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.one("submissions/:code", on: router) { target, scene, visit in
            let submission = try SubmissionQueries.submission(target, scene)
            guard let challenge = try ChallengeQueries.challenge(submission.challenge, scene) else { throw Refusal.notFound }
            let isWhole = SubmissionQueries.mayReadWhole(submission, scene)
            return SubmissionPage(submission: submission, challenge: challenge, isWhole: isWhole,
                                  matter: try Matter(submission, scene, visit, site), entries: try RecordSection(submission.reference, scene, visit),
                                  moderation: try ConcealedNote(submission.visibility, submission.reference, scene, visit),
                                  openings: try SealQueries.openings(of: submission.reference, scene),
                                  files: isWhole ? try scene.rows(AttachmentQueries.of(submission.reference, scene)) : [], isEditable: try EditSubmission.isOpen(submission, scene))
        }
    }
}
