import Testing

/// What stands behind the question mark of an address, as browsers write it.
@Suite(.serialized) struct QuestionTests {
    @Test(arguments: ["night+bus", "night%20bus"]) func aSpaceIsAPlusOrAnEscape(_ question: String) async throws {
        let page = try await WebTown.found().page("/kuusila/search?q=\(question)&lang=en")
        #expect(page.contains("value=\"night bus\""))
    }

    @Test func whatIsBegunOnTheFrontGoesOnInTheForm() async throws {
        let page = try await WebTown.found().page("/kuusila/acts/signal.send?text=The+lamp+is+dark%2C+%26+cold&lang=en")
        #expect(page.contains("The lamp is dark, &amp; cold</textarea>"))
    }

    @Test func aBrokenEscapeAsksNothing() async throws {
        #expect(try await WebTown.found().page("/kuusila/search?q=%ff%f").contains("value=\"\""))
    }
}
