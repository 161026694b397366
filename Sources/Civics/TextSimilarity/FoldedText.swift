import Foundation

/// A text as words that compare alike across spelling: compatibility decomposition (NFKD), no accents, lower case, runs
/// of letters and digits. Each ideograph is a word of its own.
///
/// The same folding serves Catalan, Basque, Finnish or Polish, so mixed collections need no language tags.
public struct FoldedText: Sendable, Hashable {
    /// Words as their scalars, in order.
    let words: [[UInt32]]

    /// O(length).
    public init(_ text: String) {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            words = Self.asciiWords(text.utf8)
        } else {
            words = Self.words(text.decomposedStringWithCompatibilityMapping.unicodeScalars)
        }
    }

    /// The folded words as strings.
    public var strings: [String] { words.map(Self.string) }

    static func string(_ word: [UInt32]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: word.compactMap(Unicode.Scalar.init))
        return text
    }

    /// A letter or digit in lower case, nil for whatever ends a word.
    private static func folded(ascii byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): UInt32(byte)
        default: nil
        }
    }

    private static func asciiWords(_ bytes: String.UTF8View) -> [[UInt32]] {
        var (words, word): ([[UInt32]], [UInt32]) = ([], [])
        for byte in bytes {
            if let letter = folded(ascii: byte) {
                word.append(letter)
            } else if !word.isEmpty {
                words.append(word)
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func words(_ scalars: String.UnicodeScalarView) -> [[UInt32]] {
        var (words, word): ([[UInt32]], [UInt32]) = ([], [])
        func end() {
            if !word.isEmpty { words.append(word) }
            word.removeAll(keepingCapacity: true)
        }
        for scalar in scalars {
            if scalar.isASCII {
                if let letter = folded(ascii: UInt8(scalar.value)) { word.append(letter) } else { end() }
                continue
            }
            let properties = scalar.properties
            if properties.canonicalCombiningClass != .notReordered {
                continue
            } else if properties.isIdeographic {
                end()
                words.append([scalar.value])
            } else if properties.isAlphabetic || properties.numericType != nil {
                word.append(contentsOf: properties.lowercaseMapping.unicodeScalars.map(\.value))
            } else {
                end()
            }
        }
        end()
        return words
    }
}
