import Storage

/// Joins several that say the same to an accepted one, in one go; each sender is kept and told with the same reasons.
public struct GatherSignals: Act {
    public static let name = "signal.gather"
    public static let target: ObjectKind? = .signal
    public static let permitted: [Who] = Signal.answerers
    public static let form = Form(.picks("signals"), .text("reason", max: 2_000)) { GatherSignals(signals: $0, reason: $1) }
    static let most = 50
    let signals: [String], reason: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Signal { try SignalQueries.signal(target, scene) }
    public static func isOpen(_ signal: Signal, _ scene: Scene) -> Bool { signal.state == .accepted }
    /// Those that wait and say something like it. A program may name others.
    public static func options(_ signal: Signal, _ scene: Scene) throws -> [String: [Option]] {
        let found = try SimilarSignals.find(signal.text + " " + signal.description, except: signal.code, limit: 30, scene)
        return ["signals": found.filter { $0.state == .new }.map { Option($0.object.code.rawValue, "\($0.object.code.rawValue): \($0.text)") }]
    }

    public func problems(_ signal: Signal, _ scene: Scene) throws -> [Problem] {
        if signals.isEmpty { return [Problem("signals", "problem.missing")] }
        if signals.count > Self.most { return [Problem("signals", "problem.tooMany", ["limit": "\(Self.most)"])] }
        for code in signals {
            guard let other = try SignalTable.find(code: PublicCode(code), scene), SignalRules.mayRead(other, scene.standing), other.id != signal.id, other.state == .new else {
                return [Problem("signals", "problem.notWaiting", ["code": code])]
            }
            guard MergeSignal.permission(scene.standing, other) == .allowed else { return [Problem("signals", "problem.othersSignal", ["code": code])] }
        }
        return []
    }

    public func apply(_ signal: Signal, _ change: Change) throws -> Outcome {
        let merge = MergeSignal(into: signal.code.rawValue, reason: reason)
        for code in Set(signals).sorted() {
            let other = try SignalQueries.signal(Target(code), change)
            _ = try merge.apply(other, change)
        }
        return Outcome(signal.reference, ["joined": .integer(Int64(Set(signals).count))])
    }
}
