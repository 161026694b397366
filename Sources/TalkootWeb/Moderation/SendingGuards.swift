import Hummingbird
import Talkoot

/// What a form carries against programs that fill in whatever they find: a field that no person sees, and when the form was shown.
struct SendingGuards: Component {
    private let stamp: String
    private let label: String

    /// Nil for acts whose texts are not weighed. A form that is shown again keeps the time of its first showing.
    init?(_ act: String, _ typed: FormText?, _ visit: Visit, _ site: Site) {
        guard SpamRules.weighed.contains(act) else { return nil }
        stamp = typed?["_shown"] ?? site.stamp(at: visit.now, for: visit.formOwner)
        label = visit.words("form.leaveEmpty")
    }

    var html: HTML {
        """
        <div class="vh" aria-hidden="true"><label for="f--website">\(label)</label><input type="text" id="f--website" name="_website" value="" tabindex="-1" autocomplete="off"></div>\
        \(FormState.hidden(name: "_shown", value: stamp))
        """
    }
}

extension Site {
    private static func seal(_ time: String, _ owner: String, _ secrets: Secrets) -> String { String(secrets.seal("shown", "\(time) \(owner)").prefix(20)) }
    func stamp(at now: Instant, for owner: String) -> String { "\(now.milliseconds).\(Self.seal("\(now.milliseconds)", owner, secrets))" }

    /// What the form tells of how it was filled in. A stamp that is missing or not ours counts as no time at all.
    func noticed(_ form: FormText, _ ask: Ask, _ actor: Actor) -> Circumstances {
        let owner = ask.cookies[.session] ?? ask.cookies[.visitor] ?? ""
        let parts = (form["_shown"] ?? "").split(separator: ".").map(String.init)
        var seconds = 0
        if parts.count == 2, let shown = Int64(parts[0]), parts[1] == Self.seal(parts[0], owner, secrets) { seconds = Int((platform.now().milliseconds - shown) / 1000) }
        return Circumstances(sender: sender(actor, ask.peer), isTrapped: !(form["_website"] ?? "").isEmpty, secondsToFill: max(0, seconds))
    }

    /// Whoever sends, as a hash that only this installation can make: the account, or the address for those without one.
    /// Nobody where there are no limits against vandals, as in measurements.
    func sender(_ actor: Actor, _ peer: String) -> String? {
        guard options.isThrottled else { return nil }
        return switch actor {
        case .visitor: String(secrets.seal("sender", peer).prefix(32))
        case .person(let id): String(secrets.seal("sender", id.rawValue).prefix(32))
        case .system: nil
        }
    }
}
