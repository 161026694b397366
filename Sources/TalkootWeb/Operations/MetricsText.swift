/// Prometheus's text format, version 0.0.4.
struct MetricsText {
    private(set) var text = ""
    typealias Sample = (labels: [String: String], value: Double)

    mutating func gauge(_ name: String, _ help: String, _ value: Double) { add(name, "gauge", help, [([:], value)]) }
    mutating func gauge(_ name: String, _ help: String, _ samples: [Sample]) { add(name, "gauge", help, samples) }
    mutating func counter(_ name: String, _ help: String, _ samples: [Sample]) { add(name, "counter", help, samples) }

    /// - Parameter cumulative: one number for each bound and one for all.
    mutating func histogram(_ name: String, _ help: String, bounds: [Double], _ cumulative: [Int], sum: Double) {
        head(name, "histogram", help)
        for (bound, count) in zip(bounds.map(Self.number) + ["+Inf"], cumulative) { text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n" }
        text += "\(name)_sum \(Self.number(sum))\n\(name)_count \(cumulative.last ?? 0)\n"
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ samples: [Sample]) {
        if samples.isEmpty { return }
        head(name, type, help)
        for sample in samples {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))\n"
        }
    }
    private mutating func head(_ name: String, _ type: String, _ help: String) { text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" }

    private static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") }
    private static func number(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value) }
}
