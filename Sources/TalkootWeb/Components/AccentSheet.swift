import Talkoot

/// The style sheet of a city's own colour in both schemes. Where it chose none for the dark one, that is the nearest of the same hue that can be read there.
struct AccentSheet: Sendable {
    private let light: Colour
    private let dark: Colour

    /// Nil for anything but `#rrggbb`. A colour from before it was checked is moved as little as it takes.
    init?(_ text: String, dark darkText: String = "") {
        guard let accent = Colour(text) else { return nil }
        light = AccentScheme.light.nearest(to: accent)
        dark = AccentScheme.dark.nearest(to: Colour(darkText) ?? accent)
    }

    var css: String {
        """
        :root{--pine:\(light.text);--pine-wash:\(light.mixed(with: .white, share: 0.88).text);--spruce:\(light.mixed(with: .black, share: 0.35).text)}
        @media (prefers-color-scheme:dark){:root{--pine:\(dark.text);--pine-wash:\(light.mixed(with: .black, share: 0.55).text);--spruce:\(light.mixed(with: .black, share: 0.6).text)}}

        """
    }
}
