import Storage

extension Platform {
    /// Counts one more of something and says whether there were too many within the hour. Slowed, never lost: the door answers 429 with a time.
    public func isTooMany(_ key: String, limit: Int) async throws -> Bool {
        let hashed = Secrets.hash(key)
        return try await keepHouse { tx, now in
            let hour = now.milliseconds / 3_600_000
            let count = try tx.first("""
                INSERT INTO throttle (key, hour, count) VALUES (\(hashed), \(hour), \(1)) ON CONFLICT (key, hour) DO UPDATE SET count = throttle.count + 1 RETURNING count
                """) { try $0.int() } ?? 0
            return count > limit
        }
    }
    /// Throws away what no longer counts.
    public func sweep() async throws {
        try await keepHouse { tx, now in
            try tx.run("DELETE FROM throttle WHERE hour < \(now.milliseconds / 3_600_000 - 1)")
            try tx.run("DELETE FROM session WHERE expires_at < \(now)")
            try tx.run("DELETE FROM sign_in_request WHERE expires_at < \(now.adding(days: -1))")
            // No wait is longer than two hours by itself: a clock that ran ahead and was set right has left this behind.
            try tx.run("UPDATE notice SET next_at = \(now) WHERE state IN ('waiting', 'sending') AND next_at > \(now.adding(seconds: 3 * 3_600))")
            try tx.run("DELETE FROM draft WHERE saved_at < \(now.adding(days: -30))")
        }
    }
}
