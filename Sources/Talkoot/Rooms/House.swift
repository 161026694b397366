public import Storage

extension Rooms {
    /// The rooms of the house, in the order in which their tables are made.
    public static let house = Rooms([
        People.self, Organisations.self, Signals.self, Problems.self, CanvasRoom.self, Goals.self, Challenges.self, Submissions.self, Juries.self, Decisions.self, Pilots.self, Lessons.self, Solutions.self,
        Clocks.self, Roles.self, Settings.self, Moderation.self, Credentials.self, Places.self, Attachments.self,
        Journeys.self, Insights.self, Reuse.self,
        Stakeholders.self, DesignTeams.self, Resources.self, Responsibilities.self, Risks.self, CoOwners.self, Frictions.self, Hearings.self, Requirements.self,
        Ideas.self, Experiments.self, Supports.self, Mandates.self, Seals.self,
    ])
}

extension Platform {
    /// All steps of the schema: the furniture first, then each room's.
    public static var migrations: [Migration] {
        [
            Migration("cities", CityTable.migration), Migration("people", PersonTable.migration), Migration("organisations", OrganisationTable.migration),
            Migration("acts", ActTable.migration), Migration("record", RecordTable.migration), Migration("notices", Outbox.migration),
            Migration("clocks", StageTable.migration + DueTable.migration), Migration("initiatives", InitiativeTable.migration),
            Migration("housekeeping", HouseholdTable.migration), Migration("search") { SearchTable.migration($0) },
        ] + Rooms.house.all.flatMap { $0.migrations } + [Migration("erasures", ErasureTable.migration), Migration("retention", RetentionTable.migration), Migration("collectedLetters", MailPauses.migration), AttachmentTable.migration, PlaceTable.migration,
            Migration("placeFollows", PlaceFollow.migration), Migration("hotSpots", HotSpotQueries.migration), Migration("spotCounts", SpotCounts.migration), Migration("recounts", RecountTable.migration),
            Migration("placeCircles", PlaceCircleTable.migration)]
    }
}
