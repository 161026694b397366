import Talkoot

/// Everybody in the demo and the tests, by first name.
public enum Townsperson: String, CaseIterable, Sendable {
    case aino, onni, sofia
    case liisa, tuula, pekka
    case matti, kaisa, henrik, elina, jorma, paivi
    case riku, marja, anton
    case noora, ville, fatima
    case jenni, olavi
    case ingrid, mikael
    case helmi, joel
    case anneli
    case raija

    /// What somebody is in the city.
    struct Profile {
        var name: String
        var role: Role?
        var department: String?
        var language = Language.english
        var profession = ""
    }

    var profile: Profile {
        switch self {
        case .aino: Profile(name: "Aino Lehto")
        case .onni: Profile(name: "Onni Mäkelä", language: .finnish)
        case .sofia: Profile(name: "Sofia Lindqvist", language: .swedish)
        case .liisa: Profile(name: "Liisa Halme", role: .innovationOfficer)
        case .tuula: Profile(name: "Tuula Saari", role: .staff)
        case .pekka: Profile(name: "Pekka Oja", role: .administrator)
        case .matti: Profile(name: "Matti Korpi", role: .departmentHead, department: "streets")
        case .kaisa: Profile(name: "Kaisa Niemi", role: .departmentHead, department: "parks")
        case .henrik: Profile(name: "Henrik Sund", role: .departmentHead, department: "schools")
        case .elina: Profile(name: "Elina Rautio", role: .departmentHead, department: "social")
        case .jorma: Profile(name: "Jorma Salo", role: .departmentHead, department: "water")
        case .paivi: Profile(name: "Päivi Aalto", role: .departmentHead, department: "transport")
        case .riku: Profile(name: "Riku Vainio", profession: "Traffic engineer")
        case .marja: Profile(name: "Marja Kallio", profession: "Occupational therapist")
        case .anton: Profile(name: "Anton Berg", profession: "Economist")
        case .noora: Profile(name: "Noora Hietala")
        case .ville: Profile(name: "Ville Tanner")
        case .fatima: Profile(name: "Fatima Nur")
        case .jenni: Profile(name: "Jenni Koskela", role: .innovationOfficer)
        case .olavi: Profile(name: "Olavi Ranta", role: .departmentHead, department: "development")
        case .ingrid: Profile(name: "Ingrid Dahl", role: .innovationOfficer)
        case .mikael: Profile(name: "Mikael Strand", role: .departmentHead, department: "works")
        case .anneli: Profile(name: "Anneli Virta", role: .budgetOwner)
        case .helmi: Profile(name: "Helmi Koivu", role: .moderator)
        case .joel: Profile(name: "Joel Forss", role: .moderator, language: .swedish)
        case .raija: Profile(name: "Raija Lund", role: .sponsor)
        }
    }

    public var name: String { profile.name }
    public var city: TownCity {
        switch self {
        case .jenni, .olavi: .rantala
        case .ingrid, .mikael: .vega
        default: .kuusila
        }
    }
    public var email: String {
        let plain = Folding.fold(name).split(separator: " ").joined(separator: ".")
        return "\(plain)@\(city.rawValue).example"
    }

    public static let jurors: [Townsperson] = [.riku, .marja, .anton]
    /// Who answers for a department of Kuusila.
    public static func head(of department: String) -> Townsperson? { allCases.first { $0.city == .kuusila && $0.profile.department == department } }
}

public enum TownCity: String, CaseIterable, Sendable { case kuusila, rantala, vega }
