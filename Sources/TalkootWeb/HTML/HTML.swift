import NIOCore

/// Markup as a value. In an interpolated literal the literal parts are markup and the values are escaped,
/// so a page is a Swift function that the compiler checks and that cannot forget to escape.
///
/// A value may stand in text or between quotes of an attribute, never in `<script>`, `<style>` or an unquoted attribute.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    /// The markup in UTF-8. An array, because short appends to it are cheaper than to a `ByteBuffer`: pages take a fifth less time.
    private(set) var bytes: [UInt8]

    /// No markup at all.
    init() { bytes = [] }

    init(stringLiteral markup: String) { bytes = Array(markup.utf8) }

    init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Markup from elsewhere, unescaped. Only for Markdown after it was rendered and cleaned; nothing else may come in here.
    init(trusted markup: String) { bytes = Array(markup.utf8) }

    /// Markup that was written byte by byte, its values escaped by the writer. Only for this folder.
    init(written bytes: [UInt8]) { self.bytes = bytes }

    /// Plain text, escaped.
    init(text: String) {
        bytes = []
        bytes.writeEscaped(text)
    }

    var isEmpty: Bool { bytes.isEmpty }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The body of a response.
    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }

    mutating func append(_ more: HTML) { bytes += more.bytes }

    mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    static func += (left: inout HTML, right: HTML) { left.append(right) }

    static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.append(right)
        return sum
    }
}

extension HTML {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var bytes: [UInt8] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            // Enough for a few nested elements: growing costs more than what is left over.
            bytes.reserveCapacity(literalCapacity + interpolationCount * 64)
        }

        mutating func appendLiteral(_ markup: String) { bytes.writeMarkup(markup) }

        mutating func appendInterpolation(_ text: String) { bytes.writeEscaped(text) }

        mutating func appendInterpolation(_ text: Substring) { bytes.writeEscaped(text) }

        mutating func appendInterpolation(_ number: some BinaryInteger) { bytes.writeDecimal(number) }

        mutating func appendInterpolation(_ markup: HTML) { bytes += markup.bytes }

        mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { bytes += markup.bytes }
        }

        mutating func appendInterpolation(_ parts: some Collection<HTML>) {
            bytes.reserveCapacity(parts.reduce(bytes.count + 256) { $0 + $1.bytes.count })
            for part in parts { bytes += part.bytes }
        }

        mutating func appendInterpolation(_ component: some Component) { appendInterpolation(component.html) }

        mutating func appendInterpolation(_ component: (some Component)?) { appendInterpolation(component?.html) }

        mutating func appendInterpolation(_ address: Address) { bytes.writeEscaped(address.text) }

        /// A coordinate of a drawing with at most one decimal.
        mutating func appendInterpolation(at coordinate: Double) { bytes.writeTenths(coordinate) }

        /// Markup that is written only when the condition holds.
        mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> HTML) {
            if condition { appendInterpolation(markup()) }
        }

        /// ` name="value"` with its leading space, or nothing when there is no value.
        mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            bytes.write(" ")
            bytes.write(name)
            bytes.write("=\"")
            bytes.writeEscaped(value)
            bytes.write("\"")
        }

        mutating func appendInterpolation(attribute name: StaticString, _ value: Int?) {
            appendInterpolation(attribute: name, value.map(String.init))
        }

        mutating func appendInterpolation(attribute name: StaticString, _ value: Address?) {
            appendInterpolation(attribute: name, value?.text)
        }

        /// ` name` with its leading space when the condition holds, as in `checked` or `disabled`.
        mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
            guard condition else { return }
            bytes.write(" ")
            bytes.write(name)
        }
    }
}

extension Sequence<HTML> {
    /// The parts one after the other, with the separator between them.
    func joined(separator: HTML) -> HTML {
        var all = HTML()
        var isFirst = true
        for part in self {
            if !isFirst { all.append(separator) }
            all.append(part)
            isFirst = false
        }
        return all
    }
}

/// Markup in a plain text would be shown as its bytes, so the compiler refuses it (`Package.swift` makes this warning an error; what is unavailable
/// it would pass over for the general way): the literal around it must be `HTML` too.
extension DefaultStringInterpolation {
    @available(*, deprecated, message: "markup goes into HTML, never into a String")
    mutating func appendInterpolation(_ markup: HTML) {}
    @available(*, deprecated, message: "markup goes into HTML, never into a String")
    mutating func appendInterpolation(_ markup: HTML?) {}
    @available(*, deprecated, message: "markup goes into HTML, never into a String")
    mutating func appendInterpolation(_ component: some Component) {}
}
