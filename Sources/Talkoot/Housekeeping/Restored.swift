import Storage

/// What a restored database needs before anybody may work with it again.
public struct Restored: Sendable {
    /// The record's new epochs.
    public let epochs: [EpochBegun]
    /// How many people, and how many texts that had stayed hidden, were erased again.
    public let erasedAgain: (people: Int, texts: Int)
    /// Notices that waited when the backup was made: their mail was most likely sent since, so it is not sent again.
    public let droppedNotices: Int
    /// Sessions and tokens that were ended: one that somebody took back since would otherwise open doors again.
    public let endedSessions: Int
}

extension Platform {
    /// Begins new epochs of the record, erases again who was erased since, and drops what would happen twice: mails, sessions, tokens.
    /// It may be called again after it was cut off; then the record begins one more epoch.
    public func settleRestored(erased: Set<Erasure>) async throws -> Restored {
        try await reopenRestoredRecord()
        let erasedAgain = try await eraseAgain(erased)
        let (notices, sessions) = try await keepHouse { tx, _ in
            let notices = try tx.run("UPDATE notice SET state = 'dropped', trouble = 'restored from a backup' WHERE state IN ('waiting', 'sending')")
            try tx.run("DELETE FROM sign_in_request")
            let sessions = try tx.run("DELETE FROM session") + tx.run("DELETE FROM access_token")
            return (notices, sessions)
        }
        try await sequenceRecord()
        return Restored(
            epochs: try await reading { try RecordQueries.epochsBegun($0) }, erasedAgain: erasedAgain, droppedNotices: notices, endedSessions: sessions)
    }
}
