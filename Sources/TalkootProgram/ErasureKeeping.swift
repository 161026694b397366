import Talkoot

/// Keeps the list of the erased beside the keys, so that a lost database does not bring anybody back.
actor ErasureKeeping {
    private let platform: Platform
    private let ledger: ErasureLedger
    private var known = -1

    init(_ platform: Platform, in folder: String) {
        self.platform = platform
        ledger = ErasureLedger(in: folder)
    }

    func keep() async throws {
        let count = try await platform.erasureCount()
        if count == known { return }
        try ledger.add(try await platform.erasures())
        known = count
    }
}
