import Crypto
import Storage

/// The city's crest, or the house's own again where no picture is sent.
public struct SetCrest: SettingAct {
    public static let name = "city.crest"
    public static let form = Form(.optional(.file("picture", types: ["image/png"], max: CrestPicture.mostBytes)), .text("reason", max: 1_000)) { SetCrest(picture: $0, reason: $1) }
    let picture: [UInt8]?, reason: String

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let picture else { return [] }
        do { _ = try CrestPicture(picture, field: "picture") } catch { return [error] }
        return []
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        var digest = ""
        if let picture {
            let clean: CrestPicture
            do { clean = try CrestPicture(picture, field: "picture") } catch { throw Refusal.invalid([error]) }
            digest = String(Hex.text(SHA256.hash(data: clean.bytes)).prefix(32))
            try change.tx.run("INSERT INTO crest (city, digest, picture) VALUES (\(change.city.id), \(digest), \(clean.bytes)) ON CONFLICT (city, digest) DO NOTHING")
        }
        var profile = change.city.profile
        profile.crest = digest
        try change.keep(profile)
        return try change.set("city.crest", to: .text(digest), was: .text(change.city.profile.crest), because: reason)
    }
}
