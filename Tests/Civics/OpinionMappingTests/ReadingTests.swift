import Testing

@testable import OpinionMapping

@Suite("Reading votes, statements and stored states")
struct ReadingTests {
    @Test("an export with a row for each participant")
    func wide() throws {
        let file = try VoteFile(Array("participant,xid,group-id,n-votes,10,2\r\n7,abc,1,2,1,-1\r\n8,,,1,,0\r\n".utf8))
        let matrix = file.log.matrix()
        #expect(matrix.participants == ["7", "8"])
        #expect(matrix.statements == ["2", "10"])
        #expect(matrix.votes(of: 0).map(\.opinion) == [.disagree, .agree])
        #expect(matrix.votes(of: 1).map(\.statement) == [0])
        #expect(file.publishedGroups == ["7": "1"])
    }

    @Test("an export with a row for each vote, in the order of its times")
    func long() throws {
        let text = "timestamp,datetime,comment-id,voter-id,vote\n3,x,1,a,-1\n1,x,1,a,1\n2,\"x,\"\"y\",2,b,0\n"
        let log = try VoteFile(Array(text.utf8)).log
        #expect((0..<3).map { log[$0].opinion } == [.agree, .pass, .disagree])
        #expect(log.matrix().votes(of: 0).map(\.opinion) == [.disagree])
    }

    @Test(
        "stored votes in both spellings, with times as numbers or texts",
        arguments: [
            #"[{"participant_id": 3, "statement_id": 1, "vote": -1, "modified": 2.0, "x": [{}]}, {"participant_id": 3, "statement_id": 1, "vote": 1, "modified": 1.0}]"#,
            #"[{"pid": 3, "tid": 1, "vote": -1, "modified": "2"}, {"pid": 3, "tid": 1, "vote": 1, "modified": "1", "note": "\u00e4\ud83d\ude00\n"}]"#,
        ])
    func stored(text: String) throws {
        let log = try VoteFile(Array(text.utf8)).log
        #expect(log.count == 2)
        #expect(log[1] == Vote(order: 1, participant: "3", statement: "1", opinion: .disagree))
    }

    @Test(
        "statements in CSV and in both spellings of JSON",
        arguments: [
            ("comment-id,moderated,is-meta,comment-body\n4,-1,false,\"a, b\"\n5,1,true,c\n", ["4"]),
            (
                #"[{"tid": 4, "mod": -1, "is_meta": false, "txt": "a, b"}, {"tid": 5, "mod": 1, "is_meta": true, "txt": "c"}]"#,
                ["4", "5"]
            ),
            (
                #"[{"statement_id": 4, "moderated": -1, "is_meta": false, "txt": "a, b"}, {"statement_id": 5, "moderated": 0, "is_meta": true, "txt": "c"}]"#,
                ["4", "5"]
            ),
        ])
    func statements(text: String, withheld: [String]) throws {
        let file = try StatementFile(Array(text.utf8))
        #expect(file.statements.map(\.text) == ["a, b", "c"])
        #expect(file.withheld() == Set(withheld))
        #expect(file.withheld(includingMeta: true) == ["4", "5"])
        #expect(file.withheld(includingMeta: false) == ["4"])
    }

    @Test("a stored state is turned into our signs")
    func state() throws {
        let text =
            #"{"in-conv": [3, 4], "tids": [0, 1], "mod-out": [1], "pca": {"center": [0.5, 0], "comps": [[0.6, 0], [0, -1]]}, "base-clusters": {"id": [7], "members": [[3, 4]], "x": [1], "y": [2]}, "group-clusters": [{"id": 0, "members": [7], "center": [1, 2]}], "n": 2}"#
        let stored = try StoredState(Array(text.utf8))
        #expect(stored.withheld == ["1"])
        #expect(stored.state.components == [[-0.6, 0], [0, 1]])
        #expect(stored.state.inConversation == ["3", "4"])
        #expect(stored.state.baseClusters == [.init(id: 7, members: ["3", "4"], centre: [1, 2])])
        #expect(stored.state.groupCount?.shown == 1)
    }

    @Test(
        "a mistake is named with its line",
        arguments: [
            ("", 1, "the file is empty; a header row is needed"),
            ("participant,1\n5,2\n", 2, "a vote is 1, 0 or -1, not “2” (statement “1”)"),
            ("participant,1\n5,1\n\n6,1,1\n", 4, "more fields than the header's 2"),
            ("participant,1,2\n5,1\n", 2, "2 fields where the header has 3"),
            ("participant,1\n5,1\n5,0\n", 3, "participant “5” stands in an earlier row too"),
            ("participant,1,1\n", 1, "column “1” stands twice in the header"),
            ("participant,1\n\"5,1\n", 2, "a quote is opened and never closed"),
            ("a,b\n", 1, "the header needs a column “participant”, or “voter-id”, “comment-id” and “vote”"),
            ("voter-id,comment-id,vote\n1,1,1\n1,2,x\n", 3, "a vote is 1, 0 or -1, not “x”"),
            ("[\n{\"pid\": 1, \"tid\": 2, \"vote\": 1},\n{\"pid\": 1, \"vote\": 1}\n]", 3, "a vote has no statement"),
            ("[\n{\"pid\": 1,\n \"tid\": 2, \"vote\" 1}\n]", 3, "“:” is needed here"),
            ("[{\"pid\": 1, \"tid\": 2, \"vote\": 1}", 1, "the document ends too early"),
        ])
    func mistakes(text: String, line: Int, reason: String) {
        #expect(throws: ReadingProblem(line: line, reason: reason)) { try VoteFile(Array(text.utf8)) }
    }

    @Test("deep nesting is refused, not followed")
    func nesting() {
        let text = "[{\"x\": " + String(repeating: "[", count: 100_000)
        #expect(throws: ReadingProblem(line: 1, reason: "the document nests deeper than 64 levels")) {
            try VoteFile(Array(text.utf8))
        }
    }
}

@Suite("Hostile files")
struct HostileFileTests {
    static let seeds = Array(1...4) as [UInt64]

    @Test("thousands of broken files are read or refused, never more", arguments: seeds)
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let originals = [
            "participant,xid,group-id,n-votes,10,2\n7,abc,1,2,1,-1\n8,\"a\"\"b\",,1,,0\n",
            "timestamp,comment-id,voter-id,vote\n3,1,a,-1\n1,1,a,1\n",
            "comment-id,moderated,is-meta,comment-body\n4,-1,false,\"a, b\"\n",
            #"[{"pid": 3, "tid": 1, "vote": -1, "modified": "2", "x": {"y": [1, "\u00e4"]}}]"#,
            #"[{"statement_id": 4, "moderated": -1, "is_meta": false, "txt": "a"}]"#,
            #"{"in-conv": [3], "tids": [0, 1], "pca": {"comps": [[0.6, 0], [0, -1]]}, "base-clusters": {"id": [7], "members": [[3]], "x": [0.5], "y": [1e-3]}, "user-vote-counts": {"3": 2}, "group-clusters": [{"id": 0, "members": [7]}]}"#,
        ].map { Array($0.utf8) }
        var (read, refused) = (0, 0)
        for _ in 0..<4_000 {
            let bytes = Self.mutated(originals[random.index(below: originals.count)], &random)
            for outcome in [
                Result { OpinionMap(of: try VoteFile(bytes).log.matrix()).groups.count },
                Result { try StatementFile(bytes).withheld().count },
                Result {
                    OpinionMap(
                        of: inventedLog(people: 8, statements: 3, seed: 1).matrix(),
                        continuing: try StoredState(bytes).state
                    ).groups.count
                },
            ] {
                switch outcome {
                case .success: read += 1
                case .failure(let error):
                    refused += 1
                    #expect(error is ReadingProblem)
                }
            }
        }
        #expect(read > 0 && refused > 0)
    }

    private static func mutated(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        let tokens = [
            ",", "\"", "\n", "\r\n", "[", "]", "{", "}", ":", "\\u", "-", "1e999", "null", "\u{FEFF}",
            "9223372036854775808", "nan",
        ]
        for _ in 0...random.index(below: 4) {
            let place = random.index(below: bytes.count + 1)
            switch random.index(below: 4) {
            case 0 where place < bytes.count: bytes[place] = UInt8(random.index(below: 256))
            case 1 where place < bytes.count:
                bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.index(below: 8)))
            case 2: bytes.insert(contentsOf: tokens[random.index(below: tokens.count)].utf8, at: place)
            default: bytes.insert(contentsOf: bytes[..<place], at: place)
            }
        }
        return bytes
    }
}
