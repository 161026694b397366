/// The sums behind a lifeline: how far the thread sags for a delay, and its curves.
///
/// The straight line is the promise. The thread hangs one step of the grid lower for every four days of delay,
/// at least one step for any delay and at most twelve; an early stage lifts it by at most two.
enum LifelineGeometry {
    /// How a delay counts: up to three days pass, over thirty the promise is broken.
    enum Lateness: String, Sendable { case kept = "", late = "late", broken = "broken" }

    static func lateness(days: Int) -> Lateness { days > 30 ? .broken : days > 3 ? .late : .kept }

    /// The steps that a delay of so many days lowers the thread, −2…12.
    static func steps(days: Int) -> Int {
        let steps = abs(days) >= 4 ? Int((Double(days) / 4).rounded(.toNearestOrEven)) : days.signum()
        return min(max(steps, -2), 12)
    }

    /// The thread between two stages of a lying lifeline, in a box of 100 × 72.
    static func lyingThread(from: Int, to: Int) -> String {
        let (start, end) = (16 + 4 * from, 16 + 4 * to)
        return "M0 \(start)C50 \(start) 50 \(end) 100 \(end)"
    }

    /// The same of a hanging lifeline, in a box of 72 × 100.
    static func hangingThread(from: Int, to: Int) -> String {
        let (start, end) = (14 + 4 * from, 14 + 4 * to)
        return "M\(start) 0C\(start) 50 \(end) 50 \(end) 100"
    }

    /// The points of the small lifeline of lists, in a box of 176 × 32. Stages without a delay of their own keep the last one.
    static func miniPoints(delays: [Int], total: Int) -> [(x: Double, y: Double)] {
        let gap = 160 / Double(max(total - 1, 1))
        return (0..<total).map { place in
            let days = delays.isEmpty ? 0 : delays[min(place, delays.count - 1)]
            return (8 + Double(place) * gap, 9 + min(max(Double(days) / 4, -1.5), 9) * 2.2)
        }
    }
}
