public import Storage

/// An open transaction with what everybody in it needs to know: which city, who asks, and what time it is.
/// It lives for the length of one transaction and is never kept.
public class Scene {
    public let tx: any Transaction
    public let city: City
    public let standing: Standing
    public let now: Instant
    /// Known before where a page is looked at; see ``CityQueries/names(_:)``.
    let names: CityNames?
    /// The database's count of changes from before this look, under which what is read here may be kept; nil in an act.
    public let version: Int64?
    /// Nil where nothing was seen that only a broken seal shows.
    var underSeal: UnderSeal?

    init(tx: any Transaction, city: City, standing: Standing, now: Instant, names: CityNames? = nil, version: Int64? = nil) {
        self.tx = tx
        self.city = city
        self.standing = standing
        self.now = now
        self.names = names
        self.version = version
    }

    /// The same scene for somebody who is not signed in: what the public sees of it.
    public var asVisitor: Scene { Scene(tx: tx, city: city, standing: .visitor(city.id), now: now, names: names, version: version) }

    /// The rows of several queries, asked together.
    public func rows<each Value>(_ query: repeat Query<each Value>) throws -> (repeat [each Value]) { try tx.rows(repeat each query) }

    /// Today in the city.
    public var today: Day { city.calendar.day(of: now) }
}
