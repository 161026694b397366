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
}
