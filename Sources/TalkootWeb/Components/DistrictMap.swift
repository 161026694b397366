/// The districts of a city from their own outlines, with a number in each, and the same as a table.
struct DistrictMap: Component {
    /// A position on the earth in degrees.
    struct Position: Sendable, Equatable {
        var longitude: Double
        var latitude: Double
    }

    struct District: Sendable {
        var name: String
        /// The outer rings and holes of the district; a ring may repeat its first position at the end.
        var rings: [[Position]]
        var address: Address?
        /// What is counted in it, when something is.
        var count: Int?
        /// Belongs to what the page is about.
        var isMarked = false
    }

    struct Site: Sendable {
        var name: String
        var position: Position
    }

    var words: Words
    /// What the map shows, in one sentence.
    var summary: String
    var districts: [District]
    var sites: [Site] = []
    var source: HTML?
    /// Unique on the page.
    var id = "map"

    var html: HTML {
        let projection = MapProjection(districts.flatMap(\.rings).joined() + sites.map(\.position), width: 400, margin: 6)
        return """
            <figure class="map-figure"><svg class="map" viewBox="0 0 400 \(at: projection.height)" role="group" \
            aria-labelledby="\(id)-title"><title id="\(id)-title">\(summary)</title>\
            \(districts.map { outline($0, projection) })\(districts.map { name($0, projection) })\
            \(sites.map { site($0, projection) })</svg>\
            <details class="twin"><summary>\(words("map.table"))</summary>\(table)</details>\
            \(source.map { "<figcaption class=\"source\">\($0)</figcaption>" })</figure>
            """
    }

    private func outline(_ district: District, _ projection: MapProjection) -> HTML {
        let path = district.rings.map(projection.path)
        let shape: HTML = "<path class=\"dist\(district.isMarked ? " on" : "")\" fill-rule=\"evenodd\" d=\"\(path)\"/>"
        let label = district.count.map { "\(district.name): \(words.number($0))" } ?? district.name
        return district.address.map { "<a href=\"\($0)\" aria-label=\"\(label)\">\(shape)</a>" } ?? shape
    }

    private func name(_ district: District, _ projection: MapProjection) -> HTML {
        guard let ring = district.rings.first else { return HTML() }
        let middle = projection.middle(of: ring)
        let text: (Double) -> HTML = { height in
            """
            <text class="\(district.isMarked ? "on-t" : "")" x="\(at: middle.x)" y="\(at: height)" aria-hidden="true">\
            \(district.name.shortened(to: 18))</text>
            """
        }
        guard let count = district.count else { return text(middle.y + 4) }
        return """
            <g class="under" aria-hidden="true"><circle class="cnt" cx="\(at: middle.x)" cy="\(at: middle.y - 6)" r="12"/>\
            <text class="cnt-t" x="\(at: middle.x)" y="\(at: middle.y - 2)">\(words.number(count))</text></g>\(text(middle.y + 20))
            """
    }

    private func site(_ site: Site, _ projection: MapProjection) -> HTML {
        let point = projection.point(site.position)
        return "<circle class=\"site\" cx=\"\(at: point.x)\" cy=\"\(at: point.y)\" r=\"4.5\"><title>\(site.name)</title></circle>"
    }

    private var table: Table {
        let counts = districts.contains { $0.count != nil }
        let rows: [[HTML]] = districts.map { district in
            let name: HTML = district.address.map { "<a href=\"\($0)\">\(district.name)</a>" } ?? HTML(text: district.name)
            return counts ? [name, HTML(text: district.count.map(words.number) ?? "–")] : [name]
        }
        let columns: [Table.Column] =
            counts ? [.text(words("map.district")), .number(words("map.count"))] : [.text(words("map.district"))]
        return Table(caption: HTML(text: summary), columns: columns, rows: rows, hidesCaption: true)
    }
}
