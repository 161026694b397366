internal import ArgumentParser
internal import Foundation
internal import Storage
@testable internal import Talkoot
internal import TalkootCommands
internal import Testing

@Suite("The command `record`")
struct RecordCommandTests {
    /// Runs the command and gives its exit code.
    private func run(_ words: [String]) async throws -> Int32 {
        do {
            var command = try RecordCommand.parseAsRoot(words)
            if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
            return 0
        } catch let code as ExitCode { return code.rawValue } catch { return RecordCommand.exitCode(for: error).rawValue }
    }
    private func place(_ town: RecordTown) -> [String] { ["--data", town.directory] + (town.url.map { ["--database", $0] } ?? []) }

    @Test("Exports a city's record and checks it from all sides", arguments: HouseEngine.available)
    func wholeWay(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(2)
            try await town.platform.sequenceRecord()
            let (folder, old) = (town.directory + "/export", town.directory + "/old-checkpoint")
            let key = try #require(try await town.look(RecordQueries.key))
            #expect(try await run(["export", folder, "--city", "kuusila"] + place(town)) == 0)
            try FileManager.default.copyItem(atPath: folder + "/checkpoint", toPath: old)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            #expect(try await run(["verify", "--since", old] + place(town)) == 0)
            #expect(try await run(["verify", "--city", "kuusila", "--key", key] + place(town)) == 0)
            #expect(try await run(["export", folder, "--city", "kuusila"] + place(town)) == 0)
            #expect(try await run(["verify", folder, "--since", old, "--key", key]) == 0)

            try await town.tamper("UPDATE signal SET state = 'merged' WHERE code = (SELECT object_code FROM entry WHERE position = 3)")
            #expect(try await run(["verify"] + place(town)) == 1)
            #expect(try await run(["verify", folder]) == 0)
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/tile/0/000.p/6"))
            #expect(try await run(["verify", folder]) == 1)
        }
    }

    @Test("Says what is missing instead of making it up")
    func missing() async throws {
        let folder = try TestFolder.fresh()
        #expect(try await run(["verify", "--data", folder + "/nowhere"]) == 64)
        #expect(try await run(["verify", folder + "/nowhere"]) == 1)
        #expect(try await run(["verify", folder]) == 1)
        #expect(try await run(["verify", folder, "--data", folder]) == 64)
        #expect(try await run(["verify", "--database", "mysql://somewhere"]) == 64)
        #expect(!FileManager.default.fileExists(atPath: folder + "/nowhere"))
    }
}
