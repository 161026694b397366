import Crypto
import Foundation

/// Passwords that were lost elsewhere, in a file that the city's IT puts on the machine: their SHA-1 in hexadecimal digits, a line each and in
/// order, with or without a colon and a count behind, as lists of lost passwords are given out. So nobody outside is asked about anybody's password.
public struct LostPasswords: Sendable {
    public enum Fault: Error, Equatable { case missing, empty, notInOrder(offset: UInt64), noHash(offset: UInt64) }
    private struct Line { let hash: String, start: UInt64, end: UInt64 }

    private let path: String
    public init(path: String) { self.path = path }

    /// Halves the file until one line is left: some forty short reads in forty gigabytes.
    func contains(_ password: String) throws -> Bool {
        let file = try open(), wanted = Insecure.SHA1.hash(data: Data(password.utf8)).map { String(format: "%02X", $0) }.joined()
        defer { try? file.close() }
        var low: UInt64 = 0, high = try file.seekToEnd()
        while low < high {
            let middle = low + (high - low) / 2
            guard let line = try line(in: file, from: middle), line.start < high else {
                high = middle
                continue
            }
            if line.hash == wanted { return true }
            if line.hash < wanted { low = line.end } else { high = middle }
        }
        return false
    }

    /// Whether it can be what it has to be: looks at a thousand places of it.
    public func check() throws {
        let file = try open(), size = try file.seekToEnd()
        defer { try? file.close() }
        guard try line(in: file, from: 0) != nil else { throw Fault.empty }
        var last: Line?
        for offset in stride(from: 0, to: size, by: Int(max(1, size / 1_000))) {
            guard let line = try line(in: file, from: offset) else { break }
            if let last, last.start < line.start, last.hash >= line.hash { throw Fault.notInOrder(offset: line.start) }
            last = line
        }
    }

    private func open() throws -> FileHandle {
        do { return try FileHandle(forReadingFrom: URL(fileURLWithPath: path)) } catch { throw Fault.missing }
    }
    /// The first line that begins at the offset or after it.
    private func line(in file: FileHandle, from offset: UInt64) throws -> Line? {
        try file.seek(toOffset: offset == 0 ? 0 : offset - 1)
        let bytes = [UInt8](try file.read(upToCount: 256) ?? Data())
        var first = 0
        if offset > 0 {
            guard let end = bytes.firstIndex(of: 0x0A) else {
                if bytes.count < 256 { return nil }
                throw Fault.noHash(offset: offset)
            }
            first = end + 1
        }
        if first == bytes.count { return nil }
        let start = offset == 0 ? 0 : offset - 1 + UInt64(first), rest = bytes[first...]
        let hash = rest.prefix(40)
        guard hash.count == 40, hash.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { throw Fault.noHash(offset: start) }
        let end = rest.firstIndex(of: 0x0A).map { $0 - first + 1 } ?? rest.count
        return Line(hash: String(decoding: hash, as: UTF8.self).uppercased(), start: start, end: start + UInt64(end))
    }
}
