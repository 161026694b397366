internal import Storage
internal import Testing

/// A text and its values stay apart until an engine brings them together.
@Suite struct SQLTextTests {
    @Test func eachEngineSpellsThePlacesItsOwnWay() {
        let sql: SQLText = "SELECT id FROM idea WHERE city = \("ku") AND votes > \(3)"
        #expect(sql.render(.sqlite).text == "SELECT id FROM idea WHERE city = ?1 AND votes > ?2")
        #expect(sql.render(.postgresql).text == "SELECT id FROM idea WHERE city = $1 AND votes > $2")
        #expect(sql.render(.sqlite).values == [.text("ku"), .integer(3)])
    }

    @Test func hostileTextStaysAValue() {
        let sql: SQLText = "SELECT \("'; DROP TABLE idea; --")"
        #expect(sql.render(.sqlite).text == "SELECT ?1")
    }

    @Test func textsJoinWithTheirValuesInOrder() {
        let conditions: [SQLText] = ["a = \(1)", "b = \(true)"]
        let sql = "SELECT 1 WHERE " as SQLText + SQLText(joining: conditions, by: " AND ") + " AND (\("c = \(0.5)" as SQLText))"
        #expect(sql.render(.postgresql).text == "SELECT 1 WHERE a = $1 AND b = $2 AND (c = $3)")
        #expect(sql.render(.postgresql).values == [.integer(1), .bool(true), .real(0.5)])
    }

    @Test func nullsCarryTheTypeOfWhatIsMissing() {
        let sql: SQLText = "SELECT \(Int?.none), \(String?.none), \([UInt8]?.none)"
        #expect(sql.render(.sqlite).values == [.null(.integer), .null(.text), .null(.bytes)])
    }

    @Test func aListBindsEachElementAndAnEmptyOneMatchesNothing() {
        #expect(("IN (\(list: ["a", "b"]))" as SQLText).render(.sqlite).text == "IN (?1, ?2)")
        #expect(("IN (\(list: [Int]()))" as SQLText).render(.sqlite).text == "IN (NULL)")
    }
}
