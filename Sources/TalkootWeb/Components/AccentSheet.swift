import Foundation

/// The style sheet of a city's own colour: darkened for the light scheme and lightened for the dark one,
/// as little as it takes for text to be read on it and beside it (4.5 : 1, WCAG 2.2, 1.4.3).
struct AccentSheet: Sendable {
    private let accent: Colour

    /// Nil for anything but `#rrggbb`.
    init?(_ text: String) {
        guard let accent = Colour(text) else { return nil }
        self.accent = accent
    }

    var css: String {
        let light = accent.mixed(towards: .black, until: Colour.linen)
        let dark = accent.mixed(towards: .white, until: Colour.darkLinen)
        return """
            :root{--pine:\(light.css);--pine-wash:\(light.mixed(with: .white, share: 0.88).css);--spruce:\(light.mixed(with: .black, share: 0.35).css)}
            @media (prefers-color-scheme:dark){:root{--pine:\(dark.css);--pine-wash:\(light.mixed(with: .black, share: 0.55).css);--spruce:\(light.mixed(with: .black, share: 0.6).css)}}

            """
    }
}

/// A colour of the screen, each part from 0 to 1.
private struct Colour: Sendable {
    var red: Double, green: Double, blue: Double

    static let black = Colour(red: 0, green: 0, blue: 0)
    static let white = Colour(red: 1, green: 1, blue: 1)
    /// The darkest ground of the light scheme and the lightest of the dark one, as in `talkoot.css`.
    static let linen = Colour(red: 0.953, green: 0.933, blue: 0.886)
    static let darkLinen = Colour(red: 0.118, green: 0.161, blue: 0.169)

    init(red: Double, green: Double, blue: Double) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }
    init?(_ text: String) {
        guard text.count == 7, text.hasPrefix("#"), let number = Int(text.dropFirst(), radix: 16), text.dropFirst().allSatisfy(\.isHexDigit) else { return nil }
        self.init(red: Double(number >> 16) / 255, green: Double(number >> 8 & 255) / 255, blue: Double(number & 255) / 255)
    }

    var css: String { "rgb(\(Int((red * 255).rounded())) \(Int((green * 255).rounded())) \(Int((blue * 255).rounded())))" }

    func mixed(with other: Colour, share: Double) -> Colour {
        Colour(red: red + (other.red - red) * share, green: green + (other.green - green) * share, blue: blue + (other.blue - blue) * share)
    }
    /// Goes towards the other colour in steps of a twentieth until it stands out from the ground.
    func mixed(towards other: Colour, until ground: Colour) -> Colour {
        let steps = (0...20).lazy.map { mixed(with: other, share: Double($0) / 20) }
        return steps.first { $0.contrast(to: ground) >= 4.6 } ?? other
    }

    private func contrast(to other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }
    /// Relative luminance (WCAG 2.2, definitions).
    private var luminance: Double {
        func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
