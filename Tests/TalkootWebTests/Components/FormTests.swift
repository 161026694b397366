import Foundation
import Testing

@testable import TalkootWeb

@Suite("A form loses nothing and says what to change")
struct FormTests {
    let form = FormState(
        Gallery.words("en"),
        values: [
            "title": ["A \"bench\""], "body": ["\n  two lines\nof text"], "channel": ["letter"], "themes": ["light"],
            "price": ["about ten"],
        ],
        errors: [FieldError(field: "price", sentence: "Write an amount."), FieldError(field: "", sentence: "The call closed.")])

    @Test("a field keeps what was typed, escaped")
    func keepsText() {
        #expect(form.line("title", "Title").string.contains("value=\"A &quot;bench&quot;\""))
    }

    @Test("a long text keeps its first empty line")
    func keepsFirstLine() {
        #expect(form.longText("body", "Body", limit: 100).string.contains(">\n\n  two lines\nof text</textarea>"))
    }

    @Test("an error stands beside its field and the field is told of hint and error")
    func tiesErrors() {
        let field = form.money("price", "Price", hint: "With tax.").string
        #expect(field.contains("<p class=\"err\" id=\"f-price-error\">Write an amount.</p>"))
        #expect(field.contains("aria-describedby=\"f-price-hint f-price-error\" aria-invalid=\"true\""))
        #expect(field.contains("value=\"about ten\""))
        #expect(form.line("title", "Title").string.contains("aria-invalid") == false)
    }

    @Test("the summary leads to each field and shows what belongs to none")
    func summarises() throws {
        let summary = try #require(form.errorSummary).string
        #expect(summary.contains("2 things to change"))
        #expect(summary.contains("<li><a href=\"#f-price\">Write an amount.</a></li><li>The call closed.</li>"))
        #expect(FormState(Gallery.words("en")).errorSummary == nil)
    }

    @Test("chosen boxes and options stay chosen, and only they")
    func keepsChoices() {
        let radios = form.radios("channel", "Channel", [.init("mail", "E-mail"), .init("letter", "Letter")]).string
        #expect(radios.contains("id=\"f-channel-2\" value=\"letter\" checked"))
        #expect(radios.components(separatedBy: " checked").count == 2)
        let select = form.choice("channel", "Channel", [.init("mail", "E-mail"), .init("letter", "Letter")]).string
        #expect(select.contains("<option value=\"letter\" selected>"))
        #expect(form.checkboxes("themes", "Themes", [.init("light", "Light")]).string.contains("checked"))
        #expect(!form.checkbox("agree", "I agree").string.contains("checked"))
    }

    @Test("optional is a word, not a mark")
    func marksOptional() {
        #expect(form.telephone("phone", "Phone", optional: true).string.contains("<span class=\"opt\">(optional)</span>"))
    }

    @Test("a password never comes back")
    func forgetsPasswords() {
        let form = FormState(Gallery.words("en"), values: ["password": ["secret"]])
        #expect(!form.password("password", "Password").string.contains("secret"))
    }

    @Test("as many rows come back as were sent, and one more when asked")
    func repeatsRows() {
        var values = ["costs.0.what": ["Mats"], "costs.2.what": ["Work"]]
        #expect(rowCount(values) == 3)
        values["more"] = ["costs"]
        #expect(rowCount(values) == 4)
        values["more"] = ["members"]
        #expect(rowCount(values) == 3)
        #expect(rowCount([:]) == 2)
    }

    @Test(
        "hostile row numbers do not fill the memory",
        arguments: ["costs.999999999.what", "costs.-1.what", "costs.x.what", "costs..what", "costs.9223372036854775807.what"])
    func boundsRows(name: String) {
        #expect(rowCount([name: ["x"]]) <= FormState.mostRows)
    }

    @Test("a form carries its hidden values and its draft address")
    func carriesHidden() {
        let markup = form.form(action: "/s", hidden: [("act", "a\"b")], draft: "/drafts/1", submit: "Send", "").string
        #expect(markup.contains("<input type=\"hidden\" name=\"act\" value=\"a&quot;b\">"))
        #expect(markup.contains("data-draft=\"/drafts/1\""))
        #expect(markup.contains("<button class=\"btn\">Send</button>"))
    }

    private func rowCount(_ values: [String: [String]]) -> Int {
        let rows = FormState(Gallery.words("en"), values: values).rows("costs", "Costs", atLeast: 2, [.init("what", "What")])
        return rows.string.components(separatedBy: "class=\"repeat\"").count - 1
    }
}
