import HTTPTypes
import Hummingbird
import Talkoot

/// What somebody should know before a signal goes out, said once: the city has it already, or it tells more about people than it needs.
struct SendingAdvice: Sendable {
    let similar: [SimilarSignal]
    let hints: [PersonalHint]
    /// Goes back with the form, so that the second press sends.
    static let mark = "_advised"

    /// Nil where there is nothing to say.
    /// - Parameter knowsSimilar: the script showed what is similar while the sender typed.
    init?(_ text: String, knowsSimilar: Bool, _ scene: Scene) throws {
        similar = knowsSimilar ? [] : try SimilarSignals.find(text, limit: 3, atLeast: 0.4, scene)
        hints = PersonalHint.find(in: text)
        if similar.isEmpty && hints.isEmpty { return nil }
    }

    func html(_ visit: Visit) -> HTML {
        let known: HTML? = similar.isEmpty ? nil : "<p>\(visit.words("advice.similar"))</p>\(SimilarList(similar, visit))"
        let told: [HTML] = hints.map { "<li>\(visit.words("advice.\($0.rawValue)"))</li>" }
        let personal: HTML? = told.isEmpty ? nil : "<p>\(visit.words("advice.personal"))</p><ul>\(told)</ul>"
        return """
            <div class="card" role="status" tabindex="-1"><h2 class="flash-head">\(visit.words("advice.title"))</h2>\(known)\(personal)<p>\(visit.words("advice.goOn"))</p></div>\
            \(FormState.hidden(name: Self.mark, value: "yes"))
            """
    }
}

/// Signals that say the same, to be read and followed.
struct SimilarList: Component {
    private let signals: [SimilarSignal]
    private let visit: Visit
    /// Where it is joined to the one that somebody is sorting.
    private let joining: Signal?
    init(_ signals: [SimilarSignal], _ visit: Visit, joining: Signal? = nil) { (self.signals, self.visit, self.joining) = (signals, visit, joining) }

    var html: HTML {
        let rows: [HTML] = signals.map { signal in
            let join: HTML? = joining.flatMap { mine in
                signal.state == .accepted && MergeSignal.permission(visit.standing, mine) == .allowed
                    ? LinkButton(visit.words("similar.join"), visit.form(MergeSignal.name, on: mine.code).asking("into", signal.object.code.rawValue), .secondary).html : nil
            }
            return """
                <li><div><p class="meta">\(signal.object.code.rawValue)</p><p><a href="\(visit.address(of: signal.object))">\(signal.text)</a></p></div>\
                <div>\(visit.tag(.signal, signal.state.rawValue))</div><div>\(join)</div></li>
                """
        }
        return "<ul class=\"rows rows-3\">\(rows)</ul>"
    }
}

extension Visit {
    /// The place under the text where the script shows what the city has already.
    var similarWhileTyping: HTML {
        """
        <div role="status" data-similar="\("/\(city.slug)/signals/similar" as Address)" data-heading="\(words("advice.similar"))"></div><script src="\(PageFrame.asset("similar.js"))" defer></script>
        """
    }
}

extension SignalRoutes {
    /// What is like a text that somebody is typing, for the script. It comes by POST, so that nobody's words stand in an address.
    @Sendable func similar(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let form = try await site.ownForm(request, ask)
            if site.options.isThrottled, try await site.platform.isTooMany("similar \(ask.peer)", limit: 600) { return Site.tooMany(ask.words) }
            let text = String((form["text"] ?? "").prefix(2_000))
            let rows: [JSON] = try await site.look(ask) { scene, visit in
                try SimilarSignals.find(text, limit: 3, scene).map {
                    ["code": .text($0.object.code.rawValue), "text": .text($0.text), "address": .text(visit.address(of: $0.object).text), "state": .text(visit.state(.signal, $0.state.rawValue))]
                }
            }
            return ProgramDoor.json(.ok, ["signals": .list(rows)])
        } catch let refusal as Refusal { return ProgramDoor.problem(refusal, ask.words) }
    }
}
