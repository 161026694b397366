/// The map as a picture: a mark for each person in the conversation, a hull around each group, its letter in the middle.
///
/// Groups differ by the shape of the mark as well as by colour, and colours come from the page's CSS variables
/// `--group-1` … `--group-5`, with colours of their own where the page sets none. The picture carries a title and a
/// description; the same facts in words are the map's own lists.
public struct OpinionMapDrawing: Sendable {
    private let map: OpinionMap
    private let id: String
    private let width = 640.0
    private let height = 480.0
    private let margin = 24.0

    /// - Parameter id: what the ids inside the picture start with; each picture on a page needs its own. Letters, digits
    ///   and hyphens only.
    public init(_ map: OpinionMap, id: String = "opinion-map") {
        (self.map, self.id) = (map, id)
    }

    /// Blue, vermilion, green, purple and ochre after Okabe and Ito (2008), darkened to 4.5 : 1 on white.
    private static let colours = ["#0067a3", "#b34700", "#007a57", "#a03d77", "#7a5c00"]

    /// A complete SVG document; deterministic, O(people).
    public var svg: String {
        let scale = scale
        let groups = map.groups.enumerated().map { drawing(of: $1, place: $0, scale) }.joined()
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(height))" role="img" \
            aria-labelledby="\(id)-title \(id)-description">
            <title id="\(id)-title">Opinion map</title>
            <desc id="\(id)-description">\(description)</desc>
            \(groups)</svg>

            """
    }

    private var description: String {
        let groups = map.groups.map { "group \($0.letter) of \($0.rows.count)" }.joined(separator: ", ")
        return "People who vote alike stand close together. \(map.inConversation.count) people"
            + (groups.isEmpty ? "." : ": \(groups).")
    }

    private func drawing(of group: OpinionGroup, place: Int, _ scale: (SIMD2<Double>) -> SIMD2<Double>) -> String {
        let colour = "var(--group-\(place % 5 + 1), \(Self.colours[place % 5]))"
        let points = group.rows.map { scale(map.positions[$0].point) }
        let hull = convexHull(points).map(text).joined(separator: " ")
        let marks = points.map { "<path d=\"\(mark(at: $0, shape: place % 5))\"/>" }.joined()
        let centre = scale(group.centre)
        return """
            <g fill="\(colour)" stroke="\(colour)">
            <title>Group \(group.letter): \(group.rows.count) people</title>
            <polygon points="\(hull)" fill-opacity="0.12" stroke-width="1.5" stroke-linejoin="round"/>
            <g stroke="none" fill-opacity="0.7">\(marks)</g>
            <text x="\(number(centre.x))" y="\(number(centre.y))" font-size="28" font-weight="bold" text-anchor="middle" \
            dominant-baseline="central" stroke="#fff" stroke-width="5" paint-order="stroke">\(group.letter)</text>
            </g>

            """
    }

    /// Circle, square, triangle, diamond and cross, about equally heavy.
    private func mark(at point: SIMD2<Double>, shape: Int) -> String {
        let start = "M\(number(point.x)) \(number(point.y))"
        return switch shape {
        case 0: start + "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"
        case 1: start + "m-2.7-2.7h5.4v5.4h-5.4z"
        case 2: start + "m0-3.8l3.6 6.2h-7.2z"
        case 3: start + "m0-3.8l3.8 3.8l-3.8 3.8l-3.8-3.8z"
        default: start + "m-1-3.6h2v2.6h2.6v2h-2.6v2.6h-2v-2.6h-2.6v-2h2.6z"
        }
    }

    /// From the map's coordinates to the picture's, one scale for both directions, y upwards.
    private var scale: (SIMD2<Double>) -> SIMD2<Double> {
        let points = map.inConversation.map { map.positions[$0].point }
        let (low, high) = points.reduce((SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))) {
            (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
        }
        guard !points.isEmpty else { return { $0 } }
        let size = pointwiseMax(high - low, SIMD2(repeating: 1e-9))
        let factor = min((width - 2 * margin) / size.x, (height - 2 * margin) / size.y)
        let middle = (low + high) / 2
        let (width, height) = (width, height)
        return { SIMD2(width / 2 + factor * ($0.x - middle.x), height / 2 - factor * ($0.y - middle.y)) }
    }

    private func text(_ point: SIMD2<Double>) -> String { number(point.x) + "," + number(point.y) }

    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}
