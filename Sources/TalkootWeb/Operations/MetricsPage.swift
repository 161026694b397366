import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore
public import Talkoot

/// What Prometheus reads, on a port of its own that listens on this machine alone: behind a proxy on the same machine every request seems to
/// come from here, so the port is what keeps others out. The numbers name nobody.
public struct MetricsSite: Sendable {
    let platform: Platform
    let traffic: Traffic
    let place: InstallationPlace
    let version: String
    let began: Instant

    public init(_ site: Site, _ place: InstallationPlace, version: String) {
        platform = site.platform
        traffic = site.traffic
        self.place = place
        self.version = version
        began = site.platform.now()
    }

    public func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.get("metrics") { _, _ in
            let text = try await page().text
            return Response(status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"], body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        return router
    }

    func page() async throws -> MetricsText {
        var text = MetricsText()
        text.gauge("talkoot_build_info", "The program that runs.", [(["version": version], 1)])
        addTraffic(&text)
        addVitals(try await platform.vitals(), &text)
        addPlace(&text)
        addProcess(&text)
        return text
    }

    private func addTraffic(_ text: inout MetricsText) {
        let kinds = (1...Traffic.classes).flatMap { number in [true, false].map { (number, $0) } }
        text.counter("talkoot_http_requests_total", "Requests by the class of their answer and by whether they read or write.", kinds.map { number, isReading in
            (["class": "\(number)xx", "kind": isReading ? "read" : "write"], Double(traffic.answers(ofClass: number, isReading: isReading)))
        })
        text.histogram("talkoot_http_request_duration_seconds", "How long requests took.", bounds: Traffic.bounds.map { Double($0) / 1_000_000 }, traffic.cumulative, sum: Double(traffic.microseconds) / 1_000_000)
    }

    private func addVitals(_ vitals: Vitals, _ text: inout MetricsText) {
        let now = platform.now()
        func age(_ instant: Instant?) -> Double { instant.map { max(0, Double(now.milliseconds - $0.milliseconds) / 1000) } ?? 0 }
        text.gauge("talkoot_letters_waiting", "Letters that wait to be sent, at most \(Vitals.most).", Double(vitals.waitingNotices))
        text.gauge("talkoot_letters_failing", "Of those, letters that the mail server has not taken before.", Double(vitals.troubledNotices))
        text.gauge("talkoot_letters_oldest_seconds", "How long the oldest of them waits.", age(vitals.oldestNotice))
        text.gauge("talkoot_record_entries_waiting", "Entries of the record without a place, at most \(Vitals.most).", Double(vitals.waitingEntries))
        text.gauge("talkoot_record_oldest_seconds", "How long the oldest of them waits.", age(vitals.oldestEntry))
        text.gauge("talkoot_moves_due", "Moves that the clock has not made yet, at most \(Vitals.most).", Double(vitals.dueMoves))
        text.gauge("talkoot_moves_oldest_seconds", "How long the oldest of them is due.", age(vitals.oldestMove))
        text.gauge("talkoot_record_entries", "Entries of each city's record.", vitals.records.map { (["city": $0.slug], Double($0.size)) })
        text.gauge("talkoot_record_epoch", "Each city's epoch: it rises when a backup is restored.", vitals.records.map { (["city": $0.slug], Double($0.epoch)) })
    }

    private func addPlace(_ text: inout MetricsText) {
        if let bytes = place.databaseBytes { text.gauge("talkoot_database_bytes", "The size of the embedded database.", Double(bytes)) }
        if let bytes = place.freeBytes { text.gauge("talkoot_disk_free_bytes", "What is free where the installation lies.", Double(bytes)) }
        if let at = place.newestBackup { text.gauge("talkoot_backup_last_timestamp_seconds", "When the newest backup was made.", Double(at.milliseconds) / 1000) }
    }

    private func addProcess(_ text: inout MetricsText) {
        text.gauge("process_start_time_seconds", "When the program began.", Double(began.milliseconds) / 1000)
        if let bytes = ProcessFigures.residentBytes { text.gauge("process_resident_memory_bytes", "The memory that the program holds.", Double(bytes)) }
        text.counter("process_cpu_seconds_total", "The processor time that the program has used.", [([:], ProcessFigures.processorSeconds)])
    }
}

enum ProcessFigures {
    static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8), let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
    static var processorSeconds: Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
    }
}
