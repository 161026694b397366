import Foundation

extension FormText {
    /// A form with files (RFC 7578) that is there as a whole. A file becomes the base64 of its bytes, as a program would send it; one that was not chosen is absent.
    /// Nil where the bytes are no such form: no boundary, broken heads, texts that are not UTF-8, or more parts than any of our forms has.
    init?(multipart bytes: [UInt8], contentType: String) {
        guard var multipart = Multipart(contentType, mostFile: bytes.count), let pieces = try? multipart.take(bytes), multipart.isComplete else { return nil }
        self.init(pairs: pieces.compactMap { piece in
            switch piece {
            case .text(let name, let value): (name, value)
            case .file(let name, _, let bytes): bytes.isEmpty ? nil : (name, Data(bytes).base64EncodedString())
            case .tooLarge: nil
            }
        })
    }
}
