import CPicture
import Foundation

/// Where pictures are developed: decoded, turned upright, and encoded anew in three sizes, so that nothing is left of a file but its pixels.
/// It works in a process of its own with little memory and time and no way to open anything, because decoders of foreign bytes fail in ways that nobody foresees.
public struct Darkroom: Sendable {
    /// The three sizes of a picture.
    public enum Print: String, CaseIterable, Sendable { case whole, large, small }

    struct Developed: Sendable {
        var type: FileType
        var width: Int
        var height: Int
        var prints: [Print: [UInt8]]
    }

    /// Started as `PROGRAM picture`; nil where there is none, and pictures are refused.
    private let program: String?
    /// One: a picture of the most pixels takes up to 350 MB for three seconds, and a small server has one gigabyte.
    private let seats = Seats(1)
    public init(program: String?) { self.program = program }

    /// The running program itself.
    public static var own: Darkroom {
        #if os(Linux)
        Darkroom(program: "/proc/self/exe")
        #else
        Darkroom(program: Bundle.main.executablePath)
        #endif
    }

    /// - Throws: ``FileProblem`` in words for whoever sent the picture.
    func develop(_ bytes: [UInt8], _ type: FileType) async throws -> Developed {
        let head = try PictureHead(bytes, type)
        guard let program else { throw FileProblem("problem.file.noPictures") }
        await seats.take()
        do {
            let (code, output) = try await run(program, PictureWork(type: type, orientation: head.orientation), bytes)
            await seats.leave()
            return try Self.developed(code, output)
        } catch {
            await seats.leave()
            throw error
        }
    }

    /// Whether pictures can be taken on this machine: develops one of a single pixel.
    public func isReady() async -> Bool {
        let pixel = Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==").map { [UInt8]($0) } ?? []
        do { return try await develop(pixel, .png).prints.count == Print.allCases.count } catch { return false }
    }

    private static func developed(_ code: Int32, _ output: [UInt8]) throws -> Developed {
        switch code {
        case Int32(PICTURE_GOOD): break
        case Int32(PICTURE_NO_LIBRARY), Int32(PICTURE_UNCONFINED): throw FileProblem("problem.file.noPictures")
        default: throw FileProblem("problem.file.damaged")
        }
        let parts = PictureWork.parts(of: output)
        // What comes out is judged like what went in: the process that made it has read foreign bytes.
        guard parts.count == 3, let type = try? FileType.of(parts[0]), type == .jpeg || type == .png, let head = try? PictureHead(parts[0], type),
              parts.dropFirst().allSatisfy({ (try? FileType.of($0)) == .jpeg }) else { throw FileProblem("problem.file.damaged") }
        return Developed(type: type, width: head.width, height: head.height, prints: [.whole: parts[0], .large: parts[1], .small: parts[2]])
    }

    /// Both ends are nameless files in memory, so nothing can be left behind and nobody waits on a full pipe.
    private func run(_ program: String, _ work: PictureWork, _ bytes: [UInt8]) async throws -> (Int32, [UInt8]) {
        let given = picture_nameless_file(), made = picture_nameless_file()
        guard given >= 0, made >= 0 else { throw Refusal.busy }
        let input = FileHandle(fileDescriptor: given, closeOnDealloc: true), output = FileHandle(fileDescriptor: made, closeOnDealloc: true)
        try input.write(contentsOf: work.written + bytes)
        try input.seek(toOffset: 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["picture"]
        // Neither the database's address nor any secret goes along.
        process.environment = [:]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let code = try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { waiting.resume(returning: $0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus) }
            do { try process.run() } catch { waiting.resume(throwing: FileProblem("problem.file.noPictures")) }
        }
        try output.seek(toOffset: 0)
        return (code, [UInt8](try output.readToEnd() ?? Data()))
    }
}

/// So many at a time; the others wait in line.
private actor Seats {
    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []
    init(_ count: Int) { free = count }

    func take() async {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { line.append($0) } }
    }
    func leave() {
        if line.isEmpty { free += 1 } else { line.removeFirst().resume() }
    }
}
