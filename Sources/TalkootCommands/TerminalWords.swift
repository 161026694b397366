import Embedded
public import Foundation
import Talkoot

/// The words of the site for somebody at a terminal, in one language.
public struct TerminalWords: Sendable {
    public let language: String
    private let texts: [String: String]

    /// - Parameters:
    ///   - wished: what was said with `--language`.
    ///   - environment: whose `LC_ALL`, `LC_MESSAGES` and `LANG` count otherwise, in this order (POSIX). What does not ship is English.
    public init(_ wished: String? = nil, _ environment: [String: String] = ProcessInfo.processInfo.environment) {
        let set = wished ?? ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        language = (Language(rawValue: String(set.prefix { $0.isLetter }).lowercased()) ?? .english).rawValue
        texts = Self.read(language)
    }

    private static func read(_ language: String) -> [String: String] {
        var count = 0
        let table = embedded_files(&count)
        return UnsafeBufferPointer(start: table, count: count).reduce(into: [:]) { texts, file in
            guard String(cString: file.name).hasPrefix("Words/\(language)/") else { return }
            // A language file that is no flat object of texts is named by the test of the words.
            let read = try? JSONDecoder().decode([String: String].self, from: Data(bytes: file.bytes, count: file.size))
            texts.merge(read ?? [:]) { first, _ in first }
        }
    }

    public func find(_ key: String) -> String? { texts[key] }
    /// A text with its gaps filled. A missing one shows its key: another language never stands in silently.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let text = texts[key] else { return "⟦\(key)⟧" }
        return values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

extension TerminalWords {
    /// What an act calls one of its fields; of `bearers.0.share` the row as well.
    func label(_ field: String, of act: String) -> String {
        func word(_ name: String) -> String { find("act.\(act).\(name).label") ?? find("field.\(name).label") ?? name }
        let parts = field.split(separator: ".").map(String.init)
        guard parts.count == 3, let row = Int(parts[1]) else { return word(field) }
        return "\(word(parts[0])) \(row + 1), \(word(parts[2]))"
    }

    /// A refusal as sentences: what, and where.
    func sentences(_ refusal: Refusal, of act: String) -> [String] {
        switch refusal {
        case .invalid(let problems): problems.map { $0.field.isEmpty ? self($0.key, $0.values) : "\($0.field) (\(label($0.field, of: act))): \(self($0.key, $0.values))" }
        case .denied(let why): [self(why)]
        case .illegalMove(let act, let state):
            [find("refusal.illegalMove.\(act)") ?? self("refusal.illegalMove.text", ["state": find("state.\(state)") ?? self("state.problem.\(state.split(separator: ".").last ?? "")")])]
        case .notFound: [self("terminal.notFound")]
        case .stale: [self("terminal.stale")]
        case .busy: [self("refusal.busy.text")]
        }
    }

    /// Why a file, or a line of it, cannot be taken. Errors of the system have only their own sentence.
    func fault(_ fault: ImportFault) -> String { fault.said.map { self($0.key, $0.values) } ?? fault.description }

    /// What a field takes.
    func kind(_ field: Field, of act: String, _ options: [Talkoot.Option] = []) -> String {
        switch field.kind {
        case .line(let max), .text(let max): self("terminal.takes.text", ["max": "\(max)"])
        case .email: self("terminal.takes.email")
        case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .money, .decimal: self("terminal.takes.number")
        case .day: self("terminal.takes.day")
        case .moment: self("terminal.takes.moment")
        case .flag: self("terminal.takes.flag")
        case .file, .files: self("terminal.takes.file")
        case .version: self("terminal.takes.version")
        case .point: self("terminal.takes.point")
        case .choice(let values): values.map { value in (find("choice.\(act).\(field.name).\(value)") ?? find("choice.\(field.name).\(value)")).map { "\(value) (\($0))" } ?? value }.joined(separator: ", ")
        case .pick, .picks: options.isEmpty ? self("terminal.takes.pick") : options.map { "\($0.value) (\($0.isKey ? self($0.label) : $0.label))" }.joined(separator: ", ")
        case .rows(_, let max): self("terminal.takes.rows", ["max": "\(max)"])
        }
    }
}
