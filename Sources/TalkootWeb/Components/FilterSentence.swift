/// The filters of a list as a sentence with gaps: "Show {state} challenges about {theme} in {district}".
struct FilterSentence: Component {
    struct Gap: Sendable {
        var name: String
        /// What the gap asks, for screen readers: "State".
        var label: String
        var options: [FormState.Option]
        var chosen: String
    }

    var words: Words
    var action: Address
    /// The key of the sentence; its `{gaps}` are the names of the filters.
    var sentence: String
    var gaps: [Gap]
    /// What else is in the address and stays there.
    var kept: [(name: String, value: String)] = []
    /// The field for words to look for, after the sentence.
    var search: (name: String, value: String)?

    var html: HTML {
        let fields = Dictionary(gaps.map { ($0.name, select($0)) }) { first, _ in first }
        let searchField: HTML? = search.map { search in
            """
            <span class="search"><label for="filter-\(search.name)">\(words("filter.search"))</label>\
            <input type="search" class="search-box" id="filter-\(search.name)" name="\(search.name)" value="\(search.value)"></span>
            """
        }
        return """
            <form class="filter" method="get" action="\(action)" role="search">\(kept.map { FormState.hidden(name: $0.name, value: $0.value) })\
            <p class="say">\(words.html(sentence, fields))</p>\
            <div class="row">\(searchField)<button class="btn btn-2">\(words("filter.show"))</button></div></form>
            """
    }

    private func select(_ gap: Gap) -> HTML {
        let options: [HTML] = gap.options.map { option in
            "<option value=\"\(option.value)\"\(attribute: "selected", if: option.value == gap.chosen)>\(option.label)</option>"
        }
        return "<select name=\"\(gap.name)\" aria-label=\"\(gap.label)\">\(options)</select>"
    }
}
