import Storage

/// What the doctor asks of the database.
extension Platform {
    /// How far the newest act lies ahead of the clock; 0 where it does not.
    public func secondsInTheFuture() async throws -> Int64 {
        let now = now()
        let newest = try await reading { tx in
            try tx.first("SELECT at FROM record_checkpoint WHERE at > \(now) ORDER BY at DESC LIMIT 1") { try $0.instant() }
        }
        return newest.map { ($0.milliseconds - now.milliseconds) / 1000 } ?? 0
    }

    /// How many cities there are, and which of them nobody administers.
    public func citiesWithoutAdministrator() async throws -> (all: Int, without: [String]) {
        let now = now()
        return try await reading { tx in
            let without = try tx.rows("""
                SELECT slug FROM city WHERE NOT EXISTS (
                    SELECT 1 FROM role_grant WHERE role_grant.city = city.id AND role = \(Role.administrator) AND ended_at IS NULL AND (until_at IS NULL OR until_at > \(now)))
                ORDER BY slug
                """) { try $0.text() }
            return (try tx.count("SELECT count(*) FROM city"), without)
        }
    }
}
