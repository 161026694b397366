public import Storage

/// An open transaction with what everybody in it needs to know: which city, who asks, and what time it is.
/// It lives for the length of one transaction and is never kept.
public class Scene {
    public let tx: any Transaction
    public let city: City
    public let standing: Standing
    public let now: Instant

    init(tx: any Transaction, city: City, standing: Standing, now: Instant) {
        self.tx = tx
        self.city = city
        self.standing = standing
        self.now = now
    }

    /// Today in the city.
    public var today: Day { city.calendar.day(of: now) }
}
