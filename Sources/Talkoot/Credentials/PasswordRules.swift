import Foundation

/// What makes a password too weak to keep: short, or among the first that anybody would try. No rule asks for signs or digits.
enum PasswordRules {
    static let least = 12, most = 200

    /// - Parameter own: what everybody knows of the account: the address, the name, the city.
    static func problem(of password: String, own: [String]) -> Problem? {
        if password.count < least { return Problem("password", "problem.passwordShort", ["least": "\(least)"]) }
        if password.count > most { return Problem("password", "problem.passwordLong", ["most": "\(most)"]) }
        return isCommon(password, own: own) ? Problem("password", "problem.passwordCommon") : nil
    }

    /// One of the commonest words in any of its disguises, a walk over the keyboard, a series, few different signs, or what is known of the account.
    static func isCommon(_ password: String, own: [String]) -> Bool {
        let plain = Folding.fold(password).lowercased().filter { !$0.isWhitespace }
        if Set(plain).count < 5 || isRepeated(plain) || isSeries(plain) { return true }
        // What remains when everything that anybody would try first is taken out, must itself be worth something.
        let known = words + own.flatMap { Folding.fold($0).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) }.filter { $0.count >= 3 }
        var rests = [letters(plain), plain]
        for word in known.sorted(by: { $0.count > $1.count }) { rests = rests.map { $0.replacingOccurrences(of: word, with: "\u{1}") } }
        return rests.contains { rest in
            let signs = rest.filter { $0 != "\u{1}" }
            return signs.count < plain.count && signs.filter(\.isLetter).count < 4 && signs.count < 8
        }
    }

    /// `p4$$w0rd` is `password`.
    private static func letters(_ text: String) -> String {
        let disguises: [Character: Character] = ["0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"]
        return String(text.map { disguises[$0] ?? $0 })
    }
    /// `abcabcabcabc`
    private static func isRepeated(_ text: String) -> Bool {
        let signs = Array(text)
        return (1...max(1, signs.count / 2)).contains { length in signs.indices.allSatisfy { signs[$0] == signs[$0 % length] } }
    }
    /// `123456789012`, `abcdefghijkl`, `987654321098`: each sign beside the one before.
    private static func isSeries(_ text: String) -> Bool {
        let numbers = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(numbers, numbers.dropFirst()).filter { [1, -1, 9, -9, 0].contains($1 - $0) }.count
        return steps >= numbers.count - 2
    }

    /// The commonest of the four languages and of every list of lost passwords, and the rows of keyboards. From common knowledge; no list was copied.
    private static let words = """
        password passwort passw0rd salasana losenord contrasena clave secret salainen hemligt secreto welcome tervetuloa valkommen bienvenido letmein changeme
        qwertyuiop qwertyui qwerty qwertz azerty asdfghjkl asdfgh zxcvbnm zxcvbn qazwsxedc qazwsx 1qaz2wsx 1q2w3e4r5t 1q2w3e4r q1w2e3r4 yxcvbnm poiuytrewq
        1234567890 123456789 12345678 1234567 123456 12345 1234 0987654321 987654321 87654321 654321 54321 4321 abcdefgh abcdef abcd1234 abc123 abcd abc aaaa 1111 0000 1122 2233
        iloveyou jagalskardig minarakastansinua teamo tequiero monkey dragon football jalkapallo fotboll futbol baseball hockey sunshine princess prinsessa princesa
        superman batman starwars pokemon minecraft master shadow michael jordan ashley charlie daniel summer winter spring autumn kesa talvi sommar verano invierno
        monday january february march april june july august september october november december tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu
        admin administrator root user guest test testi login default server computer internet google facebook microsoft windows android iphone samsung linux
        talkoot talkoo helsinki suomi finland sverige sweden espana spain perkele vittu saatana fuckyou whatever trustno nothing hello hola hejsan moikka
        """.split { $0.isWhitespace }.map(String.init)
}
