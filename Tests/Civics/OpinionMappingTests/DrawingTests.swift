import Foundation
import Testing

@testable import OpinionMapping

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("The map as a picture")
struct DrawingTests {
    @Test("is well-formed, has a title, a description, a hull for each group and a mark for each person")
    func drawing() {
        let map = OpinionMap(of: inventedLog(seed: 7).matrix())
        let svg = OpinionMapDrawing(map).svg
        let elements = ElementCounter.count(svg)
        #expect(elements["svg"] == 1)
        #expect(elements["title"] == 1 + map.groups.count)
        #expect(elements["desc"] == 1)
        #expect(elements["polygon"] == map.groups.count)
        #expect(elements["path"] == map.inConversation.count)
    }

    @Test("of nobody is still a picture")
    func empty() {
        #expect(ElementCounter.count(OpinionMapDrawing(OpinionMap(of: VoteLog().matrix())).svg)["svg"] == 1)
    }

    @Test("a hull has only corners, each once")
    func hull() {
        let square: [SIMD2<Double>] = [[0, 0], [2, 0], [2, 2], [0, 2], [1, 1], [1, 0], [0, 0]]
        #expect(convexHull(square) == [[0, 0], [2, 0], [2, 2], [0, 2]])
        #expect(convexHull([[1, 1], [1, 1]]) == [[1, 1]])
        #expect(convexHull([]).isEmpty)
    }
}

/// Counts the elements of a well-formed document; none of a broken one.
private final class ElementCounter: NSObject, XMLParserDelegate {
    private var elements: [String: Int] = [:]

    static func count(_ text: String) -> [String: Int] {
        let counter = ElementCounter()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = counter
        return parser.parse() ? counter.elements : [:]
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        elements[name, default: 0] += 1
    }
}
