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

    @Test(
        "Published elections: each count's certificate is replayed from the ballots",
        .enabled(if: Published.isHere, "the folder of published elections is not here"))
    func published() throws {
        for file in ["Poland_Swiecie_2023.pb", "Poland_Warszawa_2017_Kamionek.pb", "Switzerland_Zurich_D10.pb", "Switzerland_Zurich_S5R.pb"] {
            let election = try Published.election(file)
            for completion in [Completion.add1, .officialAdd1] {
                var tally = Tally(rule: .equalShares)
                tally.completion = completion
                let certificate = try required(try Certificate(try tally.result(of: election), of: election))
                #expect(certificate.problems(with: election) == [], "\(file) \(completion)")
            }
        }
    }
}
