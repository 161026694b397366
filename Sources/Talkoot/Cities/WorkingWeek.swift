/// The weekdays on which a city works, and since when: a change counts from its own day on, so no past count moves.
public struct WorkingWeek: Sendable, Hashable {
    /// Monday to Friday, as long as the city says nothing else.
    public static let standard: Set<Int> = [1, 2, 3, 4, 5]
    /// Each with its first day, the earliest first.
    private let spans: [(from: Int, weekdays: Set<Int>)]

    public init() { spans = [] }
    private init(spans: [(from: Int, weekdays: Set<Int>)]) { self.spans = spans }

    /// As the city's row keeps it: `2027-01-01=1234;2028-01-01=12345`.
    init(_ text: String) {
        spans = text.split(separator: ";").compactMap { span in
            let halves = span.split(separator: "=")
            guard halves.count == 2, let from = Day(halves[0]) else { return nil }
            return (from.dayNumber, Set(halves[1].compactMap(\.wholeNumberValue)))
        }
    }
    var text: String { spans.map { "\(Day(dayNumber: $0.from))=\($0.weekdays.sorted().map(String.init).joined())" }.joined(separator: ";") }

    public func weekdays(on day: Day) -> Set<Int> { spans.last { $0.from <= day.dayNumber }?.weekdays ?? Self.standard }
    func works(on day: Day) -> Bool { spans.isEmpty ? day.weekday <= 5 : weekdays(on: day).contains(day.weekday) }
    func changed(to weekdays: Set<Int>, from day: Day) -> WorkingWeek {
        WorkingWeek(spans: spans.filter { $0.from < day.dayNumber } + [(day.dayNumber, weekdays)])
    }

    public static func == (a: WorkingWeek, b: WorkingWeek) -> Bool { a.text == b.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
