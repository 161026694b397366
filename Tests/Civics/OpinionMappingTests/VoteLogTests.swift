import Testing

@testable import OpinionMapping

@Suite("The log of votes")
struct VoteLogTests {
    @Test("a later vote replaces the earlier one in the matrix and never in the log")
    func lastVoteWins() {
        var log = VoteLog()
        log.append(participant: "Aino", statement: "2", opinion: .agree)
        log.append(participant: "Aino", statement: "10", opinion: .pass)
        let change = log.append(participant: "Aino", statement: "2", opinion: .disagree)

        #expect(change.order == 2)
        #expect(log.count == 3)
        #expect(log[0].opinion == .agree)
        let matrix = log.matrix()
        #expect(matrix.statements == ["2", "10"])
        #expect(matrix.votes(of: 0).map(\.opinion) == [.disagree, .pass])
    }

    @Test("any past state can be rebuilt from the order of the votes")
    func pastStates() {
        var log = VoteLog()
        log.append(participant: "Aino", statement: "1", opinion: .agree)
        log.append(participant: "Bo", statement: "1", opinion: .disagree)
        log.append(participant: "Aino", statement: "1", opinion: .pass)

        #expect(log.matrix(through: 1).votes(of: 0).map(\.opinion) == [.agree])
        #expect(log.matrix(through: 1).voterCount == 1)
        #expect(log.matrix(through: 3).votes(of: 0).map(\.opinion) == [.pass])
        #expect(log.matrix(through: 99).voteCount == 2)
    }
}
