import Talkoot

/// Kuusila's seven districts, invented: drawn on a sheet of 400 by 262 and laid on a coast where no city is.
enum TownMap {
    static let districts: [PlannedDistrict] = [
        district("havula", "Havula", [(20, 44), (120, 20), (106, 106), (12, 130)]),
        district("koivuniemi", "Koivuniemi", [(120, 20), (230, 14), (198, 98), (106, 106)]),
        district("kirkkola", "Kirkkola", [(230, 14), (330, 36), (288, 104), (198, 98)]),
        district("itaranta", "Itäranta", [(330, 36), (388, 92), (372, 164), (288, 104)]),
        district("myllymaki", "Myllymäki", [(12, 130), (106, 106), (118, 198), (28, 212)]),
        district("keskusta", "Keskusta", [(106, 106), (198, 98), (190, 178), (118, 198)]),
        district("satamala", "Satamala", [(198, 98), (288, 104), (318, 196), (246, 188), (190, 178)]),
    ]

    private static func district(_ slug: String, _ name: String, _ corners: [(x: Double, y: Double)]) -> PlannedDistrict {
        let ring = (corners + corners.prefix(1)).map { [rounded(25 + $0.x / 4_000), rounded(60.966 - $0.y / 8_200)] }
        return PlannedDistrict(slug: slug, name: name, rings: [ring])
    }
    /// Five decimals: about a metre.
    private static func rounded(_ degrees: Double) -> Double { (degrees * 100_000).rounded() / 100_000 }
}
