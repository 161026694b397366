/// How much a button weighs: one primary action on a page, the rest quieter.
enum ButtonWeight: String, Sendable { case primary = "btn", secondary = "btn btn-2", stop = "btn btn-stop" }

/// A link that looks like a button, for going somewhere.
struct LinkButton: Component {
    var label: String
    var address: Address
    var weight: ButtonWeight

    init(_ label: String, _ address: Address, _ weight: ButtonWeight = .primary) {
        self.label = label
        self.address = address
        self.weight = weight
    }

    var html: HTML { "<a class=\"\(weight.rawValue)\" href=\"\(address)\">\(label)</a>" }
}

/// A form of one button, for an act that needs nothing more to be said.
struct PostButton: Component {
    var label: String
    var action: Address
    var weight: ButtonWeight
    /// What it is about, for those who do not see beside what it stands.
    var about: String?
    var hidden: [(name: String, value: String)]

    init(_ label: String, _ action: Address, _ weight: ButtonWeight = .primary, about: String? = nil, hidden: [(name: String, value: String)]) {
        self.label = label
        self.action = action
        self.weight = weight
        self.about = about
        self.hidden = hidden
    }

    var html: HTML {
        """
        <form method="post" action="\(action)" class="one-button">\(hidden.map { FormState.hidden(name: $0.name, value: $0.value) })\
        <button class="\(weight.rawValue)">\(label)\(about.map { "<span class=\"vh\"> \($0)</span>" })</button></form>
        """
    }
}
