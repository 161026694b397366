import ArgumentParser
import Foundation
import Storage
@testable import Talkoot
@testable import TalkootCommands
import Testing
import TestTown

/// From a telephone call to the choice of the way, each step a line at a terminal.
@Suite(.serialized) struct CommandWayTests {
    @Test(arguments: HouseEngine.available) func aPhoneCallComesThroughThreeGatesByCommandsAlone(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.bindGates()
        let way = CommandWay(terminal: Terminal(town: town, folder: try TestFolder.fresh()))
        let signal = try await way.threeHintsBecomeOne()
        let problem = try await way.draft(from: signal)
        try await way.sort(problem)
        try await way.bringEverybodyIn(problem)
        try await way.learn(about: problem)
        try await way.own(problem)
        try await way.planMeansAndRisks(of: problem)
        try await way.fillTheSheet(of: problem)
        try await way.objectAndAgree(on: problem)
        try await way.define(problem)
        try await way.route(problem)
        let reference = try await town.look { try ProblemQueries.problem(Target(problem), $0).reference }
        #expect(try await town.state(of: reference) == .routed)
    }

    @Test func anActTellsWhatItTakesInTheReadersLanguage() throws {
        let english = ActHelp(TerminalWords("en")).lines(NoteRisk.self).joined(separator: "\n")
        #expect(english.contains("risk.note: Note a risk") && english.contains("--on takes the code of what it is about (Register of risks).") && !english.contains("⟦"))
        #expect(english.contains("likelihood ") && english.contains("5 (5 – almost certain)") && english.contains("bearers.0.share ") && english.contains("Share in % – 1–100"))
        #expect(english.contains("Harm to people, 1 to 5 – 1–5 (optional)"))
        for language in ["en", "fi", "sv", "es"] {
            let help = ActHelp(TerminalWords(language))
            for act in Rooms.house.acts where act.permitted != [.system] { #expect(!help.lines(act).joined().contains("⟦"), "\(act.name) in \(language)") }
            #expect(help.all().count > 150)
        }
    }

    @Test func theTerminalsLanguageCountsUnlessAnotherIsAskedFor() throws {
        #expect(TerminalWords(nil, ["LANG": "fi_FI.UTF-8"]).language == "fi")
        #expect(TerminalWords(nil, ["LANG": "fi_FI.UTF-8", "LC_ALL": "sv_SE"]).language == "sv")
        #expect(TerminalWords("es", ["LANG": "fi_FI.UTF-8"]).language == "es")
        #expect(TerminalWords(nil, ["LANG": "C.UTF-8"]).language == "en" && TerminalWords(nil, [:]).language == "en" && TerminalWords(nil, ["LANG": "de_DE.UTF-8"]).language == "en")
        #expect(throws: (any Error).self) { try ActCommand.parse(["signal.send", "--language", "de"]) }
    }

    @Test(arguments: HouseEngine.available) func aRefusalIsASentenceAboutItsField(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let terminal = Terminal(town: town, folder: try TestFolder.fresh())
        #expect(try await terminal.refusal("signal.send", as: nil, "text=", language: "en") == ["text (What could work better?): Fill this in."])
        #expect(try await terminal.refusal("signal.accept", on: "KU-NOSUCH", as: .paivi, "reason=Yes.", language: "fi") == ["Tällä koodilla ei ole mitään, tai se ei ole sinulle avoin."])
        let signal = try await terminal.act("signal.send", as: .aino, "text=The lamp at the stop is dark.", "department=transport")
        #expect(try await terminal.refusal("signal.accept", on: signal, as: .aino, "reason=Mine.", language: "en") == [TerminalWords("en")("denied.role")])
        try await terminal.act("signal.accept", on: signal, as: .paivi, "reason=Ours.")
        #expect(try await terminal.refusal("signal.accept", on: signal, as: .paivi, "reason=Again.", language: "sv").first?.contains("⟦") == false)
        await #expect(throws: ValidationError.self, "whose token it is nobody knows") { try await terminal.said(["signal.send", "--token-file", terminal.folder + "/nobody", "--field", "text=A"]) }
        await #expect(throws: ValidationError.self) { try await terminal.said(["signal.send", "--city", "nowhere", "--field", "text=A"]) }
        await #expect(throws: ValidationError.self) { try await terminal.said(["signal.send", "--city", "kuusila", "--field", "text"]) }
        await #expect(throws: ValidationError.self, "one of both") { try await terminal.said(["signal.send", "--city", "kuusila", "--field", "text=A", "--json", "{}"]) }
        #expect(throws: ValidationError.self) { try ActCommand.act("signal.sned") }
    }
}

/// Somebody's terminal: the command as it is typed, with a token in a file.
struct Terminal: Sendable {
    let town: Town, folder: String

    /// Does it, and gives the code of what came of it.
    @discardableResult
    func act(_ name: String, on target: String? = nil, as person: Townsperson?, _ fields: String...) async throws -> String {
        try await said(await words(name, target, person, fields) + ["--code"]).first ?? ""
    }
    func refusal(_ name: String, on target: String? = nil, as person: Townsperson?, _ fields: String..., language: String = "en") async throws -> [String] {
        do {
            let lines = try await said(await words(name, target, person, fields))
            Issue.record("\(name) was done: \(lines)")
            return lines
        } catch let refusal as Refusal { return TerminalWords(language).sentences(refusal, of: name) }
    }
    func help(_ name: String, on target: String, as person: Townsperson) async throws -> [String] { try await said(await words(name, target, person, []) + ["--help"]) }

    func said(_ words: [String]) async throws -> [String] {
        let command = try ActCommand.parse(words + ["--language", "en"])
        return try await command.perform(try ActCommand.act(words[0]), on: town.platform)
    }
    private func words(_ name: String, _ target: String?, _ person: Townsperson?, _ fields: [String]) async throws -> [String] {
        let who = if let person { ["--token-file", try await tokenFile(of: person)] } else { ["--city", "kuusila"] }
        return [name] + who + (target.map { ["--on", $0] } ?? []) + fields.flatMap { ["--field", $0] }
    }
    func tokenFile(of person: Townsperson) async throws -> String {
        let file = "\(folder)/\(person)"
        if !FileManager.default.fileExists(atPath: file) {
            let token = try await town.platform.newAccessToken(for: try town.id(of: person), in: try town.id(of: person.city), named: "terminal")
            try Data((token + "\n").utf8).write(to: URL(fileURLWithPath: file))
        }
        return file
    }
}
