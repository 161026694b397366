import Foundation
@testable import Talkoot
import Testing

/// Pictures are made anew: upright, without a word of what was hidden in them, and a broken one harms nobody.
@Suite(.serialized) struct DarkroomTests {
    private let darkroom = FileTown.builtDarkroom

    @Test(arguments: [(FileType.jpeg, SamplePictures.jpeg, [24, 48]), (.png, SamplePictures.png, [48, 24]), (.webp, SamplePictures.webp, [24, 48])])
    func nothingButThePixelsIsLeft(_ type: FileType, _ picture: [UInt8], _ size: [Int]) async throws {
        let developed = try await darkroom.develop(picture, type)
        #expect([developed.width, developed.height] == size)
        #expect(developed.type == (type == .png ? .png : .jpeg))
        for print in Darkroom.Print.allCases {
            let bytes = try #require(developed.prints[print])
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in SamplePictures.secrets { #expect(!text.contains(secret), "\(print) of \(type) still says \(secret)") }
        }
    }

    @Test func whatFollowsAPictureIsGone() async throws {
        let script = Array("<script>alert(1)</script><?php system($_GET[0]);".utf8)
        for print in try await darkroom.develop(SamplePictures.jpeg + script, .jpeg).prints.values { #expect(!String(decoding: print, as: UTF8.self).contains("script")) }
    }

    @Test(arguments: [FileType.jpeg, .png, .webp]) func aPictureThatIsCutOffIsRefused(_ type: FileType) async throws {
        let whole = type == .jpeg ? SamplePictures.jpeg : type == .png ? SamplePictures.png : SamplePictures.webp
        await #expect(throws: FileProblem("problem.file.damaged")) { try await darkroom.develop(Array(whole.prefix(whole.count * 3 / 4)), type) }
    }

    @Test func aPictureThatLiesAboutItsTypeIsRefused() async throws {
        await #expect(throws: FileProblem("problem.file.damaged")) { try await darkroom.develop(SamplePictures.png, .jpeg) }
        await #expect(throws: FileProblem("problem.file.damaged")) { try await darkroom.develop(Array(SamplePictures.jpeg.prefix(300)) + SamplePictures.png, .jpeg) }
    }

    @Test func withoutTheProgramPicturesAreRefusedInASentence() async throws {
        await #expect(throws: FileProblem("problem.file.noPictures")) { try await Darkroom(program: nil).develop(SamplePictures.jpeg, .jpeg) }
        await #expect(throws: FileProblem("problem.file.noPictures")) { try await Darkroom(program: "/no/such/program").develop(SamplePictures.jpeg, .jpeg) }
        #expect(await Darkroom(program: nil).isReady() == false)
        #expect(await darkroom.isReady())
    }

    @Test func manyAtOnceWaitInLine() async throws {
        let developed = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await darkroom.develop(SamplePictures.jpeg, .jpeg).width } }
            return try await group.reduce(0, +)
        }
        #expect(developed == 8 * 24)
    }
}
