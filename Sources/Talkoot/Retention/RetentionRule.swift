import Storage

/// What the house keeps about people, why it may, and how long: one line of the processing register (GDPR art. 5(1)(e), 6, 30).
public struct RetentionRule: Sendable {
    /// How long a row stays.
    public enum Period: Sendable, Hashable {
        case hours(Int)
        case days(Int)
        /// Until the person leaves; then it is removed, or no longer names anybody.
        case untilLeaving
        /// As long as the city's public record, from which names go when their bearer leaves.
        case withRecord
    }
    /// The ground in article 6(1) of the regulation.
    public enum Ground: String, Sendable, CaseIterable { case consent, legalDuty, publicTask }

    /// What takes rows away when their time is over.
    struct Removal: Sendable {
        /// From the name of the table on.
        let rows: @Sendable (Instant) -> SQLText
        /// Nil where each row takes an act of its own.
        var statement: (@Sendable (Instant) -> SQLText)?
        /// With each sweep; the others once a day, since they look through more.
        var isQuick = false
        /// The act of the house that takes one away, so that rooms and record follow; the rows have a city and a code.
        var act: String?

        /// Removes whole rows.
        static func deleting(_ rows: @escaping @Sendable (Instant) -> SQLText, isQuick: Bool = false) -> Removal {
            Removal(rows: rows, statement: { "DELETE FROM \(rows($0))" }, isQuick: isQuick)
        }
    }

    /// In words: `retention.<name>.what` and `retention.<name>.why`.
    public let name: String
    public let tables: [String]
    public let ground: Ground
    public let period: Period
    let removal: Removal?
    public var endsByTime: Bool { removal != nil }

    init(_ name: String, _ tables: [String], _ ground: Ground, _ period: Period, _ removal: Removal? = nil) {
        self.name = name
        self.tables = tables
        self.ground = ground
        self.period = period
        self.removal = removal
    }
}

extension RetentionRule {
    /// Every table that says something about a person stands in one of these lines; a test looks through the schema for others.
    public static let all: [RetentionRule] = [
        RetentionRule("account", ["person"], .publicTask, .untilLeaving),
        RetentionRule("sessions", ["session"], .publicTask, .days(90), .deleting({ "session WHERE expires_at < \($0) OR seen_at < \($0.adding(days: -90))" }, isQuick: true)),
        RetentionRule("pastSessions", ["session_past"], .publicTask, .days(30), .deleting({ "session_past WHERE retired_at < \($0.adding(days: -30))" }, isQuick: true)),
        RetentionRule("credentials", ["second_factor", "recovery_code", "password"], .consent, .untilLeaving),
        RetentionRule("signInCodes", ["sign_in_request"], .publicTask, .days(1), .deleting({ "sign_in_request WHERE expires_at < \($0.adding(days: -1))" }, isQuick: true)),
        RetentionRule("tokens", ["access_token"], .consent, .days(365), .deleting { "access_token WHERE expires_at < \($0)" }),
        RetentionRule("drafts", ["draft"], .consent, .days(30), .deleting { "draft WHERE saved_at < \($0.adding(days: -30))" }),
        RetentionRule("waitingFiles", ["attachment", "attachment_print"], .consent, .days(31), .deleting({ AttachmentTable.forgotten($0) }, isQuick: true)),
        RetentionRule("attempts", ["throttle"], .publicTask, .hours(2), .deleting({ "throttle WHERE hour < \($0.milliseconds / 3_600_000 - 1)" }, isQuick: true)),
        RetentionRule("recentSends", ["recent_send"], .publicTask, .days(1), .deleting({ "recent_send WHERE at < \($0.adding(days: -1))" }, isQuick: true)),
        RetentionRule("reports", ["moderation_report"], .publicTask, .days(365), .deleting {
            "moderation_report WHERE at < \($0.adding(days: -365)) AND EXISTS (SELECT 1 FROM moderation_case WHERE moderation_case.city = moderation_report.city AND moderation_case.id = moderation_report.case_id AND moderation_case.state NOT IN ('open', 'appealed', 'disputed'))"
        }),
        RetentionRule("moderation", ["moderation_case", "author_measure"], .legalDuty, .withRecord),
        RetentionRule("hiddenTexts", [], .legalDuty, .days(EraseHiddenText.days), .hiddenTexts),
        RetentionRule("senderAddresses", ["signal_contact"], .consent, .days(365), .senderAddresses),
        RetentionRule("notices", ["notice"], .publicTask, .days(365), .deleting { "notice WHERE state IN ('sent', 'dropped') AND at < \($0.adding(days: -365))" }),
        RetentionRule("following", ["follow", "place_follow", "place_circle", "notice_setting", "mail_pause"], .consent, .untilLeaving),
        RetentionRule("memberships", ["membership"], .publicTask, .untilLeaving),
        RetentionRule("ideas", ["hidden_author", "idea_joiner", "idea", "idea_comment", "experiment", "experiment_joiner"], .consent, .untilLeaving),
        RetentionRule("roles", ["role_grant", "mandate", "mandate_report"], .publicTask, .withRecord),
        RetentionRule("contributions", ["signal", "problem", "challenge", "submission", "pilot", "lesson", "lesson_use", "place", "sender_telling", "signal_message", "problem_member", "canvas_answer", "canvas_version", "canvas_beside", "canvas_sign", "problem_screen", "expectation", "expectation_review", "lot_plan", "problem_comparison", "participation", "support_sheet", "goal", "goal_stand"], .publicTask, .withRecord),
        RetentionRule("evaluations", ["juror_seat", "conflict", "score", "ranking"], .legalDuty, .withRecord),
        RetentionRule("decisions", ["decision"], .legalDuty, .withRecord),
        RetentionRule("insights", ["journey", "insight", "change_request", "reuse_answer"], .publicTask, .withRecord),
        RetentionRule("proofs", ["entry", "opening", "act"], .publicTask, .withRecord),
        RetentionRule("settings", ["setting", "setting_change", "district_plan", "moderation_template"], .publicTask, .withRecord),
        RetentionRule("teams", ["design_seat", "duty_part", "risk", "goal_consent", "resource_line", "resource_use"], .publicTask, .withRecord),
        RetentionRule("hearings", ["hearing_comment", "requirement", "requirement_comment"], .publicTask, .withRecord),
        RetentionRule("frictions", ["friction"], .publicTask, .days(365), .confidences),
        RetentionRule("seals", ["seal_break", "seal_reading", "seal_view"], .legalDuty, .withRecord),
        RetentionRule("erasures", ["erasure"], .legalDuty, .withRecord),
    ]
}

extension RetentionRule.Removal {
    /// What was confided goes a year after it was settled, with the names; how it ended stays.
    fileprivate static let confidences = RetentionRule.Removal(
        rows: { "friction WHERE (text <> '' OR reporter IS NOT NULL OR mediator IS NOT NULL) AND settled_at < \($0.adding(days: -365))" },
        statement: { "UPDATE friction SET text = '', reporter = NULL, mediator = NULL WHERE (text <> '' OR reporter IS NOT NULL OR mediator IS NOT NULL) AND settled_at < \($0.adding(days: -365))" })

    /// The address of a sender without an account goes a year after the answer; the tracking code goes on showing it.
    fileprivate static let senderAddresses = RetentionRule.Removal(
        rows: { "signal_contact WHERE (email IS NOT NULL OR contact IS NOT NULL) AND \(answered($0))" },
        statement: { "UPDATE signal_contact SET email = NULL, contact = NULL, message_id = NULL WHERE (email IS NOT NULL OR contact IS NOT NULL) AND \(answered($0))" })

    private static func answered(_ now: Instant) -> SQLText {
        "EXISTS (SELECT 1 FROM signal WHERE signal.city = signal_contact.city AND signal.id = signal_contact.signal AND signal.answered_at < \(now.adding(days: -365)))"
    }
}
