/// Where a link or a form leads: a place in this site, or an outside page over https, http, mail or telephone.
/// Interpolated parts are percent-encoded, so no value can change the shape of an address or run as a script.
struct Address: ExpressibleByStringInterpolation, Hashable, Sendable {
    let text: String

    /// A place that is written out: `"/kuusila/challenges"`, `"#main"`.
    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// A path of this site that is already encoded; anything else leads to the front.
    init(path: String) {
        let isLocal = path.hasPrefix("/") && !path.hasPrefix("//") && !path.utf8.contains(UInt8(ascii: "\\"))
        text = isLocal || path.hasPrefix("#") || path.hasPrefix("?") ? path : "/"
    }

    /// An address outside this site, or nil when it is of a kind that we do not link to.
    init?(outside text: String) {
        let lowered = text.lowercased()
        guard ["https://", "http://", "mailto:", "tel:"].contains(where: lowered.hasPrefix) else { return nil }
        self.text = text
    }

    /// The same place with one more question in it: `?name=value`.
    func asking(_ name: String, _ value: String) -> Address {
        let pieces = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let sign = pieces[0].contains("?") ? "&" : "?"
        let fragment = pieces.count > 1 ? "#\(pieces[1])" : ""
        return Address(stringLiteral: "\(pieces[0])\(sign)\(name.percentEncoded)=\(value.percentEncoded)\(fragment)")
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 16) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ part: some StringProtocol) { text += part.percentEncoded }

        mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

        /// An address goes on from another one.
        mutating func appendInterpolation(_ address: Address) { text += address.text }
    }
}

extension StringProtocol {
    /// Every byte outside the unreserved characters of RFC 3986 §2.3 as `%XX`.
    var percentEncoded: String {
        if utf8.allSatisfy({ $0.isUnreserved }) { return String(self) }
        let hex = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count)
        for byte in utf8 {
            if byte.isUnreserved { encoded.append(byte) } else { encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]] }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

extension UInt8 {
    /// RFC 3986 §2.3.
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
