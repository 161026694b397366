public import ArgumentParser
import Dispatch
import Foundation
import Storage
import Talkoot

/// `talkoot recount`
public struct RecountCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "recount", abstract: "Counts anew what is kept because to count it at each look would cost too much: the words of search, the signals of each place and day.",
        discussion: "The server may go on meanwhile. Ctrl-C stops it between two steps; the same command goes on from there. Nothing else needs it: say it after a doubt, or when a new version says so.")
    @Argument(help: ArgumentHelp("What to count anew: \(Recount.all.map(\.name).joined(separator: ", ")); all of it where nothing is named.", valueName: "part")) var parts: [String] = []
    @Flag(help: "Begins again, also where an earlier one was stopped.") var fromTheBeginning = false
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var database: DatabaseOptions
    public init() {}

    public func validate() throws {
        if let unknown = parts.first(where: { part in !Recount.all.contains { $0.name == part } }) {
            throw ValidationError("There is no “\(unknown)” to recount: \(Recount.all.map(\.name).joined(separator: ", ")).")
        }
    }

    public func run() async throws {
        let platform = try await Installation.open(database, name: "talkoot").platform()
        let outcome: Result<Bool, any Error>
        do { outcome = .success(try await recount(on: platform)) } catch { outcome = .failure(error) }
        await platform.database.close()
        if try !outcome.get() { throw ExitCode(130) }
    }

    /// False where somebody stopped it.
    private func recount(on platform: Platform) async throws -> Bool {
        let interruption = Interruption()
        for recount in Recount.all where parts.isEmpty || parts.contains(recount.name) {
            let isUnfinished = try await platform.isRecountUnfinished(recount), goesOn = isUnfinished && !fromTheBeginning
            let line = ProgressLine(progress)
            line.begin("\(recount.name): \(goesOn ? "goes on" : "begins")")
            let end = try await platform.recount(recount, fromTheBeginning: fromTheBeginning) { come in
                line.say("\(recount.name): \(come.done) of \(come.size)")
                return !interruption.came
            }
            line.clear()
            guard end.isEnded else {
                try sayOut("\(recount.name): stopped at \(end.done) of \(end.size); the same command goes on from there")
                return false
            }
            try sayOut("\(recount.name): \(end.done) counted anew")
        }
        return true
    }
}

/// Ctrl-C, or a service that is told to stop: noted, so that work ends between two steps.
final class Interruption: Sendable {
    private let noted = Locked(false)
    private let sources: Locked<[any DispatchSourceSignal]> = Locked([])
    var came: Bool { noted.withLock { $0 } }

    init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [noted] in noted.withLock { $0 = true } }
            source.resume()
            sources.withLock { $0.append(source) }
        }
    }
}
