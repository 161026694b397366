public import Foundation

/// Reads proposals of CONSUL: the CSV of its exports and open data, or what its API gives as a list. Its columns have other names than Decidim's and are
/// brought under those, then read alike.
public enum ConsulProposals {
    /// CONSUL's name, then the name that it is read under.
    private static let names = [
        "public_created_at": "published_at", "tag_list": "category", "tags": "category", "geozone": "district", "geozone/name": "district", "geozone_name": "district",
    ]

    public static func read(_ bytes: Data) throws(ImportTrouble) -> ImportReading<ForeignProposal> {
        let first = bytes.first { !($0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 32) }
        var reading = try DecidimProposals.read(first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? try list(bytes) : table(bytes))
        for place in reading.items.indices {
            reading.items[place].origin = reading.items[place].origin.replacing(/^decidim:/, with: "consul:")
        }
        return reading
    }

    private static func table(_ bytes: Data) -> Data {
        guard let end = bytes.firstIndex(where: { $0 == 10 || $0 == 13 }), let head = String(validating: bytes[..<end], as: UTF8.self) else { return bytes }
        let renamed = head.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }.reduce(into: head) { head, column in
            let plain = column.trimmed.filter { $0 != "\"" && $0 != "\u{FEFF}" }
            guard let name = names[plain.lowercased()] else { return }
            head = head.replacing(column, with: column.replacing(plain, with: name), maxReplacements: 1)
        }
        return Data(renamed.utf8) + bytes[end...]
    }

    /// A list of objects, or an answer of the API: `{"data": {"proposals": {"edges": [{"node": {…}}]}}}`. Who took a proposal back or was hidden is not taken.
    private static func list(_ bytes: Data) throws(ImportTrouble) -> Data {
        guard let json = try? JSONSerialization.jsonObject(with: bytes) else { return bytes }
        var items = json as? [[String: Any]] ?? []
        if let answer = json as? [String: Any] {
            let proposals = ((answer["data"] as? [String: Any]) ?? answer)["proposals"] as? [String: Any]
            items = (proposals?["edges"] as? [[String: Any]])?.compactMap { $0["node"] as? [String: Any] } ?? (proposals?["nodes"] as? [[String: Any]]) ?? []
            guard proposals != nil else { return bytes }
        }
        let renamed = items.map { item in
            var out: [String: Any] = [:]
            for (key, value) in item { out[names[key] ?? key] = (value as? [String: Any])?["name"] ?? value }
            if item["retired_at"] is String || item["hidden_at"] is String { out["status"] = "withdrawn" }
            return out
        }
        guard let data = try? JSONSerialization.data(withJSONObject: renamed) else { throw ImportTrouble(.notProposals) }
        return data
    }
}
