public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// `talkoot retention`
public struct RetentionCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Shows what is kept about people, on what ground and how long, and how many rows are over their time.",
        discussion: "The server takes away by itself what is over: once a day, the short-lived every ten minutes. This command only counts, unless it is told to run.")
    @Flag(help: "Takes away now what is over.") var run = false
    @ArgumentParser.Option(help: "text or json.") var format = DoctorCommand.Format.text
    @OptionGroup var database: DatabaseOptions
    public init() {}

    private struct Line: Encodable { let name: String, tables: [String], ground: String, period: String, due: Int?, removed: Int?, lastRun: String? }

    public func run() async throws {
        let platform = try await Installation.open(database, name: "talkoot").platform()
        let states = try await platform.retentionDue()
        let removed = run ? try await platform.keepRetention() : [:]
        let lines = states.map { state in
            Line(name: state.rule.name, tables: state.rule.tables, ground: state.rule.ground.rawValue, period: state.rule.period.text, due: state.due,
                 removed: removed[state.rule.name], lastRun: (run && state.due != nil ? platform.now() : state.lastRun)?.rfc3339)
        }
        switch format {
        case .text: for line in lines { try sayOut(Self.text(line, wasRun: run)) }
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try sayOut(String(decoding: encoder.encode(lines), as: UTF8.self))
        }
        await platform.database.close()
    }

    private static func text(_ line: Line, wasRun: Bool) -> String {
        let head = "\(line.name.padding(toLength: 16, withPad: " ", startingAt: 0)) \(line.period.padding(toLength: 14, withPad: " ", startingAt: 0)) \(line.ground.padding(toLength: 11, withPad: " ", startingAt: 0))"
        let rows = wasRun ? line.removed.map { "\($0) removed" } : line.due.map { "\($0) over their time" }
        return [head, rows, line.lastRun.map { "last run \($0)" }].compactMap(\.self).joined(separator: "  ")
    }
}

extension RetentionRule.Period {
    var text: String {
        switch self {
        case .hours(let hours): "\(hours) hours"
        case .days(let days): days == 1 ? "1 day" : "\(days) days"
        case .untilLeaving: "until leaving"
        case .withRecord: "with the record"
        }
    }
}
