import Storage

extension Transaction {
    /// Says, before anything else is done, that a snapshot is enough: for what is kept apart from its like by a lock, and on which no act depends.
    ///
    /// PostgreSQL would otherwise weigh what is read here against every act that writes meanwhile, and under load refuse one or the other without end.
    func standAside() throws {
        if dialect == .postgresql { try run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ") }
    }
}
