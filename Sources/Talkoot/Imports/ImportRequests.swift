import Foundation
import Storage

/// Takes over a table of service requests in the browser: up to two thousand, in one go, with the columns as somebody named them.
public struct ImportRequests: Act {
    public static let name = "signal.importRequests"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.administrator)]
    public static let form = Form(
        .file("table", types: ["text/csv", ".csv"], max: 5_000_000), .optional(.line("idColumn", max: 100)), .optional(.line("textColumn", max: 100)), .optional(.line("kindColumn", max: 100)),
        .optional(.line("placeColumn", max: 100)), .optional(.line("latitudeColumn", max: 100)), .optional(.line("longitudeColumn", max: 100)),
        .optional(.line("districtColumn", max: 100)), .optional(.line("sentColumn", max: 100)), .optional(.line("statusColumn", max: 100)), .flag("wasPublic")
    ) {
        ImportRequests(table: $0, named: [.id: $1, .text: $2, .kind: $3, .place: $4, .latitude: $5, .longitude: $6, .district: $7, .sent: $8, .status: $9].compactMapValues(\.self), wasPublic: $10)
    }
    static let most = 2_000

    let table: [UInt8], named: [RequestColumns.Part: String], wasPublic: Bool
    private var columns: RequestColumns { RequestColumns(named) }

    /// Nothing is entered while a line is not understood: here nobody reads a list of what was passed over.
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        if !wasPublic { return [Problem("wasPublic", "problem.wasPublic")] }
        do {
            let reading = try ServiceRequests.read(Data(table), columns: columns)
            if let refused = reading.notes.first(where: { $0.kind == .refused }) { return [refused.fault.problem("table", line: refused.line)] }
            if reading.items.isEmpty { return [Problem("table", "problem.missingFile")] }
            return reading.items.count > Self.most ? [Problem("table", "problem.tooMany", ["limit": "\(Self.most)"])] : []
        } catch { return [problem(of: error)] }
    }
    /// A column that the file does not have is told beside the field where it was named.
    private func problem(of trouble: ImportTrouble) -> Problem {
        guard case .noColumn(let name, _) = trouble.fault, let part = named.first(where: { $0.value == name })?.key else { return trouble.fault.problem("table") }
        return trouble.fault.problem("\(part.rawValue)Column")
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let reading: ImportReading<ForeignProposal>
        do { reading = try ServiceRequests.read(Data(table), columns: columns) } catch { throw Refusal.invalid([problem(of: error)]) }
        return try ImportSignals(proposals: reading.items, source: "service requests").apply(subject, change)
    }
}
