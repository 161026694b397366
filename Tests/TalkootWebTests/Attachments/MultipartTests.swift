@testable import TalkootWeb
import Testing

/// A form with files, taken apart as it comes in.
struct MultipartTests {
    private let type = "multipart/form-data; boundary=----x"
    private let body = """
        preamble\r\n------x\r\nContent-Disposition: form-data; name="text"\r\n\r\nLamp\r\nout\r\n------x\r\n\
        Content-Disposition: form-data; name="photos"; filename="a%22b\\".jpg"\r\nContent-Type: image/jpeg\r\n\r\n\r\n----xyz\r\n--\r\n------x\r\n\
        content-disposition: form-data; name="photos"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n------x--\r\nepilogue
        """

    /// What comes of it when so many bytes come at once.
    private func pieces(_ body: [UInt8], by size: Int, mostFile: Int = 1_000) throws -> (pieces: [Multipart.Piece], isComplete: Bool) {
        var multipart = try #require(Multipart(type, mostFile: mostFile)), pieces: [Multipart.Piece] = []
        for start in stride(from: 0, to: body.count, by: size) { pieces += try multipart.take(body[start..<min(start + size, body.count)]) }
        return (pieces, multipart.isComplete)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 10_000]) func itIsTheSameHoweverItIsCut(_ size: Int) throws {
        let found = try pieces(Array(body.utf8), by: size)
        #expect(found.isComplete)
        #expect(found.pieces == [
            .text(name: "text", value: "Lamp\r\nout"), .file(name: "photos", fileName: "a\"b\".jpg", bytes: Array("\r\n----xyz\r\n--".utf8)),
        ])
    }

    @Test func aFileThatIsTooLargeIsPassedOverAndTheRestIsRead() throws {
        let large = "------x\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a\"\r\n\r\n" + String(repeating: "y", count: 1_001)
            + "\r\n------x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nkept\r\n------x--\r\n"
        for size in [1, 100, 5_000] {
            #expect(try pieces(Array(large.utf8), by: size).pieces == [.tooLarge(name: "photos", fileName: "a"), .text(name: "text", value: "kept")])
        }
    }

    @Test func whatIsCutOffIsNotComplete() throws {
        for length in [0, 10, 60, 200] { #expect(try !pieces(Array(body.utf8.prefix(length)), by: 50).isComplete) }
    }

    @Test(arguments: [
        "------x\r\nContent-Type: text/plain\r\n\r\nno name\r\n------x--", "------x\r\nContent-Disposition: form-data; name=\"open\r\n\r\nx\r\n------x--",
        "------x\r\nContent-Disposition: form-data; name=\"\u{1}\r\n\r\nx\r\n------x--", String(repeating: "z", count: 5_000),
        "------x\r\n" + String(repeating: "a", count: 9_000),
    ])
    func whatNoBrowserSendsIsUnreadable(_ text: String) { #expect(throws: Multipart.Unreadable.self) { try pieces(Array(text.utf8), by: 100) } }

    @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=x", "multipart/form-data; boundary=" + String(repeating: "b", count: 71)])
    func withoutABoundaryThereIsNoForm(_ type: String) { #expect(Multipart(type, mostFile: 1) == nil) }
}
