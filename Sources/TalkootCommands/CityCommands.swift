public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// `talkoot city create`
public struct CityCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(commandName: "city", abstract: "Cities of this installation.", subcommands: [Create.self, List.self])
    public init() {}

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Founds a city.")
        @Argument(help: "Its place in addresses: small letters, digits and hyphens.") var slug: String
        @ArgumentParser.Option(help: "Its name.") var name: String
        @ArgumentParser.Option(help: "Two or three letters before its public codes, such as KU.") var prefix: String
        @ArgumentParser.Option(name: .customLong("department"), help: "SLUG=NAME, as often as there are departments.") var departments: [String] = []
        @ArgumentParser.Option(help: "A GeoJSON file of its districts, with a property `name`.") var districts: String?
        @ArgumentParser.Option(help: "Time zone.") var zone = "Europe/Helsinki"
        @ArgumentParser.Option(help: "Its languages, the first one first: en, fi, sv, es.") var languages = "en,fi,sv,es"
        @ArgumentParser.Option(help: "Its currency, such as EUR.") var currency = "EUR"
        @OptionGroup var database: DatabaseOptions

        func validate() throws {
            guard !slug.isEmpty, slug.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }), !["api", "assets", "health", "metrics", "openapi.json", "plaintext"].contains(slug) else {
                throw ValidationError("The slug takes small letters, digits and hyphens.")
            }
            guard (2...3).contains(prefix.count), prefix.allSatisfy({ $0.isASCII && $0.isUppercase }) else { throw ValidationError("--prefix takes two or three capital letters.") }
            guard spoken.allSatisfy({ $0 != nil }), !spoken.isEmpty else { throw ValidationError("--languages takes some of \(Language.allCases.map(\.rawValue).joined(separator: ", ")), parted by commas.") }
            guard currency.count == 3, currency.allSatisfy({ $0.isASCII && $0.isUppercase }) else { throw ValidationError("--currency takes three capital letters.") }
            guard TimeZone(identifier: zone) != nil else { throw ValidationError("“\(zone)” is no time zone.") }
        }

        func run() async throws {
            let installation = try await Installation.open(database, name: try ServeOptions.parse([]).settled().installationName)
            var plan = CityPlan(slug: slug, name: name, codePrefix: prefix)
            plan.timeZone = zone
            plan.languages = spoken.compactMap { $0 }
            plan.currency = currency
            let departments = try departments.map { text in
                guard let mark = text.firstIndex(of: "=") else { throw ValidationError("--department takes SLUG=NAME.") }
                return (slug: String(text[..<mark]), name: String(text[text.index(after: mark)...]))
            }
            do { _ = try await installation.platform().found(plan, departments: departments, districts: try districts.map(DistrictFile.read) ?? []) }
            catch StorageError.unique { throw ValidationError("There is a city “\(slug)” already.") }
            try sayOut("Founded \(name). Next: talkoot person invite EMAIL --city \(slug) --name NAME --role administrator")
        }
        private var spoken: [Language?] { languages.split(separator: ",").map { Language(rawValue: $0.trimmingCharacters(in: .whitespaces)) } }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the cities.")
        @OptionGroup var database: DatabaseOptions
        func run() async throws {
            let platform = Platform(database: try database.openExisting(), random: Installation.chance, clock: Installation.now)
            for (slug, name) in try await platform.reading({ try CityQueries.cities($0).map { ($0.slug, $0.name) } }) { try sayOut("\(slug)\t\(name)") }
        }
    }
}

extension DistrictFile {
    /// The districts of a file, or what is wrong with it, for somebody at a terminal.
    fileprivate static func read(_ path: String) throws -> [PlannedDistrict] {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw ValidationError("There is no file \(path).") }
        let file = DistrictFile([UInt8](bytes))
        if file.problems.isEmpty { return file.districts }
        throw ValidationError("\(path) cannot be used:\n" + TerminalWords().sentences(.invalid(file.problems), of: "").joined(separator: "\n"))
    }
}

/// `talkoot person invite`
public struct PersonCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(commandName: "person", abstract: "People of a city.", subcommands: [Invite.self, Token.self, SecondFactorCommand.self])
    public init() {}

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives somebody an account, and a role if wanted. They sign in by a code to their address.")
        @Argument(help: "The e-mail address.") var email: String
        @ArgumentParser.Option(help: "The city's slug.") var city: String
        @ArgumentParser.Option(help: "The name that others see.") var name: String
        @ArgumentParser.Option(help: "staff, departmentHead, innovationOfficer, administrator …") var role: String?
        @ArgumentParser.Option(help: "The slug of the department, for its head.") var department: String?
        @ArgumentParser.Option(help: "The language of the letter: en, fi, sv or es; else the city's first.") var language: String?
        @Flag(inversion: .prefixedNo, help: "Whether a letter tells them how to sign in.") var letter = true
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            guard let address = EmailAddress(email) else { throw ValidationError("“\(email)” is no e-mail address.") }
            let role = try role.map { text in
                guard let role = Role(rawValue: text) else { throw ValidationError("The roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")).") }
                return role
            }
            let platform = Platform(database: try database.openExisting(), random: Installation.chance, clock: Installation.now)
            let settings = try ServeOptions.parse([]).settled()
            guard let place = try await platform.reading({ [city] in try CityQueries.city(slug: city, $0) }) else { throw ValidationError("There is no city “\(city)”.") }
            let spoken = try language.map { text in
                guard let language = Language(rawValue: text) else { throw ValidationError("The languages are \(Language.allCases.map(\.rawValue).joined(separator: ", ")).") }
                return language
            }
            do { try await platform.invite(address, name: name, language: spoken ?? place.languages.first ?? .english, role: role, department: department, writing: letter, in: place.id) }
            catch Refusal.invalid(let problems) where problems.contains(where: { $0.field == "department" }) {
                throw ValidationError("\(place.name) has no department “\(department ?? "")”.")
            }
            let letters = settings.mail == nil ? "Without a mail server it is written to \(database.folder)/mail." : "It goes out as soon as the server runs."
            try sayOut("\(name) can sign in at \(settings.origin)/\(city)/sign-in with \(email).\(letter ? " A letter says so. \(letters)" : "")")
        }
    }

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a personal token for somebody, for programs and the command line. It is shown once.")
        @Argument(help: "The e-mail address.") var email: String
        @ArgumentParser.Option(help: "The city's slug.") var city: String
        @ArgumentParser.Option(help: "What it is for.") var name = "command line"
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let platform = Platform(database: try database.openExisting(), random: Installation.chance, clock: Installation.now)
            let city = try await platform.city(city), email = email.lowercased()
            guard let person = try await platform.look(in: city, as: .visitor, { try PeopleQueries.person(email, $0)?.id }) else { throw ValidationError("Nobody here has the address \(email).") }
            try sayOut(await platform.newAccessToken(for: person, in: city, named: name))
        }
    }
}

extension Platform {
    func city(_ slug: String) async throws -> ID<City> {
        guard let city = try await reading({ try CityQueries.city(slug: slug, $0)?.id }) else { throw ValidationError("There is no city “\(slug)”.") }
        return city
    }
}
