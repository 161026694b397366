import Foundation

extension Ask where Value == [UInt8] {
    /// A file. Forms send its bytes; JSON and the command line carry them as base64 (RFC 4648, section 4). What it really is, the act judges by its content.
    public static func file(_ name: String, types: [String], max: Int) -> Ask {
        Ask(Field(name, .file(types: types, max: max))) { typed in
            guard case .text(let text) = typed, !text.isEmpty else { throw Problem(name, typed.isBlank ? "problem.missingFile" : "problem.shape") }
            guard text.utf8.count <= (max + 2) / 3 * 4 else { throw Problem(name, "problem.fileTooLarge", ["limit": "\(max / 1_000)"]) }
            guard let bytes = Data(base64Encoded: text) else { throw Problem(name, "problem.fileUnreadable") }
            return [UInt8](bytes)
        }
    }
}
