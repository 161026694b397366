import Storage
@testable import Talkoot
import Testing
import TestTown

/// The board shows the whole line: how much waits in each part of it, which wait longest, and where it is too narrow.
@Suite(.serialized) struct BoardTests {
    @Test func whateverCanWaitHasItsPlaceButAProblemWhosePartsStandFurtherOn() {
        let homeless = Rooms.house.lifecycles.filter { PipelineQueries.kinds.contains($0.kind) }.flatMap { outline in
            outline.states.filter { state in outline.moves.contains { $0.from.contains(state) } && LinePart(outline.kind, state) == nil }.map { "\(outline.kind).\($0)" }
        }
        #expect(homeless == ["problem.inSolution"])
    }

    @Test(arguments: HouseEngine.available) func everybodyReadsHowManySignalsWaitAndStaffReadWhich(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await town.signal(in: .new)
        try await town.wait(days: 30)
        _ = try await town.perform("signal.send", ["text": "Snow lies on the stairs of the library.", "department": "parks"], as: .aino)
        let visitor = try await town.look { try signals($0) }, staff = try await town.look(as: .liisa) { try signals($0) }
        #expect(visitor.count == 2 && visitor.overdue == 1 && visitor.oldest.isEmpty)
        #expect(staff.count == 2 && staff.overdue == 1)
        #expect(staff.oldest.first?.object == first, "the oldest stands first")
        let parks = try await town.look(as: .kaisa) { scene in try signals(of: try #require(try CityQueries.department("parks", scene)).id, scene) }
        #expect(parks.count == 1 && parks.overdue == 0)
        #expect(parks.oldest.map(\.title) == ["Snow lies on the stairs of the library."])
    }

    @Test(arguments: HouseEngine.available) func anOpenChallengeWaitsForNobodyAndIsNoBottleneck(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let call = try await town.challenge(in: .open).object(.challenge)
        try await town.wait(days: 3)
        let board = try await town.look { try PipelineQueries.board($0) }
        #expect(board.columns.first { $0.part == .challenge }?.oldest.map(\.object) == [call])
        #expect(board.bottlenecks.contains { $0.kind == .challenge && $0.state == "open" })
        #expect(board.narrowest.map { $0.kind == .challenge } != true)
        #expect(board.columns.map(\.part) == LinePart.allCases)
    }

    @Test(arguments: HouseEngine.available) func aHeadReadsWhatOfTheDepartmentOthersHaveNow(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let head = try await town.look { try ProblemQueries.problem(Target(problem.code.rawValue), $0).department }
        for person in Townsperson.allCases {
            let found = try await town.look(as: person) { scene in (try PipelineQueries.elsewhere(scene).map(\.stage.object), scene.standing.grants.contains { $0.department == head }) }
            #expect(found.0 == (found.1 ? [problem] : []), "\(person): it waits for the innovation officer")
        }
    }

    private func signals(of department: ID<Department>? = nil, _ scene: Scene) throws -> PipelineColumn {
        try #require(try PipelineQueries.board(of: department, scene).columns.first { $0.part == .signals })
    }
}
