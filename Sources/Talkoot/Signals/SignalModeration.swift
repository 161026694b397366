import Storage

/// Follows what moderation decided about a signal.
struct ConcealSignal: ConcealText {
    typealias Subject = Signal
    static let name = "signal.conceal"
    static let kind = ObjectKind.signal
    let visibility: Visibility

    static func find(_ code: PublicCode, _ scene: Scene) throws -> Signal? { try SignalTable.find(code: code, scene) }
    static func mark(_ signal: Signal, _ visibility: Visibility, _ change: Change) throws {
        try SpotCounts.keep(signal.id, change) {
            try change.tx.run("""
                UPDATE signal SET visibility = \(visibility), is_public = \(visibility.isShown && signal.isPublic(in: signal.state)) WHERE city = \(change.city.id) AND id = \(signal.id)
                """)
        }
    }
    /// With its files, and with the openings of what its sender wrote.
    static func wipe(_ signal: Signal, _ change: Change) throws {
        let city = change.city.id
        try change.tx.run("UPDATE signal SET text = '', description = '', place = '' WHERE city = \(city) AND id = \(signal.id)")
        try change.wipeFiles(of: signal.reference)
        try RecordTable.erasePersonalParts(of: signal.reference, city, change.tx)
    }
    /// Those who answer signals hear of it now; the clock has run since it was sent.
    static func released(_ signal: Signal, _ change: Change) throws {
        try change.happened(Event(SignalEvent.released, on: signal.reference, of: signal.initiative, isPublic: signal.isPublic))
    }
}
