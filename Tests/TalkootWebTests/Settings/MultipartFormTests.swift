import Foundation
import Talkoot
@testable import TalkootWeb
import Testing

/// Forms with files, as browsers send them and as vandals do.
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=----town42"
    private func sent(_ parts: [String], end: String = "------town42--\r\n") -> FormText? {
        FormText(multipart: Array((parts.map { "------town42\r\n\($0)\r\n" }.joined() + end).utf8), contentType: Self.type)
    }

    @Test func textsAndFilesArriveWholeWithWhateverBytesTheyHave() throws {
        let bytes: [UInt8] = [0, 13, 10, 45, 45, 45, 45, 45, 45, 116, 255, 0, 13, 10]
        var body = Array("------town42\r\nContent-Disposition: form-data; name=\"reason\"\r\n\r\nÄlä – miksi?\r\nToinen rivi\r\n------town42\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a;b.png\"\r\nContent-Type: image/png\r\n\r\n".utf8)
        body += bytes + Array("\r\n------town42--\r\n".utf8)
        let form = try #require(FormText(multipart: body, contentType: Self.type))
        #expect(form["reason"] == "Älä – miksi?\r\nToinen rivi")
        #expect(form["picture"].flatMap { Data(base64Encoded: $0) } == Data(bytes))
    }
    @Test func aFileThatWasNotChosenIsAbsentAndAnEmptyTextIsEmpty() throws {
        let form = try #require(sent(["Content-Disposition: form-data; name=\"picture\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n", "Content-Disposition: form-data; name=\"reason\"\r\n\r\n"]))
        #expect(form["picture"] == nil && form["reason"]?.isEmpty == true)
    }
    @Test func whatIsNoSuchFormIsNone() {
        let good = "Content-Disposition: form-data; name=\"a\"\r\n\r\nb"
        #expect(sent([good])?["a"] == "b")
        #expect(sent([good], end: "") == nil, "it breaks off")
        #expect(sent(["Content-Disposition: form-data\r\n\r\nb"]) == nil, "a part without a name")
        #expect(sent(["no head at all"]) == nil)
        #expect(sent(Array(repeating: good, count: 1_001)) == nil)
        #expect(FormText(multipart: Array("a=b".utf8), contentType: Self.type) == nil)
        #expect(FormText(multipart: [], contentType: Self.type) == nil)
        #expect(FormText(multipart: Array("--x\r\n".utf8), contentType: "multipart/form-data") == nil, "no boundary")
        #expect(FormText(multipart: Array("------town42\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + [0xC3] + Array("\r\n------town42--".utf8), contentType: Self.type) == nil, "broken UTF-8")
    }
}
