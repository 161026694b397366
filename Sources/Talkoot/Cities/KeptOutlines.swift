import Storage

/// Outlines of districts, taken apart once: that costs more than the rest of a page that shows a map.
/// Equal texts always give the same rings, so nothing here can be out of date.
enum KeptOutlines {
    private static let kept = Locked<[String: [[[Double]]]]>([:])
    /// More than the districts of any one installation at a time, so that old outlines go.
    private static let most = 2_000

    static func rings(of outline: String) -> [[[Double]]] {
        if let known = kept.withLock({ $0[outline] }) { return known }
        let rings = District.rings(in: outline)
        kept.withLock { kept in
            if kept.count >= most { kept = [:] }
            kept[outline] = rings
        }
        return rings
    }
}
