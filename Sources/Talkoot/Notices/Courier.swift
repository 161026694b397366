import Storage

/// Takes notices out of the outbox and sends them. Any number of couriers, in any number of processes, may work on one database.
///
/// Each notice is marked as under way in one write, written and sent outside of any transaction, and marked as sent in another. A courier that is
/// cut off in between leaves its mark; when the mark has run out the same letter is sent again, with the same Message-ID. So nothing is lost,
/// and the only repeat possible is the one letter whose sending was cut.
public struct Courier: Sendable {
    private let platform: Platform
    private let writer: NoticeWriter
    private let mailer: Mailer
    private let patience: Int64

    /// - Parameter patience: seconds after which a letter under way counts as abandoned; longer than the mailer ever takes.
    public init(_ platform: Platform, _ secrets: Secrets, _ style: NoticeStyle, patience: Int64 = 180, mailer: @escaping Mailer) {
        self.platform = platform
        self.writer = NoticeWriter(platform: platform, secrets: secrets, style: style)
        self.mailer = mailer
        self.patience = patience
    }

    /// Works until its task is cancelled, and looks for new notices every second. A letter under way is finished first.
    /// - Parameter report: hears of what went wrong with the house itself, such as a lost database; the courier goes on.
    public func run(report: @Sendable (any Error) -> Void = { _ in }) async {
        while !Task.isCancelled {
            do { try await deliverAll() } catch { report(error) }
            // Cancelled while it sleeps: the loop ends.
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Everything that is due now. Returns how many letters were handed over.
    @discardableResult public func deliverAll() async throws -> Int {
        var sent = 0
        while !Task.isCancelled, let done = try await deliverNext() {
            if done { sent += 1 }
        }
        return sent
    }

    /// One letter: whether it was handed over, or nil when nothing is due.
    func deliverNext() async throws -> Bool? {
        guard let claim = try await claim() else { return nil }
        // Not to be cancelled between sending and its mark: that would be a repeat that nobody forced.
        return try await Task { try await deliver(claim) }.value
    }

    func claim() async throws -> OutboxClaim? {
        let now = platform.now()
        guard try await platform.reading({ try Outbox.isAnythingDue(now, $0) }) else { return nil }
        let until = now.adding(seconds: patience)
        return try await keepMarks { tx, now in try Outbox.claim(until: until, now, tx) }
    }

    private func deliver(_ claim: OutboxClaim) async throws -> Bool {
        let written = try await writer.write(claim)
        if !written.dropped.isEmpty {
            try await keepMarks { tx, now in
                for (line, end) in written.dropped { try Outbox.finish([line], of: claim, end, now, tx) }
            }
        }
        guard let letter = written.letter else { return false }
        let failure = await failure(of: letter)
        try await keepMarks { tx, now in
            guard let failure else { return try Outbox.finish(written.told, of: claim, .sent, now, tx) }
            for line in written.told { try Outbox.finish([line], of: claim, .after(failure, line, now), now, tx) }
            if case .never(let why) = failure, let person = claim.person { try MailPauses.pause(person, claim.city, why, now, tx) }
        }
        return failure == nil
    }

    /// Couriers are kept apart by the marks themselves, which they lock, and acts read none of them.
    private func keepMarks<Value: Sendable>(_ body: @escaping @Sendable (any Transaction, Instant) throws -> Value) async throws -> Value {
        try await platform.keepHouse { tx, now in
            try tx.standAside()
            return try body(tx, now)
        }
    }

    private func failure(of letter: Letter) async -> MailFailure? {
        do { try await mailer(letter) }
        catch let failure as MailFailure { return failure }
        catch { return .later("not taken") }
        return nil
    }
}
