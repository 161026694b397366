public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// The door of the command line: the same acts with the same input as a page or a program, as the owner of a personal token.
public struct ActCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Performs one act, such as `talkoot act signal.accept --on KU-7F3K2M --field reason='We mend it.'`",
        discussion: "The token of the environment variable TALKOOT_TOKEN says who acts; without one it is a visitor of the city named with --city.")

    @Argument(help: "The act's name; `talkoot act --list` shows them all.") var name: String?
    @Flag(help: "Lists the acts with their fields.") var list = false
    @ArgumentParser.Option(help: "The city's slug, for a visitor.") var city: String?
    @ArgumentParser.Option(help: "The code of what the act is about.") var on: String?
    @ArgumentParser.Option(name: .customLong("field"), help: "NAME=VALUE, as often as there are fields; `criteria.0.name=…` for rows, commas between several picks, `picture=@FILE` for files.") var fields: [String] = []
    @ArgumentParser.Option(name: .customLong("file"), help: "A photograph or document to send along, as often as there are.") var files: [String] = []
    @ArgumentParser.Option(help: "The input as one JSON object instead.") var json: String?
    @ArgumentParser.Option(help: "An act id: a repeated call with it gets the first outcome.") var id: String?
    @ArgumentParser.Option(help: "A code of your second factor, for acts of high consequence.") var check: String?
    @OptionGroup var database: DatabaseOptions
    public init() {}

    public func run() async throws {
        if list || name == nil { return try printActs() }
        let platform = Platform(database: try database.openExisting(), random: Installation.chance, clock: Installation.now)
        guard let name, let act = platform.rooms.act(named: name) else { throw ValidationError("There is no act “\(name ?? "")”. `talkoot act --list` shows them all.") }
        let (place, actor) = try await who(platform)
        let actID = try id.map { text in
            guard let id = ActID(rawValue: text) else { throw ValidationError("--id takes 8 to 64 letters, digits, - or _.") }
            return id
        } ?? platform.newActID()
        do {
            let checkedAt = try await check(platform, place, actor)
            let given = try await FilesGiven(files, for: act.fieldList, as: actor, in: place, platform).added(to: try input(act.fieldList))
            let outcome = try await platform.perform(name, on: Target(on ?? ""), given, in: place, as: actor, id: actID, under: Circumstances(checkedAt: checkedAt))
            try sayOut(outcome.object.map { "\(name): \($0.kind) \($0.code)" } ?? "\(name): done")
            if TrackingCode.isGiven(by: name), let object = outcome.object { try sayOut("tracking code: \(TrackingCode.of(object.id))") }
        } catch let refusal as Refusal {
            FileHandle.standardError.write(Data((Self.sentence(refusal) + "\n").utf8))
            throw ExitCode(refusal == .busy ? 75 : 2)
        }
    }

    private func check(_ platform: Platform, _ city: ID<City>, _ actor: Actor) async throws -> Instant? {
        guard let check, case .person(let person) = actor else { return nil }
        switch try await platform.checkSecondFactor(check, of: person, in: city, try Installation.secrets(in: database.folder)) {
        case .right: return platform.now()
        case .wrong: throw ValidationError("--check is no code of your second factor that holds now.")
        case .tooMany: throw ValidationError("Too many codes were wrong. Try again in an hour.")
        }
    }

    private func printActs() throws {
        for act in Rooms.house.acts where act.permitted != [.system] {
            let on = act.target.map { " --on \($0.rawValue.uppercased())" } ?? ""
            try sayOut("\(act.name)\(on)" + act.fieldList.map { " \($0.isOptional ? "[" : "")\($0.name)\($0.isOptional ? "]" : "")" }.joined())
        }
    }

    private func who(_ platform: Platform) async throws -> (ID<City>, Actor) {
        let token = ProcessInfo.processInfo.environment["TALKOOT_TOKEN"], slug = city, now = platform.now()
        return try await platform.reading { tx in
            if let token {
                guard let owner = try AccessTokens.owner(token, now, tx) else { throw ValidationError("TALKOOT_TOKEN is no token that still holds.") }
                return (owner.city, .person(owner.person))
            }
            guard let slug, let city = try CityQueries.city(slug: slug, tx) else { throw ValidationError("Say the city with --city, or who acts with TALKOOT_TOKEN.") }
            return (city.id, .visitor)
        }
    }

    private func input(_ known: [Field]) throws -> JSON {
        if let json {
            guard let parsed = try? JSON(parsing: json), parsed.object != nil else { throw ValidationError("--json takes one JSON object.") }
            return parsed
        }
        var members: [String: JSON] = [:]
        var rows: [String: [Int: [String: JSON]]] = [:]
        for field in fields {
            guard let mark = field.firstIndex(of: "=") else { throw ValidationError("--field takes NAME=VALUE, not “\(field)”.") }
            let (name, value) = (String(field[..<mark]), String(field[field.index(after: mark)...]))
            let parts = name.split(separator: ".")
            if parts.count == 3, let index = Int(parts[1]), (0..<200).contains(index) { rows[String(parts[0]), default: [:]][index, default: [:]][String(parts[2])] = .text(value) }
            else if value.hasPrefix("@"), known.contains(where: { if case .file = $0.kind { $0.name == name } else { false } }) { members[name] = .text(try Self.file(String(value.dropFirst()))) }
            else if let known = known.first(where: { $0.name == name }), known.kind == .picks { members[name] = .list(value.split(separator: ",").map { .text(String($0)) }) }
            else { members[name] = .text(value) }
        }
        for (name, group) in rows { members[name] = .list(group.keys.sorted().map { .object(group[$0] ?? [:]) }) }
        return .object(members)
    }

    /// The content of a file as base64.
    private static func file(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw ValidationError("There is no file \(path).") }
        return bytes.base64EncodedString()
    }

    /// A refusal for somebody at a terminal: what, and where.
    static func sentence(_ refusal: Refusal) -> String {
        switch refusal {
        case .notFound: "There is no such thing, or none that you may know of."
        case .denied(let why): "Refused: \(why)."
        case .invalid(let problems): problems.map { "\($0.field.isEmpty ? "input" : $0.field): \($0.key)\($0.values.isEmpty ? "" : " \($0.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))")" }.joined(separator: "\n")
        case .illegalMove(let act, let state): "\(act) is not possible while it is \(state)."
        case .stale: "Somebody was faster; look again."
        case .busy: "The database is busy; try again in a moment."
        }
    }
}

extension Act {
    static var fieldList: [Field] { form.fields }
}
