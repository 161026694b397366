public import Talkoot

/// The named world of the tests, the demo and the screenshots. Everything in it came about through acts of the people in it.
public enum TestTown {
    /// Founds Kuusila, Rantala and Vega with departments, districts, people and organisations. The database has its tables already.
    /// - Parameter clock: the platform's own, where walks may move it.
    public static func found(on platform: Platform, clock: TestClock? = nil) async throws -> Town {
        var cities: [TownCity: ID<City>] = [:]
        for city in TownCity.allCases { cities[city] = try await platform.found(plan(of: city), departments: departments(of: city), districts: city == .kuusila ? TownMap.districts : []) }
        var people: [Townsperson: ID<Person>] = [:]
        for person in Townsperson.allCases {
            guard let city = cities[person.city], let email = EmailAddress(person.email) else { throw TownTrouble("\(person.name) has no address") }
            let profile = person.profile
            people[person] = try await platform.invite(email, name: profile.name, language: profile.language, role: profile.role, department: profile.department, in: city)
        }
        let settled = Town(platform: platform, clock: clock, cities: cities, people: people, organisations: [:])
        // Kuusila learns: its gates advise, so that a story about something else needs no whole canvas. The other two cities keep the house's rule.
        try await settled.perform("limit.set", on: Target("problem.bindingGates"), [
            "value": "0", "reason": "We are new to this. The gates tell us what is missing, and we say why we go on.",
        ], as: .liisa)
        return Town(platform: platform, clock: clock, cities: cities, people: people, organisations: try await registerOrganisations(in: settled))
    }

    private static func plan(of city: TownCity) -> CityPlan {
        var plan = switch city {
        case .kuusila: CityPlan(slug: "kuusila", name: "Kuusila", codePrefix: "KU")
        case .rantala: CityPlan(slug: "rantala", name: "Rantala", codePrefix: "RA")
        case .vega: CityPlan(slug: "vega", name: "Vega", codePrefix: "VE")
        }
        plan.holidays = FinnishHolidays.of(years: 2025...2028)
        plan.brand = switch city {
        case .kuusila: Brand(address: "City of Kuusila, Torikatu 1, 90001 Kuusila")
        case .rantala: Brand(accent: "#1d4f91", motto: "The shore belongs to all", address: "City of Rantala, Rantatie 4, 90002 Rantala")
        case .vega: Brand(accent: "#7a3b69", motto: "North star", address: "City of Vega, Storgatan 2, 90003 Vega")
        }
        return plan
    }

    private static func departments(of city: TownCity) -> [(slug: String, name: String)] {
        switch city {
        case .kuusila: [
            ("streets", "Streets and lighting"), ("parks", "Parks and shores"), ("schools", "Schools and day care"),
            ("social", "Social services"), ("water", "Water and sewers"), ("transport", "Public transport"),
        ]
        case .rantala: [("development", "City development")]
        case .vega: [("works", "Public works")]
        }
    }

    private static func registerOrganisations(in town: Town) async throws -> [Townsperson: PublicCode] {
        let wanted: [(Townsperson, String, Organisation.Sector, Organisation.Size, String)] = [
            (.noora, "Lumi Sensors Oy", .company, .micro, "9000001-1"), (.ville, "Sata Works Oy", .company, .small, "9000002-2"),
            (.fatima, "Kuusila Neighbours ry", .thirdSector, .micro, "9000003-3"),
        ]
        var codes: [Townsperson: PublicCode] = [:]
        for (founder, name, sector, size, number) in wanted {
            var input: [String: JSON] = ["name": .text(name), "sector": .text(sector.rawValue), "registrationNumber": .text(number)]
            if sector.asks.contains("size") { input["size"] = .text(size.rawValue) }
            let registered = try await town.perform("organisation.register", .object(input), as: founder)
            guard let organisation = registered.object else { throw TownTrouble("\(name) was not registered") }
            try await town.perform("organisation.verify", on: organisation, ["reason": "Checked in the trade register."], as: .liisa)
            codes[founder] = organisation.code
        }
        return codes
    }
}
