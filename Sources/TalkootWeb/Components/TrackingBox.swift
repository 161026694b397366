/// What somebody keeps after sending: the code by which anybody can follow without an account.
struct TrackingBox: Component {
    var words: Words
    var code: String
    var address: Address
    /// When the sender hears, in words.
    var answerBy: HTML?

    var html: HTML {
        """
        <div class="card tracking"><h2 class="flash-head">\(words("tracking.heading"))</h2>\
        <p class="tracking-code"><code>\(code)</code></p><p>\(words("tracking.keep"))</p>\
        \(answerBy.map { "<p>\(words.html("tracking.answer", ["date": $0]))</p>" })\
        <p>\(LinkButton(words("tracking.open"), address, .secondary))</p></div>
        """
    }
}
