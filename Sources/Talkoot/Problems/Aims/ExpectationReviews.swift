import Storage

/// One look back at an expectation. All of them are kept.
public struct ExpectationReview: Sendable, Hashable {
    public let id: String
    public let number: Int
    public let result: Expectation.Result
    public let evidence: String
    public let at: Instant

    init(row: inout Row) throws {
        id = try row.text()
        number = try row.int()
        result = try row.value()
        evidence = try row.text()
        at = try row.instant()
    }
}

extension ObjectKind {
    /// A benefit or obstacle of a problem: `KU-7F3K.x2`.
    public static let expectation = ObjectKind("expectation")
}

extension CityProblem: FileHome {}

/// What was hoped for and feared, and what came of it, with the evidence of each review.
public struct ExpectationReport: Sendable {
    public enum Outcome: String, CaseIterable, Sendable { case realised, notRealised, notReviewed }
    public struct Entry: Sendable {
        public let expectation: Expectation
        /// The newest first.
        public let reviews: [(review: ExpectationReview, files: [Attachment])]
        /// What came by a review; as soon as somebody looked back at any, what nobody has shown did not come.
        public let outcome: Outcome
    }
    public let entries: [Entry]
}

extension ExpectationQueries {
    public static func report(on problem: CityProblem, _ scene: Scene) throws -> ExpectationReport {
        let all = try of(problem, scene)
        if all.isEmpty { return ExpectationReport(entries: []) }
        let reviews = try scene.tx.rows("""
            SELECT id, number, result, evidence, at FROM expectation_review WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY at DESC, id DESC
            """, ExpectationReview.init(row:))
        let files = Dictionary(grouping: try AttachmentQueries.of(.expectation, ids: reviews.map(\.id), scene)) { $0.object?.id ?? "" }
        return ExpectationReport(entries: all.map { one in
            let own = reviews.filter { $0.number == one.number }.map { (review: $0, files: files[$0.id] ?? []) }
            let outcome: ExpectationReport.Outcome = one.result == .realised ? .realised : reviews.isEmpty ? .notReviewed : .notRealised
            return ExpectationReport.Entry(expectation: one, reviews: own, outcome: outcome)
        })
    }
}
