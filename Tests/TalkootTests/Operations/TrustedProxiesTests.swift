internal import Talkoot
internal import Testing

@Suite("Only the city's own proxies are believed about where a request came from")
struct TrustedProxiesTests {
    private func client(_ trusted: String, peer: String, _ forwarded: String...) throws -> String {
        try #require(TrustedProxies(trusted)).client(peer: peer, forwarded: forwarded)
    }

    @Test("Somebody who is no proxy may write what they like") func stranger() throws {
        #expect(try client("127.0.0.1", peer: "203.0.113.5", "198.51.100.7") == "203.0.113.5")
        #expect(try client("", peer: "127.0.0.1", "198.51.100.7") == "127.0.0.1")
    }

    @Test("What a visitor forged stands before what the proxy added, and is not read") func forged() throws {
        #expect(try client("127.0.0.1", peer: "127.0.0.1", "10.0.0.1, 198.51.100.7") == "198.51.100.7")
        #expect(try client("127.0.0.1", peer: "127.0.0.1", "1.2.3.4", "198.51.100.7") == "198.51.100.7")
        // Also where the forged one pretends to be one of ours.
        #expect(try client("127.0.0.1, 10.0.0.0/8", peer: "10.1.1.1", "10.9.9.9, 198.51.100.7, 10.2.2.2") == "198.51.100.7")
    }

    @Test("Several proxies in a row are passed; nonsense ends the search") func chain() throws {
        #expect(try client("127.0.0.1 10.0.0.0/8", peer: "127.0.0.1", "198.51.100.7, 10.2.2.2") == "198.51.100.7")
        #expect(try client("127.0.0.1,10.0.0.0/8", peer: "127.0.0.1", "198.51.100.7, <script>, 10.2.2.2") == "10.2.2.2")
        #expect(try client("127.0.0.1", peer: "127.0.0.1") == "127.0.0.1")
        #expect(try client("127.0.0.1", peer: "127.0.0.1", "") == "127.0.0.1")
    }

    @Test("Ports, brackets and IPv4 in the clothes of IPv6") func spellings() throws {
        #expect(try client("127.0.0.1", peer: "::ffff:127.0.0.1", "198.51.100.7:4711") == "198.51.100.7")
        #expect(try client("fd00::/8", peer: "fd12::1", "[2001:db8::7]:4711") == "2001:db8::7")
        #expect(try client("fd00::/8", peer: "fd12::1", "2001:db8::7") == "2001:db8::7")
    }

    @Test("Networks end where they say", arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false), ("10.0.0.1", "10.0.0.1", true), ("10.0.0.0/8", "fd00::1", false),
    ])
    func networks(text: String, address: String, isInside: Bool) throws {
        #expect(try #require(Network(text)).contains(address) == isInside)
    }
    @Test("What is no network is not taken for one", arguments: ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "localhost", "10.0.0.0/8/9"])
    func refused(text: String) { #expect(Network(text) == nil) }
}
