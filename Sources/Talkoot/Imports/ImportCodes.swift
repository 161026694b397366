import Storage

extension Change {
    /// Several codes that no object of the city has yet, in one statement where nothing clashes.
    func newCodes(_ count: Int) throws -> [PublicCode] {
        var codes: [PublicCode] = []
        for _ in 0..<20 where codes.count < count {
            let wanted = (codes.count..<count).map { _ in PublicCode.make(prefix: city.codePrefix, from: random) }
            let rows: [SQLText] = Set(wanted).map { "(\(city.id), \($0))" }
            codes += try tx.rows("INSERT INTO public_code (city, code) VALUES \(SQLText(joining: rows, by: ", ")) ON CONFLICT DO NOTHING RETURNING code") { try $0.value() }
        }
        guard codes.count == count else { throw Refusal.busy }
        return codes
    }
}
