import Talkoot

/// What the reader can begin from the desk, and for whom they act.
struct DeskTools: Component {
    private let organisations: [Organisation]
    private let visit: Visit
    init(_ organisations: [Organisation], _ visit: Visit) { (self.organisations, self.visit) = (organisations, visit) }

    var html: HTML {
        let own: [HTML] = organisations.map { "<li><a href=\"\(visit.address(of: $0.reference))\">\($0.name)</a></li>" }
        let tools: [HTML] = (intake + ideas + groups).map { words, address in "<li><a href=\"\(address)\">\(visit.words(words))</a></li>" }
        let mine: HTML? = own.isEmpty ? nil : Section("organisations", visit.words("kind.organisation.other"), "<ul class=\"rows\">\(own)</ul>").html
        return "\(mine)\(Section("tools", visit.words("desk.tools"), "<ul class=\"rows\">\(tools)</ul>"))"
    }
    /// What people say who do not come by this site.
    private var intake: [(String, Address)] {
        guard EnterSignal.permission(visit.standing, TheCity()) == .allowed else { return [] }
        return [("act.signal.enter.title", visit.form(EnterSignal.name)), ("paper.title", "/\(visit.city.slug)/signals/paper"), ("kiosk.title", "/\(visit.city.slug)/signals/kiosk")]
    }
    private var ideas: [(String, Address)] {
        guard visit.standing.isStaff else { return [("act.signal.send.title", visit.form(SendSignal.name))] }
        return [("act.idea.send.title", visit.form(SendIdea.name)), ("list.ideas.title", "/\(visit.city.slug)/ideas"), ("list.experiments.title", "/\(visit.city.slug)/experiments")]
    }
    private var groups: [(String, Address)] {
        let mayBring = organisations.contains { WriteProblem.bringing.contains($0.sector) && $0.state == .verified }
        return (mayBring ? [("act.problem.write.title", visit.form(WriteProblem.name))] : []) + [("act.organisation.register.title", visit.form("organisation.register"))]
    }
}
