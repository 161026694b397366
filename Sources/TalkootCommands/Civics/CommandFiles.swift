import ArgumentParser
import Foundation

// What every civic command shares: reading files with line numbers, one JSON document out, exit codes.

/// Bad input with its place; printed as `FILE:LINE: reason` (line 0 where the whole file is meant).
struct InputProblem: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let reason: String

    var description: String { "\(file):\(line): \(reason)" }

    /// The exit code of bad input; 64 stays with misspelt options, 1 with a check that failed.
    static let exitCode = ExitCode(2)
}

/// Runs `body`; bad input goes to standard error, one line each, and ends the program with exit code 2.
func endingBadInput<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let problem as InputProblem {
        printError(readable(problem.description))
        throw InputProblem.exitCode
    }
}

/// One line of a length that can be read, whatever a file's cell held.
private func readable(_ description: String) -> String {
    let (all, most) = (description.unicodeScalars, 500)
    guard all.count > most else { return visible(description) }
    return visible(String(all.prefix(most - 100)) + " … " + String(all.suffix(100)))
}

/// One line of a command's answer. Not Swift's own printing, which tells nobody when the disk behind a pipe is full.
func sayOut(_ line: String) throws { try writeText(line + "\n", to: "-") }

func printError(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// The bytes of a file or a pipe, or an ``InputProblem`` that says why not.
func readBytes(of file: String) throws -> [UInt8] {
    let manager = FileManager.default
    guard let handle = FileHandle(forReadingAtPath: file) else {
        throw InputProblem(file: file, line: 0, reason: manager.fileExists(atPath: file) ? "cannot be read" : "no such file")
    }
    do {
        defer { try? handle.close() }
        let size = try manager.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        var bytes = try fill(size + 1, from: handle.fileDescriptor)
        // A pipe has no size, and a file may have grown.
        while bytes.count > size || size == 0 {
            let more = try fill(1 << 20, from: handle.fileDescriptor)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    } catch {
        throw InputProblem(file: file, line: 0, reason: "cannot be read")
    }
}

/// Reads until `capacity` bytes are there or the file ends, straight into the array that is handed out.
private func fill(_ capacity: Int, from descriptor: Int32) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        while count < capacity {
            let taken = read(descriptor, buffer.baseAddress?.advanced(by: count), capacity - count)
            guard taken >= 0 else { throw CocoaError(.fileReadUnknown) }
            if taken == 0 { break }
            count += taken
        }
    }
}

/// Writes `text` to a file, or `-` for standard output.
func writeText(_ text: String, to file: String) throws { try writeBytes(Array(text.utf8), to: file) }

/// Writes `bytes` to a file, or `-` for standard output.
func writeBytes(_ bytes: [UInt8], to file: String) throws {
    let content = bytes.withUnsafeBytes { Data($0) }
    guard file != "-" else { return try FileHandle.standardOutput.write(contentsOf: content) }
    do {
        try content.write(to: URL(fileURLWithPath: file))
    } catch {
        throw InputProblem(file: file, line: 0, reason: "cannot be written")
    }
}
