import Foundation
import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What everybody reads alike is drawn once for all. Nobody ever reads what was drawn for another's eyes, whoever came first.
@Suite(.serialized) struct CommonPartTests {
    @Test func whoSeesMoreThanThePublicReadsAListOfTheirOwn() async throws {
        let web = try await WebTown.found(), town = web.town
        let declined = try #require(try await town.perform("signal.send", ["text": .text("A gull took my bun.")], as: .onni).object)
        try await town.perform("signal.decline", on: declined, ["reason": "Gulls are not ours."], as: .liisa)
        let author = try await town.cookie(of: .onni), neighbour = try await town.cookie(of: .aino), clerk = try await town.cookie(of: .tuula), head = try await town.cookie(of: .matti)
        try await Application(router: web.site.router()).test(.router) { client in
            for round in 1...2 {
                for (cookie, sees) in [(String?.none, false), (author, true), (neighbour, false), (clerk, true), (head, true), (neighbour, false), (nil, false)] {
                    let list = try await client.look("/kuusila/signals", cookie).body
                    #expect(list.contains("A gull took my bun.") == sees, "round \(round)")
                }
            }
        }
    }

    @Test func eachReaderHasTheirOwnButtonOnTheCommonStory() async throws {
        let web = try await WebTown.found(), town = web.town
        let signal = try await town.signal(in: .accepted)
        let code = try await town.look { scene in
            try #require(try InitiativeQueries.initiative(try SignalQueries.signal(Target(signal.code.rawValue), scene).initiative, scene)).code
        }
        let address = "/kuusila/initiatives/\(code.rawValue)", aino = try await town.cookie(of: .aino), onni = try await town.cookie(of: .onni)
        try await town.perform("initiative.follow", on: Target(code.rawValue), [:], as: .onni)
        try await Application(router: web.site.router()).test(.router) { client in
            let first = try await client.look(address, aino).body, second = try await client.look(address, onni).body, visitor = try await client.look(address).body
            #expect(first.contains("acts/initiative.follow?") && !first.contains("acts/initiative.unfollow"))
            #expect(second.contains("acts/initiative.unfollow") && !second.contains("acts/initiative.follow?"))
            #expect(!visitor.contains("_csrf") && visitor.contains("sign-in?to="))
            let tokens = [first, second].compactMap { $0.firstMatch(of: /name="_csrf" value="([0-9a-f]+)"/)?.1 }
            #expect(tokens.count == 2 && tokens[0] != tokens[1])
            #expect(!(first + second + visitor).contains("\0"), "no gap is left open")
            // What is common to all is the same to the letter.
            let stories = [first, second, visitor].map { $0.components(separatedBy: "id=\"record\"").last?.components(separatedBy: "</main>").first }
            #expect(stories[0] != nil && Set(stories).count == 1)
        }
    }

    @Test func theBoardOfTheStaffIsKeptForTheStaffAlone() async throws {
        let web = try await WebTown.found(), town = web.town
        let sent = try #require(try await town.perform("signal.send", ["text": "A hole in Havula.", "district": "havula"], as: .aino).object)
        try await town.perform("signal.accept", on: sent, ["reason": "We look."], as: .liisa)
        try await town.perform("problem.draft", on: sent, ["title": "Only a draft", "statement": "Holes.", "affected": "Walkers", "department": "streets"], as: .liisa)
        let clerk = try await town.cookie(of: .tuula), officer = try await town.cookie(of: .liisa), resident = try await town.cookie(of: .aino)
        try await Application(router: web.site.router()).test(.router) { client in
            for round in 1...2 {
                for (cookie, sees) in [(clerk, true), (resident, false), (officer, true), (clerk, true)] {
                    let board = try await client.look("/kuusila/pipeline", cookie).body
                    #expect(board.contains("Only a draft") == sees, "round \(round)")
                    let spots = try await client.look("/kuusila/hotspots", cookie).body
                    #expect(spots.contains("acts/problem.fromSpot") == sees && spots.contains("Havula"), "round \(round)")
                }
            }
            let visitor = try await client.look("/kuusila/pipeline").body
            #expect(!visitor.contains("Only a draft"))
        }
    }

    @Test func whatIsKeptFallsWithTheNextChange() async throws {
        let web = try await WebTown.found(), town = web.town
        let cookie = try await town.cookie(of: .aino)
        try await Application(router: web.site.router()).test(.router) { client in
            let sent = try #require(try await town.perform("signal.send", ["text": "The lamp is out."], as: .onni).object)
            let before = try await client.look("/kuusila/signals", cookie).body
            #expect(!before.contains("The lamp is out."), "nobody has looked at it yet")
            try await town.perform("signal.accept", on: sent, ["reason": "We change the bulb."], as: .liisa)
            let after = try await client.look("/kuusila/signals", cookie).body
            #expect(after.contains("The lamp is out."))
        }
    }
}
