import Foundation
import Testing

@testable import TalkootWeb

@Suite("The gallery of components is whole in every language")
struct GalleryTests {
    @Test("no word is missing", arguments: Words.languages)
    func hasAllWords(language: String) {
        let page = Gallery.page(language).string
        #expect(!page.contains("⟦"), "\(page.components(separatedBy: "⟦").dropFirst().map { $0.prefix(40) })")
    }

    @Test("every element is closed in its turn", arguments: Words.languages)
    func isBalanced(language: String) {
        #expect(Markup.firstFault(in: Gallery.page(language).string) == nil)
    }

    @Test("no id stands twice, and every reference leads to an id")
    func refersWell() {
        let page = Gallery.page("en").string
        let ids = page.matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
        let references = page.matches(of: /\ (?:for|aria-describedby|aria-labelledby|popovertarget)="([^"]*)"/)
            .flatMap { $0.output.1.split(separator: " ").map(String.init) }
        #expect(references.filter { !ids.contains($0) } == [])
        let fragments = page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
        #expect(fragments.filter { !ids.contains($0) } == [])
    }

    @Test("nothing is written inline that a strict content policy would refuse")
    func hasNothingInline() {
        let page = Gallery.page("en").string
        #expect(page.firstMatch(of: /\ style="|\ on[a-z]+="|<style|<script>|javascript:/) == nil)
    }

    @Test("there is one first heading, one main and a way to it")
    func hasLandmarks() {
        let page = Gallery.page("en").string
        for part in ["<h1>", "<main id=\"main\"", "href=\"#main\"", "<footer", "<header class=\"wrap mast\""] {
            #expect(page.components(separatedBy: part).count == 2, "\(part)")
        }
    }
}

/// Looks whether tags are nested as they should be.
enum Markup {
    static let empty: Set<String> = ["meta", "link", "input", "br", "img", "hr", "path", "circle", "rect"]

    static func firstFault(in page: String) -> String? {
        var open: [String] = []
        for match in page.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/) {
            let name = String(match.output.2)
            if empty.contains(name) || !match.output.3.isEmpty { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return "\(match.output.0) after \(page[..<match.range.lowerBound].suffix(120))"
            }
        }
        return open.isEmpty ? nil : "open at the end: \(open)"
    }
}
