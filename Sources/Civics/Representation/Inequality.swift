import BigInt

/// The Gini coefficient of speaking time, agenda items, money or attendance: 0 where all have the same, towards 1 where
/// one has everything. `Σ (2i − n − 1) xᵢ / (n Σ x)` over ascending x.
///
/// Exact; 0 for nobody or where nobody has anything. O(n log n).
/// - Throws: ``RepresentationError/unusableCounts`` for a negative value.
public func giniCoefficient(_ values: [Int]) throws -> ExactShare {
    guard values.allSatisfy({ $0 >= 0 }) else { throw RepresentationError.unusableCounts }
    let sum = values.reduce(BigInt(0)) { $0 + BigInt($1) }
    guard sum > 0 else { return .zero }
    let weighted = values.sorted().enumerated().reduce(BigInt(0)) { total, entry in
        total + BigInt(2 * entry.offset + 1 - values.count) * BigInt(entry.element)
    }
    return ExactShare(weighted, BigInt(values.count) * sum)
}
