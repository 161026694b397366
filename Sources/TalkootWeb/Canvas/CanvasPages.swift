import Talkoot

/// The whole sheet: what is missing and who is asked in one look, then each question with its answers and signatures. It prints on one sheet.
struct CanvasPage: Page {
    let canvas: Canvas
    let room = "signals"
    private var problem: CityProblem { canvas.problem }

    func title(_ visit: Visit) -> String { visit.words("canvas.title", ["title": .text(problem.title)]) }
    func body(_ visit: Visit) -> HTML {
        let address = visit.address(of: problem, "canvas")
        let crumbs = Crumbs(visit.words, [
            (visit.city.name, visit.home), (visit.words("list.problems.title"), "/\(visit.city.slug)/problems"), (problem.code.rawValue, visit.address(of: problem.reference)),
        ], here: visit.words("problem.section.canvas"))
        // Who is not looking at the draft does not wait for it to change.
        let live: HTML = visit.standing.isVisitor ? HTML() : " data-live=\"\(address)/version\" data-version=\"\(canvas.version)\""
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, heading: title(visit), lede: visit.words("canvas.lede")))\
            <div class="canvas"\(live)>\(CanvasOverview(canvas: canvas).html(visit))\(canvas.questions.map { QuestionSection(question: $0, canvas: canvas).html(visit) })</div>\
            <p class="vh" role="status" data-live-said="\(visit.words("canvas.changed"))"></p>\
            \(Pager(words: visit.words, next: nil, exports: [("JSON", "\(address).json")]))</div>
            """
    }
}

/// One look: how much is answered and signed, and who is asked for the rest.
struct CanvasOverview: Sendable {
    let canvas: Canvas

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let columns: [Table.Column] = [.text(words("canvas.column.question")), .text(words("canvas.column.answered")), .text(words("canvas.column.missing")), .text(words("canvas.column.signatures"))]
        let rows: [[HTML]] = canvas.questions.map { question in
            let all = question.answers.count, answered = question.answers.count(where: \.isFilled)
            let missing = question.missing(for: .route).map { field -> HTML in "<a href=\"#f\(field.name)\">\(field.name)</a>\(field.stage == .route ? "*" : "")" }.joined(separator: ", ")
            return ["<a href=\"#q\(question.number)\">\(words("canvas.q\(question.number)"))</a>", HTML(text: words("canvas.answeredOf", ["answered": .number(answered), "all": .number(all)])),
                    "<div>\(missing)</div>", "<div>\(question.seats.map { SeatLine(seat: $0, question: question, canvas: canvas).html(visit) })</div>"]
        }
        return Section("overview", words("canvas.overview"), "\(Table(caption: words("canvas.overview"), columns: columns, rows: rows, hidesCaption: true))<p class=\"meta\">\(words("canvas.star"))</p>").html
    }
}

/// One signature: given, asked for, or asked for again after a change.
struct SeatLine: Sendable {
    let seat: CanvasSeat
    let question: CanvasQuestion
    let canvas: Canvas

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let who = words("role.\(seat.role.rawValue)") + (seat.department.map { ", " + visit.department($0) } ?? "")
        guard let sign = question.sign(of: seat) else { return "<p>\(Tag(.wait, words("canvas.unsigned"))) \(who)</p>" }
        let name = sign.person.flatMap { canvas.names[$0] } ?? words("canvas.formerMember")
        if question.stands(sign) { return "<p>\(Tag(.done, words("canvas.signed"))) \(name), \(who), \(visit.day(sign.at))</p>" }
        return "<p>\(Tag(.stop, words("canvas.signAgain"))) \(name), \(who), \(visit.day(sign.at))</p>"
    }
}

struct QuestionSection: Sendable {
    let question: CanvasQuestion
    let canvas: Canvas

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let columns: [Table.Column] = ["field", "answer", "state"].map { .text(words("canvas.column.\($0)")) }
        let rows = question.answers.map { AnswerRow(answer: $0, canvas: canvas, beside: question.beside.filter { [field = $0.field.name] in $0.field == field }).cells(visit) }
        let maySign = SignCanvas.permission(visit.standing, question) == .allowed && !question.versions.isEmpty && canvas.problem.isCanvasOpen
        let sign: HTML? = maySign ? "<p>\(LinkButton(words("act.canvas.sign.title"), visit.form(SignCanvas.name, on: question.reference.code), .secondary))</p>" : nil
        let table = Table(caption: words("canvas.q\(question.number)"), columns: columns, rows: rows, hidesCaption: true)
        return Section("q\(question.number)", words("canvas.q\(question.number)"), "\(table)\(question.seats.map { SeatLine(seat: $0, question: question, canvas: canvas).html(visit) })\(sign)").html
    }
}

/// One answer: its text, who wrote it and in which version, what to look at again, and the texts of second writers beside it.
struct AnswerRow: Sendable {
    let answer: CanvasAnswer
    let canvas: Canvas
    let beside: [BesideText]

    func cells(_ visit: Visit) -> [HTML] {
        let words = visit.words, field = answer.field
        let label: HTML = "<span id=\"\(anchor)\">\(field.name) \(words("canvas.\(field.name).label"))</span>"
        guard CanvasQueries.mayRead(answer, visit.standing) else {
            return [label, "<div><p>\(words("canvas.restricted"))</p><p class=\"meta\">\(words("canvas.ground", ["ground": .text(answer.ground)]))</p></div>", HTML(text: visit.department(canvas.problem.department))]
        }
        let empty: HTML? = answer.isFilled ? nil : "<p class=\"quiet-t\">\(words("canvas.empty"))</p>"
        let text: HTML = answer.isAnswered ? "\(Prose(answer.text))\(advice(visit))" : "\(empty)"
        let ground: HTML? = answer.isRestricted ? "<p class=\"meta\">\(words("canvas.ground", ["ground": .text(answer.ground)]))</p>" : nil
        return [label, "<div>\(text)\(ground)\(CanvasRoomView(answer: answer).html(visit))\(beside.map { second($0, visit) })</div>", state(visit)]
    }
    private var anchor: String { "f" + answer.field.name }

    private func state(_ visit: Visit) -> HTML {
        let words = visit.words, code = answer.reference.code
        let tag = answer.isBehind ? Tag(.stop, words("canvas.behind")) : answer.isAnswered ? Tag(.done, words("canvas.answered"))
            : answer.isFilled ? Tag(.done, words("canvas.inRoom")) : Tag(.wait, words(answer.field.stage == .route ? "canvas.later" : "canvas.missing"))
        let by: HTML? = answer.at.map { at in
            let name = answer.author.flatMap { canvas.names[$0] } ?? words("canvas.formerMember")
            let history: Address = "\(visit.address(of: canvas.problem, "canvas"))/\(answer.field.name)"
            return "<p class=\"meta\">\(name), \(visit.day(at)), <a href=\"\(history)\">\(words("canvas.version", ["number": .number(answer.version)]))</a></p>"
        }
        let mayWrite = AnswerCanvas.permission(visit.standing, answer) == .allowed && canvas.problem.isCanvasOpen
        let write: HTML? = mayWrite ? "<p><a href=\"\(visit.form(AnswerCanvas.name, on: code))\">\(words(answer.isAnswered ? "canvas.change" : "canvas.write"))<span class=\"vh\"> \(answer.field.name)</span></a></p>" : nil
        let mayRestrict = answer.isAnswered && RestrictAnswer.permission(visit.standing, answer) == .allowed && canvas.problem.isCanvasOpen
        let restrict: HTML? = mayRestrict ? "<p><a href=\"\(visit.form(RestrictAnswer.name, on: code))\">\(words("canvas.restrict"))<span class=\"vh\"> \(answer.field.name)</span></a></p>" : nil
        return "<div>\(tag)\(by)\(write)\(restrict)</div>"
    }

    /// Points at words that name a solution, and says how hard the text is to read. Both advise.
    private func advice(_ visit: Visit) -> HTML? {
        guard answer.field.asksForProblem else { return nil }
        let words = visit.words, found = SolutionWords.found(in: answer.text)
        let solution: HTML? = found.isEmpty ? nil : "<p class=\"meta\">\(Tag(.wait, words("canvas.solutionWords"))) \(words("canvas.solutionWordsWhy", ["words": .text(found.joined(separator: ", "))]))</p>"
        let level: HTML? = ReadingLevel(answer.text).map { "<p class=\"meta\">\(words("canvas.reading", ["lix": .number($0.lix), "band": .text(words("canvas.band.\($0.band.rawValue)"))]))</p>" }
        return "\(solution)\(level)"
    }
    private func second(_ text: BesideText, _ visit: Visit) -> HTML {
        let words = visit.words, name = text.author.flatMap { canvas.names[$0] } ?? words("canvas.formerMember")
        let settle: HTML? = SettleTexts.permission(visit.standing, answer) == .allowed ? "<p><a href=\"\(visit.form(SettleTexts.name, on: answer.reference.code))\">\(words("act.canvas.settle.title"))</a></p>" : nil
        return """
            <div class="quiet"><p><strong>\(words("canvas.beside", ["name": .text(name)]))</strong></p>\
            <p>\(TextDifference(from: answer.text, to: text.text).html)</p>\(settle)</div>
            """
    }
}

extension TextDifference {
    /// Old words crossed out, new ones underlined, both told to screen readers by their elements.
    var html: HTML {
        let drawn: [HTML] = parts.map { part in
            switch part {
            case .same(let text): HTML(text: text)
            case .removed(let text): "<del>\(text)</del>"
            case .added(let text): "<ins>\(text)</ins>"
            }
        }
        return "\(drawn)"
    }
}

/// How one answer came to be, newest first, each version with what it changed.
struct AnswerHistoryPage: Page {
    let answer: CanvasAnswer
    let versions: [CanvasVersion]
    let names: [ID<Person>: String]
    let room = "signals"

    func title(_ visit: Visit) -> String { "\(answer.field.name) \(visit.words("canvas.\(answer.field.name).label"))" }
    func body(_ visit: Visit) -> HTML {
        let crumbs = Crumbs(visit.words, [
            (visit.city.name, visit.home), (answer.problem.code.rawValue, visit.address(of: answer.problem.reference)), (visit.words("problem.section.canvas"), visit.address(of: answer.problem, "canvas")),
        ], here: answer.field.name)
        let rows: [[HTML]] = versions.enumerated().map { index, version in
            let before = index + 1 < versions.count ? versions[index + 1].text : ""
            return [HTML(text: visit.words("canvas.version", ["number": .number(version.number)])), visit.dates.momentElement(version.at.milliseconds),
                    HTML(text: version.author.flatMap { names[$0] } ?? visit.words("canvas.formerMember")), "<p>\(TextDifference(from: before, to: version.text).html)</p>"]
        }
        let columns: [Table.Column] = ["version", "at", "author", "difference"].map { .text(visit.words("canvas.column.\($0)")) }
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, heading: title(visit), lede: visit.words("canvas.historyLede")))\
            \(Table(caption: visit.words("canvas.history"), columns: columns, rows: rows))</div>
            """
    }
}

extension ProblemSection {
    /// How far the canvas is, with the way to it; everybody reads it once the problem is defined.
    static let canvas = ProblemSection("canvas", order: 20, hasPage: true) { problem, scene, visit in
        guard problem.isCanvasPublic || scene.standing.isStaff else { return nil }
        let questions = try CanvasQueries.sheet(Target(problem.code.rawValue), scene).questions
        let answered = questions.reduce(0) { $0 + $1.versions.count }, signable = questions.filter { !$0.seats.isEmpty }
        return "<p>\(visit.words("canvas.summary", ["answered": .number(answered), "all": .number(CanvasField.all.count), "signed": .number(signable.filter(\.isSigned).count), "signatures": .number(signable.count)]))</p>"
    }
}
