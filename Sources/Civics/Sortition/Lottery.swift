/// A list of equally likely, numbered panels of named people that can be drawn from in public.
///
/// The list depends on the pool, the quotas and the method alone, so it can be published before the seed is known;
/// the seed only picks a number.
public struct Lottery: Sendable, Equatable {
    /// Panels as ascending positions in the pool.
    public let panels: [[Int]]

    /// How often each person stands in the list, in pool order.
    public func appearances(people: Int) -> [Int] {
        var count = [Int](repeating: 0, count: people)
        for panel in panels { for person in panel { count[person] += 1 } }
        return count
    }

    /// The number (from 0) of the panel that a seed draws.
    public func winner(seed: String) -> Int {
        var generator = SeededGenerator(seed: seed)
        return generator.whole(below: panels.count)
    }

    init(panels: [[Int]]) { self.panels = panels }

    /// Rounds a distribution to `count` equal panels.
    ///
    /// Each person appears ⌊count × chance⌋ or ⌈count × chance⌉ times wherever such a list exists (no
    /// chance is off by more than one panel); the target counts are rounded first, then panels are taken
    /// one by one so that the rest stays a multiple of an expected panel.
    /// Time: about one panel search per list entry beyond the whole copies of the mixture.
    public init(
        _ distribution: FairDistribution, of selection: Selection, count: Int = 1_000
    ) throws(DrawFault) {
        var rounding = LotteryRounding(selection, distribution, count: count)
        let counts = try rounding.panels()
        var dealer = PanelDealer(distribution.types, selection)
        var generator = SeededGenerator(seed: "order of the lottery")
        var order = counts
        generator.shuffle(&order)
        var panels: [[Int]] = []
        for panel in order { panels.append(dealer.deal(panel)) }
        self.panels = panels
    }
}
