import Storage

extension Platform {
    /// Makes a city with its departments and districts. The command line does this; there is nobody yet who could.
    public func found(_ plan: CityPlan, departments: [(slug: String, name: String)] = [], districts: [PlannedDistrict] = []) async throws -> ID<City> {
        let now = now()
        let id = ID<City>(random.datedID(at: now))
        let departments = departments.map { Department(id: ID(random.datedID(at: now)), slug: $0.slug, name: $0.name) }
        let districts = districts.map { District(id: ID(random.datedID(at: now)), slug: $0.slug, name: $0.name, outline: $0.outline.canonical) }
        try await keepHouse { tx, now in
            try CityTable.insert(id, plan, now, tx)
            for department in departments { try CityTable.insert(department, id, tx) }
            for district in districts { try CityTable.insert(district, id, tx) }
        }
        return id
    }

    /// Gives somebody an account and, if wanted, a role: how the first administrator comes to be (`talkoot person invite`).
    /// - Parameter writing: whether a letter tells them how to sign in, as soon as the server runs.
    @discardableResult
    public func invite(_ email: EmailAddress, name: String, language: Language, role: Role?, department: String? = nil, writing: Bool = false, in city: ID<City>) async throws -> ID<Person> {
        let person = try await member(email.text, language, in: city)
        _ = try await perform(InvitePerson(person: person, displayName: name, role: role, department: department), in: city, as: .system(because: "invitation"), id: newActID())
        if writing { try await writeInvitation(to: person, in: city) }
        return person
    }

    /// The letter says where to sign in, and holds no secret: the code goes to the same address when they ask for it.
    private func writeInvitation(to person: ID<Person>, in city: ID<City>) async throws {
        let notice = random.undatedID()
        try await keepHouse { tx, now in
            try tx.run("""
                INSERT INTO notice (city, id, at, event, object_kind, object_id, object_code, is_public, person, is_contact, recipient, state, attempts, next_at)
                VALUES (\(city), \(notice), \(now), 'person.invited', 'person', \(person), '', \(false), \(person), \(false), \(person), 'waiting', \(0), \(now))
                """)
        }
    }
}

/// What the command line does with an invitation; no door offers it.
struct InvitePerson: Act {
    static let name = "person.invite"
    static let permitted: [Who] = [.system]
    static let form = Form(.line("person", max: 40), .line("displayName", max: 80), .optional(.choice("role", of: Role.self)), .optional(.line("department", max: 80))) {
        InvitePerson(person: ID($0), displayName: $1, role: $2, department: $3)
    }
    let person: ID<Person>, displayName: String, role: Role?, department: String?

    func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] { try CityQueries.check(district: nil, department: department, scene) }
    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let object = ObjectReference(.person, id: person.rawValue, code: PublicCode(""))
        try change.tx.run("UPDATE person SET display_name = \(displayName) WHERE city = \(change.city.id) AND id = \(person)")
        if let role {
            try PersonTable.grant(role, to: person, department: try CityQueries.department(department, change)?.id, change)
            try change.happened(Event(PersonEvent.roleGranted, on: object, of: nil, isPublic: false, facts: ["role": .text(role.rawValue)], personal: ["holder": .text(person.rawValue)]))
        }
        return Outcome(object)
    }
}
