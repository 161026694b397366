/// A table that becomes a list of small cards on a phone. The first cell of a row is its heading.
struct Table: Component {
    struct Column: Sendable {
        var heading: String
        var isNumber: Bool

        static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }
        static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    }

    var caption: HTML
    var columns: [Column]
    var rows: [[HTML]]
    /// The sums under the rows.
    var footer: [HTML]?
    /// Keeps the caption for screen readers when a heading already says it.
    var hidesCaption = false

    init(caption: String, columns: [Column], rows: [[HTML]], footer: [HTML]? = nil, hidesCaption: Bool = false) {
        self.init(caption: HTML(text: caption), columns: columns, rows: rows, footer: footer, hidesCaption: hidesCaption)
    }

    init(caption: HTML, columns: [Column], rows: [[HTML]], footer: [HTML]? = nil, hidesCaption: Bool = false) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.footer = footer
        self.hidesCaption = hidesCaption
    }

    var html: HTML {
        """
        <table class="fold"><caption\(attribute: "class", hidesCaption ? "vh" : nil)>\(caption)</caption>\
        <thead><tr>\(columns.map(heading))</tr></thead><tbody>\(rows.map(row))</tbody>\
        \(footer.map { "<tfoot>\(row($0))</tfoot>" })</table>
        """
    }

    private func heading(_ column: Column) -> HTML {
        "<th scope=\"col\"\(attribute: "class", column.isNumber ? "r" : nil)>\(column.heading)</th>"
    }

    private func row(_ cells: [HTML]) -> HTML {
        "<tr>\(zip(columns, cells).enumerated().map { cell($0.element.1, of: $0.element.0, isFirst: $0.offset == 0) })</tr>"
    }

    private func cell(_ value: HTML, of column: Column, isFirst: Bool) -> HTML {
        if isFirst { return "<th scope=\"row\"\(attribute: "class", column.isNumber ? "r" : nil)>\(value)</th>" }
        return "<td data-h=\"\(column.heading)\"\(attribute: "class", column.isNumber ? "r" : nil)>\(value)</td>"
    }
}
