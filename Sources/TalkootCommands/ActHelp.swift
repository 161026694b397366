import Talkoot

/// What acts there are, and what one takes, for somebody at a terminal.
struct ActHelp {
    private let words: TerminalWords
    init(_ words: TerminalWords) { self.words = words }

    /// The name, with the kind of thing it is about and its fields: for programs.
    static func inShort(_ act: any Act.Type) -> String {
        act.name + (act.target.map { " --on \($0.rawValue.uppercased())" } ?? "") + act.fieldList.map { $0.isOptional ? " [\($0.name)]" : " \($0.name)" }.joined()
    }

    /// Every act with what it does.
    func all() -> [String] {
        let acts = Rooms.house.acts.filter { $0.permitted != [.system] }
        let widest = acts.map { $0.name.count }.max() ?? 0
        return [words("terminal.acts")] + acts.map { act in "  " + act.name.padded(to: widest + 2) + (words.find("act.\(act.name).title") ?? "") } + ["", words("terminal.oneAct")]
    }

    /// One act with its fields.
    /// - Parameter options: what can be picked, by the field's name, where that was looked up.
    func lines(_ act: any Act.Type, _ options: [String: [Talkoot.Option]] = [:]) -> [String] {
        var lines = ["\(act.name): \(words.find("act.\(act.name).title") ?? "")"]
        if let lede = words.find("act.\(act.name).lede") { lines.append(lede) }
        if let kind = act.target { lines.append(words("terminal.about", ["kind": words.find("kind.\(kind.rawValue)") ?? kind.rawValue])) }
        if act.fieldList.isEmpty { return lines + [words("terminal.noFields")] }
        let told = act.fieldList.flatMap { field($0, of: act.name, options) }
        let widest = told.map(\.name.count).max() ?? 0
        return lines + [""] + told.map { "  \($0.name.padded(to: widest + 2))\($0.about)" }
    }

    /// The same with what can be picked for one subject, by whoever may do it.
    func lines(_ act: any Act.Type, on target: Target, in city: ID<City>, as actor: Actor, _ platform: Platform) async throws -> [String] {
        let options = try await platform.look(in: city, as: actor) { scene in try Self.options(act, target, scene) }
        return lines(act, options)
    }
    private static func options<A: Act>(_ act: A.Type, _ target: Target, _ scene: Scene) throws -> [String: [Talkoot.Option]] {
        let subject = try A.load(target, scene)
        if case .denied(let why) = A.permission(scene.standing, subject) { throw Refusal.denied(why) }
        return try A.options(subject, scene)
    }

    private func field(_ field: Field, of act: String, _ options: [String: [Talkoot.Option]], in row: String = "") -> [(name: String, about: String)] {
        let optional = field.isOptional ? " " + words("terminal.optional") : ""
        let own = [(name: row + field.name, about: "\(words.label(field.name, of: act)) – \(words.kind(field, of: act, options[field.name] ?? []))\(optional)")]
        guard case .rows(let columns, _) = field.kind else { return own }
        return own + columns.flatMap { self.field($0, of: act, options, in: "\(field.name).0.") }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
