public import Storage
import TransparencyLog

/// A quick look at the records: whether each log ends where its last checkpoint says, under this installation's key, and whether the database
/// still knows what was published last. It reads no entries; `record verify` does.
public enum RecordGlance {
    /// What is wrong, city by city; empty where nothing is.
    public static func faults(_ key: RecordKey, _ tx: any Transaction) throws -> [String] {
        try tx.rows("SELECT id, slug FROM city ORDER BY slug") { (id: try $0.value(ID<City>.self), slug: try $0.text()) }.compactMap { try fault($0.id, $0.slug, key, tx) }
    }

    private static func fault(_ city: ID<City>, _ slug: String, _ key: RecordKey, _ tx: any Transaction) throws -> String? {
        let published = try PublishedHeads(beside: key).note(of: slug)
        guard let log = try RecordLog.find(city, tx), let newest = try RecordCheckpoint.newest(city, limit: 1, tx).first else {
            return published == nil ? nil : "\(slug): a checkpoint was published, but the database has no record: it went back"
        }
        guard let head = try? Checkpoint(signed: newest.note, by: key.signer(origin: log.verifier.name).verifier) else { return "\(slug): its last checkpoint was not signed with this installation's key" }
        guard head.size == log.tree.size, head.root == log.tree.root else { return "\(slug): its log does not end where the last checkpoint says" }
        if let published, !published.isEmpty, try !tx.exists("SELECT 1 FROM record_checkpoint WHERE city = \(city) AND note = \(published) LIMIT 1") {
            return "\(slug): the database does not know the checkpoint that was published last: it went back"
        }
        return nil
    }
}
