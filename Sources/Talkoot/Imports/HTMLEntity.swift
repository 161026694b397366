/// Character references: `&amp;`, `&#233;`, `&#xE9;`.
enum HTMLEntity {
    /// Those that texts of offices hold; others stay as they are written.
    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "emsp": " ", "ensp": " ", "thinsp": " ", "shy": "", "zwj": "", "zwnj": "",
        "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»",
        "hellip": "…", "bull": "•", "middot": "·", "deg": "°", "sect": "§", "para": "¶", "copy": "©", "reg": "®", "trade": "™", "euro": "€", "pound": "£", "cent": "¢", "yen": "¥",
        "times": "×", "divide": "÷", "plusmn": "±", "micro": "µ", "le": "≤", "ge": "≥", "ne": "≠", "frac12": "½", "frac14": "¼", "frac34": "¾", "sup2": "²", "sup3": "³",
        "agrave": "à", "aacute": "á", "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å", "aelig": "æ", "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë",
        "igrave": "ì", "iacute": "í", "icirc": "î", "iuml": "ï", "ntilde": "ñ", "ograve": "ò", "oacute": "ó", "ocirc": "ô", "otilde": "õ", "ouml": "ö", "oslash": "ø",
        "ugrave": "ù", "uacute": "ú", "ucirc": "û", "uuml": "ü", "szlig": "ß", "iexcl": "¡", "iquest": "¿", "ordf": "ª", "ordm": "º",
    ]

    /// Reads the reference that begins at `place`, or the sign alone, and moves on.
    static func read(_ scalars: [Unicode.Scalar], _ place: inout Int) -> [Unicode.Scalar] {
        let end = scalars[(place + 1)...].prefix(12).firstIndex(of: ";")
        guard let end, let meaning = meaning(of: String(String.UnicodeScalarView(scalars[(place + 1)..<end]))) else {
            place += 1
            return ["&"]
        }
        place = end + 1
        return meaning
    }

    private static func meaning(of name: String) -> [Unicode.Scalar]? {
        guard name.hasPrefix("#") else {
            // Capital letters have references of their own: Eacute.
            if let text = named[name] { return Array(text.unicodeScalars) }
            guard name.count > 2, name.first?.isUppercase == true, let text = named[name.lowercased()], text.count == 1, text.first?.isLetter == true else { return nil }
            return Array(text.uppercased().unicodeScalars)
        }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        guard let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value), value > 0 else { return nil }
        return [scalar]
    }
}

/// Addresses that may become a link.
enum SafeAddress {
    /// The address where it leads to the web or to a mailbox, with nothing in it that could end the link it is put in; else nil.
    static func text(_ raw: String) -> String? {
        let text = CleanText.clean(raw, lines: false)
        let lower = text.prefix(8).lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") || lower.hasPrefix("mailto:"), text.utf8.count <= 2_000, text.count > 8 else { return nil }
        var safe = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, !" \"'()<>[]\\^`{|}".unicodeScalars.contains(scalar) { safe.unicodeScalars.append(scalar) } else {
                for byte in String(scalar).utf8 { safe += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
            }
        }
        return safe
    }
}
