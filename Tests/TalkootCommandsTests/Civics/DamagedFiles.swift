/// Copies of a file with bytes taken away, put in or repeated: repeatable, and never quite the file they were.
func damagedCopies(of text: String, count: Int, with fragments: [String]) -> [[UInt8]] {
    var draw = DamageDraw(state: 20_261_121)
    return (0..<count).map { _ in
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &draw) {
            let place = Int.random(in: 0...bytes.count, using: &draw)
            switch Int.random(in: 0..<5, using: &draw) {
            case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &draw)))
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &draw), at: place)
            case 2: bytes.insert(contentsOf: (fragments.randomElement(using: &draw) ?? "").utf8, at: place)
            case 3: bytes.insert(contentsOf: bytes[..<place].suffix(12), at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}

private struct DamageDraw: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
