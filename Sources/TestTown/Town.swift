public import Talkoot

/// Three founded cities with their people, and the way to do something in them.
public struct Town: Sendable {
    public let platform: Platform
    /// Nil where the time is not the town's to move.
    public let clock: TestClock?
    let cities: [TownCity: ID<City>]
    let people: [Townsperson: ID<Person>]
    /// Noora's and Ville's companies and Fatima's association.
    let organisations: [Townsperson: PublicCode]

    public var kuusila: ID<City> { get throws { try id(of: .kuusila) } }
    public var rantala: ID<City> { get throws { try id(of: .rantala) } }
    public var vega: ID<City> { get throws { try id(of: .vega) } }

    public func id(of city: TownCity) throws -> ID<City> {
        guard let id = cities[city] else { throw TownTrouble("there is no \(city)") }
        return id
    }
    public func id(of person: Townsperson) throws -> ID<Person> {
        guard let id = people[person] else { throw TownTrouble("\(person.name) has not moved in") }
        return id
    }
    public func actor(_ person: Townsperson) throws -> Actor { .person(try id(of: person)) }

    /// Performs an act in the person's own city. Without a person a visitor of Kuusila does it.
    @discardableResult
    public func perform(_ act: String, on target: Target = .none, _ input: JSON = .object([:]), as person: Townsperson?) async throws -> Outcome {
        try await platform.perform(
            act, on: target, input, in: try id(of: person?.city ?? .kuusila), as: try person.map(actor) ?? .visitor, id: platform.newActID())
    }
    @discardableResult
    public func perform(_ act: String, on object: ObjectReference, _ input: JSON = .object([:]), as person: Townsperson) async throws -> Outcome {
        try await perform(act, on: Target(object.code.rawValue), input, as: person)
    }

    /// Looks at Kuusila, or at the person's own city, with the person's eyes; without one with a visitor's.
    public func look<Value: Sendable>(as person: Townsperson? = nil, _ body: @escaping @Sendable (Scene) throws -> Value) async throws -> Value {
        try await platform.look(in: try id(of: person?.city ?? .kuusila), as: try person.map(actor) ?? .visitor, body)
    }
}

/// The town cannot do what it was asked; a sentence says why.
public struct TownTrouble: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

extension Town {
    /// Lets time pass until then. What falls due on the way happens at its own moment.
    public func wait(until time: Instant) async throws {
        guard let clock else { throw TownTrouble("this town's clock is not ours to move") }
        while let due = try await nextDueTime(), due <= time {
            clock.move(to: due)
            if try await platform.performDueMoves() == 0 { break }
        }
        clock.move(to: time)
    }
    public func wait(days: Int) async throws { try await wait(until: platform.now().adding(days: days)) }

    /// What is due happens now.
    public func settle() async throws { try await platform.performDueMoves() }

    private func nextDueTime() async throws -> Instant? {
        var times: [Instant] = []
        for city in cities.values {
            if let time = try await platform.look(in: city, as: .visitor, { try DemoQueries.nextDueTime($0) }) { times.append(time) }
        }
        return times.min()
    }
}
