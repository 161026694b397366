import Foundation

/// Where an installation lies on this machine, and how it is doing there.
public struct InstallationPlace: Sendable {
    public let folder: String
    public let backups: String
    /// The file of the embedded database; nil where another one is used.
    public let file: String?

    public init(folder: String, backups: String, file: String?) {
        self.folder = folder
        self.backups = backups
        self.file = file
    }

    /// With the log beside it.
    public var databaseBytes: Int64? {
        file.map { file in ["", "-wal"].reduce(0) { $0 + (Self.bytes(of: file + $1) ?? 0) } }
    }
    private static func bytes(of path: String) -> Int64? {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.int64Value
    }

    /// What is free on the disk of the folder, for others than root.
    public var freeBytes: Int64? {
        var figures = statvfs()
        guard statvfs(folder, &figures) == 0 else { return nil }
        return Int64(figures.f_bavail) * Int64(figures.f_frsize)
    }

    /// When the newest whole backup was made, by its name.
    public var newestBackup: Instant? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: backups)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: "\(backups)/\($0)/manifest.json") }.compactMap(Self.moment).max()
    }

    /// `20261121T153425.123`
    static func moment(of name: String) -> Instant? {
        let parts = name.split(separator: ".")
        guard let first = parts.first, first.utf8.count == 15, first.dropFirst(8).first == "T" else { return nil }
        let digits = first.filter(\.isASCIIDigit).compactMap(\.wholeNumberValue)
        guard digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard let day = Day(year: number(0..<4), month: number(4..<6), day: number(6..<8)) else { return nil }
        let seconds = Int64(day.dayNumber) * 86_400 + Int64(number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14))
        return Instant(milliseconds: seconds * 1000 + (parts.dropFirst().first.flatMap { Int64($0) } ?? 0))
    }
}
