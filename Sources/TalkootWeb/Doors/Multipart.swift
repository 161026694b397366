import Foundation

/// What a form with files sends (RFC 7578), taken apart while it comes in: no more of it is held than one file of the largest size.
struct Multipart {
    enum Piece: Equatable {
        case text(name: String, value: String)
        case file(name: String, fileName: String, bytes: [UInt8])
        /// A file of more bytes than are taken; the rest of it was passed over.
        case tooLarge(name: String, fileName: String)
    }
    struct Unreadable: Error {}

    private enum State { case before, head, content(Part), after }
    private struct Part {
        let name: String
        let fileName: String?
        var bytes: [UInt8] = []
        var isTooLarge = false
    }

    private let delimiter: [UInt8]
    private let mostFile: Int
    private let mostText: Int
    private var state = State.before
    /// What came in and is not understood yet. It begins as if a line had ended, because the first boundary needs none.
    private var held: [UInt8] = [13, 10]
    private var parts = 0

    /// - Parameter contentType: of the request. Nil unless it names a boundary of 1 to 70 characters.
    init?(_ contentType: String, mostFile: Int, mostText: Int = 512 * 1_024) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"), let mark = contentType.range(of: "boundary=", options: .caseInsensitive) else { return nil }
        let boundary = contentType[mark.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" && $0 != " " }
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.mostFile = mostFile
        self.mostText = mostText
    }

    var isComplete: Bool { if case .after = state { true } else { false } }

    /// - Returns: the pieces that are complete now.
    /// - Throws: ``Unreadable`` for what no browser sends: broken heads, texts without end, more than a thousand parts.
    mutating func take(_ bytes: some Collection<UInt8>) throws -> [Piece] {
        held += bytes
        var pieces: [Piece] = []
        while try step(&pieces) {}
        return pieces
    }

    /// - Returns: whether there may be more to understand in what is held.
    private mutating func step(_ pieces: inout [Piece]) throws -> Bool {
        switch state {
        case .before: return try pass(delimiter, most: 4_096)
        case .head: return try readHead()
        case .content(let part): return try fill(part, &pieces)
        case .after:
            held.removeAll()
            return false
        }
    }

    private mutating func pass(_ mark: [UInt8], most: Int) throws -> Bool {
        guard let at = held.place(of: mark) else {
            if held.count > most { throw Unreadable() }
            return false
        }
        held.removeFirst(at + mark.count)
        state = .head
        return true
    }

    /// After a boundary: two dashes end everything; else the part's own header lines follow up to an empty one.
    private mutating func readHead() throws -> Bool {
        if held.starts(with: [45, 45]) { state = .after; return true }
        guard let end = held.place(of: [13, 10, 13, 10]) else {
            if held.count > 8_192 { throw Unreadable() }
            return false
        }
        parts += 1
        guard parts <= 1_000, let head = String(validating: held[..<end], as: UTF8.self), let part = Self.part(head) else { throw Unreadable() }
        held.removeFirst(end + 4)
        state = .content(part)
        return true
    }

    private mutating func fill(_ part: Part, _ pieces: inout [Piece]) throws -> Bool {
        var part = part
        // Emptied first, so that the bytes have one owner and are not copied.
        state = .before
        let end = held.place(of: delimiter)
        let count = end ?? max(held.count - delimiter.count + 1, 0)
        if part.bytes.count + count > (part.fileName == nil ? mostText : mostFile) {
            if part.fileName == nil { throw Unreadable() }
            part.isTooLarge = true
            part.bytes = []
        }
        if !part.isTooLarge { part.bytes += held[..<count] }
        held.removeFirst(count)
        guard end != nil else { state = .content(part); return false }
        held.removeFirst(delimiter.count)
        state = .head
        try pieces += piece(part)
        return true
    }

    /// A file field in which nothing was chosen sends an empty file without a name.
    private func piece(_ part: Part) throws -> [Piece] {
        guard let fileName = part.fileName else {
            guard let text = String(validating: part.bytes.filter { $0 != 0 }, as: UTF8.self) else { throw Unreadable() }
            return [.text(name: part.name, value: text)]
        }
        if part.isTooLarge { return [.tooLarge(name: part.name, fileName: fileName)] }
        return fileName.isEmpty && part.bytes.isEmpty ? [] : [.file(name: part.name, fileName: fileName, bytes: part.bytes)]
    }

    private static func part(_ head: String) -> Part? {
        for line in head.split(whereSeparator: \.isNewline) where line.lowercased().hasPrefix("content-disposition:") {
            guard let name = value("name", in: line) else { return nil }
            return Part(name: name, fileName: value("filename", in: line))
        }
        return nil
    }
    /// A quoted value. Browsers write a quote as %22 (WHATWG), some programs as \".
    private static func value(_ name: String, in line: Substring) -> String? {
        guard let mark = line.range(of: " \(name)=\"") ?? line.range(of: ";\(name)=\"") else { return nil }
        var value = "", isEscaped = false
        for character in line[mark.upperBound...] {
            if isEscaped { value += character == "\"" ? "\"" : "\\\(character)"; isEscaped = false; continue }
            if character == "\\" { isEscaped = true; continue }
            if character == "\"" { return value.replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: " ") }
            value.append(character)
        }
        return nil
    }
}

extension [UInt8] {
    /// Where these bytes begin. The C library looks for the first of them: a file is looked through while it comes in.
    fileprivate func place(of mark: [UInt8]) -> Int? {
        withUnsafeBytes { all in
            guard let base = all.baseAddress, let first = mark.first else { return nil }
            var from = 0
            while from + mark.count <= all.count, let found = memchr(base + from, Int32(first), all.count - mark.count + 1 - from) {
                let place = UnsafeRawPointer(found) - base
                if memcmp(found, mark, mark.count) == 0 { return place }
                from = place + 1
            }
            return nil
        }
    }
}
