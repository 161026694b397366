/// Words that tell of a means where one should tell of what is wrong. A problem that names its solution finds no other.
/// The lists are small and of our own making; each is the beginning of a word, folded as for search.
public enum SolutionWords {
    /// The words of the text that begin like one on the lists of the four languages, each once, as they were written.
    /// Linear in the length of the text.
    public static func found(in text: String) -> [String] {
        var found: [String] = []
        for word in text.split(whereSeparator: { !$0.isLetter && $0 != "-" }).map(String.init) where !found.contains(word) {
            let folded = Folding.fold(word)
            if whole.contains(folded) || beginnings.contains(where: folded.hasPrefix) { found.append(word) }
        }
        return found
    }

    /// Too short to be the beginning of a longer word.
    private static let whole: Set<String> = ["app", "apps", "ai", "bot", "portal", "robot", "tekoaly", "sovellus", "botti", "appar", "appen", "ia"]
    private static let beginnings = [
        // English
        "applicat", "softwar", "platform", "sensor", "website", "webpage", "database", "chatbot", "blockchain", "dashboard", "install", "implement", "purchas", "procur", "digitali", "automat", "drone",
        // Finnish
        "sovellu", "mobiilisovellu", "ohjelmisto", "jarjestelm", "alusta", "anturi", "verkkosivu", "verkkopalvelu", "tietokan", "chatbot", "lohkoketj", "asennet", "asenta", "hankitaan", "ostetaan", "ostaa", "digitalis", "automatis", "drooni", "tekoaly",
        // Swedish
        "applikation", "mjukvar", "programvar", "plattform", "webbplats", "webbsida", "databas", "blockkedj", "installer", "inforskaff", "upphandl", "digitaliser", "automatiser", "dronar", "artificiell",
        // Spanish
        "aplicacion", "plataforma", "instalar", "instalacion", "comprar", "adquirir", "digitaliz", "automatiz", "implantar", "implementa",
    ].map(Folding.fold)
}
