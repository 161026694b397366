import ArgumentParser
import Storage
import Talkoot

struct RecordExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a city's record as files: checkpoint, tiles, entries, key and every earlier checkpoint.")

    @Argument(help: "The folder to write to.")
    var folder: String
    @ArgumentParser.Option(help: "The city, as in addresses.")
    var city: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let database = try options.openExisting()
        let outcome = await RecordOutcome.of { "\(try await RecordExport(database).write(city: city, to: folder)) entries of \(city) written to \(folder)" }
        await database.close()
        try outcome.tell()
    }
}
