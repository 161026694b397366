extension SchemaSnapshot {
    mutating func readPostgreSQL(_ transaction: any Transaction, _ excluding: Set<String>) throws {
        let names: [String] = try transaction.rows("""
            SELECT CAST(relname AS TEXT) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY 1
            """) { try $0.text() }
        for name in names where !excluding.contains(name) { tables[name] = Table() }
        try readColumns(transaction, excluding)
        try readIndexes(transaction, excluding)
        try readForeignKeys(transaction)
    }

    private mutating func readColumns(_ transaction: any Transaction, _ excluding: Set<String>) throws {
        let sql: SQLText = """
            SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT), is_nullable = 'YES', column_default IS NOT NULL
            FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
            """
        _ = try transaction.rows(sql) { row in
            let (table, name, declared) = (try row.text(), try row.text(), try row.text())
            let (isNullable, hasDefault) = (try row.bool(), try row.bool())
            if tables[table] == nil || excluding.contains("\(table).\(name)") { return }
            let type = try SQLType(declared: declared, of: "\(table).\(name)")
            tables[table]?.columns[name] = .init(type: type, isNullable: isNullable, hasDefault: hasDefault)
        }
    }

    private mutating func readIndexes(_ transaction: any Transaction, _ excluding: Set<String>) throws {
        let sql: SQLText = """
            SELECT CAST(t.relname AS TEXT), CAST(i.relname AS TEXT), x.indisunique, x.indisprimary,
                   COALESCE(CAST(a.attname AS TEXT), '(expression)')
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
                 CROSS JOIN LATERAL unnest(CAST(x.indkey AS smallint[])) WITH ORDINALITY AS k (number, place)
                 LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number > 0
            WHERE t.relnamespace = current_schema()::regnamespace AND k.place <= x.indnkeyatts ORDER BY i.relname, k.place
            """
        var kinds: [String: (table: String, isUnique: Bool, isPrimary: Bool)] = [:]
        var columns: [String: [String]] = [:]
        _ = try transaction.rows(sql) { row in
            let (table, index) = (try row.text(), try row.text())
            kinds[index] = (table, try row.bool(), try row.bool())
            columns[index, default: []].append(try row.text())
        }
        for (index, kind) in kinds where !excluding.contains(index) {
            let places = columns[index] ?? []
            if kind.isPrimary {
                tables[kind.table]?.primaryKey = places
            } else if kind.isUnique {
                tables[kind.table]?.uniques.insert(places)
            } else {
                tables[kind.table]?.indexes[index] = places
            }
        }
    }

    private mutating func readForeignKeys(_ transaction: any Transaction) throws {
        let sql: SQLText = """
            SELECT CAST(t.relname AS TEXT), CAST(c.conname AS TEXT), CAST(r.relname AS TEXT), CAST(c.confdeltype AS TEXT),
                   CAST(a.attname AS TEXT), CAST(b.attname AS TEXT)
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
                 CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (mine, theirs, place)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.mine
                 JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = k.theirs
            WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, c.conname, k.place
            """
        let parts = try transaction.rows(sql) { row in
            (table: try row.text(), name: try row.text(), target: try row.text(), action: try row.text(), from: try row.text(), to: try row.text())
        }
        for key in Dictionary(grouping: parts, by: { "\($0.table) \($0.name)" }).values {
            let onDelete = ["a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"][key[0].action] ?? key[0].action
            tables[key[0].table]?.foreignKeys.insert(
                ForeignKey(columns: key.map(\.from), table: key[0].target, references: key.map(\.to), onDelete: onDelete))
        }
    }
}
