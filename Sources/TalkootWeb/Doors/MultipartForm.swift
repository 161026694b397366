import Foundation

extension FormText {
    /// What a form with files sends (RFC 7578). A file becomes the base64 of its bytes, as a program would send it; one that was not chosen is absent.
    /// Nil where the bytes are no such form: no boundary, broken heads, texts that are not UTF-8, or more parts than any of our forms has.
    init?(multipart bytes: [UInt8], contentType: String) {
        guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else { return nil }
        let mark = Array("--\(boundary)".utf8)
        var pairs: [(name: String, value: String)] = [], place = bytes.startIndex
        guard Self.find(mark, in: bytes, from: place) == place else { return nil }
        place += mark.count
        while !bytes[place...].starts(with: Array("--".utf8)) {
            let end = Array("\r\n".utf8) + mark
            guard pairs.count < 1_000, bytes[place...].starts(with: Array("\r\n".utf8)), let next = Self.find(end, in: bytes, from: place + 2),
                  let part = Part(bytes[(place + 2)..<next]) else { return nil }
            if let text = part.text { pairs.append((part.name, text)) }
            place = next + end.count
        }
        self.init(pairs: pairs)
    }

    private struct Part {
        let name: String
        /// Nil for a file that was not chosen.
        let text: String?

        init?(_ bytes: ArraySlice<UInt8>) {
            // A part without further heads begins its content after one empty line.
            guard let end = FormText.find(Array("\r\n\r\n".utf8), in: Array(bytes), from: 0), let head = String(validating: bytes.prefix(end), as: UTF8.self) else { return nil }
            let content = bytes.dropFirst(end + 4)
            let disposition = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }.map(String.init) ?? ""
            guard let name = FormText.parameter("name", of: disposition) else { return nil }
            self.name = name
            if FormText.parameter("filename", of: disposition) != nil { text = content.isEmpty ? nil : Data(content).base64EncodedString() }
            else if let plain = String(validating: content.filter { $0 != 0 }, as: UTF8.self) { text = plain }
            else { return nil }
        }
    }

    /// `name="value"` or `name=value` among what stands after a head's first semicolon.
    private static func parameter(_ name: String, of head: String) -> String? {
        for part in head.split(separator: ";").dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, halves[0].lowercased().filter({ !$0.isWhitespace }) == name else { continue }
            let value = halves[1].drop { $0 == " " }
            return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : String(value.prefix { !$0.isWhitespace })
        }
        return nil
    }

    /// The first place at or after `start` where the pattern lies.
    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard let first = pattern.first, all.count >= pattern.count else { return nil }
            var place = start
            while place <= all.count - pattern.count {
                guard let found = all[place...].firstIndex(of: first), found <= all.count - pattern.count else { return nil }
                if all[found..<(found + pattern.count)].elementsEqual(pattern) { return found }
                place = found + 1
            }
            return nil
        }
    }
}
