extension SchemaSnapshot {
    mutating func readSQLite(_ transaction: any Transaction, _ excluding: Set<String>) throws {
        let names = try transaction.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        ) { try $0.text() }
        for name in names where !excluding.contains(name) && !Self.isShadow(name, of: excluding) {
            var table = Table()
            try table.readColumns(transaction, name, excluding)
            try table.readIndexes(transaction, name, excluding)
            try table.readForeignKeys(transaction, name)
            tables[name] = table
        }
    }

    /// The tables in which SQLite keeps a full-text table.
    private static func isShadow(_ name: String, of excluded: Set<String>) -> Bool {
        ["_data", "_idx", "_content", "_docsize", "_config"].contains { name.hasSuffix($0) && excluded.contains(String(name.dropLast($0.count))) }
    }
}

extension SchemaSnapshot.Table {
    fileprivate mutating func readColumns(_ transaction: any Transaction, _ table: String, _ excluding: Set<String>) throws {
        let sql: SQLText = """
            SELECT name, type, "notnull", dflt_value IS NOT NULL, pk FROM pragma_table_xinfo(\(table)) WHERE hidden <> 1 ORDER BY cid
            """
        var key: [(place: Int, name: String)] = []
        _ = try transaction.rows(sql) { row in
            let name = try row.text()
            let declared = try row.text()
            let (isRequired, hasDefault, place) = (try row.bool(), try row.bool(), try row.int())
            if excluding.contains("\(table).\(name)") { return }
            // A part of a primary key is never null on PostgreSQL, whether or not the text says so.
            columns[name] = .init(type: try SQLType(declared: declared, of: "\(table).\(name)"), isNullable: !isRequired && place == 0, hasDefault: hasDefault)
            if place > 0 { key.append((place, name)) }
        }
        primaryKey = key.sorted { $0.place < $1.place }.map(\.name)
    }

    fileprivate mutating func readIndexes(_ transaction: any Transaction, _ table: String, _ excluding: Set<String>) throws {
        let list = try transaction.rows("SELECT name, \"unique\", origin FROM pragma_index_list(\(table)) ORDER BY name") { row in
            (name: try row.text(), isUnique: try row.bool(), origin: try row.text())
        }
        for index in list where index.origin != "pk" && !excluding.contains(index.name) {
            let columns = try transaction.rows("SELECT name FROM pragma_index_info(\(index.name)) ORDER BY seqno") { row in
                try row.optionalText() ?? "(expression)"
            }
            if index.isUnique { uniques.insert(columns) } else { indexes[index.name] = columns }
        }
    }

    fileprivate mutating func readForeignKeys(_ transaction: any Transaction, _ table: String) throws {
        let sql: SQLText = """
            SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(\(table)) ORDER BY id, seq
            """
        let parts = try transaction.rows(sql) { row in
            (id: try row.int(), table: try row.text(), from: try row.text(), to: try row.optionalText(), onDelete: try row.text())
        }
        for part in Dictionary(grouping: parts, by: \.id).values {
            // “REFERENCES city” without columns means the key of that table.
            let named = part.compactMap(\.to)
            let references = named.count == part.count ? named : try Self.primaryKey(transaction, part[0].table)
            foreignKeys.insert(.init(columns: part.map(\.from), table: part[0].table, references: references, onDelete: part[0].onDelete))
        }
    }
    private static func primaryKey(_ transaction: any Transaction, _ table: String) throws -> [String] {
        try transaction.rows("SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk") { try $0.text() }
    }
}
