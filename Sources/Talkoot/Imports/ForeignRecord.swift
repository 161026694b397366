import Foundation

/// One record of another platform: texts by the names of their columns, where an object within an object gives `category/name/ca`.
struct ForeignRecord {
    let line: Int
    /// In the order of the file, where it has one.
    private let names: [String]
    private let values: [String: String]

    init(line: Int, names: [String], fields: [String]) {
        self.line = line
        self.names = names
        values = Dictionary(zip(names, fields.map(Self.withoutGuard)), uniquingKeysWith: { first, _ in first })
    }

    init(line: Int, json object: [String: Any]) {
        var flat: [String: String] = [:]
        Self.flatten(object, under: "", depth: 0, into: &flat)
        self.line = line
        values = flat
        names = flat.keys.sorted()
    }

    /// Exports for spreadsheets put an apostrophe before what could be taken for a formula.
    private static func withoutGuard(_ field: String) -> String {
        guard field.hasPrefix("'"), let second = field.dropFirst().first, "=+-@".contains(second) else { return field }
        return String(field.dropFirst())
    }

    private static func flatten(_ value: Any, under name: String, depth: Int, into flat: inout [String: String]) {
        guard depth < 6 else { return }
        switch value {
        case let text as String: flat[name] = text
        case let number as NSNumber: flat[name] = number.stringValue
        case let object as [String: Any]:
            for (key, inner) in object { flatten(inner, under: name.isEmpty ? key : "\(name)/\(key)", depth: depth + 1, into: &flat) }
        case let list as [Any]: flat[name] = list.compactMap { $0 as? String }.joined(separator: ", ")
        default: break
        }
    }

    /// The first column of these names that holds something, as itself or for one language; with that language.
    func text(_ wanted: String...) -> (text: String, language: String?)? {
        for name in wanted {
            if let value = filled(name) { return (value, nil) }
            for column in names where column.hasPrefix(name + "/") {
                let language = column.dropFirst(name.count + 1)
                if Self.isLanguage(language), let value = filled(column) { return (value, String(language)) }
            }
        }
        return nil
    }
    /// Where two columns give degrees north and east, with however many decimals. Noughts stand for a place that nobody told.
    func point(_ latitude: String, _ longitude: String) -> MapPoint? {
        func degrees(_ name: String) -> Double? { filled(name).flatMap { Double($0.trimmed.replacing(",", with: ".")) } }
        guard let north = degrees(latitude), let east = degrees(longitude), north.isFinite, east.isFinite, north != 0 || east != 0 else { return nil }
        return MapPoint(north: north, east: east)
    }
    private func filled(_ name: String) -> String? { values[name].flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil } }

    /// `ca`, `fil`, `pt-BR`: not `id` or `url`, which stand in the same place.
    private static func isLanguage(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 2, text.allSatisfy({ $0.isLetter && $0.isASCII || $0 == "-" }) else { return false }
        return !["id", "url", "uid"].contains(first)
    }
}

/// Dates as other platforms write them.
enum ForeignDate {
    /// `22/01/2016`, `2016-01-22`, `2016/01/22`, each perhaps with a time behind it, which is passed over. Days come before months unless they cannot.
    static func day(_ text: some StringProtocol) -> Day? {
        let date = text.trimmed.prefix { !$0.isWhitespace && $0 != "T" && $0 != "," }
        let parts = date.split { "/-.".contains($0) }.map { Int($0) }
        guard parts.count == 3, let a = parts[0], let b = parts[1], let c = parts[2] else { return nil }
        if a > 999 { return Day(year: a, month: b, day: c) }
        guard c > 999 else { return nil }
        return Day(year: c, month: b, day: a)
    }
}
