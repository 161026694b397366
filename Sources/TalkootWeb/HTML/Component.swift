/// A part of a page made from plain values: it knows how it looks and nothing of where the values come from.
///
/// A component can stand in an `HTML` literal as it is: `"<p>\(Tag(.open, words("challenge.open")))</p>"`.
protocol Component: Sendable {
    var html: HTML { get }
}
