public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// The door of the command line: the same acts with the same input as a page or a program, as the owner of a personal token.
public struct ActCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Performs one act, such as `talkoot act signal.accept --on KU-7F3K2M --field reason='We mend it.'`",
        discussion: """
            The token of the environment variable TALKOOT_TOKEN, or of --token-file, says who acts; without one it is a visitor of the city named with --city. \
            Standard output gets what came of it, standard error why it was refused. Ends with 0 when it was done, 2 when it was refused, 64 when the command itself is wrong, 75 when the database is busy.
            """,
        // `talkoot act NAME --help` tells of the act, not of this command.
        helpNames: [])

    @Argument(help: "The act's name; `talkoot act --list` shows them all, `talkoot act NAME --help` what one takes.") var name: String?
    @Flag(help: "Lists the acts with their fields.") var list = false
    @Flag(name: [.long, .short], help: "Tells what the act takes; with --on also what can be picked there. Without a name: how this command is used, and all acts.") var help = false
    @ArgumentParser.Option(help: "The city's slug, for a visitor.") var city: String?
    @ArgumentParser.Option(help: "The code of what the act is about.") var on: String?
    @ArgumentParser.Option(name: .customLong("field"), help: "NAME=VALUE, as often as there are fields; `criteria.0.name=…` for rows, commas between several picks, `picture=@FILE` for files.") var fields: [String] = []
    @ArgumentParser.Option(name: .customLong("file"), help: "A photograph or document to send along, as often as there are.") var files: [String] = []
    @ArgumentParser.Option(help: "The input as one JSON object instead.") var json: String?
    @ArgumentParser.Option(help: "An act id: a repeated call with it gets the first outcome.") var id: String?
    @ArgumentParser.Option(help: "A code of your second factor, for acts of high consequence.") var check: String?
    @ArgumentParser.Option(help: "A file that holds the token, instead of TALKOOT_TOKEN.") var tokenFile: String?
    @Flag(help: "Prints only the code of what came of it: of a line its own.") var code = false
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var database: DatabaseOptions
    public init() {}

    public func run() async throws {
        if let name, !list {
            let act = try Self.act(name)
            if help && on == nil { return try say(ActHelp(speech.words).lines(act)) }
            let database = try database.openExisting()
            let lines: Result<[String], any Error>
            do { lines = .success(try await perform(act, on: Platform(database: database, random: Installation.chance, clock: Installation.now))) } catch { lines = .failure(error) }
            await database.close()
            do { try say(lines.get()) } catch let refusal as Refusal {
                for sentence in speech.words.sentences(refusal, of: name) { printError(sentence) }
                throw ExitCode(refusal == .busy ? 75 : 2)
            }
        } else {
            if help { try sayOut(Self.helpMessage().replacing("USAGE: act", with: "USAGE: talkoot act") + "\n") }
            try say(list && !help ? Rooms.house.acts.filter { $0.permitted != [.system] }.map(ActHelp.inShort) : ActHelp(speech.words).all())
        }
    }
    private func say(_ lines: [String]) throws { for line in lines { try sayOut(line) } }

    static func act(_ name: String) throws -> any Act.Type {
        if let act = Rooms.house.act(named: name), act.permitted != [.system] { return act }
        let near = Rooms.house.acts.filter { $0.permitted != [.system] && ($0.name.hasPrefix(name.prefix { $0 != "." } + ".") || $0.name.hasSuffix("." + name)) }.map { $0.name }
        throw ValidationError("There is no act “\(name)”. " + (near.isEmpty ? "`talkoot act --list` shows them all." : "There are \(near.joined(separator: ", "))."))
    }

    /// What is to be printed of it. Refusals go out as they are.
    func perform(_ act: any Act.Type, on platform: Platform) async throws -> [String] {
        let (place, actor) = try await who(platform)
        if help { return try await ActHelp(speech.words).lines(act, on: Target(on ?? ""), in: place, as: actor, platform) }
        let actID = try id.map { text in
            guard let id = ActID(rawValue: text) else { throw ValidationError("--id takes 8 to 64 letters, digits, - or _.") }
            return id
        } ?? platform.newActID()
        let checkedAt = try await check(platform, place, actor)
        let given = try await FilesGiven(files, for: act.fieldList, as: actor, in: place, platform).added(to: ActInput(fields: fields, json: json).read(for: act.fieldList))
        let outcome = try await platform.perform(act.name, on: Target(on ?? ""), given, in: place, as: actor, id: actID, under: Circumstances(checkedAt: checkedAt))
        return told(outcome, of: act.name)
    }

    /// What came of it, and its values, one a line: of a line of a plan its code, by which the next act finds it.
    private func told(_ outcome: Outcome, of act: String) -> [String] {
        if code { return [outcome.values["code"]?.text ?? outcome.object?.code.rawValue ?? ""] }
        let values = outcome.values.sorted { $0.key < $1.key }.compactMap { name, value in value.told.map { "\(name): \($0)" } }
        let tracking = TrackingCode.isGiven(by: act) ? outcome.object.map { ["tracking code: \(TrackingCode.of($0.id))"] } ?? [] : []
        return [outcome.object.map { "\(act): \($0.kind) \($0.code)" } ?? "\(act): done"] + values + tracking
    }

    private func check(_ platform: Platform, _ city: ID<City>, _ actor: Actor) async throws -> Instant? {
        guard let check, case .person(let person) = actor else { return nil }
        switch try await platform.checkSecondFactor(check, of: person, in: city, try Installation.secrets(in: database.folder)) {
        case .right: return platform.now()
        case .wrong: throw ValidationError("--check is no code of your second factor that holds now.")
        case .tooMany: throw ValidationError("Too many codes were wrong. Try again in an hour.")
        }
    }

    private func who(_ platform: Platform) async throws -> (ID<City>, Actor) {
        let token = try token(), slug = city, now = platform.now()
        return try await platform.reading { tx in
            if let token {
                guard let owner = try AccessTokens.owner(token, now, tx) else { throw ValidationError("The token does not hold, or no longer. `talkoot person token` makes a new one.") }
                return (owner.city, .person(owner.person))
            }
            guard let slug else { throw ValidationError("Say the city with --city, or who acts with TALKOOT_TOKEN.") }
            guard let city = try CityQueries.city(slug: slug, tx) else { throw ValidationError("There is no city “\(slug)”.") }
            return (city.id, .visitor)
        }
    }
    private func token() throws -> String? {
        guard let tokenFile else { return ProcessInfo.processInfo.environment["TALKOOT_TOKEN"] }
        guard let bytes = FileManager.default.contents(atPath: tokenFile) else { throw ValidationError("There is no file \(tokenFile), or it cannot be read.") }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// What was typed for an act at a terminal.
struct ActInput {
    let fields: [String], json: String?

    func read(for known: [Field]) throws -> JSON {
        if let json {
            guard fields.isEmpty else { throw ValidationError("Say --field or --json, not both.") }
            guard let parsed = try? JSON(parsing: json), parsed.object != nil else { throw ValidationError("--json takes one JSON object.") }
            return parsed
        }
        var members: [String: JSON] = [:], rows: [String: [Int: [String: JSON]]] = [:]
        for field in fields {
            guard let mark = field.firstIndex(of: "=") else { throw ValidationError("--field takes NAME=VALUE, not “\(field)”.") }
            let (name, value) = (String(field[..<mark]), String(field[field.index(after: mark)...]))
            let parts = name.split(separator: ".").map(String.init)
            if parts.count == 3, let index = Int(parts[1]), (0..<200).contains(index) { rows[parts[0], default: [:]][index, default: [:]][parts[2]] = .text(value) }
            else { members[name] = try Self.value(value, of: known.first { $0.name == name }) }
        }
        for (name, group) in rows { members[name] = .list(group.keys.sorted().map { .object(group[$0] ?? [:]) }) }
        return .object(members)
    }

    private static func value(_ value: String, of field: Field?) throws -> JSON {
        if case .file = field?.kind, value.hasPrefix("@") { return .text(try file(String(value.dropFirst()))) }
        return field?.kind == .picks ? .list(value.split(separator: ",").map { .text(String($0)) }) : .text(value)
    }
    /// The content of a file as base64.
    private static func file(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw ValidationError("There is no file \(path), or it cannot be read.") }
        return bytes.base64EncodedString()
    }
}

extension JSON {
    /// A plain value as it is printed.
    fileprivate var told: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .bool(let flag): flag ? "yes" : "no"
        case .null, .list, .object: nil
        }
    }
}

extension Act {
    static var fieldList: [Field] { form.fields }
}

/// `--language`, else what the terminal is set to.
public struct SpeechOptions: ParsableArguments {
    @ArgumentParser.Option(help: "The language of what is said: en, fi, sv or es; else that of the terminal (LC_ALL, LC_MESSAGES, LANG).")
    public var language: String?
    public init() {}
    public var words: TerminalWords { TerminalWords(language) }
    public func validate() throws {
        if let language, Language(rawValue: language) == nil { throw ValidationError("The languages are \(Language.allCases.map(\.rawValue).joined(separator: ", ")).") }
    }
}
