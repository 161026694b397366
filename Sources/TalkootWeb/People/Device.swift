/// What people call the thing that they are signed in on: the browser and the system, as they name themselves in `User-Agent`.
enum Device {
    /// In the order in which they have to be asked: most browsers also name the one that they descend from.
    private static let browsers = [("Firefox/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")]
    private static let systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")]

    /// "Firefox, Linux"; what is unknown stays as it says itself, cut to one line.
    static func name(of agent: String) -> String {
        let known = [browsers, systems].compactMap { names in names.first { agent.contains($0.0) }?.1 }
        return known.isEmpty ? (agent.isEmpty ? "–" : agent.excerpt(60)) : known.joined(separator: ", ")
    }
}
