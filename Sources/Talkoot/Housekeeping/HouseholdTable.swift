import Storage

/// Rows that are no act of a city: who is signed in, what is half written, how often somebody tried. They are not recorded.
enum HouseholdTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE session (
            id TEXT PRIMARY KEY, city TEXT NOT NULL, person TEXT NOT NULL, device TEXT NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
            successor TEXT, FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE INDEX session_person ON session (city, person)",
        """
        CREATE TABLE sign_in_request (
            id TEXT PRIMARY KEY, city TEXT NOT NULL REFERENCES city (id), email TEXT NOT NULL, language TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
            attempts BIGINT NOT NULL, used_at BIGINT)
        """,
        """
        CREATE TABLE access_token (
            id TEXT PRIMARY KEY, city TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT, expires_at BIGINT NOT NULL,
            FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE INDEX access_token_person ON access_token (city, person)",
        """
        CREATE TABLE draft (
            city TEXT NOT NULL, person TEXT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL, input TEXT NOT NULL, saved_at BIGINT NOT NULL,
            PRIMARY KEY (city, person, act, target), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE TABLE throttle (key TEXT NOT NULL, hour BIGINT NOT NULL, count BIGINT NOT NULL, PRIMARY KEY (key, hour))",
        "CREATE TABLE demo_clock (id BIGINT PRIMARY KEY, ahead BIGINT NOT NULL)",
    ]
}
