public import Foundation

/// Which column of a table says what. Only the number of a request and something to read are needed.
public struct RequestColumns: Sendable, Equatable {
    public enum Part: String, CaseIterable, Sendable { case id, text, kind, place, latitude, longitude, district, sent, status, answer, answered }
    public private(set) var names: [Part: String] = [:]
    public init(_ names: [Part: String] = [:]) { self.names = names }

    public subscript(part: Part) -> String? {
        get { names[part] }
        set { names[part] = newValue }
    }

    /// Names that cities give to these columns, in small letters without signs between: Open311 (GeoReport v2) and the exports of several cities.
    private static let usual: [Part: [String]] = [
        .id: ["servicerequestid", "caseid", "uniquekey", "requestid", "srnumber", "caseenquiryid", "ticketid", "number", "id", "tunnus", "nummer", "numero"],
        .text: ["description", "text", "summary", "descriptor", "kuvaus", "beskrivning", "descripcion"],
        .kind: ["servicename", "requesttype", "complainttype", "type", "category", "srtype", "casetitle", "luokka", "kategori", "categoria"],
        .place: ["address", "incidentaddress", "location", "streetaddress", "locationstreetname", "osoite", "adress", "direccion"],
        .latitude: ["latitude", "lat", "leveysaste", "latitud"],
        .longitude: ["longitude", "long", "lng", "lon", "pituusaste", "longitud"],
        .district: ["neighborhood", "neighbourhood", "district", "borough", "communityarea", "alue", "omrade", "distrito", "barrio"],
        .sent: ["requesteddatetime", "opened", "createddate", "opendt", "created", "date", "sent", "pvm", "datum", "fecha"],
        .status: ["status", "casestatus", "tila", "estado"],
        .answer: ["statusnotes", "resolutiondescription", "resolution", "closurereason", "answer", "vastaus", "svar", "respuesta"],
        .answered: ["updateddatetime", "closed", "closeddate", "closeddt", "answered"],
    ]

    /// What was named, and where nothing was named the column with a usual name.
    public func completed(for header: [String]) -> RequestColumns {
        var all = self
        let plain = header.map { Folding.fold($0).filter { $0.isLetter || $0.isNumber } }
        for part in Part.allCases where all[part] == nil {
            let found = (Self.usual[part] ?? []).lazy.compactMap { plain.firstIndex(of: $0) }.first
            if let found, !all.names.values.contains(header[found]) { all[part] = header[found] }
        }
        return all
    }
}

/// Reads service requests (“311”): a table whose columns somebody has named, or whose columns have usual names. Each becomes a signal.
public struct ServiceRequests {
    /// - Parameter origin: what the numbers belong to, such as the name of the system: two systems may have the same numbers.
    public static func read(_ bytes: Data, columns: RequestColumns = RequestColumns(), origin: String = "311") throws(ImportTrouble) -> ImportReading<ForeignProposal> {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ImportTrouble(.notText) }
        let table = try DelimitedText(text)
        for (_, name) in columns.names.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !table.header.contains(name) { throw ImportTrouble(.noColumn(name, header: table.header)) }
        let all = columns.completed(for: table.header)
        guard all[.id] != nil, all[.text] != nil || all[.kind] != nil else {
            throw ImportTrouble(.unnamedColumns(header: table.header))
        }
        return ServiceRequests(columns: all, origin: origin).read(table)
    }

    private let columns: RequestColumns, origin: String

    private func read(_ table: DelimitedText) -> ImportReading<ForeignProposal> {
        var reading = ImportReading<ForeignProposal>()
        var lineOfOrigin: [String: Int] = [:]
        for record in table.records {
            reading.count += 1
            do {
                guard record.fields.count == table.header.count else { throw RefusedLine(.fields(record.fields.count, of: table.header.count)) }
                let (request, notes) = try request(of: ForeignRecord(line: record.line, names: table.header, fields: record.fields))
                if let earlier = lineOfOrigin[request.origin] { throw RefusedLine(.sameNumber(line: earlier)) }
                lineOfOrigin[request.origin] = record.line
                reading.items.append(request)
                reading.notes += notes
            } catch let refused as RefusedLine { reading.notes.append(ImportNote(line: record.line, .refused, refused.fault)) } catch { reading.notes.append(ImportNote(line: record.line, .refused, .other("\(error)"))) }
        }
        return reading
    }

    private func request(of record: ForeignRecord) throws -> (ForeignProposal, [ImportNote]) {
        func value(_ part: RequestColumns.Part, lines: Bool = false) -> String { columns[part].flatMap { record.text($0)?.text }.map { CleanText.clean(HTMLText.convert($0, as: .plain), lines: lines) } ?? "" }
        var notes: [ImportNote] = []
        let id = value(.id)
        guard !id.isEmpty, id.count <= 60 else { throw RefusedLine(.noNumber) }
        let (kind, written) = (value(.kind), value(.text, lines: true))
        let whole = written.isEmpty ? [kind, value(.place)].filter { !$0.isEmpty }.joined(separator: ", ") : written
        guard !whole.isEmpty else { throw RefusedLine(.noText) }
        let line = CleanText.clean(whole, lines: false), isLong = line.unicodeScalars.count > DecidimProposals.longestText
        if isLong { notes.append(ImportNote(line: record.line, .shortened, .movedText, ["length": "\(DecidimProposals.longestText)"])) }
        let createdOn = ForeignDate.day(value(.sent))
        if createdOn == nil { notes.append(ImportNote(line: record.line, .changed, .badDate)) }
        let status = String(value(.status).prefix(60))
        let point = columns[.latitude].flatMap { latitude in columns[.longitude].flatMap { record.point(latitude, $0) } }
        let request = ForeignProposal(
            line: record.line, origin: "\(origin):\(id)", text: Shortening.cut(line, to: DecidimProposals.longestText), description: isLong ? Shortening.cut(whole, to: DecidimProposals.longestDescription) : "",
            category: String(kind.prefix(200)), district: value(.district), place: String(value(.place).prefix(200)), point: point, status: status, state: Self.state(status), answer: value(.answer, lines: true), createdOn: createdOn,
            answeredOn: ForeignDate.day(value(.answered)), language: nil)
        return (request, notes)
    }

    private static func state(_ status: String) -> Signal.State {
        switch status.lowercased() {
        case "closed", "resolved", "completed", "done", "fixed", "suljettu", "valmis", "avslutad", "cerrado", "resuelto": .accepted
        case "rejected", "declined", "duplicate", "invalid", "hylatty", "hylätty", "avvisad", "rechazado": .declined
        default: .new
        }
    }
}
