import Foundation

/// PostgreSQL's own programs, which back up and restore its databases.
enum PostgreSQLPrograms {
    /// Runs one of them on a database and waits for its end.
    /// - Parameter url: goes along without its password, which other users of the machine could read there; that goes by the environment.
    static func run(_ program: String, _ words: [String], on url: String) throws {
        let (address, password) = parted(url)
        let outcome = try ChildProgram.run(try path(of: program), words + ["--no-password", "--dbname=\(address)"], adding: password.map { ["PGPASSWORD": $0] } ?? [:])
        guard outcome.code == 0 else {
            throw OperationProblem("\(program) failed: \(outcome.errors.split(whereSeparator: \.isNewline).prefix(3).joined(separator: " / "))")
        }
    }

    /// Those of the newest server on this machine, as Debian lays them out, or the first of the path.
    static func path(of program: String) throws -> String {
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []).compactMap { Int($0) }.sorted(by: >)
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/usr/local/bin").split(separator: ":").map(String.init)
        for folder in versions.map({ "/usr/lib/postgresql/\($0)/bin" }) + path where FileManager.default.isExecutableFile(atPath: "\(folder)/\(program)") { return "\(folder)/\(program)" }
        throw OperationProblem("\(program) is missing, without which a PostgreSQL database can be neither backed up nor restored: install PostgreSQL's client (on Debian: apt install postgresql-client).")
    }

    static func parted(_ url: String) -> (address: String, password: String?) {
        guard var parts = URLComponents(string: url) else { return (url, nil) }
        let named = parts.queryItems?.first { $0.name == "password" }?.value
        let password = parts.password ?? named
        parts.password = nil
        if named != nil { parts.queryItems = parts.queryItems?.filter { $0.name != "password" } }
        return (parts.string ?? url, password)
    }
}

/// A program that this one starts and waits for.
enum ChildProgram {
    /// - Returns: its exit code, or 128 and the number of the signal that ended it, and the end of what it said on standard error.
    static func run(_ path: String, _ words: [String], adding variables: [String: String] = [:]) throws -> (code: Int32, errors: String) {
        let report = NSTemporaryDirectory() + "talkoot-\(UUID().uuidString)"
        defer { unlink(report) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, report, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }.map { "\($0)=\($1)" }
        var words = ([path] + words).map { strdup($0) } + [nil], settings = environment.map { strdup($0) } + [nil]
        defer { for text in words + settings { free(text) } }
        var child = pid_t()
        let code = posix_spawn(&child, path, &actions, nil, &words, &settings)
        guard code == 0 else { throw OperationProblem("\(path) cannot be started: \(String(cString: strerror(code))).") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw OperationProblem("\(path) was lost: \(String(cString: strerror(errno))).") }
        }
        let errors = (try? String(contentsOfFile: report, encoding: .utf8)) ?? ""
        let signal = status & 0x7f
        return (signal == 0 ? (status >> 8) & 0xff : 128 + signal, String(errors.suffix(4_000)))
    }
}
