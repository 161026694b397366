import Testing
@testable import Sortition

@Suite struct SelectionTests {
    static let women = Quota(category: "gender", value: "woman", seats: 1...1)
    static let men = Quota(category: "gender", value: "man", seats: 1...1)

    static func person(_ id: String, _ gender: String, home: String? = nil) -> Person {
        Person(id: id, values: ["gender": gender], household: home)
    }

    @Test func peopleAlikeAreOneType() throws {
        let people = [Self.person("a", "woman"), Self.person("b", "man"), Self.person("c", "woman")]
        let types = PersonTypes(try Selection(people: people, quotas: [Self.women, Self.men], size: 2))
        #expect(types.members == [[0, 2], [1]])
        #expect(types.quotasOfType == [[0], [1]])
        #expect(types.householdClasses.isEmpty)
    }

    @Test func couplesOfTheSameMakeUpAreOneClass() throws {
        let people = [
            Self.person("a", "woman", home: "1"), Self.person("b", "man", home: "1"),
            Self.person("c", "man", home: "2"), Self.person("d", "woman", home: "2"),
            Self.person("e", "woman", home: "3"), Self.person("f", "woman"),
        ]
        let types = PersonTypes(try Selection(people: people, quotas: [Self.women, Self.men], size: 2))
        #expect(types.members == [[0, 3], [1, 2], [4, 5]])
        #expect(types.householdClasses == [.init(types: [0, 1], households: 2)])
    }

    @Test func aQuestionThatCannotBeAskedIsRefused() {
        let (a, b) = (Self.person("a", "woman"), Self.person("b", "man"))
        let both = [Self.women, Self.men]
        #expect(throws: SelectionFault.emptyPool) { try Selection(people: [], quotas: both, size: 1) }
        #expect(throws: SelectionFault.noQuotas) { try Selection(people: [a], quotas: [], size: 1) }
        #expect(throws: SelectionFault.sizeOutOfRange(size: 3, pool: 2)) { try Selection(people: [a, b], quotas: both, size: 3) }
        #expect(throws: SelectionFault.repeatedID(person: 1)) { try Selection(people: [a, a], quotas: both, size: 1) }
        #expect(throws: SelectionFault.repeatedQuota(quota: 1)) {
            try Selection(people: [a], quotas: [Self.women, Self.women], size: 1)
        }
        #expect(throws: SelectionFault.valueWithoutQuota(person: 1, category: "gender")) {
            try Selection(people: [a, Self.person("c", "robot")], quotas: both, size: 1)
        }
    }

    @Test func theSmallestRelaxationIsFoundAndHelps() throws {
        let people = (0..<6).map { Self.person("m\($0)", "man") } + [Self.person("w", "woman")]
        let quotas = [
            Quota(category: "gender", value: "woman", seats: 3...4, flexibility: 0...4),
            Quota(category: "gender", value: "man", seats: 1...2, flexibility: 0...4),
        ]
        let selection = try Selection(people: people, quotas: quotas, size: 4)
        #expect(try !selection.isFeasible())
        let relaxation = try #require(try selection.smallestRelaxation())
        #expect(relaxation.seats == 3)
        #expect(relaxation.changes == [
            .init(quota: 0, bound: .min, from: 3, to: 1), .init(quota: 1, bound: .max, from: 2, to: 3),
        ])
        #expect(try selection.applying(relaxation).isFeasible())
    }

    @Test func noRelaxationIsInventedWhereFlexibilityForbidsIt() throws {
        let quota = Quota(category: "gender", value: "man", seats: 2...2, flexibility: 2...2)
        let woman = Quota(category: "gender", value: "woman", seats: 0...2)
        let people = [Self.person("a", "woman"), Self.person("b", "woman"), Self.person("c", "man")]
        let selection = try Selection(people: people, quotas: [quota, woman], size: 2)
        #expect(try selection.smallestRelaxation() == nil)
    }

    @Test func aFeasibleQuestionNeedsNoRelaxation() throws {
        let people = [Self.person("a", "woman"), Self.person("b", "man")]
        let selection = try Selection(people: people, quotas: [Self.women, Self.men], size: 2)
        #expect(try selection.smallestRelaxation()?.changes == [])
    }

    @Test(arguments: 0..<60) func relaxationsAreAsSmallAsTryingEverythingFinds(number: Int) throws {
        var generator = SeededGenerator(seed: "relaxation \(number)")
        let town = try Town.random(&generator)
        let pushed = town.with(seats: town.quotas.map { quota in
            let low = quota.seats.lowerBound + generator.whole(below: 2)
            return low...max(low, quota.seats.upperBound - generator.whole(below: 2))
        })
        let types = PersonTypes(pushed)
        let free = PanelPolytope(pushed.with(seats: pushed.quotas.map { _ in 0...pushed.size }), types)
        let panels = Town.allPanels(free)
        let least = panels.map { panel in
            pushed.quotas.indices.reduce(0) { total, quota in
                let seats = panel.indices.reduce(0) { $0 + (types.quotasOfType[$1].contains(quota) ? panel[$1] : 0) }
                let bounds = pushed.quotas[quota].seats
                return total + max(0, bounds.lowerBound - seats, seats - bounds.upperBound)
            }
        }.min()
        #expect(try pushed.smallestRelaxation()?.seats == least)
    }
}
