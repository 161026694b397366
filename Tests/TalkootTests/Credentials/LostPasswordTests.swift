import ArgumentParser
import Crypto
import Foundation
import Storage
@testable import Talkoot
@testable import TalkootCommands
import Testing
import TestTown

/// A list of lost passwords is a file that somebody else made; it is searched where it lies.
@Suite struct LostPasswordTests {
    private static let lost = "hiljainen lautta sumussa"
    private static func hash(_ password: String) -> String { Insecure.SHA1.hash(data: Data(password.utf8)).map { String(format: "%02X", $0) }.joined() }
    private static func list(_ lines: [String], ending: String = "\n", last: String = "\n") throws -> LostPasswords {
        let path = try TestFolder.fresh() + "/lost.txt"
        try Data((lines.joined(separator: ending) + last).utf8).write(to: URL(fileURLWithPath: path))
        return LostPasswords(path: path)
    }

    @Test(arguments: [1, 2, 3, 700]) func everyPasswordOfTheListIsFoundAndNoOther(_ count: Int) throws {
        let there = (0..<count).map { "lost \($0)" }
        // Counts make lines of many lengths.
        let lines = there.enumerated().map { number, password in Self.hash(password) + (number % 3 == 0 ? "" : ":\(number * number * 7)") }.sorted()
        for list in [try Self.list(lines), try Self.list(lines, last: ""), try Self.list(lines, ending: "\r\n", last: "\r\n"), try Self.list(lines.map { $0.lowercased() })] {
            try list.check()
            for password in there { #expect(try list.contains(password), "\(password)") }
            for number in 0..<200 { #expect(try !list.contains("kept \(number)")) }
        }
    }

    @Test func aFileThatIsNoListIsRefusedInASentence() throws {
        let (one, two) = (Self.hash("lost 1"), Self.hash("lost 2"))
        #expect(throws: LostPasswords.Fault.missing) { try LostPasswords(path: try TestFolder.fresh() + "/none.txt").check() }
        #expect(throws: LostPasswords.Fault.empty) { try Self.list([], last: "").check() }
        #expect(throws: LostPasswords.Fault.noHash(offset: 0)) { try Self.list(["password", "letmein"]).check() }
        #expect(throws: LostPasswords.Fault.notInOrder(offset: 41)) { try Self.list([max(one, two), min(one, two)]).check() }
        let said = #expect(throws: OperationProblem.self) { try ServeOptions.parse(["--lost-passwords", "/nowhere/lost.txt"]).settled().checkedLostPasswords() }
        #expect(said?.description.contains("there is no such file for this user") == true)
    }

    @Test(arguments: HouseEngine.available) func whoeverChoosesALostPasswordIsTold(_ engine: HouseEngine) async throws {
        let folder = try TestFolder.fresh(), path = folder + "/lost.txt"
        try Data([Self.hash("something else"), Self.hash(Self.lost)].sorted().joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        let kuusila = try await CredentialTown(on: engine), aino = try await kuusila.person(.aino), session = try await kuusila.signIn(.aino)
        let platform = Platform(database: kuusila.platform.database, random: seededChance(5), lostPasswords: LostPasswords(path: path)) { kuusila.platform.now() }
        let city = try await kuusila.town.look { $0.city }, cheap = PasswordHash.Cost(logN: 4, r: 8, p: 1)
        await #expect(throws: Refusal.invalid([Problem("password", "problem.passwordLost")])) { try await platform.setPassword(Self.lost, of: aino, session: session, in: city, cost: cheap) }
        #expect(try await kuusila.count("SELECT count(*) FROM password") == 0)
        try await platform.setPassword(Self.lost + " taas", of: aino, session: session, in: city, cost: cheap)
        // A list that is gone lets nothing pass.
        try FileManager.default.removeItem(atPath: path)
        await #expect(throws: Refusal.busy) { try await platform.setPassword(Self.lost + " ja taas", of: aino, session: session, in: city, cost: cheap) }
        #expect(try await platform.isPassword(Self.lost + " taas", of: aino.id, in: city.id))
    }
}
