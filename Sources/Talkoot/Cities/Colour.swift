import Foundation

/// A colour of the screen, each part from 0 to 1.
public struct Colour: Sendable, Equatable {
    public let red: Double, green: Double, blue: Double

    public static let black = Colour(red: 0, green: 0, blue: 0)
    public static let white = Colour(red: 1, green: 1, blue: 1)

    public init(red: Double, green: Double, blue: Double) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// Reads `#rrggbb`, and nothing else.
    public init?(_ text: String) {
        guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit }), let number = Int(text.dropFirst(), radix: 16) else { return nil }
        self.init(red: Double(number >> 16) / 255, green: Double(number >> 8 & 255) / 255, blue: Double(number & 255) / 255)
    }

    /// As `#rrggbb`.
    public var text: String {
        "#" + [red, green, blue].map { part in
            let byte = Int((min(max(part, 0), 1) * 255).rounded())
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    public func mixed(with other: Colour, share: Double) -> Colour {
        Colour(red: red + (other.red - red) * share, green: green + (other.green - green) * share, blue: blue + (other.blue - blue) * share)
    }

    /// From 1 for the same to 21 for black on white (WCAG 2.2, definition of contrast ratio).
    public func contrast(to other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }
    /// Relative luminance (WCAG 2.2, definitions).
    private var luminance: Double { 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue) }

    fileprivate static func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
    fileprivate static func curved(_ part: Double) -> Double { part <= 0.0031308 ? part * 12.92 : 1.055 * pow(part, 1 / 2.4) - 0.055 }
}

/// Lightness, and two axes of hue, in which equal steps look equally large (Björn Ottosson, “A perceptual color space for image processing”, 2020).
struct PerceivedColour {
    var lightness: Double, a: Double, b: Double

    init(_ colour: Colour) {
        let (red, green, blue) = (Colour.linear(colour.red), Colour.linear(colour.green), Colour.linear(colour.blue))
        let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        let medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    }

    /// The colour of the screen; what a screen cannot show is brought to its edge.
    var colour: Colour {
        func cube(_ value: Double) -> Double { value * value * value }
        let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        let parts = [
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short, -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        ].map { min(max(Colour.curved($0), 0), 1) }
        return Colour(red: parts[0], green: parts[1], blue: parts[2])
    }
}

/// What a city's colour must do in one of the two schemes: be read as text on every ground of the scheme, and carry text itself (4.5 : 1, WCAG 2.2, 1.4.3).
public enum AccentScheme: String, Sendable, CaseIterable {
    case light, dark

    /// The ground of the scheme that stands out least, as in `talkoot.css`: the darkest of the light one, the lightest of the dark one.
    public var ground: Colour {
        switch self {
        case .light: Colour(red: 0.953, green: 0.933, blue: 0.886)
        case .dark: Colour(red: 0.118, green: 0.161, blue: 0.169)
        }
    }
    /// What stands on a button of the colour.
    public var onAccent: Colour {
        switch self {
        case .light: .white
        case .dark: Colour(red: 0.047, green: 0.122, blue: 0.098)
        }
    }
    public static let least = 4.5

    /// The weaker of the two contrasts.
    public func contrast(of colour: Colour) -> Double { min(colour.contrast(to: ground), colour.contrast(to: onAccent)) }
    public func accepts(_ colour: Colour) -> Bool { contrast(of: colour) >= Self.least }

    /// The colour of the same hue that is least away and may be used: darker in the light scheme, lighter in the dark one.
    /// It is found in a thousand equal steps of lightness, of what the six digits can write.
    public func nearest(to colour: Colour) -> Colour {
        if accepts(colour) { return colour }
        var tried = PerceivedColour(colour)
        for _ in 0..<1_000 {
            tried.lightness += self == .light ? -0.001 : 0.001
            if let written = Colour(tried.colour.text), accepts(written) { return written }
        }
        return self == .light ? .black : .white
    }
}
