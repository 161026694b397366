import ArgumentParser
import TalkootCommands

@main
struct TalkootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "talkoot", abstract: "The open-innovation platform that a city runs.", version: Version.current,
        subcommands: [ServeCommand.self, DemoCommand.self] + CommandList.all)
}
