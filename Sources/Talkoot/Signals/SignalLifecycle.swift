extension Signal {
    /// The clock is the promise to everybody who writes: an answer with reasons within 15 business days.
    public static let lifecycle = Lifecycle<State>(
        .signal, initial: .new, path: [.new, .accepted],
        promises: [.new: StagePromise("signal.answerDays", days: 15, actsNext: .role(.departmentHead))],
        moves: [
            Move("signal.accept", from: [.new], to: .accepted, by: answerers),
            Move("signal.merge", from: [.new], to: .merged, by: answerers),
            Move("signal.decline", from: [.new], to: .declined, by: answerers),
        ])

    static let answerers: [Who] = [.role(.departmentHead), .role(.innovationOfficer)]
}
