import Talkoot

/// What single acts do otherwise on their way through the door of forms. Whatever is not in the table goes the ordinary way:
/// its fields one under the other, and then the page of what it was about.
struct ActWay: Sendable {
    /// Where a sender comes when it is done.
    enum End: Sendable {
        case object
        /// The page with the code by which anybody follows what was sent.
        case code(room: String)
        /// A part of the desk, where the rest of the same work waits.
        case desk(part: String)
        /// A page of the city, for whoever has no desk.
        case page(String)
        /// Signed out; to this page of the city.
        case farewell(page: String)
    }

    var end = End.object
    /// Before it goes out, its sender hears once what is similar and what it tells about others.
    var isAdvised = false
    /// Fields that few need: they stand folded together.
    var folded: [String] = []
    /// Fields that this reader is not asked: they come with the address and go along unseen, or the reader's account says it.
    var isUnseen: @Sendable (String, Standing) -> Bool = { _, _ in false }
    /// A field that is chosen before anything else is asked.
    var first: FirstChoice?
    /// The subject is read beside the form, and its rows are criteria to be scored.
    var isScoring = false

    struct FirstChoice: Sendable {
        /// `kinds.<value>` says what is asked for each of its values.
        let field: String
        /// Fields that only some of the values ask for.
        let varying: Set<String>
        /// Those of them that may not be left empty where they are asked.
        let needed: Set<String>
        let asks: @Sendable (String) -> Set<String>
    }

    static func of(_ act: String) -> ActWay { table[act] ?? ActWay() }

    private static let table: [String: ActWay] = [
        SendSignal.name: ActWay(end: .code(room: "signals"), isAdvised: true, folded: SendSignal.furtherFields) { field, reader in
            // Whoever works for the city sends for their office, which has no account.
            field == "kiosk" || field == "email" && reader.person != nil && !reader.isStaff
        },
        EnterSignal.name: ActWay(end: .code(room: "signals")),
        SendIdea.name: ActWay(end: .code(room: "signals")),
        ReportText.name: ActWay(end: .code(room: "reports")) { field, reader in field == "email" && reader.person != nil },
        ScoreSubmission.name: ActWay(end: .desk(part: "scoring"), isScoring: true),
        WriteAgain.name: ActWay(end: .page("/track")),
        FollowCircle.name: ActWay(end: .page("/places#following")),
        UnfollowCircle.name: ActWay(end: .page("/places#following")),
        GrantRole.name: ActWay(end: .page("/roles")),
        EndRole.name: ActWay(end: .page("/roles")),
        SignPersonOut.name: ActWay(end: .page("/roles")),
        RequireSecondFactor.name: ActWay(end: .page("/settings#roles")),
        AppealWithCode.name: ActWay(end: .page("/track")),
        RemoveSecondFactor.name: ActWay(end: .farewell(page: "/sign-in")),
        RegisterOrganisation.name: ActWay(first: FirstChoice(field: "sector", varying: ["size", "registrationNumber"], needed: ["size"]) { Organisation.Sector(rawValue: $0)?.asks ?? [] }),
        LeaveCity.name: ActWay(end: .farewell(page: "")),
    ]
}
