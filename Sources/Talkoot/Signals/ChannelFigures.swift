import Storage

/// How many signals came by which way from one district within a year.
public struct ChannelShare: Sendable, Hashable {
    /// Nil for the whole city, or where nobody knew.
    public let district: ID<District>?
    public let channel: Signal.Channel
    public let count: Int
}

public enum ChannelFigures {
    /// Over the last 365 days, answered by one index alone; what was imported from other systems is not counted, since nobody sent it here.
    public static func byDistrict(_ scene: Scene) throws -> [ChannelShare] {
        try scene.tx.rows("""
            SELECT district, channel, count(*) FROM signal WHERE city = \(scene.city.id) AND created_at >= \(scene.now.adding(days: -365)) AND channel <> \(Signal.Channel.imported)
            GROUP BY district, channel ORDER BY district, channel
            """) { ChannelShare(district: try $0.optionalValue(), channel: try $0.value(), count: try $0.int()) }
    }
}
