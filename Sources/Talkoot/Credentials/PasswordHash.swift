import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: scrypt (RFC 7914) with a salt of its own, and the cost beside it, so that the cost can rise later.
struct PasswordHash: Sendable, Equatable {
    /// N is 2 to the power of `logN`; one hash takes 128 · r · N bytes of memory.
    struct Cost: Sendable, Equatable {
        let logN: Int, r: Int, p: Int
        /// 32 MiB three times over: one of the equally strong choices of OWASP's Password Storage Cheat Sheet, the one that takes the least memory.
        static let usual = Cost(logN: 15, r: 8, p: 3)
    }
    let cost: Cost
    let salt: [UInt8]
    let key: [UInt8]

    init(of password: String, salt: [UInt8], cost: Cost = .usual) throws {
        self.cost = cost
        self.salt = salt
        key = try Self.derive(password, salt, cost)
    }

    /// `scrypt$ln=15,r=8,p=3$…$…`, salt and key in hexadecimal digits. Nil for anything else.
    init?(kept: String) {
        let parts = kept.split(separator: "$").map(String.init)
        guard parts.count == 4, parts[0] == "scrypt" else { return nil }
        let numbers = parts[1].split(separator: ",").compactMap { $0.split(separator: "=").last.flatMap { Int($0) } }
        guard numbers.count == 3, (1...24).contains(numbers[0]), (1...64).contains(numbers[1]), (1...64).contains(numbers[2]) else { return nil }
        cost = Cost(logN: numbers[0], r: numbers[1], p: numbers[2])
        salt = Hex.bytes(parts[2])
        key = Hex.bytes(parts[3])
        guard salt.count >= 16, key.count == 32 else { return nil }
    }
    var kept: String { "scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Hex.text(salt))$\(Hex.text(key))" }

    /// Takes the same time whether it is right or not.
    func matches(_ password: String) throws -> Bool {
        let given = try Self.derive(password, salt, cost)
        return zip(given, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The same letter can be typed in several ways of Unicode; all are the same password.
    private static func derive(_ password: String, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logN, blockSize: cost.r, parallelism: cost.p)
        return key.withUnsafeBytes { Array($0) }
    }
}
