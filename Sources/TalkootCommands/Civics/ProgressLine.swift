import ArgumentParser
import Foundation

/// `--progress`, which every long command has.
struct ProgressOptions: ParsableArguments {
    @Flag(help: "Tell the progress of long work on standard error; on a terminal this happens by itself.")
    var progress = false
}

/// Says how far long work has come: on standard error only, and only where somebody watches or has asked.
///
/// On a terminal one line rewrites itself; elsewhere each message is a line, at most one in two seconds.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let isAsked: Bool
    private let clock = ContinuousClock()
    private var told: ContinuousClock.Instant
    private var isShown = false

    init(_ options: ProgressOptions) {
        isAsked = options.progress
        told = clock.now
    }

    deinit { clear() }

    /// A new stage of the work: told at once where progress was asked for, later only if it takes long.
    func begin(_ sentence: String) {
        if isAsked { tell(sentence) }
    }

    /// The sentence is only made where it will be told.
    func say(_ sentence: @autoclosure () -> String) {
        guard isTerminal || isAsked, clock.now - told > (isTerminal ? .milliseconds(300) : .seconds(2)) else { return }
        tell(sentence())
    }

    /// Takes the line away, so that what follows stands alone.
    func clear() {
        guard isShown, isTerminal else { return }
        write("\r\u{1B}[K")
        isShown = false
    }

    private func tell(_ sentence: String) {
        told = clock.now
        isShown = true
        write(isTerminal ? "\r\u{1B}[K" + visible(sentence) : visible(sentence) + "\n")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
