public import TransparencyLog

/// Checks a published record by its files alone: anybody can, without the city's help. The files may lie in a folder or on a server.
public struct RecordVerifier: Sendable {
    /// The log's public key as it was learnt elsewhere. Without it, the key beside the files is used, which shows only that they agree with each other.
    public var key: VerifierKey?
    /// Checkpoints kept from before, as signed notes: nothing that they cover may have changed.
    public var since: [String]

    public init(key: VerifierKey? = nil, since: [String] = []) {
        self.key = key
        self.since = since
    }

    /// Reads and checks everything.
    /// - Parameter read: the content of a file by its path, such as `checkpoint` or `tile/0/000`; nil where there is none.
    /// - Throws: ``RecordFault``, or what `read` throws.
    public func verify(reading read: @Sendable (String) async throws -> [UInt8]?) async throws -> RecordReport {
        guard let note = try await read("checkpoint") else { throw RecordFault("there is no checkpoint") }
        var review = try LogReview(note: String(decoding: note, as: UTF8.self), key: try await keyToUse(read))
        for old in since { try review.expect(old, "the earlier checkpoint", isAsked: true) }
        if let history = try await read(RecordExport.historyName) {
            for note in try RecordExport.notes(in: history) { try review.expect(note, "a checkpoint of \(RecordExport.historyName)") }
        }
        return try await review.run { path in
            if let bytes = try await read(path.description) { return bytes }
            return try await path.isPartial ? read(path.full.description).map { Self.beginning(of: $0, path) } : nil
        }
    }

    private func keyToUse(_ read: (String) async throws -> [UInt8]?) async throws -> VerifierKey {
        if let key { return key }
        guard let bytes = try await read("key") else { throw RecordFault("there is no key") }
        do { return try VerifierKey(String(decoding: bytes, as: UTF8.self).trimmingSuffix { $0.isNewline }) }
        catch { throw RecordFault("the key cannot be read: \(error)") }
    }

    /// A site may keep only the full tile that a partial one has grown into.
    private static func beginning(of bytes: [UInt8], _ path: TilePath) -> [UInt8] {
        if case .hashes = path.content { return Array(bytes.prefix(path.width * TreeHash.byteCount)) }
        let entries = (try? EntryBundle.decode(bytes, width: TilePath.fullWidth)) ?? []
        return entries.prefix(path.width).last.map { Array(bytes[..<$0.endIndex]) } ?? []
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isDropped(last) { text.removeLast() }
        return String(text)
    }
}
