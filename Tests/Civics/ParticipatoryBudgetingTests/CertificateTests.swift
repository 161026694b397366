import ParticipatoryBudgeting
import Testing

@Suite("A certificate of payments convinces somebody who does not trust the count")
struct CertificateTests {
    private func city() throws -> Election {
        try .approval(
            budget: 100, costs: [("park", 40), ("path", 30), ("pool", 80), ("sign", 5)],
            ballots: [["park", "path"], ["park"], ["park", "sign"], ["path", "pool"], ["path", "sign"], ["pool"], ["pool", "park"]])
    }

    @Test("Every rule's own certificate holds", arguments: [Completion.none, .greedy, .add1, .add1Greedy, .officialAdd1])
    func holds(_ completion: Completion) throws {
        let election = try city()
        var tally = Tally(rule: .equalShares)
        tally.completion = completion
        let result = try tally.result(of: election)
        let certificate = try required(try Certificate(result, of: election))
        #expect(certificate.problems(with: election) == [])
        #expect(certificate.steps.count + certificate.filled.count == result.winners.count)
    }

    @Test("A price that was touched, a winner left out or slipped in, another endowment: each is found")
    func tampered() throws {
        let election = try city()
        let certificate = try required(try Certificate(try Tally(rule: .equalShares).result(of: election), of: election))
        #expect(!certificate.steps.isEmpty)
        var cheaper = certificate
        cheaper.steps[0].price = "1/2"
        var shorter = certificate
        shorter.steps.removeLast()
        var doubled = certificate
        doubled.filled = [certificate.steps[0].project]
        var richer = certificate
        richer.endowment = "100"
        var slipped = certificate
        slipped.filled = ["pool"]
        for wrong in [cheaper, shorter, doubled, richer, slipped] { #expect(wrong.problems(with: election) != []) }
    }

    @Test("Nonsense is refused in words")
    func nonsense() throws {
        var certificate = try required(try Certificate(try Tally(rule: .equalShares).result(of: try city()), of: try city()))
        certificate.steps[0].price = "one"
        #expect(certificate.problems(with: try city()) == ["“one” is not an amount"])
        certificate.format = "other/9"
        #expect(certificate.problems(with: try city()).count == 1)
    }

    @Test("Phragmén's loads are certified too")
    func loads() throws {
        let election = try city()
        var certificate = try required(try Certificate(try Tally(rule: .phragmen).result(of: election), of: election))
        #expect(certificate.problems(with: election) == [])
        certificate.steps[0].price = "3"
        #expect(certificate.problems(with: election) != [])
    }

    @Test("Phragmén's certificate shows who was bought too early, and that the rule has ended")
    func loadsInOrder() throws {
        let election = try city()
        let certificate = try required(try Certificate(try Tally(rule: .phragmen).result(of: election), of: election))
        #expect(certificate.steps.count > 1 && certificate.barred == [])
        var shorter = certificate
        shorter.steps.removeLast()
        #expect(shorter.problems(with: election).contains { $0.contains("was passed over") })
        let costly = try Election.approval(budget: 100, costs: [("pool", 100), ("sign", 5)], ballots: [["pool"], ["sign"]])
        var early = try required(try Certificate(try Tally(rule: .phragmen).result(of: costly), of: costly))
        #expect(early.steps.map(\.project) == ["sign"])
        (early.steps[0].project, early.steps[0].price) = ("pool", "100")
        #expect(early.problems(with: costly) == ["project “sign” was passed over though it was its turn and there was money for it"])
    }

    @Test("An order by votes is checked against the ballots, whatever decides between equals", arguments: [Rule.greedy, .greedyPerCost])
    func ranked(_ rule: Rule) throws {
        let election = try city()
        for ties in [TieRule.lexicographic, .costThenVotes] {
            var tally = Tally(rule: rule)
            tally.ties = ties
            let certificate = try required(try Certificate(try tally.result(of: election), of: election))
            #expect(certificate.rule == rule.rawValue && certificate.barred == [] && certificate.problems(with: election) == [])
            var shorter = certificate
            let left = shorter.steps.removeFirst().project
            #expect(shorter.problems(with: election).contains("project “\(left)” was passed over though it was its turn and there was money for it"))
            var turned = certificate
            turned.steps.reverse()
            #expect(turned.problems(with: election).contains { $0.contains("which is worth less") })
        }
    }

    @Test("Who was kept out by a constraint is named, and left unnamed is found")
    func barred() throws {
        let election = try city()
        var tally = Tally(rule: .greedy)
        tally.constraints.exclusive = [[0, 1]]
        var certificate = try required(try Certificate(try tally.result(of: election), of: election))
        #expect(certificate.barred == ["path"] && certificate.problems(with: election) == [])
        certificate.barred = []
        #expect(certificate.problems(with: election) == ["project “path” was passed over though it was its turn and there was money for it"])
    }

    @Test(
        "Published elections: each count's certificate is replayed from the ballots",
        .enabled(if: Published.isHere, "the folder of published elections is not here"))
    func published() throws {
        for file in ["Poland_Swiecie_2023.pb", "Poland_Warszawa_2017_Kamionek.pb", "Switzerland_Zurich_D10.pb", "Switzerland_Zurich_S5R.pb"] {
            let election = try Published.election(file)
            // The Swiss files do not say by which rule their city decided.
            for rule in [Rule.greedy, .greedyPerCost, .phragmen] + (file.hasPrefix("Poland") ? [.official] : []) {
                let certificate = try required(try Certificate(try Tally(rule: rule).result(of: election), of: election))
                #expect(certificate.problems(with: election) == [], "\(file) \(rule)")
            }
            for completion in [Completion.add1, .officialAdd1] {
                var tally = Tally(rule: .equalShares)
                tally.completion = completion
                let certificate = try required(try Certificate(try tally.result(of: election), of: election))
                #expect(certificate.problems(with: election) == [], "\(file) \(completion)")
            }
        }
    }
}
