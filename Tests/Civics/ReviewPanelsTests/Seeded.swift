import ReviewPanels

extension PublishedRandom {
    /// A draw close to the standard normal distribution: twelve uniform draws summed.
    mutating func normal() -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
    }
}
