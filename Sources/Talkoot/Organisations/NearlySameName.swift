import Storage

/// Whether two names are likely one organisation's: legal forms, order of words, spaces, marks and a slip of the pen aside.
struct NearlySameName {
    /// The folded words without legal forms, in order of the alphabet, joined.
    let key: String
    private let scalars: [Unicode.Scalar]
    /// The longest word, for finding others in the register.
    let longest: String

    init(_ name: String) {
        let all = Folding.words(name, limit: 30)
        let telling = all.filter { !Self.legalForms.contains($0) }
        let words = telling.isEmpty ? all : telling
        key = words.sorted().joined()
        scalars = Array(words.joined().unicodeScalars)
        longest = words.max { $0.count < $1.count } ?? ""
    }
    private static let legalForms: Set<String> = [
        "oy", "oyj", "ab", "abp", "ry", "rf", "rp", "osk", "ky", "tmi", "kb", "hb", "sl", "sa", "slu", "sau", "sll", "scoop", "ltd", "limited", "inc", "llc", "plc", "gmbh", "ag", "as", "asa", "bv", "nv",
        "the", "ja", "och", "and", "y",
    ]

    /// One slip in names of six letters and more, two in those of twelve and more.
    func isNearly(_ other: NearlySameName) -> Bool {
        if key == other.key { return !key.isEmpty }
        let shorter = min(scalars.count, other.scalars.count)
        // “Studio 1” and “Studio 2” are two.
        guard shorter >= 6, scalars.filter({ $0.properties.numericType != nil }) == other.scalars.filter({ $0.properties.numericType != nil }) else { return false }
        let allowed = shorter >= 12 ? 2 : 1
        return abs(scalars.count - other.scalars.count) <= allowed && distance(to: other, within: allowed)
    }

    /// Whether so many letters put in, taken out, changed or swapped with their neighbour make the one name the other (optimal string alignment).
    private func distance(to other: NearlySameName, within allowed: Int) -> Bool {
        let (one, two) = (scalars, other.scalars)
        var before: [Int] = [], last = Array(0...two.count)
        for i in 1...one.count {
            var row = [i] + Array(repeating: 0, count: two.count)
            for j in 1...two.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] == two[j - 1] ? 0 : 1))
                if i > 1, j > 1, one[i - 1] == two[j - 2], one[i - 2] == two[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
            }
            (before, last) = (last, row)
        }
        return last[two.count] <= allowed
    }

    /// A registration number as its letters and digits alone, without the country before it.
    static func number(_ text: String) -> String {
        let plain = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return ["FI", "SE", "ES", "EE", "NO", "DK"].contains(plain.prefix(2)) ? String(plain.dropFirst(2)) : plain
    }
}

/// Two organisations of the register that are likely one.
public struct LikelyTwins: Sendable, Hashable {
    public let first: Organisation
    public let second: Organisation
    public let isSameNumber: Bool
}

extension OrganisationQueries {
    /// So many organisations are compared with one another, the newest first.
    static let compared = 5_000

    /// Whatever in the register is nearly called so, the oldest first. What shares neither beginning nor end of the longest word is not looked at.
    static func nearly(_ name: String, _ scene: Scene) throws -> Organisation? {
        let wanted = NearlySameName(name)
        guard wanted.longest.count >= 2 else { return nil }
        let (head, tail) = ("%\(wanted.longest.prefix(3))%", "%\(wanted.longest.suffix(3))%")
        return try scene.tx.rows("""
            SELECT \(Organisation.columns) FROM organisation WHERE city = \(scene.city.id) AND visibility = 'shown' AND state <> 'closed'
            AND (folded_name LIKE \(head) OR folded_name LIKE \(tail)) ORDER BY created_at, id LIMIT 2000
            """, Organisation.init(row:)).first { NearlySameName($0.name).isNearly(wanted) }
    }
    static func isNumberTaken(_ number: String, _ scene: Scene) throws -> Bool {
        let plain = NearlySameName.number(number)
        guard plain.count >= 4 else { return try scene.tx.exists("SELECT 1 FROM organisation WHERE city = \(scene.city.id) AND registration_number = \(number)") }
        let ending = "%\(plain.suffix(4).map(String.init).joined(separator: "%"))"
        return try scene.tx.rows("SELECT registration_number FROM organisation WHERE city = \(scene.city.id) AND registration_number LIKE \(ending)") { try $0.text() }
            .contains { NearlySameName.number($0) == plain }
    }

    /// Pairs that are likely one organisation, for whoever may join them: the same number in another spelling, or nearly the same name.
    public static func likelyTwins(_ scene: Scene) throws -> [LikelyTwins] {
        guard scene.standing.holds(.innovationOfficer) || scene.standing.holds(.administrator) else { throw Refusal.denied(scene.standing.isVisitor ? "denied.signIn" : "denied.role") }
        let all = try scene.tx.rows("""
            SELECT \(Organisation.columns) FROM organisation WHERE city = \(scene.city.id) AND visibility = 'shown' AND state <> 'closed' ORDER BY created_at DESC, id LIMIT \(compared)
            """, Organisation.init(row:)).map { (organisation: $0, name: NearlySameName($0.name), number: $0.registrationNumber.map(NearlySameName.number)) }
        var pairs: Set<LikelyTwins> = []
        // Names that differ by a slip at their end stand side by side in one order, those that differ at their beginning in the other.
        for order in [all.sorted { $0.name.key < $1.name.key }, all.sorted { String($0.name.key.reversed()) < String($1.name.key.reversed()) }, all.sorted { ($0.number ?? "") < ($1.number ?? "") }] {
            for place in order.indices {
                for other in order[(place + 1)...].prefix(8) {
                    let mine = order[place], isSameNumber = mine.number != nil && mine.number == other.number
                    guard isSameNumber || mine.name.isNearly(other.name) else { continue }
                    let isOlder = (mine.organisation.createdAt, mine.organisation.id.rawValue) < (other.organisation.createdAt, other.organisation.id.rawValue)
                    pairs.insert(LikelyTwins(first: (isOlder ? mine : other).organisation, second: (isOlder ? other : mine).organisation, isSameNumber: isSameNumber))
                }
            }
        }
        return pairs.sorted { ($0.first.name, $0.second.code.rawValue) < ($1.first.name, $1.second.code.rawValue) }
    }
}

/// Closes an organisation that stands in the register twice. Its members keep what they began there, and are asked for in the other one: a member there
/// has to agree, so that nobody comes to speak for a company by a name that is like it.
public struct MergeOrganisation: Act {
    public static let name = "organisation.merge"
    public static let target: ObjectKind? = .organisation
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.administrator)]
    public static let form = Form(.line("into", max: 20), .text("reason", max: 1_000)) { MergeOrganisation(into: $0, reason: $1) }
    let into: String, reason: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Organisation { try OrganisationQueries.organisation(target, scene) }
    public static func isOpen(_ organisation: Organisation, _ scene: Scene) -> Bool { organisation.state != .closed }
    public func problems(_ organisation: Organisation, _ scene: Scene) throws -> [Problem] {
        guard let other = try OrganisationTable.find(code: PublicCode(into), scene.city.id, scene.tx), OrganisationRules.mayRead(other, scene.standing), other.state != .closed else {
            return [Problem("into", "problem.noOrganisation")]
        }
        return other.id == organisation.id ? [Problem("into", "problem.sameOne")] : []
    }
    public func apply(_ organisation: Organisation, _ change: Change) throws -> Outcome {
        guard let other = try OrganisationTable.find(code: PublicCode(into), change.city.id, change.tx) else { throw Refusal.notFound }
        let changed = try change.tx.run("UPDATE organisation SET state = 'closed' WHERE city = \(change.city.id) AND id = \(organisation.id) AND state = \(organisation.state)")
        if changed == 0 { throw Refusal.stale }
        try change.tx.run("""
            INSERT INTO membership (city, organisation, person, state, since_at)
            SELECT city, \(other.id), person, 'asked', \(change.now) FROM membership WHERE city = \(change.city.id) AND organisation = \(organisation.id) AND state = 'confirmed'
            ON CONFLICT DO NOTHING
            """)
        try change.happened(Event(OrganisationEvent.merged, on: organisation.reference, of: nil, isPublic: true, facts: ["state": "closed", "into": .text(other.code.rawValue), "reason": .text(reason)]))
        return Outcome(other.reference)
    }
}
