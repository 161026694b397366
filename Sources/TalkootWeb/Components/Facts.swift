/// Names and values side by side: "Stands at — Pilot".
struct Facts: Component {
    struct Fact: Sendable {
        var name: String
        var value: HTML
    }

    var facts: [Fact]
    /// At a glance: with a strong line on top, for the right column of an initiative.
    var isGlance: Bool

    /// A fact without a value is left out.
    init(glance: Bool = false, _ facts: [(String, HTML?)]) {
        self.facts = facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
        isGlance = glance
    }

    var html: HTML {
        let rows: [HTML] = facts.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" }
        return "<dl class=\"facts\(isGlance ? " glance" : "")\">\(rows)</dl>"
    }
}
