import Storage

/// Ends every session and token of somebody whose device is lost or who must not act for now: by an administrator, with a reason, and told to the person.
/// The account stays; whoever has the address, and the second factor where there is one, signs in again.
public struct SignPersonOut: Act {
    public static let name = "person.signOut"
    public static let needsFreshCheck = true
    public static let permitted: [Who] = [.role(.administrator)]
    public static let form = Form(.email("email"), .text("reason", max: 1_000)) { SignPersonOut(email: $0, reason: $1) }
    let email: String, reason: String

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        try PersonTable.find(email: email, scene.city.id, scene.tx) == nil ? [Problem("email", "problem.noPerson")] : []
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let person = try PersonTable.find(email: email, change.city.id, change.tx) else { throw Refusal.notFound }
        for table: SQLText in ["session", "access_token"] { try change.tx.run("DELETE FROM \(table) WHERE city = \(change.city.id) AND person = \(person.id)") }
        let object = ObjectReference(.person, id: person.id.rawValue, code: PublicCode(""))
        try change.happened(Event(PersonEvent.signedOut, on: object, of: nil, isPublic: false, facts: ["reason": .text(reason)], personal: ["holder": .text(person.id.rawValue)]))
        return Outcome(nil)
    }
}
