/// What stands where nothing is: kind words and a way on.
struct EmptyBox: Component {
    var heading: String
    var text: String
    var link: (label: String, address: Address)?

    var html: HTML {
        """
        <div class="empty"><svg viewBox="0 0 144 24" aria-hidden="true"><path class="ll-t" d="M8 12h128"/>\
        <circle cx="72" cy="12" r="9" fill="var(--lakka)" stroke="var(--ink)" stroke-width="3"/></svg>\
        <h2 class="flash-head">\(heading)</h2><p>\(text)</p>\
        \(link.map { "<p><a class=\"btn btn-2\" href=\"\($0.address)\">\($0.label)</a></p>" })</div>
        """
    }
}
