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
        // A column in which no row says anything, such as buttons for a reader who may press none, is left out.
        let told = columns.indices.filter { place in place == 0 || rows.isEmpty || rows.contains { place < $0.count && !$0[place].isEmpty } }
        func row(_ cells: [HTML]) -> HTML {
            "<tr>\(told.filter(cells.indices.contains).map { cell(cells[$0], of: columns[$0], isFirst: $0 == 0) })</tr>"
        }
        return """
            <table class="fold"><caption\(attribute: "class", hidesCaption ? "vh" : nil)>\(caption)</caption>\
            <thead><tr>\(told.map { heading(columns[$0]) })</tr></thead><tbody>\(rows.map(row))</tbody>\
            \(footer.map { "<tfoot>\(row($0))</tfoot>" })</table>
            """
    }

    private func heading(_ column: Column) -> HTML {
        "<th scope=\"col\"\(attribute: "class", column.isNumber ? "r" : nil)>\(column.heading)</th>"
    }

    private func cell(_ value: HTML, of column: Column, isFirst: Bool) -> HTML {
        if isFirst { return "<th scope=\"row\"\(attribute: "class", column.isNumber ? "r" : nil)>\(value)</th>" }
        return "<td data-h=\"\(column.heading)\"\(attribute: "class", column.isNumber ? "r" : nil)>\(value)</td>"
    }
}
