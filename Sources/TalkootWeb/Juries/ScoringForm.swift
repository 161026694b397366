import Talkoot

/// A juror's form: each criterion with its eleven scores in one row, and a comment below.
struct ScoringForm: Component {
    let visit: Visit
    let form: FormState
    /// The criteria as the act offers them, by id.
    let criteria: [Talkoot.Option]

    var html: HTML {
        let rows: [HTML] = (0..<form.sentRows("scores")).map(row)
        return form.group("scores", FieldText(label: visit.words("field.scores.label"), hint: visit.words("field.scores.hint"), isOptional: false), "<div class=\"stack-l\">\(rows)</div>")
    }

    private func row(_ number: Int) -> HTML {
        let (criterion, value, comment) = ("scores.\(number).criterion", "scores.\(number).value", "scores.\(number).comment")
        let name = criteria.first { $0.value == form.value(criterion) }?.label ?? ""
        let boxes: [HTML] = (0...10).map { score in
            """
            <label\(attribute: "class", Self.needsComment(score) ? "ext" : nil)><input type="radio" name="\(value)" value="\(score)"\
            \(attribute: "checked", if: form.value(value) == "\(score)")>\(score)</label>
            """
        }
        return """
            <div>\(FormState.hidden(name: criterion, value: form.value(criterion)))\
            \(form.group(value, FieldText(label: name, hint: nil, isOptional: false), "<div class=\"scale\">\(boxes)</div>"))\
            \(form.longText(comment, visit.words("field.comment.label"), rows: 2))</div>
            """
    }
    private static func needsComment(_ score: Int) -> Bool { score <= 2 || score >= 9 }

    /// What the juror reads beside the form.
    static func beside(_ submission: Submission, _ visit: Visit) -> HTML {
        let facts = Facts([(visit.words("field.team.label"), HTML(text: submission.team)), (visit.words("field.budget.label"), HTML(text: visit.money(submission.budget)))])
        return "<section class=\"stack\" aria-labelledby=\"read-h\"><h2 id=\"read-h\">\(submission.title)</h2><p>\(submission.summary)</p>\(facts)\(Markdown.html(submission.text, below: 2))</section>"
    }
}
