import ArgumentParser
import Talkoot

/// `talkoot person second-factor remove`
struct SecondFactorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "second-factor", abstract: "Second factors of people.", subcommands: [Remove.self])

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes away the second factor of somebody who has lost it with all recovery codes.",
            discussion: "Make sure first that it is them. Their sessions end, the record keeps it, and a letter tells them.")
        @Argument(help: "The e-mail address.") var email: String
        @ArgumentParser.Option(help: "The city's slug.") var city: String
        @ArgumentParser.Option(help: "Why, for the record: who asked, and how you know them.") var reason: String
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let platform = Platform(database: try database.openExisting(), random: Installation.chance, clock: Installation.now)
            let place = try await platform.city(city), email = email.lowercased()
            guard let person = try await platform.look(in: place, as: .visitor, { try PeopleQueries.person(email, $0)?.id }) else { throw ValidationError("Nobody here has the address \(email).") }
            do { try await platform.removeSecondFactor(of: person, reason: reason, in: place) } catch Refusal.notFound { throw ValidationError("\(email) has no second factor.") }
            try sayOut("\(email) signs in by mail alone now, and can add a second factor again on the account page.")
        }
    }
}
