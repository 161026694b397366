import Storage

/// Ideas are for those who work for the city; everybody else reads an accepted one as a signal.
public enum IdeaQueries {
    public static func idea(_ target: Target, _ scene: Scene) throws -> Idea {
        let signal = try SignalQueries.signal(target, scene)
        guard let idea = try idea(of: signal, scene) else { throw Refusal.notFound }
        return idea
    }
    /// Nil where a signal is no idea, or the reader does not work for the city.
    public static func idea(of signal: Signal, _ scene: Scene) throws -> Idea? {
        guard signal.channel == .staff, scene.standing.isStaff else { return nil }
        return try rows("signal.id = \(signal.id)", scene).first
    }

    /// Newest first, at most a hundred.
    public static func list(_ scene: Scene) throws -> [Idea] {
        guard scene.standing.isStaff else { throw Refusal.denied(scene.standing.isVisitor ? "denied.signIn" : "denied.role") }
        return try rows("TRUE", scene)
    }

    /// Who the author is to this reader; nil for a hidden one who is somebody else.
    public static func comments(on idea: Idea, _ scene: Scene) throws -> [IdeaComment] {
        try scene.tx.rows("""
            SELECT person, is_by_author, at, text FROM idea_comment WHERE city = \(scene.city.id) AND signal = \(idea.signal.id) ORDER BY at, id LIMIT 200
            """) { IdeaComment(person: try $0.optionalValue(), isByAuthor: try $0.bool(), at: try $0.instant(), text: try $0.text()) }
    }

    /// Ideas of the last year from the front line, of all that name a job role; nil while either part could point at single people.
    public static func frontLineShare(_ scene: Scene) throws -> (frontLine: Int, all: Int)? {
        let counts = try scene.tx.first("""
            SELECT COALESCE(sum(CASE WHEN idea.job_role = 'frontLine' THEN 1 ELSE 0 END), 0), count(*) FROM idea JOIN signal ON signal.city = idea.city AND signal.id = idea.signal
            WHERE idea.city = \(scene.city.id) AND idea.job_role IS NOT NULL AND signal.created_at >= \(scene.now.adding(days: -365))
            """) { (frontLine: try $0.int(), all: try $0.int()) }
        guard let counts, counts.frontLine >= smallest, counts.all - counts.frontLine >= smallest else { return nil }
        return counts
    }
    /// The anonymity floor of small numbers.
    static let smallest = 5

    private static func rows(_ condition: SQLText, _ scene: Scene) throws -> [Idea] {
        let city = scene.city.id, me = scene.standing.person?.id
        return try scene.tx.rows("""
            SELECT idea.is_hidden,
                (signal.author IS NOT NULL AND signal.author = \(me)) OR EXISTS (SELECT 1 FROM hidden_author WHERE hidden_author.city = idea.city AND hidden_author.signal = idea.signal AND hidden_author.person = \(me)),
                EXISTS (SELECT 1 FROM idea_joiner WHERE idea_joiner.city = idea.city AND idea_joiner.signal = idea.signal AND idea_joiner.person = \(me)),
                (SELECT count(*) FROM idea_joiner WHERE idea_joiner.city = idea.city AND idea_joiner.signal = idea.signal),
                (SELECT count(*) FROM idea_comment WHERE idea_comment.city = idea.city AND idea_comment.signal = idea.signal), \(Signal.columns)
            FROM idea JOIN signal ON signal.city = idea.city AND signal.id = idea.signal
            WHERE idea.city = \(city) AND \(condition) AND \(SignalRules.scope(scene.standing)) ORDER BY signal.created_at DESC, signal.id LIMIT 100
            """) { row in
            let (isHidden, isOwn, hasJoined, joiners, comments) = (try row.bool(), try row.bool(), try row.bool(), try row.int(), try row.int())
            return Idea(signal: try Signal(row: &row), isHidden: isHidden, isOwn: isOwn, hasJoined: hasJoined, joiners: joiners, comments: comments)
        }
    }
}
