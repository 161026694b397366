import Foundation
import StorageSQLite
import Talkoot
import TalkootMail

enum SQLiteCheck {
    static func fault(in path: String) throws -> String? { try SQLiteDatabase.fault(in: path) }
}

/// Settings, folder, disk and backups.
extension Doctor {
    func examineSettings() -> [Finding] {
        let settings: ServerSettings
        do { settings = try self.settings.get() } catch {
            return [.problem("settings", "\(error)", "Mend it in \(Settings.usualFile) or among the flags.")]
        }
        var findings: [Finding] = []
        if settings.origin.isEmpty {
            findings.append(.warning("origin", "No address is set that people use, so letters and links name \(settings.host):\(settings.port).", "Set TALKOOT_ORIGIN=https://your.address."))
        } else if !settings.isSecure {
            findings.append(.problem("origin", "People come to \(settings.origin) without encryption, and cookies are not kept to it.", "Put a proxy with TLS in front and set TALKOOT_ORIGIN=https://…"))
        } else { findings.append(.good("origin", "People come to \(settings.origin).")) }
        findings.append(proxies(settings))
        if settings.lostPasswords != nil { findings.append(lostPasswords(settings)) }
        return findings
    }

    private func lostPasswords(_ settings: ServerSettings) -> Finding {
        do { _ = try settings.checkedLostPasswords() } catch { return .problem("passwords", "\(error)", "Name another file in TALKOOT_LOST_PASSWORDS, or none.") }
        return .good("passwords", "Passwords that others have lost are refused.")
    }

    private func proxies(_ settings: ServerSettings) -> Finding {
        if ["203.0.113.9", "2001:db8::9"].contains(where: { settings.proxies.client(peer: $0, forwarded: ["198.51.100.1"]) != $0 }) {
            return .problem("proxies", "Everybody is trusted to say where a request came from.", "Name only your proxies in TALKOOT_PROXIES.")
        }
        if settings.isSecure && settings.proxies.isEmpty {
            return .warning("proxies", "No proxy is trusted, so all visitors seem to be one and are slowed down together.", "Set TALKOOT_PROXIES to the proxy's address, such as 127.0.0.1.")
        }
        return .good("proxies", settings.proxies.isEmpty ? "There is no proxy in front." : "Where requests came from is told by the proxies that are named.")
    }

    func examinePictures() async -> Finding {
        if await Darkroom.own.isReady() { return .good("pictures", "Photographs can be taken in.") }
        return .warning("pictures", "Photographs are refused: libgd is missing, or a process may not confine itself here.", "Say apt install libgd3, and use the unit that comes with Talkoot. Everything else works meanwhile.")
    }

    func examineFolder() -> [Finding] {
        let files = FileManager.default, folder = options.folder
        guard files.fileExists(atPath: folder) else { return [.problem("folder", "There is no folder \(folder).", "Name it with --data or TALKOOT_DATA.")] }
        var findings: [Finding] = []
        let mode = (try? files.attributesOfItem(atPath: folder))?[.posixPermissions] as? Int ?? 0
        if mode & 0o077 != 0 { findings.append(.problem("folder", "Others on this machine may enter \(folder).", "Say chmod 700 \(folder).")) }
        else if !files.isWritableFile(atPath: folder) { findings.append(.problem("folder", "This user may not write in \(folder).", "Run it as the user of the server: sudo -u talkoot talkoot doctor.")) }
        else { findings.append(.good("folder", "\(folder) is for its owner alone.")) }
        if !isNew { findings.append(keys()) }
        if (try? UnfinishedRestore.refuse(in: folder)) == nil { findings.append(.problem("restore", "A restore into \(folder) was cut off.", "Run talkoot restore again.")) }
        findings.append(space())
        return findings
    }

    private func keys() -> Finding {
        let missing = InstallationKeys.missing(in: options.folder)
        if !missing.isEmpty { return .problem("keys", "\(missing.joined(separator: " and ")) \(missing.count == 1 ? "is" : "are") missing in \(options.folder).", "Copy them back from where you keep them; new ones are made only for a new installation.") }
        let there = InstallationKeys.present(in: options.folder)
        let open = there.filter { name in
            let mode = (try? FileManager.default.attributesOfItem(atPath: "\(options.folder)/\(name)"))?[.posixPermissions] as? Int ?? 0
            return mode & 0o077 != 0
        }
        if !open.isEmpty { return .problem("keys", "Others may read \(open.joined(separator: " and ")).", "Say chmod 600, and consider whether somebody did.") }
        do { _ = try MailKey.read(in: options.folder) } catch {
            return .problem("keys", "mail.key in \(options.folder) cannot be used.", "Copy mail.key back from where you keep it, or move it away and say talkoot mail key for new ones; until then the server does not start.")
        }
        return .good("keys", there.contains(InstallationKeys.ofMail) ? "All three keys are there, for their owner alone." : "Both keys are there, for their owner alone; letters are not signed (talkoot mail key).")
    }

    private func space() -> Finding {
        let free = options.place.freeBytes ?? 0, needed = max(500_000_000, 2 * (options.place.databaseBytes ?? 0))
        if free < 100_000_000 { return .problem("space", "Only \(Terminal.size(free)) are free in \(options.folder).", "Make room now: on a full disk nobody can change anything.") }
        if free < needed { return .warning("space", "\(Terminal.size(free)) are free, less than the database and a backup need.", "Make room, or put the backups elsewhere (TALKOOT_BACKUPS).") }
        return .good("space", "\(Terminal.size(free)) are free.")
    }

    func examineBackups() -> Finding {
        guard let newest = options.place.newestBackup else {
            return .warning("backups", "There is no backup in \(options.backups).", "Say talkoot backup, and let the timer do it each night: systemctl enable --now talkoot-backup.timer.")
        }
        let hours = (now.milliseconds - newest.milliseconds) / 3_600_000
        let age = hours < 48 ? "\(hours) hours" : "\(hours / 24) days"
        if hours > 7 * 24 { return .problem("backups", "The newest backup is \(age) old.", "Look why: systemctl status talkoot-backup.") }
        if hours > 26 { return .warning("backups", "The newest backup is \(age) old.", "Look whether the timer runs: systemctl list-timers talkoot-backup.") }
        return .good("backups", "The newest backup is \(hours < 1 ? "less than an hour" : age) old.")
    }

    func examineMail() async -> Finding {
        guard let settings = try? settings.get() else { return .warning("mail", "The mail settings cannot be understood.", "See settings.") }
        do {
            guard let server = try settings.smtp() else {
                return .warning("mail", "There is no mail server: letters, also codes for signing in, are written to \(options.folder)/mail.", "Set TALKOOT_MAIL=smtp://your.server:587.")
            }
            if let why = await server.look() { return .problem("mail", "The mail server \(settings.mail ?? "") does not take letters: \(why).", "Check TALKOOT_MAIL, TALKOOT_MAIL_USER and TALKOOT_MAIL_PASSWORD; without smtps:// it must offer STARTTLS, with a certificate that this machine trusts (update-ca-certificates).") }
            if settings.sender?.text == ServeOptions.usualSender { return .problem("mail", "Letters have no sender that anybody could answer.", "Set TALKOOT_SENDER=talkoot@your.city.") }
            return .good("mail", "The mail server answers, encrypts and lets us in.")
        } catch { return .problem("mail", "\(error)", "Mend TALKOOT_MAIL.") }
    }
}
