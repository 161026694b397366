import Testing

@testable import OpinionMapping

@Suite("The two directions in which votes differ most")
struct PrincipalComponentsTests {
    @Test("are orthonormal and leave no residual", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func eigenvectors(seed: UInt64) {
        let matrix = inventedLog(people: 150, statements: 90, seed: seed, answering: 0.4).matrix()
        let components = PrincipalComponents(of: matrix)
        let votes = CentredVotes(matrix)
        #expect(abs(length(components.vectors[0]) - 1) < 1e-13)
        #expect(abs(length(components.vectors[1]) - 1) < 1e-13)
        #expect(abs(dot(components.vectors[0], components.vectors[1])) < 1e-13)
        for (vector, eigenvalue) in zip(components.vectors, components.eigenvalues) {
            var image = [Double](repeating: 0, count: vector.count)
            votes.multiply(vector, into: &image)
            #expect(largestDifference(image, vector.map { $0 * eigenvalue }) < 1e-12 * components.eigenvalues[0])
        }
    }

    @Test("explain more than any other pair of directions", arguments: [11, 12, 13] as [UInt64])
    func optimality(seed: UInt64) {
        let matrix = inventedLog(people: 80, statements: 70, seed: seed).matrix()
        let components = PrincipalComponents(of: matrix)
        let votes = CentredVotes(matrix)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            var direction = (0..<70).map { _ in random.symmetric() }
            for vector in components.vectors { add(-dot(vector, direction), times: vector, to: &direction) }
            scale(&direction, by: 1 / length(direction))
            var image = [Double](repeating: 0, count: 70)
            votes.multiply(direction, into: &image)
            #expect(dot(direction, image) <= components.eigenvalues[1] * (1 + 1e-12))
        }
    }

    @Test("are found even when both explain exactly as much")
    func repeatedEigenvalue() {
        var log = VoteLog()
        for (person, (first, second)) in [
            (Opinion.agree, Opinion.agree), (.agree, .disagree), (.disagree, .agree), (.disagree, .disagree),
        ].enumerated() {
            log.append(participant: "\(person)", statement: "1", opinion: first)
            log.append(participant: "\(person)", statement: "2", opinion: second)
        }
        let components = PrincipalComponents(of: log.matrix())
        #expect(components.eigenvalues.allSatisfy { abs($0 - 4) < 1e-12 })
        #expect(abs(dot(components.vectors[0], components.vectors[1])) < 1e-12)
    }

    @Test("are zero where the votes do not differ at all")
    func noVariance() {
        var log = VoteLog()
        for person in 0..<9 { log.append(participant: "\(person)", statement: "1", opinion: .agree) }
        let components = PrincipalComponents(of: log.matrix())
        #expect(components.centre == [1])
        #expect(components.vectors == [[0], [0]])
        #expect(components.eigenvalues == [0, 0])
    }

    @Test("have only one direction where there is only one")
    func oneDirection() {
        var log = VoteLog()
        for person in 0..<6 {
            for statement in 0..<3 {
                log.append(
                    participant: "\(person)", statement: "\(statement)", opinion: person < 3 ? .agree : .disagree)
            }
        }
        let components = PrincipalComponents(of: log.matrix())
        #expect(abs(components.eigenvalues[0] - 18) < 1e-12)
        #expect(components.eigenvalues[1] == 0)
        #expect(components.vectors[1] == [0, 0, 0])
    }

    @Test("of an empty conversation are empty")
    func empty() {
        let map = OpinionMap(of: VoteLog().matrix())
        #expect(map.components.vectors == [[], []])
        #expect(map.groups.isEmpty)
        #expect(map.silhouette == nil)
        #expect(!map.isPublishable)
    }

    @Test("the eigenvalues of a known tridiagonal matrix come out exactly")
    func tridiagonal() {
        // 2 on the diagonal and -1 beside it: 2 - 2 cos(kπ / 5) for n = 4.
        let system = TridiagonalEigensystem(diagonal: [2, 2, 2, 2], offDiagonal: [-1, -1, -1], rows: 0..<4)
        let golden = (1 + 5.0.squareRoot()) / 2
        let expected = [2 - golden, 3 - golden, 1 + golden, 2 + golden]
        #expect(largestDifference(system.values.sorted(), expected) < 1e-14)
        for pair in 0..<4 {
            let vector = (0..<4).map { system.rows[$0][pair] }
            let image = (0..<4).map { place -> Double in
                let before = place > 0 ? vector[place - 1] : 0
                let after = place < 3 ? vector[place + 1] : 0
                return 2 * vector[place] - before - after
            }
            #expect(largestDifference(image, vector.map { $0 * system.values[pair] }) < 1e-14)
        }
    }
}
