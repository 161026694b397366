import Hummingbird
import Talkoot

struct CanvasRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        site.one("problems/:code/canvas", on: router) { target, scene, _ in CanvasPage(canvas: try CanvasQueries.canvas(target, scene)) }
        router.get(":city/problems/:code/canvas.json") { request, context in
            let target = Target(context.parameters.get("code") ?? "")
            return try await site.export(request, context, .json) { scene, _ in try CanvasExport.json(CanvasQueries.canvas(target, scene), scene.standing).canonical }
        }
        // One number, asked for every second or two by each open canvas.
        router.get(":city/problems/:code/canvas/version") { request, context in
            let target = Target(context.parameters.get("code") ?? "")
            return try await site.export(request, context, .json) { scene, _ in String(try CanvasQueries.version(target, scene)) }
        }
        router.get(":city/problems/:code/canvas/:field") { request, context in
            let target = Target("\(context.parameters.get("code") ?? "").\(context.parameters.get("field") ?? "")")
            return try await site.page(request, context) { scene, _ in
                let found = try CanvasQueries.history(target, scene)
                return AnswerHistoryPage(answer: found.answer, versions: found.versions, names: found.names)
            }
        }
    }
}

/// The canvas for programs: each answer with its version, and who has signed what.
enum CanvasExport {
    static func json(_ canvas: Canvas, _ standing: Standing) throws -> JSON {
        let questions = canvas.questions.map { question -> JSON in
            let answers = question.answers.map { answer -> JSON in
                let isOpen = CanvasQueries.mayRead(answer, standing)
                return ["field": .text(answer.field.name), "code": .text(answer.reference.code.rawValue), "text": isOpen ? .text(answer.text) : .null, "version": .integer(Int64(answer.version)),
                        "ground": .text(answer.ground), "needed": .text(answer.field.stage == .route ? "route" : "definition"), "isTaken": .bool(answer.isTaken), "isBehind": .bool(answer.isBehind),
                        "room": isOpen ? answer.room.map { ["place": .text($0.place), "problem": .text($0.problem.rawValue), "lines": .list($0.lines.map { .text($0) })] } ?? .null : .null]
            }
            let seats = question.seats.map { seat -> JSON in
                let sign = question.sign(of: seat)
                return ["role": .text(seat.role.rawValue), "department": seat.department.map { .text($0.rawValue) } ?? .null, "signedAt": sign.map { .text($0.at.rfc3339) } ?? .null,
                        "stands": .bool(sign.map(question.stands) ?? false)]
            }
            return ["question": .integer(Int64(question.number)), "code": .text(question.reference.code.rawValue), "answers": .list(answers), "signatures": .list(seats)]
        }
        return ["problem": .text(canvas.problem.code.rawValue), "version": .integer(Int64(canvas.version)), "questions": .list(questions)]
    }
}
