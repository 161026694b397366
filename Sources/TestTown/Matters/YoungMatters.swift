import Talkoot

extension Matter {
    /// Problems that have not found their way yet, in several states.
    static let libraryDoor = young(
        Hint(text: "The library closes at seven. I work till eight and my children read there.", place: "Main library", district: "keskusta", department: "schools"),
        ProblemText(
            title: "Libraries are shut when working people are free", statement: "Of 61 opening hours a week nine lie after six in the evening.", affected: "Families in which both parents work.",
            quadrant: .city, outcome: "People who work can use the library.", metric: "Visits after 18:00 per week", baseline: "240", goal: "600"))
    static let snowAndWalkers = young(
        Hint(text: "Kävelytiet aurataan vasta ajoteiden jälkeen. Vanhukset jäävät kotiin.", place: "Havulantie", district: "havula", department: "streets", sender: .onni),
        ProblemText(
            title: "Footways are cleared after the roads", statement: "After snow the main roads are free at six, the footways at eleven.", affected: "Everybody without a car.",
            outcome: "Who walks can leave the house at the same hour as who drives.", metric: "Hour by which footways are clear", baseline: "11", goal: "7"))
    static let schoolYards = young(
        Hint(text: "The school yard is asphalt from wall to wall. In June it is too hot to play.", place: "Myllymäki school", district: "myllymaki", department: "schools"),
        ProblemText(
            title: "School yards too hot to play in", statement: "On eleven yards it is over 40 degrees on sunny days.", affected: "3 000 pupils.", quadrant: .citizensNew,
            outcome: "Children can play outside on every day.", metric: "Yards above 35 degrees", baseline: "11", goal: "3"))
    static let emptyShops = young(
        Hint(text: "Nine shops on Torikatu are empty. Could artists or small firms use them until somebody rents?", place: "Torikatu", district: "keskusta", department: "streets", sender: .sofia),
        ProblemText(
            title: "Empty shops in the old centre", statement: "Nine of 64 shops have been empty for more than a year.", affected: "Shopkeepers, residents, owners.",
            outcome: "No window stays dark.", metric: "Shops empty for over a year", baseline: "9", goal: "2"))

    private static func young(_ hint: Hint, _ problem: ProblemText) -> Matter {
        var matter = clearKerbs
        (matter.hint, matter.problem) = (hint, problem)
        return matter
    }
}
