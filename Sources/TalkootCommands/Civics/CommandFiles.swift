import ArgumentParser
import Foundation

// What every civic command shares: reading files with line numbers, one JSON document out, exit codes.

/// Bad input with its place; printed as `FILE:LINE: reason` (line 0 where the whole file is meant).
struct InputProblem: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let reason: String

    var description: String { "\(file):\(line): \(reason)" }

    /// The exit code of bad input; 64 stays with misspelt options, 1 with a check that failed.
    static let exitCode = ExitCode(2)
}

/// Runs `body`; bad input goes to standard error, one line each, and ends the program with exit code 2.
func endingBadInput<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let problem as InputProblem {
        printError(problem.description)
        throw InputProblem.exitCode
    }
}

func printError(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// The bytes of a file, or an ``InputProblem`` that says why not.
func readBytes(of file: String) throws -> [UInt8] {
    do {
        return try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
        let exists = FileManager.default.fileExists(atPath: file)
        throw InputProblem(file: file, line: 0, reason: exists ? "cannot be read" : "no such file")
    }
}

/// Writes `text` to a file, or `-` for standard output.
func writeText(_ text: String, to file: String) throws {
    guard file != "-" else { return try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }
    do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    } catch {
        throw InputProblem(file: file, line: 0, reason: "cannot be written")
    }
}

// MARK: CSV

/// A CSV file (RFC 4180 quoting, any line ending, BOM allowed) whose rows know their line.
struct CSVTable {
    struct Row {
        let line: Int
        let fields: [String]
    }

    let file: String
    var rows: [Row]

    init(file: String, separator: Character = ",") throws {
        try self.init(bytes: readBytes(of: file), file: file, separator: separator)
    }

    init(bytes: [UInt8], file: String, separator: Character = ",") throws {
        self.file = file
        var reader = CSVReader(bytes: bytes, file: file, separator: separator.asciiValue ?? UInt8(ascii: ","))
        rows = try reader.rows()
    }

    /// Takes the first row away as trimmed column names; none may stand twice.
    mutating func takeHeader() throws -> [String] {
        guard let first = rows.first else { throw problem(1, "the file is empty; a header row is needed") }
        rows.removeFirst()
        let names = first.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        var seen: Set<String> = []
        if let twice = names.first(where: { !$0.isEmpty && !seen.insert($0).inserted }) {
            throw problem(first.line, "column “\(twice)” stands twice in the header")
        }
        return names
    }

    func problem(_ line: Int, _ reason: String) -> InputProblem {
        InputProblem(file: file, line: line, reason: reason)
    }
}

private struct CSVReader {
    let bytes: [UInt8]
    let file: String
    let separator: UInt8
    private var at = 0
    private var line = 1

    init(bytes: [UInt8], file: String, separator: UInt8) {
        (self.bytes, self.file, self.separator) = (bytes, file, separator)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func rows() throws -> [CSVTable.Row] {
        var rows: [CSVTable.Row] = []
        while at < bytes.count {
            let start = line
            let fields = try row()
            if fields != [""] { rows.append(.init(line: start, fields: fields)) }
        }
        return rows
    }

    private mutating func row() throws -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard at < bytes.count else { return fields }
            let byte = bytes[at]
            at += 1
            if byte == separator { continue }
            if byte == 13, at < bytes.count, bytes[at] == 10 { at += 1 }
            line += 1
            return fields
        }
    }

    private mutating func field() throws -> String {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
            let start = at
            while at < bytes.count, !endsField(bytes[at]) { at += 1 }
            return try text(bytes[start..<at])
        }
        return try quotedField()
    }

    private mutating func quotedField() throws -> String {
        let start = line
        var content: [UInt8] = []
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") {
                guard at < bytes.count, bytes[at] == byte else {
                    guard at == bytes.count || endsField(bytes[at]) else {
                        throw InputProblem(file: file, line: line, reason: "text follows a closing quote")
                    }
                    return try text(content[...])
                }
                at += 1
            } else if byte == 10 || (byte == 13 && !(at < bytes.count && bytes[at] == 10)) {
                line += 1
            }
            content.append(byte)
        }
        throw InputProblem(file: file, line: start, reason: "a quote is opened and never closed")
    }

    private func endsField(_ byte: UInt8) -> Bool { byte == separator || byte == 10 || byte == 13 }

    private func text(_ slice: ArraySlice<UInt8>) throws -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw InputProblem(file: file, line: line, reason: "the text is not UTF-8")
        }
        return text
    }
}

// MARK: JSON

/// A JSON document that keeps the order of its keys.
enum JSONValue {
    case null
    case bool(Bool)
    case int(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    static func strings(_ strings: some Sequence<String>) -> JSONValue { .array(strings.map(JSONValue.string)) }

    /// Prints the document and a line end on standard output.
    func printOut() throws { try writeText(text + "\n", to: "-") }

    var text: String {
        var out = ""
        append(to: &out)
        return out
    }

    private func append(to out: inout String) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .int(let value): out += String(value)
        case .number(let value): out += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.appendQuoted(value, to: &out)
        case .array(let values):
            out += "["
            for (index, value) in values.enumerated() {
                if index > 0 { out += "," }
                value.append(to: &out)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { out += "," }
                Self.appendQuoted(member.0, to: &out)
                out += ":"
                member.1.append(to: &out)
            }
            out += "}"
        }
    }

    private static func appendQuoted(_ string: String, to out: inout String) {
        out += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
}
