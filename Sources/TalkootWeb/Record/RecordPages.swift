import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot
import TransparencyLog

/// The history of one object with the proof of each entry.
struct RecordSection: Component {
    struct Line: Sendable { let day: HTML, words: String, who: String, proof: HTML }
    let heading: String
    let empty: String
    let lines: [Line]
    private let words: Words

    init(_ object: ObjectReference, _ scene: Scene, _ visit: Visit) throws {
        let history = try RecordQueries.history(of: object, scene)
        try self.init(history, isImported: history.isEmpty ? try InitiativeQueries.isImported(object, scene) : false, scene, visit)
    }
    /// - Parameters:
    ///   - history: in the order of the log; the newest is shown first.
    ///   - isImported: whether it has its entry together with others of a list.
    init(_ history: [RecordMark], isImported: Bool = false, _ scene: Scene, _ visit: Visit) throws {
        heading = visit.words("record.section")
        empty = visit.words(isImported ? "record.sectionImported" : "record.sectionEmpty")
        words = visit.words
        lines = try RecordSection.lines(history.reversed(), scene, visit)
    }

    /// Officials act by name; everybody else in their part only. Names are read now, so whoever has left is a part again.
    static func lines(_ history: [RecordMark], _ scene: Scene, _ visit: Visit) throws -> [Line] {
        let names = try PeopleQueries.names(of: Set(history.compactMap(\.official)), scene)
        let bodies = try OrganisationQueries.names(of: Set(history.compactMap(\.mandateOf)), scene)
        return history.map { mark in
            let part = part(mark, visit)
            let named = mark.official.flatMap { names[$0] }.map { "\($0), \(part)" } ?? part
            let who = mark.mandateOf.flatMap { bodies[$0] }.map { visit.words("record.onBehalf", ["who": .text(named), "organisation": .text($0)]) } ?? named
            return line(mark, who: who, visit)
        }
    }

    private static func part(_ mark: RecordMark, _ visit: Visit) -> String {
        let kind = ObjectKind(String(mark.event.prefix { $0 != "." }))
        return ["author", "representative"].contains(mark.part) ? visit.actor(mark.part, on: kind) : part(mark.part, visit)
    }
    /// Somebody in their part: not "anyone signed in", who might have, but somebody, who has.
    static func part(_ part: String, _ visit: Visit) -> String { visit.words.find("by.\(part)") ?? visit.words("who.\(part)") }

    private static func line(_ mark: RecordMark, who: String, _ visit: Visit) -> Line {
        let address: Address? = mark.position.map { "/\(visit.city.slug)/record/entry/\($0)" }
        return Line(day: visit.dates.momentElement(mark.at.milliseconds), words: visit.words("event.\(mark.event)"), who: who,
                    proof: ProofLink(visit.words, index: mark.position, hash: mark.leafHash, address: address).html)
    }

    private static let kindsWithPage: Set<ObjectKind> = [
        .signal, .problem, .challenge, .submission, .decision, .pilot, .lesson, .solution, .replication, .organisation, .initiative, .moderationCase, .seal, .experiment, .mandate,
    ]
    /// To the object's page; what has none, such as an import or the city, is named only.
    static func link(_ object: ObjectReference, _ text: String, _ visit: Visit) -> HTML {
        kindsWithPage.contains(object.kind) || PartQueries.partKinds.contains(object.kind) ? "<a href=\"\(visit.address(of: object))\">\(text)</a>" : HTML(text: text)
    }

    /// A long history shows its newest entries and folds the others; on paper all of them stand.
    private static let (most, newest) = (15, 10)

    var html: HTML {
        if lines.isEmpty { return Section("record", heading, "<p class=\"meta\">\(empty)</p>").html }
        let rows: [HTML] = lines.map { "<li>\($0.day)<span><strong>\($0.words)</strong>, \($0.who)</span>\($0.proof)</li>" }
        if rows.count <= Self.most { return Section("record", heading, "<ol class=\"history\">\(rows)</ol>").html }
        let (shown, folded) = (Array(rows.prefix(Self.newest)), Array(rows.dropFirst(Self.newest)))
        return Section("record", heading, """
            <ol class="history">\(shown)</ol><details><summary>\(words("record.earlier", count: folded.count))</summary><ol class="history" start="\(Self.newest + 1)">\(folded)</ol></details>
            """).html
    }
}

/// The newest entries of the city's public record, and how to check it.
struct RecordPage: Page {
    let lines: [(object: ObjectReference, line: RecordSection.Line)]
    let next: Cursor?
    let size: Int?
    let signedAt: Instant?
    let epochs: [RecordEpoch]
    let room = "record"
    func title(_ visit: Visit) -> String { visit.words("record.title") }
    func summary(_ visit: Visit) -> String { visit.words("record.lede") }
    func body(_ visit: Visit) -> HTML {
        let files: [(String, Address)] = ["checkpoint", "key"].map { (visit.words("record.\($0)"), "/\(visit.city.slug)/record/\($0)") }
        let rows: [HTML] = lines.map { object, line in
            "<li>\(line.day)<span>\(RecordSection.link(object, line.words, visit)), \([name(of: object, visit), line.who].compactMap(\.self).joined(separator: ", "))</span>\(line.proof)</li>"
        }
        let state = size.map { size in visit.words("record.size", ["count": .number(size)]) } ?? visit.words("record.none")
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit),
                glance: Facts(glance: true, [(visit.words("record.entries"), HTML(text: state)), (visit.words("record.signed"), signedAt.map { visit.dates.momentElement($0.milliseconds) }),
                    (visit.words("record.files"), "\(files.map { "<a href=\"\($0.1)\">\($0.0)</a> " as HTML })")])))\
            <p class="meta">\(visit.words("record.gaps"))</p><ol class="history">\(rows)</ol>\(Pager(words: visit.words, position: state, previous: nil, next: next.map { visit.ask.asking(["after": $0.text]) }, exports: []))\
            \(restores(visit))\(Section("check", visit.words("record.check"), "<p>\(visit.words("record.checkText"))</p><pre class=\"cmd\"><code>talkoot record verify \(visit.origin)/\(visit.city.slug)/record</code></pre>"))</div>
            """
    }
}

extension RecordPage {
    /// A setting by its name; what has no code is told by what happened.
    private func name(of object: ObjectReference, _ visit: Visit) -> String? {
        switch object.kind {
        case .setting: visit.settingName(object.id)
        case ObjectKind("record"), .city: nil
        default: object.code.rawValue.isEmpty ? nil : object.code.rawValue
        }
    }
    /// When a backup was loaded, what was left and what was lost; nothing where it never was.
    private func restores(_ visit: Visit) -> HTML? {
        if epochs.isEmpty { return nil }
        let rows: [HTML] = epochs.map { epoch in
            let said = visit.words("record.epoch", ["number": .number(epoch.number), "kept": .number(epoch.kept), "lost": .number(epoch.lost)])
            let link: HTML? = epoch.position.map { "<a href=\"\("/\(visit.city.slug)/record/entry/\($0)" as Address)\">\(visit.words("record.entry", ["index": .number($0)]))</a>" }
            return "<li>\(visit.dates.momentElement(epoch.at.milliseconds))<span>\(said)</span>\(link)</li>"
        }
        return Section("epochs", visit.words("record.epochs"), "<p>\(visit.words("record.epochsText"))</p><ol class=\"history\">\(rows)</ol>").html
    }
}

/// One entry with its text and its way to the signed root.
struct RecordEntryPage: Page {
    let position: Int
    let text: String
    let entry: RecordEntry?
    let hash: String
    let path: [String]
    let size: Int?
    let room = "record"
    func title(_ visit: Visit) -> String { visit.words("record.entry", ["index": .number(position)]) }
    func body(_ visit: Visit) -> HTML {
        let object: HTML? = entry.map { RecordSection.link($0.object, $0.object.code.rawValue, visit) }
        let steps: [HTML] = path.map { "<li><code>\($0)</code></li>" }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("record.title"), "/\(visit.city.slug)/record")], here: "\(position)"),
                heading: title(visit), lede: entry.map { visit.words("event.\($0.mark.event)") } ?? visit.words("record.sealed")))\
            \(Facts([(visit.words("record.object"), object), (visit.words("record.when"), entry.map { visit.dates.momentElement($0.mark.at.milliseconds) }),
                     (visit.words("record.who"), entry.map { HTML(text: RecordSection.part($0.mark.part, visit)) })]))\
            \(Section("text", visit.words("record.text"), "<pre class=\"cmd\" tabindex=\"0\"><code>\(text)</code></pre>"))\
            \(Section("proof", visit.words("record.proof"), """
                <p>\(size.map { visit.words("record.proofText", ["size": .number($0)]) } ?? visit.words("proof.soon"))</p><p class="meta">\(visit.words("record.leaf")) <code>\(hash)</code></p>\
                <ol>\(steps)</ol><p><a href="\("/\(visit.city.slug)/record/proof/\(position)" as Address)">\(visit.words("record.download"))</a></p>
                """))</div>
            """
    }
}

struct RecordRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(":city/record") { request, context in
            try await site.page(request, context) { scene, visit in
                let found = try RecordQueries.newest(after: visit.cursor, scene)
                let head = try RecordQueries.checkpoint(scene)
                let lines = try RecordSection.lines(found.rows.map(\.mark), scene, visit)
                return RecordPage(lines: Array(zip(found.rows.map(\.object), lines)), next: found.next, size: head?.size, signedAt: head?.at, epochs: try RecordQueries.epochs(scene))
            }
        }
        router.get(":city/record/entry/:position") { request, context in
            let position = context.parameters.get("position").flatMap { Int($0) } ?? -1
            return try await site.page(request, context) { scene, visit in
                guard let found = try RecordQueries.entry(at: position, scene) else { throw Refusal.notFound }
                let proof = try RecordQueries.proof(at: position, scene)
                return RecordEntryPage(position: position, text: found.body, entry: found.entry, hash: TreeHash.leaf(Array(found.body.utf8)).hex,
                                       path: (proof?.path ?? []).map(\.hex), size: try RecordQueries.checkpoint(scene)?.size)
            }
        }
        router.get(":city/record/**", use: file)
    }

    /// Checkpoint, key, tiles, entry bundles and proofs, as static-like addresses.
    private func file(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        let path = context.parameters.getCatchAll().joined(separator: "/")
        do {
            let file = try await site.look(ask) { scene, _ in try RecordFiles.file(path, scene) }
            guard let file else { throw Refusal.notFound }
            var response = Response(status: .ok, headers: [.contentType: file.contentType, .cacheControl: file.cacheControl, .accessControlAllowOrigin: "*"],
                                    body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
            response.headers[.init("cross-origin-resource-policy") ?? .vary] = "cross-origin"
            return response
        } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
    }
}
