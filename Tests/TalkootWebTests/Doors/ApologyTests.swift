import HTTPTypes
import Hummingbird
import HummingbirdTesting
@testable import TalkootWeb
import Testing

@Suite("Who cannot be served is told so in the form they came in") struct ApologyTests {
    @Test("A visitor who sends too much gets the form back with what was written") func tooMuch() async throws {
        let town = try await ServedTown()
        try await Application(router: town.site.router()).test(.router) { client in
            let browser = PlainBrowser(client)
            for number in 1...21 {
                let form = try await browser.get("/kuusila/acts/signal.send")
                let answer = try await browser.submit(form, to: "/kuusila/acts/signal.send", ["text": "The lamp at number \(number) is dark"])
                #expect(answer.status == (number < 21 ? 303 : 429))
                guard number == 21 else { continue }
                #expect(answer.text.contains("You have sent a lot within an hour"))
                #expect(answer.text.contains("The lamp at number 21 is dark</textarea>"))
            }
        }
    }

    @Test("A city that is not here is a page for a browser and a sentence for a program") func noCity() async throws {
        let town = try await ServedTown()
        try await Application(router: town.site.router()).test(.router) { client in
            let page = try await PlainBrowser(client).get("/atlantis")
            #expect(page.status == 404 && page.text.contains("<h1>There is nothing at this address</h1>"))
            #expect(page.text.contains("<title>There is nothing at this address · Talkoot</title>"))
            let sentence = try await client.execute(uri: "/atlantis", method: .get) { String(buffer: $0.body) }
            #expect(sentence.hasPrefix("The address may have changed"))
        }
    }
}
