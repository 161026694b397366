import ParticipatoryBudgeting
import Testing

@Suite("Pabulib files are read tolerantly, refused with their line, and written strictly")
struct PabulibTests {
    static let small = #"""
        META
        key;value
        description;A small vote
        country;Finland
        unit;Kuopio
        instance;2026
        num_projects;3
        num_votes;3
        budget;1000,50
        vote_type;approval
        rule;greedy
        date_begin;2026
        date_end;2026
        strange key;kept
        PROJECTS
        project_id;cost;name;colour
        a;300.25;"Trees; and a ""bench""";green
        b;700;Lamps;none
        10;1;Signs;
        VOTES
        voter_id;vote;sex
        v1;a,b;F
        v2; b , 10 ;M
        v3;;none

        """#

    @Test("Quotes, decimals with a comma, spaces and empty ballots are understood")
    func tolerant() throws {
        let file = try PabulibFile(bytes: [0xEF, 0xBB, 0xBF] + Array(Self.small.replacing("\n", with: "\r\n").utf8))
        let election = file.election
        #expect(election.budget == Amount("1000.5"))
        #expect(election.projects[0]["name"] == "Trees; and a \"bench\"")
        #expect(election.projects[1]["colour"] == nil)
        #expect((0..<3).map { election.ids(election.ballots[$0].map(Int.init)) } == [["a", "b"], ["b", "10"], []])
        #expect(election[metadata: "strange key"] == "kept")
        #expect(file.warnings.isEmpty)
    }

    @Test("A voter who names a project twice is counted once, and a wrong count in META is only a warning")
    func warnings() throws {
        let text = Self.small.replacing("v1;a,b;F", with: "v1;a,b,a;F").replacing("num_votes;3", with: "num_votes;4")
        let file = try PabulibFile(bytes: Array(text.utf8))
        #expect(file.election.ballots[0].count == 2)
        #expect(file.warnings.map(\.line).sorted() == [8, 22])
    }

    @Test("A voter who stands twice and a single choice that is none are counted as they stand, and told")
    func oddBallots() throws {
        let twice = try PabulibFile(bytes: Array(Self.small.replacing("v2; b", with: "v1; b").utf8))
        #expect(twice.election.ballots.count == 3)
        #expect(twice.warnings.map(\.reason) == ["voter “v1” stands twice; both ballots count"])
        let single = try PabulibFile(bytes: Array(Self.small.replacing("vote_type;approval", with: "vote_type;choose-1").utf8))
        #expect(single.warnings.map(\.line) == [22, 23])
    }

    @Test("What would change votes or money is refused, with its line", arguments: [
        ("v2; b , 10 ;M", "v2;b,c;M", 23), ("b;700", "b;7OO", 18), ("b;700", "a;700", 18), ("budget;1000,50", "budget;much", 9),
        ("vote_type;approval", "vote_type;shouting", 10), ("v3;;none", "v3;\"a", 24), ("b;700", "b;-700", 18),
        ("unit;Kuopio", "country;Kuopio", 5), ("project_id;cost", "project_id;price", 16),
    ])
    func refused(_ right: String, _ wrong: String, _ line: Int) throws {
        let problem = #expect(throws: PabulibProblem.self) { try Election.read(Self.small.replacing(right, with: wrong)) }
        #expect(problem?.line == line)
    }

    @Test("Points with decimals are exact, and as many are needed as choices")
    func points() throws {
        let text = Self.small.replacing("approval", with: "cumulative").replacing("voter_id;vote;sex", with: "voter_id;vote;points")
            .replacing("v1;a,b;F", with: "v1;a,b;0.1,0.25").replacing("v2; b , 10 ;M", with: "v2;b,10;3,1/3")
            .replacing("v3;;none", with: "v3;;")
        let election = try Election.read(text)
        #expect(election.ballots.pointUnit == 60)
        #expect(election.ballots.points == [6, 15, 180, 20])
        #expect(throws: PabulibProblem.self) { try Election.read(text.replacing("3,1/3", with: "3")) }
    }

    @Test("What is written reads back as the same election")
    func roundTrip() throws {
        let election = try Election.read(Self.small)
        let again = try Election.read(try election.pabulibText())
        #expect(again.budget == election.budget)
        #expect(again.projects.map(\.id) == election.projects.map(\.id))
        #expect(again.projects.map(\.cost) == election.projects.map(\.cost))
        #expect(again.ballots == election.ballots)
        #expect(again.voterIDs == election.voterIDs)
        #expect(again.voterColumns == election.voterColumns)
        #expect(again[metadata: "strange key"] == "kept")
        #expect(again.projects[0]["votes"] == "1")
    }

    @Test("A file without a country or with a comma in an id is not written")
    func strict() throws {
        let anonymous = try Election.read(Self.small.replacing("country;Finland\n", with: ""))
        #expect(throws: ElectionProblem.self) { try anonymous.pabulibText() }
    }

    @Test(
        "Every published file survives writing and reading",
        .enabled(if: Published.isHere, "the folder of published elections is not here"))
    func publishedRoundTrips() throws {
        for file in try Published.files(in: "pabulib", suffix: ".pb") where !file.contains("Warszawa_2026") && !file.contains("Krakow") {
            let election = try Published.election(file)
            let again = try Election.read(try election.pabulibText())
            #expect(again.ballots == election.ballots, "\(file)")
            #expect(again.projects.map { $0["votes"] } == election.listings.map(String.init), "\(file)")
            #expect(again.metadata.count == election.metadata.count, "\(file)")
        }
    }

    @Test("Spoiled files end with a reason or an election, never with a crash")
    func hostile() throws {
        var generator = SeededGenerator(state: 20_261_121)
        let pieces = [";", "\"", "\n", "\r", ",", "META\n", "VOTES\nvoter_id;vote\n", "PROJECTS\nproject_id;cost\n", "none", "-1", "1e18", "9999999999999999999", "\u{0}", "é", "1/0", "0", "vote_type;scoring\n", "a,b,10"]
        for _ in 0..<4000 {
            var bytes = Array(Self.small.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.insert(contentsOf: Array((pieces.randomElement(using: &generator) ?? ";").utf8), at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
                }
                if bytes.isEmpty { bytes = [10] }
            }
            do {
                let election = try PabulibFile(bytes: bytes).election
                for rule in Rule.allCases where rule != .official {
                    var tally = Tally(rule: rule)
                    if rule == .equalShares { tally.completion = .add1Greedy }
                    let result = try tally.result(of: election)
                    #expect(result.cost <= result.budget)
                }
            } catch let problem as PabulibProblem {
                #expect(problem.line > 0 && !problem.reason.isEmpty)
            }
        }
    }
}

/// A seeded source of chance (xorshift64*), so that a failing case can be had again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }
}
