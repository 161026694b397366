public import ArgumentParser

/// `talkoot record`: the public record as files, and its check.
public struct RecordCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Export the public record, or check one.", subcommands: [RecordExportCommand.self, RecordVerifyCommand.self])
    public init() {}
}
