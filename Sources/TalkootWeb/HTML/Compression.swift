import CCompression
import NIOCore

/// What everybody gets alike goes out compressed to whoever takes it so: a fifth of the way for a telephone, and less work than sending it whole.
///
/// A page with anything in it that is one reader's own never does: whoever can put words into a page and watch its length would learn what stands
/// beside them, such as a token against forgery (BREACH).
enum Compression {
    /// As `gzip` does, or nil where nothing is gained.
    /// - Parameter level: 1 is quick, 9 is small.
    static func gzip(_ body: ByteBuffer, level: Int32) -> ByteBuffer? {
        guard body.readableBytes >= 1_000 else { return nil }
        var stream = z_stream()
        // 15 bits of window; 16 more ask for gzip's head and foot.
        guard deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var packed = ByteBuffer()
        let room = Int(deflateBound(&stream, UInt(body.readableBytes)))
        packed.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
            body.withUnsafeReadableBytes { source in
                stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(room)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? room - Int(stream.avail_out) : 0
            }
        }
        guard (1..<body.readableBytes).contains(packed.readableBytes) else { return nil }
        // It is kept, and what is kept is weighed by its bytes.
        packed.shrinkBufferCapacity(to: packed.readableBytes)
        return packed
    }
}
