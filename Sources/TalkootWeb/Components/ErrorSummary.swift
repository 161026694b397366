/// The errors of a form on top of it, each leading to its field.
struct ErrorSummary: Component {
    var words: Words
    var errors: [FieldError]

    var html: HTML {
        let items: [HTML] = errors.map { error in
            error.field.isEmpty
                ? "<li>\(error.sentence)</li>"
                : "<li><a href=\"#\(FormState.id(error.field))\">\(error.label.map { $0.hasSuffix("?") ? "\($0) " : "\($0): " })\(error.sentence)</a></li>"
        }
        return """
            <div class="flash flash-bad" role="alert" tabindex="-1" data-focus aria-labelledby="error-summary">\
            <h2 id="error-summary">\(words("form.errors", count: errors.count))</h2><p>\(words("form.kept"))</p><ul>\(items)</ul></div>
            """
    }
}
