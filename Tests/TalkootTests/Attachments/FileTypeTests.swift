@testable import Talkoot
import Testing

/// What a file is follows from its bytes, and what it is called from nothing that could do harm.
struct FileTypeTests {
    @Test func theFourTypesAreKnownByTheirBytes() throws {
        #expect(try FileType.of(SamplePictures.jpeg) == .jpeg)
        #expect(try FileType.of(SamplePictures.png) == .png)
        #expect(try FileType.of(SamplePictures.webp) == .webp)
        #expect(try FileType.of(SamplePictures.pdf) == .pdf)
    }

    @Test(arguments: [
        ("", "problem.file.empty"), ("GIF89a/*<svg onload=alert(1)>*/=1;", "problem.file.type"), ("<svg xmlns='http://www.w3.org/2000/svg'/>", "problem.file.type"),
        ("<!doctype html><script>alert(1)</script>", "problem.file.type"), ("\0\0\0\u{18}ftypheic", "problem.file.heic"), ("MZ", "problem.file.type"),
        ("  %PDF-1.4 not at the start %%EOF", "problem.file.type"), ("%PDF-1.4 without an end", "problem.file.damaged"), ("RIFF1234WAVE", "problem.file.type"),
    ])
    func everythingElseIsToldWhatToDo(_ text: String, _ key: String) {
        #expect(throws: FileProblem(key)) { try FileType.of(Array(text.utf8)) }
    }

    @Test func theHeadTellsTheSizeAndHowTheCameraWasHeld() throws {
        #expect(try numbers(SamplePictures.jpeg, .jpeg) == [48, 24, 6])
        #expect(try numbers(SamplePictures.png, .png) == [48, 24, 1])
        #expect(try numbers(SamplePictures.webp, .webp) == [48, 24, 6])
    }

    @Test func aHeadThatPromisesTooManyPixelsIsRefusedBeforeAnybodyDecodesIt() {
        var bomb = SamplePictures.png
        bomb.replaceSubrange(16..<24, with: [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50])
        #expect(throws: FileProblem("problem.file.pixels", ["width": "50000", "height": "50000", "limit": "40"])) { try PictureHead(bomb, .png) }
        bomb.replaceSubrange(16..<24, with: [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1])
        #expect(throws: FileProblem.self) { try PictureHead(bomb, .png) }
        bomb.replaceSubrange(16..<24, with: [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(throws: FileProblem("problem.file.damaged")) { try PictureHead(bomb, .png) }
    }

    @Test(arguments: FileType.allCases.filter(\.isPicture)) func noHeadThatIsCutOffAnywhereReadsBeyondItsEnd(_ type: FileType) {
        let whole = type == .jpeg ? SamplePictures.jpeg : type == .png ? SamplePictures.png : SamplePictures.webp
        var readable = 0
        for length in 0...whole.count where (try? PictureHead(Array(whole.prefix(length)), type)) != nil { readable += 1 }
        #expect(readable > 0 && readable < whole.count)
    }

    @Test(arguments: [
        ("IMG_0042.JPG", "IMG_0042.jpg"), ("C:\\Users\\liisa\\kuva.jpeg", "kuva.jpg"), ("../../etc/passwd", "passwd.jpg"), ("evil\u{202E}gpj.exe", "evilgpj.jpg"),
        ("a\"b\r\nSet-Cookie: x=1.png", "ab Set-Cookie x=1.jpg"), ("", "file.jpg"), ("...", "file.jpg"), (".htaccess", "file.jpg"), ("pääkatu 5.png", "pääkatu 5.jpg"),
        ("photo.jpg.html", "photo.jpg.jpg"), ("<script>.svg", "script.jpg"),
    ])
    func aNameKeepsWhatPeopleRecogniseAndNothingElse(_ given: String, _ kept: String) { #expect(FileName.clean(given, .jpeg) == kept) }

    @Test func aLongNameIsCut() {
        let name = FileName.clean(String(repeating: "ä", count: 200) + ".png", .png)
        #expect(name.count <= 100 && name.hasSuffix("ä.png"))
    }

    private func numbers(_ bytes: [UInt8], _ type: FileType) throws -> [Int] {
        let head = try PictureHead(bytes, type)
        return [head.width, head.height, head.orientation]
    }
}
