public import ArgumentParser
import Foundation
import Talkoot

/// `talkoot doctor`
public struct DoctorCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at the installation and says what is wrong with it, and what to do.",
        discussion: "Ends with 0 when nothing is wrong, also where it warns, and with 1 when something is. It changes nothing.")
    @Flag(help: "Also reads every page of the embedded database and every entry of the records.") var thorough = false
    @ArgumentParser.Option(help: "text or json.") var format = Format.text
    @OptionGroup var options: ServeOptions
    @OptionGroup var database: DatabaseOptions
    public init() {}

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    public func run() async throws {
        let doctor = Doctor(options: database, settings: Result { try options.settled() }, now: Installation.now(), isThorough: thorough)
        let findings = await doctor.examine()
        switch format {
        case .text: for finding in findings { try sayOut(Self.line(finding)) }
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try sayOut(String(decoding: encoder.encode(findings), as: UTF8.self))
        }
        if findings.contains(where: { $0.state == .problem }) { throw ExitCode(1) }
    }

    static func line(_ finding: Finding) -> String {
        let mark = switch finding.state { case .good: "ok      "; case .warning: "warning "; case .problem: "PROBLEM " }
        return mark + finding.says + (finding.advice.isEmpty ? "" : " → " + finding.advice)
    }
}
