public import Storage

/// What Talkoot takes: three sorts of pictures and one of documents. The type is read off the bytes; what a name or a browser says counts for nothing.
public enum FileType: String, CaseIterable, Sendable, SQLBindable {
    case jpeg, png, webp, pdf

    public var isPicture: Bool { self != .pdf }
    public var mediaType: String { self == .pdf ? "application/pdf" : "image/\(rawValue)" }
    var pathExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// The type of a file, or the sentence that says why it is not taken.
    static func of(_ bytes: [UInt8], picturesOnly: Bool = false) throws(FileProblem) -> FileType {
        if bytes.isEmpty { throw FileProblem("problem.file.empty") }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if holds("RIFF", bytes, at: 0) && holds("WEBP", bytes, at: 8) { return .webp }
        if holds("%PDF-1.", bytes, at: 0) || holds("%PDF-2.", bytes, at: 0) {
            guard bytes.suffix(1_024).containsText("%%EOF") else { throw FileProblem("problem.file.damaged") }
            return .pdf
        }
        // Brands of ISO 23008-12, as telephones write them.
        let isBoxed = holds("ftyp", bytes, at: 4)
        if isBoxed && ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains(where: { holds($0, bytes, at: 8) }) { throw FileProblem("problem.file.heic") }
        // Where only pictures are taken, nobody is told to send a document instead.
        throw FileProblem(picturesOnly ? "problem.file.pictures" : "problem.file.type")
    }

    private static func holds(_ text: String, _ bytes: [UInt8], at offset: Int) -> Bool {
        bytes.count >= offset + text.utf8.count && bytes[offset..<(offset + text.utf8.count)].elementsEqual(text.utf8)
    }
}

/// Why a file is not taken, as a key of the language files with the values it needs.
public struct FileProblem: Error, Sendable, Equatable {
    public let key: String
    public let values: [String: String]
    init(_ key: String, _ values: [String: String] = [:]) {
        self.key = key
        self.values = values
    }
    public func problem(_ field: String) -> Problem { Problem(field, key, values) }
}

extension Collection<UInt8> where Self: Sendable {
    fileprivate func containsText(_ text: String) -> Bool {
        let wanted = Array(text.utf8), all = Array(self)
        guard all.count >= wanted.count else { return false }
        return (0...(all.count - wanted.count)).contains { all[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}
