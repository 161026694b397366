/// The parts of a whole on one bar, with each part in words and figures below; the words are the table twin.
struct StackedBar: Component {
    struct Part: Sendable {
        var label: String
        var value: Double
        /// The value as it is read: "131,400 €".
        var text: String
    }

    /// What the bar shows, for those who do not see it.
    var label: String
    var total: Double
    /// At most four parts; more are hard to tell apart.
    var parts: [Part]
    /// What is left of the whole, drawn as empty ground.
    var rest: Part?

    var html: HTML {
        """
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="\(label)">\
        <rect class="b0" width="100" height="10"/>\(parts.indices.map(segment))</svg>\
        <ul class="key push">\(parts.indices.map { entry(parts[$0], "k\($0 + 1)") })\(rest.map { entry($0, "k0") })</ul>
        """
    }

    private func share(_ value: Double) -> Double { min(max(value / max(total, 1e-9), 0), 1) * 100 }

    private func segment(_ place: Int) -> HTML {
        let start = share(parts[..<place].map(\.value).reduce(0, +))
        let end = share(parts[...place].map(\.value).reduce(0, +))
        return """
            <rect class="b\(place + 1)" x="\(at: start)" width="\(at: end - start)" height="10"/>\
            \(if: end < 99.8, "<rect class=\"bgap\" x=\"\(at: end - 0.2)\" width=\".4\" height=\"10\"/>")
            """
    }

    private func entry(_ part: Part, _ key: String) -> HTML { "<li class=\"\(key)\"><b>\(part.text)</b>\(part.label)</li>" }
}
