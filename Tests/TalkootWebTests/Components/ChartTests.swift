import Foundation
import Testing

@testable import TalkootWeb

@Suite("Charts draw what their table says")
struct ChartTests {
    let words = Gallery.words("en")

    @Test(
        "an axis is marked in round steps",
        arguments: [
            (0.0, 38.0, [0.0, 10, 20, 30, 40]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
            (0, 4_100, [0, 1_000, 2_000, 3_000, 4_000, 5_000]), (-8, 9, [-10, -5, 0, 5, 10]),
        ])
    func marksAxes(lowest: Double, greatest: Double, marks: [Double]) {
        let drawn = ChartScale.marks(lowest: lowest, greatest: greatest)
        #expect(drawn.count == marks.count)
        #expect(zip(drawn, marks).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test("an axis of nothing is still an axis")
    func marksNothing() {
        let marks = ChartScale.marks(lowest: 0, greatest: 0)
        #expect(marks.count >= 2 && marks.count <= 6)
    }

    @Test("labels that would touch are moved apart")
    func movesLabels() {
        #expect(LabelPlaces.apart([100, 104, 40], by: 16) == [100, 116, 40])
        #expect(LabelPlaces.apart([], by: 16) == [])
    }

    @Test("a line breaks where nothing was measured, and the table says so")
    func breaksLines() {
        let chart = LineChart(
            words: words, summary: "It fell.", source: "S", labelHeading: "Week", valueHeading: "Share",
            points: [
                .init(label: "1", value: 4), .init(label: "2", value: nil), .init(label: "3", value: 2),
                .init(label: "4", value: 1),
            ],
            levels: [.init(kind: .target, value: 3, text: "Target 3")])
        let markup = chart.html.string
        #expect(markup.components(separatedBy: "<path class=\"line\"").count - 1 == 4, "two runs in each of two drawings")
        #expect(markup.contains("<th scope=\"row\">2</th><td data-h=\"Share\" class=\"r\">no value</td>"))
        #expect(markup.contains("<th scope=\"row\">Target 3</th>"))
        #expect(markup.contains("role=\"img\" aria-label=\"It fell.\""))
    }

    @Test("the longest bar fills the room and a bar of nothing is a hair")
    func drawsBars() {
        let chart = BarChart(
            words: words, summary: "S", source: "S", labelHeading: "Who", valueHeading: "How much",
            bars: [
                .init(label: "A", value: 10, text: "10"), .init(label: "B", value: 5, text: "5"),
                .init(label: "C", value: 0, text: "0"),
            ])
        let markup = chart.html.string
        for width in ["420", "210", "1", "280", "140"] { #expect(markup.contains("width=\"\(width)\" height=\"22\""), "\(width)") }
    }

    @Test("the parts of a bar follow each other and never leave the whole")
    func stacks() {
        let bar = StackedBar(
            label: "Money", total: 200,
            parts: [.init(label: "spent", value: 50, text: "50 €"), .init(label: "promised", value: 400, text: "400 €")])
        let markup = bar.html.string
        #expect(markup.contains("<rect class=\"b1\" x=\"0\" width=\"25\" height=\"10\"/>"))
        #expect(markup.contains("<rect class=\"b2\" x=\"25\" width=\"75\" height=\"10\"/>"))
        #expect(markup.contains("<li class=\"k2\"><b>400 €</b>promised</li>"))
    }

    @Test("charts of no rows are drawn without a crash")
    func drawsEmpty() {
        let bars = BarChart(words: words, summary: "S", source: "S", labelHeading: "A", valueHeading: "B", bars: [])
        let line = LineChart(words: words, summary: "S", source: "S", labelHeading: "A", valueHeading: "B", points: [])
        let map = DistrictMap(words: words, summary: "S", districts: [.init(name: "A", rings: [])])
        #expect(
            bars.html.string.hasSuffix("</figure>") && line.html.string.hasSuffix("</figure>")
                && map.html.string.hasSuffix("</figure>"))
    }

    @Test("a square on the equator stays a square, north up")
    func projects() {
        let ring = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { DistrictMap.Position(longitude: $0.0 / 100, latitude: $0.1 / 100) }
        let projection = MapProjection(ring, width: 400, margin: 6)
        #expect(projection.path(ring).string == "M6 394L394 394L394 6L6 6Z")
        let middle = projection.middle(of: ring)
        #expect(abs(middle.x - 200) < 0.1 && abs(middle.y - 200) < 0.1)
    }

    @Test("at sixty degrees north a degree of longitude is half as wide")
    func squeezes() {
        let ring = [(0.0, 59.99), (0.04, 59.99), (0.04, 60.01), (0, 60.01)].map {
            DistrictMap.Position(longitude: $0.0, latitude: $0.1)
        }
        #expect(abs(MapProjection(ring, width: 400, margin: 0).height - 400) < 1)
    }

    @Test(
        "numbers in drawings have at most one decimal",
        arguments: [(0.0, "0"), (12.84, "12.8"), (-0.04, "0"), (-1.25, "-1.3"), (100, "100")])
    func shortens(value: Double, text: String) {
        let drawn: HTML = "\(at: value)"
        #expect(drawn.string == text)
    }
}
