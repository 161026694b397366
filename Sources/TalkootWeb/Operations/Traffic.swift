import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// How many requests were answered, how, and how long they took. A request adds to three numbers and waits for nobody.
///
/// @unchecked: the cells are atomic, and the pointer to them never changes.
public final class Traffic: @unchecked Sendable {
    /// Upper ends in microseconds; one more bucket holds what took longer.
    static let bounds: [Int] = [1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000]
    static let classes = 5
    private static let durations = classes * 2
    private static let sum = durations + bounds.count + 1
    private static let size = sum + 1
    private let cells: UnsafeMutablePointer<Atomic<Int>>

    public init() {
        cells = .allocate(capacity: Self.size)
        for place in 0..<Self.size { (cells + place).initialize(to: Atomic(0)) }
    }
    deinit {
        cells.deinitialize(count: Self.size)
        cells.deallocate()
    }

    func count(status: Int, isReading: Bool, microseconds: Int) {
        add(1, at: (min(max(status / 100, 1), Self.classes) - 1) * 2 + (isReading ? 0 : 1))
        add(1, at: Self.durations + (Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count))
        add(microseconds, at: Self.sum)
    }
    private func add(_ number: Int, at place: Int) { cells[place].wrappingAdd(number, ordering: .relaxed) }
    private func value(_ place: Int) -> Int { cells[place].load(ordering: .relaxed) }

    /// Answers of a class (1 to 5), to requests that read or that write.
    func answers(ofClass number: Int, isReading: Bool) -> Int { value((number - 1) * 2 + (isReading ? 0 : 1)) }
    /// How many took at most each bound, and in the end all.
    var cumulative: [Int] {
        var total = 0
        return (0...Self.bounds.count).map { place in
            total += value(Self.durations + place)
            return total
        }
    }
    var microseconds: Int { value(Self.sum) }
}

/// Counts each request and, where wanted, tells it to the log: by the route's pattern, never by what somebody typed.
struct Counting: RouterMiddleware {
    let traffic: Traffic
    let logsRequests: Bool

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let took = (ContinuousClock.now - start).components
        let microseconds = Int(took.seconds) * 1_000_000 + Int(took.attoseconds / 1_000_000_000_000)
        let isReading = request.method == .get || request.method == .head
        traffic.count(status: response.status.code, isReading: isReading, microseconds: microseconds)
        if logsRequests {
            context.logger.notice("request", metadata: [
                "method": .string(request.method.rawValue), "route": .string(context.endpointPath ?? "none"), "status": .stringConvertible(response.status.code),
                "microseconds": .stringConvertible(microseconds),
            ])
        }
        return response
    }
}
