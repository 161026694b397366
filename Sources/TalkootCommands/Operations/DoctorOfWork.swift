import Storage
import Talkoot

/// Clock, record, and what waits.
extension Doctor {
    func examineClock(_ platform: Platform) async throws -> Finding {
        let ahead = try await platform.secondsInTheFuture()
        if ahead > 60 { return .problem("clock", "The newest entry was made \(ahead) seconds from now: this machine's clock went back.", "Set the clock by the network: timedatectl set-ntp true. Nothing is lost; deadlines follow the clock.") }
        return .good("clock", "The clock agrees with what happened last.")
    }

    func examineRecord(_ database: any Database) async throws -> Finding {
        guard InstallationKeys.missing(in: options.folder).isEmpty, let key = try? RecordKey.read(in: options.folder) else {
            return .warning("record", "The record was not looked at, because its key is missing or open to others.", "See keys.")
        }
        if isThorough {
            for slug in try await database.read({ try RecordQueries.states($0).filter { !$0.checkpoint.isEmpty }.map(\.slug) }) {
                var review = RecordReview(database)
                review.dataDirectory = options.folder
                do { _ = try await review.verify(slug) } catch { return .problem("record", "The record of \(slug) does not verify: \(error)", "Keep a copy of everything as it is, then compare with the newest backup.") }
            }
            return .good("record", "Every entry of the record verifies.")
        }
        let faults = try await database.read { try RecordGlance.faults(key, $0) }
        guard let first = faults.first else { return .good("record", "The record ends as it was signed. (talkoot doctor --thorough reads all of it.)") }
        return .problem("record", first + ".", "Say talkoot record verify. After a restore the next start of the server begins a new epoch by itself.")
    }

    func examineWork(_ platform: Platform) async throws -> [Finding] {
        let vitals = try await platform.vitals()
        return [
            waits("letters", vitals.oldestNotice, vitals.waitingNotices, "Letters waiting", warn: 3_600, fail: 86_400, "See mail; letters are tried again for three days."),
            waits("entries", vitals.oldestEntry, vitals.waitingEntries, "Entries of the record waiting for their places", warn: 60, fail: 3_600, "Look whether the server runs: systemctl status talkoot."),
            waits("moves", vitals.oldestMove, vitals.dueMoves, "Moves of the clock due", warn: 300, fail: 3_600, "Look whether the server runs: systemctl status talkoot."),
        ]
    }

    private func waits(_ check: String, _ oldest: Instant?, _ count: Int, _ what: String, warn: Int64, fail: Int64, _ advice: String) -> Finding {
        guard let oldest, count > 0 else { return .good(check, "\(what): none.") }
        let seconds = max(0, (now.milliseconds - oldest.milliseconds) / 1000)
        let says = "\(what): \(count == Vitals.most ? "at least \(count)" : "\(count)"), the oldest for \(seconds < 120 ? "\(seconds) seconds" : seconds < 7_200 ? "\(seconds / 60) minutes" : "\(seconds / 3_600) hours")."
        return seconds >= fail ? .problem(check, says, advice) : seconds >= warn ? .warning(check, says, advice) : .good(check, says)
    }

    func examinePeople(_ platform: Platform) async throws -> Finding {
        let cities = try await platform.citiesWithoutAdministrator()
        let all = cities.all
        guard all > 0 else { return .warning("cities", "There is no city yet.", "Say talkoot city create.") }
        if let first = cities.without.first { return .warning("cities", "\(first) has no administrator.", "Say talkoot person invite EMAIL --city \(first) --name NAME --role administrator.") }
        return .good("cities", all == 1 ? "The city has an administrator." : "Each of the \(all) cities has an administrator.")
    }
}
