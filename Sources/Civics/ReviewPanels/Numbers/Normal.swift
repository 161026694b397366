import Foundation

/// The two-sided quantile z of the standard normal distribution: P(|Z| ≤ z) = level, for a level in (0, 1).
func normalQuantile(twoSided level: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<80 {
        let middle = (low + high) / 2
        if erfc(middle / 2.0.squareRoot()) > 1 - level { low = middle } else { high = middle }
    }
    return (low + high) / 2
}
