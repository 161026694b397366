import Foundation
import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// The form of the register: first the kind, then only what belongs to it.
@Suite(.serialized) struct RegisterPageTests {
    @Test func eachKindSeesItsOwnFieldsAndNoOthers() async throws {
        let web = try await WebTown.found(), cookie = try await web.town.cookie(of: .onni)
        try await Application(router: web.site.router()).test(.router) { client in
            func page(_ question: String) async throws -> String {
                try await client.execute(uri: "/kuusila/acts/organisation.register?lang=en\(question)", method: .get, headers: [.cookie: cookie]) { String(buffer: $0.body) }
            }
            let kinds = try await page("")
            #expect(!kinds.contains("name=\"name\"") && kinds.contains("Residents need no organisation to take part."))
            for sector in Organisation.Sector.allCases {
                #expect(kinds.contains("/kuusila/acts/organisation.register?sector=\(sector.rawValue)"))
                let form = try await page("&sector=\(sector.rawValue)")
                #expect(form.contains("name=\"name\"") && form.contains("<input type=\"hidden\" name=\"sector\" value=\"\(sector.rawValue)\">"))
                for field in ["size", "registrationNumber"] { #expect(form.contains("name=\"\(field)\"") == sector.asks.contains(field), "\(field) of \(sector)") }
            }
            #expect(try await !page("&sector=company").contains("Size <span"), "a company says how large it is")
            #expect(try await !page("&sector=castle").contains("name=\"name\""), "an unknown kind leads back to the choice")
        }
    }
}
