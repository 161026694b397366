import Foundation

@testable import TalkootWeb

/// Every component in every state on one page, to be looked at and to be checked as a whole.
enum Gallery {
    /// Thursday 12 March 2026, 14:40 in a city two hours east of Greenwich.
    static let now: Int64 = 1_773_319_200_000
    static let day: Int64 = 86_400_000

    static func dates(_ language: String) -> Dates {
        Dates(words: words(language), now: now, offset: { _ in 7_200 })
    }

    static func words(_ language: String) -> Words { Words.all[language] ?? Words(language: language, texts: [:]) }

    static let brand = Brand(
        name: "Kuusila", slogan: "Talkoot, made together", home: "/kuusila",
        footColumns: [
            .init(
                heading: "City of Kuusila", lines: ["Innovation office, Rantakatu 2", "<a href=\"/kuusila/contact\">Contact</a>"]),
            .init(heading: "Take part", lines: ["<a href=\"/kuusila/signals/new\">Tell the city something</a>"]),
            .init(heading: "Check us", lines: ["<a href=\"/kuusila/record\">Record and proofs</a>"]),
        ])

    static func page(_ language: String) -> HTML {
        let dates = dates(language)
        let frame = PageFrame(
            words: dates.words, brand: brand, title: "Components", description: "Each part of Talkoot with its states.",
            navigation: [
                NavigationLink("Now", "/kuusila", isCurrent: true), NavigationLink("Challenges", "/kuusila/challenges"),
                NavigationLink("Pilots", "/kuusila/pilots"), NavigationLink("Decisions", "/kuusila/decisions"),
            ],
            account: [NavigationLink("My desk", "/kuusila/desk")],
            languages: Words.languages.map { LanguageLink(language: $0, address: "?language=\($0)") },
            feeds: [FeedLink(title: "Challenges", address: "/kuusila/challenges.atom", type: "application/atom+xml")],
            flash: Flash(.done, "Sent. Your code is KU-7R4M", "You get an answer by Thursday 2 April."),
            asOf: dates.momentElement(now), printedAddress: "https://talkoot.example/kuusila/components")
        return frame.html(
            """
            <div class="wrap">\(head(dates))</div><div class="band"><div class="wrap">\(GalleryLifelines.long(dates))</div></div>
            <div class="wrap">\(GalleryLifelines.others(dates))\(small(dates))\(GalleryForms.section(dates.words))\
            \(lists(dates))\(GalleryFigures.section(dates.words))</div>
            """)
    }

    private static func head(_ dates: Dates) -> HTML {
        PageHead(
            crumbs: Crumbs(dates.words, [("Kuusila", "/kuusila"), ("Initiatives", "/kuusila/initiatives")], here: "KU-2024-118"),
            kicker: "<b>KU-2024-118</b> · Streets in winter", heading: "Bus stops that stay free of ice",
            lede: "Kuusila tested mats warmed by leftover district heat at 24 bus stops.",
            actions: """
                \(PostButton("Follow this initiative", "/kuusila/follow", hidden: [("act", "0197"), ("token", "x")]))\
                \(LinkButton("Ask a question", "/kuusila/ask", .secondary))
                """,
            glance: Facts(
                glance: true,
                [
                    ("Stands at", "<strong>Adoption</strong>, stage 11 of 11"), ("Acts next", "Rantala, street department"),
                    ("Promised", ClockDial(dates, start: now - 5 * day, due: now + 15 * day).html), ("Hidden", nil),
                    ("Spent", HTML(text: dates.words.money(cents: 13_140_000))),
                ])
        ).html
    }

    private static func small(_ dates: Dates) -> HTML {
        let words = dates.words
        return """
            \(Section("clocks", "Clocks", """
                <p class="row">\(ClockDial(dates, start: now - 7 * day, due: now + 12 * day))\
                \(ClockDial(dates, start: now - 20 * day, due: now + 2 * day))\
                \(ClockDial(dates, start: now - 20 * day, due: now - 4 * day))\
                \(ClockDial(dates, start: now - 20 * day, due: now + 3_600_000))\
                \(ClockDial(words, pausedDays: 9, reason: "waits for the permit"))</p>
                """))\
            \(Section("tags", "Tags, proofs and buttons", aside: "A shape and a word", """
                <p class="row">\(Tag(.open, "Open"))\(Tag(.work, "In evaluation"))\(Tag(.done, "Decided"))\
                \(Tag(.stop, "Did not work"))\(Tag(.wait, "Not begun"))</p>
                <p class="row push">\(ProofLink(words, index: 4_812, hash: "9f3c77d0a1e0", address: "/kuusila/record/4812"))\
                \(ProofLink(words, index: nil, hash: nil, address: nil))</p>
                <p class="row push">\(LinkButton("Read the rules", "/rules"))\(LinkButton("Save and return", "/save", .secondary))\
                \(LinkButton("Withdraw", "/withdraw", .stop))</p>
                """))\
            \(Section("messages", "Messages", """
                <div class="stack">\(Flash(.news, "You are looking at version 2 of 3"))\(Flash(.warning, "Two days left", "Not sent yet."))\
                \(Flash(.failure, "The file was not stored", "It is larger than 10 MB. Send a smaller one or a link."))\
                <div class="cols cols-2">\(TrackingBox(words: words, code: "KU-7R4M", address: "/t/KU-7R4M", answerBy: dates.dayElement(now + 21 * day)))\
                \(EmptyBox(heading: "Nothing waits for you", text: "Every promise is kept as of today.", link: ("See what the city works on", "/kuusila")))</div></div>
                """))
            """
    }

    private static func lists(_ dates: Dates) -> HTML {
        let words = dates.words
        let titles = [
            "A title that is as long as real titles are when several departments and one association have agreed on every word of it",
            "Soup at two o’clock",
        ]
        let rows: [HTML] = titles.map { title in
            """
            <li><div class="stack-s"><p>\(Tag(.open, "Open"))</p><h3><a href="/c">\(title)</a></h3><p class="meta">Water · whole city</p></div>\
            <div>\(MiniLifeline(words, delays: [0, 0, 14], now: 2, total: 11))</div>\
            <div>\(ClockDial(dates, start: now - 7 * day, due: now + 12 * day))</div></li>
            """
        }
        let filter = FilterSentence(
            words: Words(language: words.language, texts: texts(words)), action: "/kuusila/challenges", sentence: "gallery.filter",
            gaps: [
                .init(name: "state", label: "State", options: [.init("open", "open"), .init("done", "decided")], chosen: "open"),
                .init(
                    name: "district", label: "District", options: [.init("", "the whole city"), .init("sat", "Satamala")],
                    chosen: "sat"),
            ], search: ("q", "ice & snow"))
        return Section(
            "lists", "Lists",
            """
            \(filter)<ul class="rows rows-3">\(rows)</ul>\
            \(Pager(words: words, position: "51–100 of 240", previous: "?page=1", next: "?page=3", exports: [("CSV", "/c.csv"), ("Atom", "/c.atom")]))
            """
        ).html
    }

    private static func texts(_ words: Words) -> [String: String] {
        var texts = Dictionary(uniqueKeysWithValues: words.keys.map { ($0, words($0)) })
        texts["gallery.filter"] = "Show {state} challenges in {district}"
        return texts
    }
}
