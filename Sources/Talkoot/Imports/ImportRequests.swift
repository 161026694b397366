public import Foundation
import Storage

/// Takes over a table of service requests in the browser: up to two thousand, in one go, with the columns as somebody named them.
public struct ImportRequests: Act {
    public static let name = "signal.importRequests"
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.administrator)]
    public static let form = Form(
        .file("table", types: ["text/csv", ".csv"], max: 5_000_000), .optional(.line("idColumn", max: 100)), .optional(.line("textColumn", max: 100)), .optional(.line("kindColumn", max: 100)),
        .optional(.line("districtColumn", max: 100)), .optional(.line("sentColumn", max: 100)), .optional(.line("statusColumn", max: 100)), .flag("wasPublic")
    ) { ImportRequests(table: $0, idColumn: $1, textColumn: $2, kindColumn: $3, districtColumn: $4, sentColumn: $5, statusColumn: $6, wasPublic: $7) }
    static let most = 2_000

    let table: [UInt8], idColumn: String?, textColumn: String?, kindColumn: String?, districtColumn: String?, sentColumn: String?, statusColumn: String?, wasPublic: Bool

    private var columns: RequestColumns {
        let named: [(RequestColumns.Part, String?)] = [(.id, idColumn), (.text, textColumn), (.kind, kindColumn), (.district, districtColumn), (.sent, sentColumn), (.status, statusColumn)]
        return RequestColumns(Dictionary(uniqueKeysWithValues: named.compactMap { part, name in name.map { (part, $0) } }))
    }

    /// Nothing is entered while a line is not understood: here nobody reads a list of what was passed over.
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        if !wasPublic { return [Problem("wasPublic", "problem.wasPublic")] }
        do {
            let reading = try ServiceRequests.read(Data(table), columns: columns)
            if let refused = reading.notes.first(where: { $0.kind == .refused }) { return [Problem("table", "problem.tableLine", ["line": "\(refused.line)", "reason": refused.reason])] }
            if reading.items.isEmpty { return [Problem("table", "problem.missingFile")] }
            return reading.items.count > Self.most ? [Problem("table", "problem.tooMany", ["limit": "\(Self.most)"])] : []
        } catch { return [Problem("table", "problem.tableColumns", ["reason": "\(error)"])] }
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let reading: ImportReading<ForeignProposal>
        do { reading = try ServiceRequests.read(Data(table), columns: columns) } catch { throw Refusal.invalid([Problem("table", "problem.tableColumns", ["reason": "\(error)"])]) }
        return try ImportSignals(proposals: reading.items, source: "service requests").apply(subject, change)
    }
}
