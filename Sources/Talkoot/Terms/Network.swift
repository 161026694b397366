import Foundation

/// A network of addresses, or a single one: `10.0.0.0/8`, `127.0.0.1`, `fd00::/8`.
public struct Network: Sendable, Hashable {
    private let bytes: [UInt8]
    private let length: Int

    /// Nil for what is neither an address nor an address with the length of its network.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = parts.first.flatMap({ Self.bytes(of: String($0)) }) else { return nil }
        guard let length = parts.count == 2 ? Int(parts[1]) : bytes.count * 8, (0...bytes.count * 8).contains(length) else { return nil }
        (self.bytes, self.length) = (bytes, length)
    }

    public func contains(_ address: String) -> Bool { Self.bytes(of: address).map(contains) ?? false }

    private func contains(_ other: [UInt8]) -> Bool {
        guard other.count == bytes.count else { return false }
        let whole = length / 8, rest = length % 8
        guard other.prefix(whole) == bytes.prefix(whole) else { return false }
        return rest == 0 || (other[whole] ^ bytes[whole]) >> UInt8(8 - rest) == 0
    }

    /// Four bytes or sixteen; an IPv4 address in the clothes of IPv6 is the IPv4 address.
    static func bytes(of text: String) -> [UInt8]? {
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        return bytes.prefix(12) == Self.mapped ? Array(bytes.suffix(4)) : bytes
    }
    private static let mapped: ArraySlice<UInt8> = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
}

/// The proxies in front of the site. Only what they say of where a request came from is believed: anybody else can write any header.
public struct TrustedProxies: Sendable, Equatable {
    private let networks: [Network]

    /// - Parameter text: addresses and networks, parted by commas or spaces. Nil where one of them is neither.
    public init?(_ text: String) {
        let words = text.split { $0 == "," || $0 == " " }
        networks = words.compactMap { Network(String($0)) }
        if networks.count != words.count { return nil }
    }
    public static let none = TrustedProxies()
    private init() { networks = [] }
    public var isEmpty: Bool { networks.isEmpty }

    /// The address of whoever asks: of the last sender that is no proxy of ours. What stands before it in the header may be forged.
    /// - Parameter forwarded: the values of `X-Forwarded-For`, in the order of the request.
    public func client(peer: String, forwarded: [String]) -> String {
        guard isTrusted(peer) else { return peer }
        var last = peer
        for word in forwarded.joined(separator: ",").split(separator: ",").reversed() {
            let address = Self.address(in: word)
            guard Network.bytes(of: address) != nil else { return last }
            if !isTrusted(address) { return address }
            last = address
        }
        return last
    }

    private func isTrusted(_ address: String) -> Bool { networks.contains { $0.contains(address) } }

    /// Without spaces, and without the port that some proxies add.
    private static func address(in word: Substring) -> String {
        let word = word.trimmingCharacters(in: .whitespaces)
        if word.hasPrefix("[") { return String(word.dropFirst().prefix { $0 != "]" }) }
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : word
    }
}
