/// Markup with places that are filled in later, for what many readers share but for a button.
struct GappedHTML: Sendable {
    private let pieces: [HTML]
    let count: Int

    fileprivate init(_ bytes: [UInt8]) {
        pieces = bytes.split(separator: HTML.gapMark, omittingEmptySubsequences: false).map { HTML(written: Array($0)) }
        count = bytes.count
    }

    /// - Parameter fillings: in the order of the gaps; one that is left out stays empty.
    func filled(_ fillings: HTML?...) -> HTML {
        var whole = HTML()
        whole.reserve(count + fillings.reduce(0) { $0 + ($1?.bytes.count ?? 0) })
        for (place, piece) in pieces.enumerated() {
            whole += piece
            if place < pieces.count - 1, place < fillings.count, let filling = fillings[place] { whole += filling }
        }
        return whole
    }
}

extension HTML {
    /// No text that the city keeps has this byte: the database refuses it.
    fileprivate static let gapMark: UInt8 = 0
    /// A place for something that is known later.
    static let gap = HTML(written: [gapMark])
    var gapped: GappedHTML { GappedHTML(bytes) }
}
