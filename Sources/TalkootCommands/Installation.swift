import Foundation
public import Storage
public import Talkoot

/// An installation opened by a command: its database brought to the newest schema, its keys, and the real clock and chance.
public struct Installation: Sendable {
    public let database: any Database
    public let secrets: Secrets
    public let recordKey: RecordKey

    /// Where it lies on this machine.
    public let place: InstallationPlace

    /// - Parameters:
    ///   - name: what the record's origin begins with, such as the host name of the site.
    ///   - upgrading: what to do first where the schema is an older one.
    public static func open(_ options: DatabaseOptions, name: String, upgrading way: Upgrade.Way = .refused) async throws -> Installation {
        try UnfinishedRestore.refuse(in: options.folder)
        let database = try options.open()
        do {
            try await Upgrade(options: options, way: way).bringUp(database)
            return Installation(
                database: database, secrets: Secrets(key: try key(in: options.folder)),
                recordKey: try RecordKey.load(in: options.folder, installation: name, random: chance), place: options.place)
        } catch {
            await database.close()
            throw error
        }
    }

    public func platform(lostPasswords: LostPasswords? = nil, clock: @escaping @Sendable () -> Instant = Installation.now) -> Platform {
        Platform(database: database, random: Installation.chance, recordKey: recordKey, lostPasswords: lostPasswords, clock: clock)
    }

    /// The only real clock.
    public static let now: @Sendable () -> Instant = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
    /// The only real chance: the system's secure generator, asked for eight bytes at a time, since each asking is a call of the kernel.
    public static let chance = Randomness { count in
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) } }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// The installation's secrets alone, for a command that neither serves nor upgrades.
    public static func secrets(in folder: String) throws -> Secrets { Secrets(key: try key(in: folder)) }

    /// The installation's own key, made at the first start, readable by its owner alone.
    private static func key(in folder: String) throws -> [UInt8] {
        let path = folder + "/talkoot.key"
        if let kept = FileManager.default.contents(atPath: path), kept.count == 32 { return [UInt8](kept) }
        let fresh = chance.bytes(32)
        guard FileManager.default.createFile(atPath: path, contents: Data(fresh), attributes: [.posixPermissions: 0o600]) else { throw CocoaError(.fileWriteNoPermission) }
        return fresh
    }
}
