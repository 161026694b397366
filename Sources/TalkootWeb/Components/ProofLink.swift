/// Says that an act stands in the public record, and leads to its proof.
struct ProofLink: Component {
    var words: Words
    /// The place in the log; nil while the sequencer has not given one yet.
    var index: Int?
    /// The entry's hash in hexadecimal; its first and last digits are shown.
    var hash: String?
    var address: Address?

    init(_ words: Words, index: Int?, hash: String?, address: Address?) {
        self.words = words
        self.index = index
        self.hash = hash
        self.address = address
    }

    var html: HTML {
        guard let index, let address else { return "<span class=\"proof proof-soon\">\(words("proof.soon"))</span>" }
        let digits: HTML? = hash.map { " · \($0.prefix(4))…\($0.suffix(4))" }
        return "<a class=\"proof\" href=\"\(address)\">\(words("proof.entry", ["index": .number(index)]))\(digits)</a>"
    }
}
