import ArgumentParser
import Foundation
import Talkoot

/// The process of one picture, started by the server for each: reads it, gives up everything but reading, writing and memory, and writes it anew.
struct PictureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "picture", abstract: "Develops one picture; the server starts it by itself.", shouldDisplay: false)

    func run() throws {
        let (code, output) = PictureWork.develop(reading: Self.input)
        _exit(code == 0 && !Self.write(output) ? 1 : code)
    }

    /// By the system's own calls, since nothing else is allowed any more.
    private static func input() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(AttachmentLimits.mostBytes + 2)
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(0, &part, part.count), count > 0 { bytes += part[..<count] }
        return bytes
    }
    private static func write(_ output: [UInt8]) -> Bool {
        var rest = output[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
