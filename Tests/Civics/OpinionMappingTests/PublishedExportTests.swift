import Testing

@testable import OpinionMapping

/// Seven published conversations against red-dwarf 0.4.0 and against the groups that the platform had published.
@Suite("Published conversations", .enabled(if: TestFiles.shared != nil, Comment(rawValue: TestFiles.absence)))
struct PublishedExportTests {
    static let conversations = TestFiles.folders(in: "polis/openData")

    struct Export {
        let map: OpinionMap
        let file: VoteFile
        let expected: Tree

        init(_ conversation: String) throws {
            let folder = "polis/openData/\(conversation)/"
            file = try VoteFile(TestFiles.shared(folder + "participants-votes.csv"))
            let statements = try StatementFile(TestFiles.shared(folder + "comments.csv"))
            map = OpinionMap(of: file.log.matrix(withholding: statements.withheld()))
            expected = try Tree(TestFiles.shared("golden/polis/reddwarf_\(conversation).json"))
        }
    }

    @Test("the means are red-dwarf's, and so are the people in the conversation", arguments: conversations)
    func centre(conversation: String) throws {
        let export = try Export(conversation)
        #expect(largestDifference(export.map.components.centre, export.expected["center"].numbers) < 1e-9)
        let ours = Set(export.map.inConversation.map { export.map.votes.participants[$0] })
        #expect(ours == Set(export.expected["cluster"].keys))
    }

    @Test("the components are red-dwarf's", arguments: conversations)
    func components(conversation: String) throws {
        let export = try Export(conversation)
        // Its own components are off by up to 3e-5 (their cosine with the exact ones is 1 - 4e-10) in the largest cases.
        for (vector, name) in zip(export.map.components.vectors, ["pc1", "pc2"]) {
            #expect(abs(abs(cosine(vector, export.expected[name].numbers)) - 1) < 1e-9)
        }
    }

    @Test("our components leave no residual", arguments: conversations)
    func residual(conversation: String) throws {
        let map = try Export(conversation).map
        let votes = CentredVotes(map.votes)
        for (vector, eigenvalue) in zip(map.components.vectors, map.components.eigenvalues) {
            var image = [Double](repeating: 0, count: vector.count)
            votes.multiply(vector, into: &image)
            #expect(largestDifference(image, vector.map { $0 * eigenvalue }) < 1e-11 * map.components.eigenvalues[0])
        }
    }

    /// A cold start cannot know the order in which the votes came, so a floor for each conversation stands instead.
    @Test(
        "the groups agree with the published ones as far as a cold start can",
        arguments: zip(
            [
                "15-per-hour-seattle", "american-assembly.bowling-green", "bg2050-volunteers", "brexit-consensus",
                "scoop-hivemind.biodiversity",
            ],
            [0.56, 0.56, 0.99, 0.54, 0.98]))
    func groups(conversation: String, floor: Double) throws {
        let export = try Export(conversation)
        var (ours, theirs) = ([Int](), [Int]())
        for (participant, group) in zip(export.map.votes.participants, export.map.groupOfRow) {
            guard let group, let published = export.file.publishedGroups[participant].flatMap({ Int($0) }) else {
                continue
            }
            ours.append(group)
            theirs.append(published)
        }
        #expect(ours.count > 100)
        #expect(adjustedRandIndex(ours, theirs) >= floor)
    }
}
