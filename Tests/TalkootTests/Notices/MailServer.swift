internal import Foundation
internal import Synchronization

/// A mail server of a few lines for stories about sending: it takes, refuses or hangs. One connection at a time.
final class MailServer: Sendable {
    enum Mood: Sendable {
        case takes
        /// Answers RCPT with this.
        case refusesRecipient(Int)
        /// Answers the end of the letter with this.
        case refusesLetter(Int)
        /// Accepts the connection and says nothing.
        case hangs
    }

    let port: UInt16
    private let mood: Mood
    private let listener: Int32
    private let isStopped = Mutex(false)
    private let kept = Mutex<(commands: [String], letters: [String])>(([], []))

    var commands: [String] { kept.withLock { $0.commands } }
    var letters: [String] { kept.withLock { $0.letters } }
    var address: String { "smtp://127.0.0.1:\(port)" }

    struct NotStarted: Error {}

    init(_ mood: Mood) throws {
        self.mood = mood
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0 }
        }
        guard isBound else { throw NotStarted() }
        port = UInt16(bigEndian: place.sin_port)
        let thread = Thread { [self] in serve() }
        thread.start()
    }

    /// Ends the server; its thread closes the socket, so that no number is given to somebody else while it is still used here.
    func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 {
                close(listener)
                return
            }
            if case .hangs = mood {
                var byte: UInt8 = 0
                while read(connection, &byte, 1) > 0 {}
            } else {
                talk(Line(connection))
            }
            close(connection)
        }
    }

    private func talk(_ line: Line) {
        line.say("220 here")
        while let command = line.read() {
            kept.withLock { $0.commands.append(command) }
            switch command.prefix(4).uppercased() {
            case "RCPT": if case .refusesRecipient(let code) = mood { line.say("\(code) <anna@secret.example> not here") } else { line.say("250 fine") }
            case "DATA":
                line.say("354 go on")
                keepLetter(line)
                if case .refusesLetter(let code) = mood { line.say("\(code) not now") } else { line.say("250 kept") }
            case "QUIT":
                line.say("221 bye")
                return
            default: line.say("250 fine")
            }
        }
    }
    private func keepLetter(_ line: Line) {
        var lines: [String] = []
        while let text = line.read(), text != "." { lines.append(text.hasPrefix(".") ? String(text.dropFirst()) : text) }
        kept.withLock { $0.letters.append(lines.joined(separator: "\n")) }
    }

    /// Lines over a socket.
    private final class Line {
        private let connection: Int32
        init(_ connection: Int32) { self.connection = connection }
        func say(_ text: String) {
            let bytes = Array((text + "\r\n").utf8)
            _ = write(connection, bytes, bytes.count)
        }
        func read() -> String? {
            var bytes: [UInt8] = []
            var byte: UInt8 = 0
            while Foundation.read(connection, &byte, 1) == 1 {
                if byte == 10 { return String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes[...], as: UTF8.self) }
                bytes.append(byte)
            }
            return nil
        }
    }
}
