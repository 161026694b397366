import CPicture

/// What goes to the process of a picture and comes back: two bytes and the file; then each picture behind its length.
public struct PictureWork: Sendable {
    let type: FileType
    let orientation: Int

    var written: [UInt8] { [UInt8(FileType.allCases.firstIndex(of: type) ?? 0), UInt8(orientation)] }

    private init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == 2, let first = bytes.first, let last = bytes.last, Int(first) < FileType.allCases.count else { return nil }
        type = FileType.allCases[Int(first)]
        orientation = Int(last)
    }
    init(type: FileType, orientation: Int) {
        self.type = type
        self.orientation = orientation
    }

    static func parts(of output: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = [], rest = output[...]
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return [] }
            parts.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? parts : []
    }

    /// The work itself, for the process alone: it gives up all it may do but reading, writing and memory.
    /// - Parameter read: called when nothing else may be done any more.
    /// - Returns: the exit code of the process, and what to write.
    public static func develop(reading read: () -> [UInt8]) -> (code: Int32, output: [UInt8]) {
        let prepared = picture_prepare()
        if prepared != 0 { return (prepared, []) }
        // 160 MB of pixels, as much again while they are scaled, and the program itself.
        let confined = picture_confine(1_500_000_000, 15)
        if confined != 0 { return (confined, []) }
        let bytes = read()
        guard let work = PictureWork(bytes.prefix(2)) else { return (Int32(PICTURE_UNREADABLE), []) }
        let formats: [FileType: Int] = [.jpeg: PICTURE_JPEG, .png: PICTURE_PNG, .webp: PICTURE_WEBP]
        var prints = [picture_print](repeating: picture_print(), count: 3)
        let code = bytes.dropFirst(2).withUnsafeBufferPointer { file in
            picture_develop(file.baseAddress, Int32(file.count), Int32(formats[work.type] ?? 0), Int32(work.orientation), work.type == .png ? 1 : 0, 10_000_000, &prints)
        }
        guard code == 0 else { return (code, []) }
        var output: [UInt8] = []
        for print in prints {
            let length = Int(print.length)
            output += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
            output += UnsafeBufferPointer(start: print.bytes, count: length)
        }
        return (0, output)
    }
}
