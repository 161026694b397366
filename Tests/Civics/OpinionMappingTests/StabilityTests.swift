import Testing

@testable import OpinionMapping

@Suite("How far the groups can be trusted")
struct StabilityTests {
    @Test("two clear camps come back in nearly every resample")
    func clearCamps() {
        let stability = OpinionMap(of: inventedLog(people: 100, seed: 7).matrix()).stability(resamples: 40, seed: 1)
        #expect(stability.agreements.count == 40)
        #expect(stability.meanAgreement > 0.9)
        #expect(stability.sameCountShare > 0.8)
        #expect(stability.groupRecovery.allSatisfy { $0 > 0.9 })
    }

    @Test("groups drawn through noise do not come back, and the numbers say so")
    func noise() {
        var random = SeededGenerator(seed: 77)
        var log = VoteLog()
        for person in 0..<120 {
            for statement in 0..<30 {
                log.append(
                    participant: "\(person)", statement: "\(statement)",
                    opinion: Opinion.allCases[random.index(below: 3)])
            }
        }
        let stability = OpinionMap(of: log.matrix()).stability(resamples: 40, seed: 1)
        #expect(stability.meanAgreement < 0.5)
    }

    @Test("the same seed gives the same numbers, another seed others")
    func seeds() {
        let map = OpinionMap(of: inventedLog(people: 50, seed: 7, answering: 0.3).matrix())
        #expect(map.stability(resamples: 10, seed: 5) == map.stability(resamples: 10, seed: 5))
        #expect(map.stability(resamples: 10, seed: 5).agreements != map.stability(resamples: 10, seed: 6).agreements)
    }

    @Test("whoever voted on everything is placed exactly, few votes leave doubt, one vote leaves the place unknown")
    func standardErrors() {
        var log = inventedLog(people: 40, statements: 20, seed: 3)
        for statement in 0..<20 {
            log.append(participant: "all", statement: "\(statement)", opinion: statement % 3 == 0 ? .agree : .disagree)
        }
        for statement in 0..<8 {
            log.append(participant: "few", statement: "\(statement)", opinion: statement % 3 == 0 ? .agree : .disagree)
        }
        log.append(participant: "one", statement: "0", opinion: .agree)
        let map = OpinionMap(of: log.matrix())
        let errors = map.positions.suffix(3).map(\.standardError)
        #expect(errors[0] == .zero)
        #expect(errors[1].x > 0 && errors[1].x.isFinite)
        #expect(errors[2].x == .infinity)
    }

    @Test("whoever voted on everything is in no doubt; among people without camps, few votes leave many in doubt")
    func doubts() {
        let doubts = [1, 0.5].map { share in
            var random = SeededGenerator(seed: 12)
            var log = VoteLog()
            for person in 0..<120 {
                for statement in 0..<24 where random.symmetric() < 2 * share - 1 {
                    let opinion = Opinion.allCases[random.index(below: 3)]
                    log.append(participant: "\(person)", statement: "\(statement)", opinion: opinion)
                }
            }
            let map = OpinionMap(of: log.matrix())
            return map.groups.reduce(0) { $0 + map.doubtfulMembers(of: $1).count }
        }
        #expect(doubts[0] == 0)
        #expect(doubts[1] > 30)
    }
}
