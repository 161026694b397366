import Foundation
import Storage
import Talkoot
import TalkootMail

/// One thing that the doctor looked at: what it found in a sentence, and what to do where it is not as it should be.
public struct Finding: Sendable, Equatable, Codable {
    public enum State: String, Sendable, Codable { case good, warning, problem }
    let check: String
    let state: State
    let says: String
    var advice = ""

    static func good(_ check: String, _ says: String) -> Finding { Finding(check: check, state: .good, says: says) }
    static func warning(_ check: String, _ says: String, _ advice: String) -> Finding { Finding(check: check, state: .warning, says: says, advice: advice) }
    static func problem(_ check: String, _ says: String, _ advice: String) -> Finding { Finding(check: check, state: .problem, says: says, advice: advice) }
}

/// Looks at an installation from outside, changes nothing, and says what a city's IT would want to know before its people do.
struct Doctor {
    let options: DatabaseOptions
    let settings: Result<ServerSettings, any Error>
    let now: Instant
    /// Whether everything is read: each page of the file, each entry of the records.
    var isThorough = false

    func examine() async -> [Finding] {
        var findings = examineSettings() + examineFolder()
        if isNew {
            findings.append(.problem("database", "No city was founded here yet, and there are no keys.", "Say talkoot city create, which makes both; or name another folder with --data or TALKOOT_DATA."))
        } else {
            findings += await examineDatabase()
            findings.append(examineBackups())
        }
        findings.append(await examineMail())
        findings.append(await examinePictures())
        return findings
    }

    private func examineDatabase() async -> [Finding] {
        do {
            let database = try options.openExisting()
            let findings = await examine(database)
            await database.close()
            return findings
        } catch { return [.problem("database", "The database cannot be opened: \(Self.words(error))", "Check --data or --database, or the settings in \(Settings.usualFile).")] }
    }

    /// Before the first city: neither keys nor a database are missed.
    var isNew: Bool { options.address == nil && !FileManager.default.fileExists(atPath: options.file) && InstallationKeys.missing(in: options.folder) == InstallationKeys.names }

    private func examine(_ database: any Database) async -> [Finding] {
        do {
            let past = try await Upgrade.past(database), known = Platform.migrations.map(\.name)
            let schema = Self.schema(past, known)
            var findings = [schema]
            if options.address == nil, isThorough || (options.place.databaseBytes ?? 0) < 256_000_000 {
                let fault = try SQLiteCheck.fault(in: options.file)
                findings.append(fault.map { .problem("file", "The database file is damaged: \($0).", "Stop the server, check the disk, and restore a backup into a new folder.") } ?? .good("file", "Every page of the database file is in order."))
            }
            guard schema.state == .good else { return findings }
            let platform = Platform(database: database, random: Installation.chance, clock: { [now] in now })
            return findings + [try await examineClock(platform), try await examineRecord(database)] + (try await examineWork(platform)) + [try await examinePeople(platform)]
        } catch { return [.problem("database", "The database does not answer: \(Self.words(error))", "Look whether its server runs and takes connections from here.")] }
    }

    private static func schema(_ past: [String], _ known: [String]) -> Finding {
        if past == known { return .good("schema", "The database is up to date with Talkoot \(Version.current).") }
        if past.contains(where: { !known.contains($0) }) { return .problem("schema", "The database belongs to a newer Talkoot than this one (\(Version.current)).", "Install the newer version again.") }
        return .problem("schema", "The database is of an older version.", "Say talkoot upgrade, or restart the server, which does it.")
    }

    static func words(_ error: any Error) -> String {
        if case StorageError.busy(let why) = error { return why }
        if case StorageError.other(let why) = error { return why }
        return "\(error)"
    }
}
