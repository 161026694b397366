import Storage
@testable import Talkoot
import Testing
import TestTown

/// The line of an initiative in the size of a row is drawn from a few of its stages: those that the whole line would be drawn from.
@Suite(.serialized) struct ShortLineTests {
    @Test(arguments: HouseEngine.available) func ofManyJoinedSignalsTheLastOfEachStateIsTaken(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try #require(try await town.perform("signal.send", ["text": "The ferry pier is slippery when it freezes.", "department": "streets"], as: nil).object)
        try await town.perform("signal.accept", on: first, ["reason": "We look at it."], as: .liisa)
        for day in 1...4 {
            try await town.wait(days: 1)
            let next = try #require(try await town.perform("signal.send", ["text": .text("Slippery ferry pier, somebody fell on day \(day)."), "department": "streets"], as: nil).object)
            if day < 4 { try await town.perform("signal.merge", on: next, ["into": .text(first.code.rawValue), "reason": "The same pier."], as: .liisa) }
        }
        _ = try await town.pilot(in: .running)

        let (short, whole) = try await town.look(as: .liisa) { scene in
            let initiatives = try scene.tx.rows("SELECT \(Initiative.columns) FROM initiative WHERE city = \(scene.city.id)", Initiative.init(row:))
            let stages = try initiatives.flatMap { initiative in
                try scene.tx.rows(InitiativeQueries.stages(of: initiative, scene)).filter { drawn.contains($0.object.kind) }.map { Seen(initiative.id, $0.object.kind, $0.state, $0.enteredAt, $0.leftAt) }
            }
            return (try InitiativeQueries.marks(of: initiatives, scene), stages)
        }
        for (initiative, marks) in short {
            for (kind, state) in Set(marks.map { [$0.kind.rawValue, $0.state] }).map({ ($0[0], $0[1]) }) {
                let last = try #require(whole.filter { $0.initiative == initiative && $0.kind.rawValue == kind && $0.state == state }.max { $0.order < $1.order })
                #expect(marks.last { $0.kind.rawValue == kind && $0.state == state }?.leftAt == last.leftAt, "\(kind) \(state)")
            }
        }
        let known = Set(short.flatMap { initiative, marks in marks.map { "\(initiative) \($0.kind) \($0.state)" } })
        #expect(known == Set(whole.map { "\($0.initiative) \($0.kind) \($0.state)" }), "no state is passed over, and none is made up")
        #expect(short.values.contains { $0.count { $0.kind == .signal && $0.state == "merged" } == 1 }, "three were joined, and one of them is enough")
    }

    private let drawn: Set<ObjectKind> = [.signal, .problem, .challenge, .pilot]

    /// A stage as the whole line knows it.
    private struct Seen: Sendable {
        let initiative: ID<Initiative>, kind: ObjectKind, state: String, leftAt: Instant?
        let order: (Instant, Instant)
        init(_ initiative: ID<Initiative>, _ kind: ObjectKind, _ state: String, _ enteredAt: Instant, _ leftAt: Instant?) {
            (self.initiative, self.kind, self.state, self.leftAt) = (initiative, kind, state, leftAt)
            order = (enteredAt, leftAt ?? Instant(milliseconds: .max))
        }
    }
}
