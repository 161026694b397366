@testable import TalkootWeb

/// The tables, charts and the map of the gallery.
enum GalleryFigures {
    static func section(_ words: Words) -> HTML {
        """
        \(Section("tables", "Tables", table(words)))\
        \(Section("charts", "Charts", "<div class=\"cols cols-21\">\(line(words))\(map(words))</div><div class=\"push\">\(bars(words))\(money(words))</div>"))
        """
    }

    private static func table(_ words: Words) -> HTML {
        let rows: [(String, Int64, Int64)] = [
            ("Street department", 8_200_000, 7_300_050), ("Kuusila Energy", 3_000_000, 3_000_000),
        ]
        return Table(
            caption: "Reservations and payments, March 2026", columns: [.text("Source"), .number("Reserved"), .number("Spent")],
            rows: rows.map { [HTML(text: $0.0), HTML(text: words.money(cents: $0.1)), HTML(text: words.money(cents: $0.2))] },
            footer: ["Together", HTML(text: words.money(cents: 11_200_000)), HTML(text: words.money(cents: 10_300_050))]
        ).html
    }

    private static func money(_ words: Words) -> HTML {
        StackedBar(
            label: "Spent, returned and still reserved of 148,000 €", total: 14_800_000,
            parts: [
                .init(label: "spent, each payment with its gate", value: 11_000_000, text: words.money(cents: 11_000_000)),
                .init(label: "returned to the revolving fund", value: 1_660_000, text: words.money(cents: 1_660_000)),
            ], rest: .init(label: "still reserved", value: 2_140_000, text: words.money(cents: 2_140_000))
        ).html
    }

    private static func bars(_ words: Words) -> HTML {
        let amounts: [(String, Int64)] = [
            ("Street department", 8_200_000), ("A benefactor with a name that is far too long for a chart", 4_100_000),
            ("Kuusila Energy", 1_150_000),
        ]
        return BarChart(
            words: words, summary: "Who pays: the street department pays most.",
            source: "Source: ledger of the city, 12 March 2026.",
            labelHeading: "Source", valueHeading: "Amount",
            bars: amounts.map {
                .init(label: $0.0, value: Double($0.1), text: words.money(cents: $0.1), isMarked: $0.1 == 4_100_000)
            }
        ).html
    }

    private static func line(_ words: Words) -> HTML {
        let measured: [(String, Double?)] = [
            ("45", 36.8), ("46", 35.1), ("47", 30.4), ("48", 26.9), ("49", 24.2), ("50", 22.8), ("51", 21.0), ("52", 19.9),
            ("1", 18.7),
            ("2", nil), ("3", nil), ("4", 20.6), ("5", 18.1), ("6", 16.8), ("7", 16.4),
        ]
        return LineChart(
            words: words, summary: "Share of stop mornings with ice. It fell from 36.8 to 16.4 per 100.",
            source: "Source: stop sensors and depot log, weeks 45 of 2025 to 7 of 2026.", labelHeading: "Week",
            valueHeading: "Per 100",
            points: measured.map { .init(label: $0.0, value: $0.1) },
            levels: [
                .init(kind: .baseline, value: 38, text: "Baseline 38"),
                .init(kind: .threshold, value: 19, text: "Threshold 19, locked"),
                .init(kind: .target, value: 15, text: "Target 15"),
            ], gaps: [.init(from: 9, to: 10, text: "paused 9 days")]
        ).html
    }

    private static func map(_ words: Words) -> HTML {
        func ring(_ corners: [(Double, Double)]) -> [DistrictMap.Position] {
            corners.map { .init(longitude: 24.9 + $0.0 / 2_000, latitude: 60.3 - $0.1 / 4_000) }
        }
        return DistrictMap(
            words: words, summary: "Initiatives by district: Satamala has most.",
            districts: [
                .init(
                    name: "Havula", rings: [ring([(20, 44), (120, 20), (106, 106), (12, 130)])], address: "/d/havula", count: 12),
                .init(
                    name: "Koivuniemi", rings: [ring([(120, 20), (230, 14), (198, 98), (106, 106)])], address: "/d/koivuniemi",
                    count: 3),
                .init(
                    name: "Satamala", rings: [ring([(198, 98), (288, 104), (318, 196), (246, 188), (190, 178)])],
                    address: "/d/satamala", count: 31, isMarked: true),
                .init(name: "Keskusta", rings: [ring([(106, 106), (198, 98), (190, 178), (118, 198)])], count: 8),
            ], sites: [.init(name: "Stop 14", position: .init(longitude: 24.9 + 250.0 / 2_000, latitude: 60.3 - 130.0 / 4_000))],
            source: "Districts: the city’s own map."
        ).html
    }
}
