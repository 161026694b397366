/// A name under which a file is kept and given out: what people recognise of the one it came with, and nothing that could do harm.
enum FileName {
    static let most = 100

    /// The last part of a path, without control and direction characters, quotes and what file systems reserve; its ending is that of its type.
    static func clean(_ given: String, _ type: FileType) -> String {
        let last = given.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let plain = CleanText.clean(last, lines: false)
        let letters = String(String.UnicodeScalarView(plain.unicodeScalars.filter(isHarmless)))
        let stem = letters.lastIndex(of: ".").map { letters[..<$0] } ?? letters[...]
        let inner = stem.drop { $0 == "." || $0 == " " }.prefix(most - 5).reversed().drop { $0 == "." || $0 == " " }.reversed()
        return (inner.isEmpty ? "file" : String(inner)) + "." + type.pathExtension
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Format characters turn the direction of writing round, so that "gpj.exe" reads as "exe.jpg".
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: !"\"'`<>:|?*%;&$\\/".unicodeScalars.contains(scalar)
        }
    }
}
