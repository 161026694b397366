import ParticipatoryBudgeting
import Talkoot

/// A counted vote as a web page that stands alone.
extension TallyReport {
    var page: String {
        let title = Markup.escaped(election[metadata: "description"] ?? "Participatory budget")
        let won = (explanation?.rounds ?? []).enumerated().map { number, round in
            row([
                String(number + 1), name(round.project), election.projects[round.project].cost.description,
                round.approximatePrice.map(rounded) ?? "", round.payers.map(String.init) ?? "",
            ])
        }
        let lost = (explanation?.fates ?? []).filter { $0.place == nil }.map { fate in
            row([
                name(fate.project), election.projects[fate.project].cost.description, String(fate.votes),
                fate.votesLacking.map(String.init) ?? "", fate.winningCost?.description ?? "",
            ])
        }
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>\(title)</title>
            <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 0 1rem } th, td { text-align: start; padding: .2rem .6rem }</style>
            </head>
            <body>
            <h1>\(title)</h1>
            <p>\(Markup.escaped(heading)): \(result.winners.count) of \(election.projects.count) projects for \(result.cost) of \(result.budget).</p>
            <p>\(Markup.escaped(reach))</p>
            \(result.remarks.map { "<p>\(Markup.escaped($0))</p>" }.joined(separator: "\n"))
            <table><caption>Won</caption>
            <tr><th scope="col">Place</th><th scope="col">Project</th><th scope="col">Cost</th><th scope="col">Price of a vote</th><th scope="col">Voters who paid</th></tr>
            \(won.joined(separator: "\n"))
            </table>
            <table><caption>Lost</caption>
            <tr><th scope="col">Project</th><th scope="col">Cost</th><th scope="col">Votes</th><th scope="col">Votes it lacked</th><th scope="col">Cost at which it would have won</th></tr>
            \(lost.joined(separator: "\n"))
            </table>
            </body>
            </html>

            """
    }

    private func row(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<td>\(Markup.escaped($0))</td>" }.joined() + "</tr>"
    }
}
