/// Where something is, as its sender told it. Homes are personal data: everybody sees a square of 250 metres at most, and only the district where the sender asks.
public struct Place: Sendable, Hashable {
    public let point: MapPoint?
    /// An address that only the sender and the city's staff read, where the sender asks for the district alone; else empty.
    public let privateAddress: String
    public let isDistrictOnly: Bool

    /// As anybody may see it.
    public var publicPoint: MapPoint? { isDistrictOnly ? nil : point?.rounded(toMetres: Self.publicMetres) }
    public static let publicMetres = 250
}
