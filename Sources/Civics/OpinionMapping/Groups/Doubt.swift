extension OpinionMap {
    /// Members of the group whose votes are too few to tell that they belong to it: the border to another group lies
    /// within 1.28 standard errors of their place, so that one in ten of them would be elsewhere had they voted on
    /// everything. Rows of ``votes``, ascending; O(members × groups).
    public func doubtfulMembers(of group: OpinionGroup) -> [Int] {
        let others = groups.filter { $0.id != group.id }
        return group.rows.filter { row in
            others.contains { isDoubtful(positions[row], own: group.centre, other: $0.centre) }
        }
    }

    /// The border between two groups is the line half way between their centres.
    private func isDoubtful(_ position: Position, own: SIMD2<Double>, other: SIMD2<Double>) -> Bool {
        let apart = own - other
        let length = apart.lengthSquared.squareRoot()
        guard length > 0 else { return true }
        let direction = apart / length
        let fromMiddle = position.point - (own + other) / 2
        let distance = fromMiddle.x * direction.x + fromMiddle.y * direction.y
        // Votes pull a person along both components at once; adding the two errors never understates the doubt.
        let error = abs(direction.x) * position.standardError.x + abs(direction.y) * position.standardError.y
        return !(distance >= Representativeness.significance * error)
    }
}
