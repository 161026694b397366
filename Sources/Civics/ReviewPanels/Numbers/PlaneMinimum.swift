/// The minimum of a function of two variables by a shrinking triangle (Nelder and Mead 1965).
func minimum(from start: (Double, Double), of function: (Double, Double) -> Double) -> (Double, Double) {
    typealias Corner = (x: Double, y: Double, value: Double)
    func corner(_ x: Double, _ y: Double) -> Corner { (x, y, function(x, y)) }
    var corners = [corner(start.0, start.1), corner(start.0 + 1.5, start.1), corner(start.0, start.1 + 1.5)]
    for _ in 0..<300 {
        corners.sort { $0.value < $1.value }
        let (best, middle, worst) = (corners[0], corners[1], corners[2])
        let size = max(abs(best.x - worst.x), abs(best.y - worst.y), abs(best.x - middle.x), abs(best.y - middle.y))
        if size < 1e-9 { break }
        let centre = ((best.x + middle.x) / 2, (best.y + middle.y) / 2)
        func along(_ step: Double) -> Corner { corner(centre.0 + step * (worst.x - centre.0), centre.1 + step * (worst.y - centre.1)) }
        let mirrored = along(-1)
        if mirrored.value < best.value {
            let further = along(-2)
            corners[2] = further.value < mirrored.value ? further : mirrored
        } else if mirrored.value < middle.value {
            corners[2] = mirrored
        } else {
            let nearer = mirrored.value < worst.value ? along(-0.5) : along(0.5)
            if nearer.value < min(worst.value, mirrored.value) {
                corners[2] = nearer
            } else {
                for place in 1...2 { corners[place] = corner((corners[place].x + best.x) / 2, (corners[place].y + best.y) / 2) }
            }
        }
    }
    let best = corners.min { $0.value < $1.value } ?? corners[0]
    return (best.x, best.y)
}
