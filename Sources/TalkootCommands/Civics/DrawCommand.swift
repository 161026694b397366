import ArgumentParser
import Foundation
import Sortition

/// `talkoot draw`: draws a panel from a pool under quotas, with a published seed.
struct DrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "Draw a panel that meets all quotas, giving everybody the fairest chance.",
        discussion: """
            The chances are computed first and written out as a list of numbered, equally likely panels. That list \
            depends on pool, quotas and method alone, so it can be published before the seed is known; the seed picks a \
            number. Columns of the pool that no quota names are ignored.
            """)

    enum Method: String, CaseIterable, ExpressibleByArgument { case leximin, maximin, nash, stratified }

    @Option(help: "People, as CSV or a JSON list: an id column and one column per category.")
    var pool: String

    @Option(help: "Quotas, as CSV or a JSON list: category,feature,min,max or feature,value,min,max,min_flex,max_flex.")
    var quotas: String

    @Option(help: "How many people the panel has.")
    var size: Int

    @Option(help: "How chances are shared: \(Method.allCases.map(\.rawValue).joined(separator: ", ")).")
    var method: Method = .leximin

    @Option(help: "The published seed; without one the list of panels is printed and nothing is drawn.")
    var seed: String?

    @Option(help: "A column of the pool that belongs to the address; at most one person of an address is drawn. May be repeated.")
    var address: [String] = []

    @Option(help: "How many numbered panels the list has.")
    var panels: Int = 1_000

    @Flag(help: "If no panel meets all quotas, make the smallest change that helps, and say so.")
    var relax = false

    @Option(help: "Write the certificate of fairness to this file (JSON).")
    var certificate: String?

    @Option(help: "Check this certificate against pool and quotas instead of drawing.")
    var check: String?

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var progress: ProgressOptions

    func validate() throws {
        guard (1...100_000).contains(panels) else { throw ValidationError("--panels must be between 1 and 100000") }
    }

    func run() async throws {
        try endingBadInput {
            let files = try DrawFiles(pool: pool, quotas: quotas, size: size, address: address)
            if let check { return try checkCertificate(check, files.selection) }
            let outcome = try draw(files)
            if let certificate { try write(outcome, to: certificate) }
            if let html { try writeText(outcome.page, to: html) }
            switch format {
            case .json: try outcome.json.printOut()
            case .text: try writeText(outcome.text, to: "-")
            }
        }
    }

    private func draw(_ files: DrawFiles) throws -> DrawOutcome {
        var selection = files.selection
        var changes: [String] = []
        if try !selection.isFeasible() {
            let relaxation = try selection.smallestRelaxation()
            guard relax, let relaxation else { throw files.noPanel(relaxation) }
            changes = relaxation.changes.map(files.sentence)
            selection = selection.applying(relaxation)
        }
        let (distribution, lottery) = try compute(selection)
        return DrawOutcome(
            selection: selection, method: method.rawValue, seed: seed, changes: changes, distribution: distribution,
            lottery: lottery)
    }

    private func compute(_ selection: Selection) throws -> (FairDistribution?, Lottery) {
        guard let fairness = Fairness(rawValue: method.rawValue) else {
            var generator = SeededGenerator(seed: "plain stratified draw")
            return (nil, try StratifiedDraw(selection).lottery(count: panels, using: &generator))
        }
        let line = ProgressLine(progress)
        line.begin("looking for the \(method.rawValue) chances of \(selection.people.count) people")
        let distribution = try FairDistribution(selection, fairness: fairness) { line.say($0) }
        return (distribution, try Lottery(distribution, of: selection, count: panels))
    }

    private func write(_ outcome: DrawOutcome, to file: String) throws {
        guard let certificate = outcome.distribution?.certificate else {
            throw InputProblem(file: file, line: 0, reason: "a stratified draw has no certificate: it promises no chances")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try writeText(String(decoding: encoder.encode(certificate), as: UTF8.self) + "\n", to: file)
    }

    private func checkCertificate(_ file: String, _ selection: Selection) throws {
        let bytes = try readBytes(of: file)
        guard let certificate = try? JSONDecoder().decode(FairnessCertificate.self, from: Data(bytes)) else {
            throw InputProblem(file: file, line: 1, reason: "this is not a certificate of fairness")
        }
        let review = CertificateReview(certificate, for: selection)
        if format == .json {
            try JSONValue.object([("holds", .bool(review.holds)), ("objections", .strings(review.objections))]).printOut()
        } else if review.holds {
            try sayOut("The certificate holds: \(certificate.fairness.rawValue), \(certificate.mixture.count) panels, \(certificate.stages.count) stages.")
        } else {
            for objection in review.objections { try sayOut(objection) }
        }
        if !review.holds { throw ExitCode(1) }
    }
}
