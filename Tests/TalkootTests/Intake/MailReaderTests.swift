import Foundation
import Talkoot
@testable import TalkootMail
import Testing

/// Letters are read whatever they hold, and nothing in them is believed.
@Suite struct MailReaderTests {
    @Test func charsetsAndEncodingsOfFourLanguagesAreRead() throws {
        let latin = Letters.bytes("From: irma@mail.example\nSubject: =?iso-8859-1?Q?P=E4iv=E4koti_on?= =?utf-8?B?IGtpaW5uaQ==?=\nContent-Type: text/plain; charset=\"ISO-8859-1\"\nContent-Transfer-Encoding: quoted-printable\n\nHyv=E4=E4 p=E4iv=E4=E4, port=\nti on rikki.\n")
        let read = try #require(try Letters.read(latin))
        #expect(read.subject == "Päiväkoti on kiinni")
        #expect(read.text == "Hyvää päivää, portti on rikki.")
        let base = Letters.bytes("From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\(Data("El semáforo no funciona.".utf8).base64EncodedString())\n")
        #expect(try Letters.read(base)?.text == "El semáforo no funciona.")
        var fifteen = Letters.bytes("From: a@b.example\nContent-Type: text/plain; charset=iso-8859-15\n\nIt costs 5 ")
        fifteen += [0xA4]
        #expect(try Letters.read(fifteen)?.text == "It costs 5 €")
        var cyrillic = Letters.bytes("From: a@b.example\nContent-Type: text/plain; charset=koi8-r\n\n")
        cyrillic += [0xD4, 0xD5, 0xD4]
        #expect(try Letters.read(cyrillic)?.text == "тут")
        var wrong = Letters.bytes("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nm")
        wrong += Array("ö".utf8) + [0xE4, 0x20, 0x66]
        #expect(try Letters.read(wrong)?.text.hasSuffix("ä f") == true, "what says UTF-8 and is not is read as Western European")
        #expect(try Letters.read(Letters.bytes("From: a@b.example\nContent-Type: text/plain; charset=../../etc/x\n\nabc"))?.text == "abc")
    }

    @Test func thePlainTextIsTakenAndPagesBecomeText() throws {
        let both = Letters.bytes("""
            From: a@b.example
            Content-Type: multipart/alternative; boundary="x y"

            for nobody
            --x y
            Content-Type: text/plain

            The plain one.
            --x y
            Content-Type: text/html

            <p>The <b>other</b></p>
            --x y--
            for nobody
            """)
        #expect(try Letters.read(both)?.text == "The plain one.")
        let page = Letters.bytes("From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Dark &amp; cold</p><script>alert(1)</script><p>Very</p>")
        #expect(try Letters.read(page)?.text == "Dark & cold\n\nVery")
    }

    @Test(arguments: [
        ("Thanks, and one more thing.\n\nOn Thu, 12 Mar 2026 at 10:00, Kuusila <city@talkoot.example> wrote:\n> You told us", "Thanks, and one more thing."),
        ("Kiitos!\n\nto 12.3.2026 klo 10.00 Kuusila (city@talkoot.example) kirjoitti:\n> Kerroit", "Kiitos!"),
        ("Tack\n\nDen 12 mars 2026 10:00 skrev:\n> Du", "Tack"),
        ("Gracias\n\nEl jue, 12 mar 2026 a las 10:00, Kuusila\n(<city@talkoot.example>) escribió:\n> Nos", "Gracias"),
        ("Yes\n\n-----Original Message-----\nFrom: city\nSent: today\n\nold", "Yes"),
        ("Joo\n\n________________________________\nLähettäjä: Kuusila\nLähetetty: torstai\n\nvanha", "Joo"),
        ("The lamp is dark.\n-- \nIrma Ahonen\nTorikatu 4", "The lamp is dark."),
        ("Answer below\n> what street?\nTorikatu\n", "Answer below\nTorikatu"),
        ("> all of it\n> is quoted", "> all of it\n> is quoted"),
        ("De bus komt niet.\nFrom: the stop one sees nothing.", "De bus komt niet.\nFrom: the stop one sees nothing."),
    ]) func whatWasWrittenEarlierAndSignaturesGo(_ written: String, _ own: String) throws {
        #expect(try Letters.read(Letters.plain(written))?.text == own)
    }

    @Test func whatProgramsSendIsPassedOver() throws {
        for more in ["Auto-Submitted: auto-replied\n", "Precedence: bulk\n", "Return-Path: <>\n", "List-Id: <news.example>\n", "X-Autoreply: yes\n"] {
            #expect(try Letters.why(Letters.plain("I am away.", more: more)) != nil, "\(more)")
        }
        #expect(try Letters.why(Letters.plain("Undelivered", from: "MAILER-DAEMON@mail.example")) != nil)
        #expect(try Letters.why(Letters.plain("A loop", from: "City <city@talkoot.example>")) != nil)
        #expect(try Letters.why(Letters.plain("A person", more: "Auto-Submitted: no\n")) == nil)
    }

    @Test func aLetterWithoutOneSenderOrWithoutTextGoesBackWithASentence() throws {
        #expect(throws: MailTrouble.noSender) { try Letters.read(Letters.bytes("To: a@b.example\nSubject: x\n\nHello")) }
        #expect(throws: MailTrouble.noSender) { try Letters.read(Letters.bytes("From: a@b.example\nFrom: liisa.halme@kuusila.example\n\nHello")) }
        #expect(throws: MailTrouble.noSender) { try Letters.read(Letters.plain("Hello", from: "a@b.example, c@d.example")) }
        #expect(throws: MailTrouble.empty) { try Letters.read(Letters.bytes("From: a@b.example\n\n  \n")) }
        #expect(throws: MailTrouble.unreadable) { try Letters.read(Array("\u{0}\u{1}nothing".utf8)) }
        #expect(throws: MailTrouble.tooLarge(30)) { try Letters.read([UInt8](repeating: 65, count: MailReader.mostBytes + 1)) }
        #expect(MailReader.address("\"liisa.halme@kuusila.example\" <real@mail.example>")?.text == "real@mail.example")
        #expect(MailReader.address("(comment <x@y.example>) real@mail.example")?.text == "real@mail.example")
        #expect(MailReader.address("a@b.example <c@d.example") == nil)
    }

    @Test func headersCannotBeginOthers() throws {
        let mail = try #require(try Letters.read(Letters.bytes("From: a@b.example\nSubject: =?utf-8?Q?Hello=0D=0ABcc:_x@y.example?=\nMessage-ID: <a\u{1}b@c>\n <d@e>\n\nThe text")))
        var letter = Letter(from: try #require(EmailAddress("city@talkoot.example")), named: "Kuusila", to: mail.from, subject: "Re: " + mail.subject, text: "x", id: "1@x", at: Instant(milliseconds: 0), language: .english)
        letter.answers = "x>\r\nBcc: <y@z"
        let head = String(decoding: letter.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
        #expect(!head.components(separatedBy: "\r\n").contains { $0.lowercased().hasPrefix("bcc") })
        #expect(MailReader.identities("<a b> <good@x> <> <bad\u{7F}>") == ["good@x"])
    }

    @Test func nestingBombsEndInWhatCanBeRead() throws {
        var deep = "From: a@b.example\nSubject: A deep letter\n"
        for level in 0..<5_000 { deep += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        deep += "Content-Type: text/plain\n\nnever read\n"
        let read = try #require(try Letters.read(Letters.bytes(deep)))
        #expect(read.text == "" && read.leftOut > 0 && read.subject == "A deep letter")
        let wide = "From: a@b.example\nSubject: A wide letter\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\nContent-Type: application/zip\n\nx\n", count: 20_000) + "--b--\n"
        #expect(try #require(try Letters.read(Letters.bytes(wide))).leftOut < 200)
        let same = "From: a@b.example\nSubject: The same mark\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\nContent-Type: multipart/mixed; boundary=b\n\n", count: 2_000) + "--b\n\nhello\n"
        #expect(try Letters.read(Letters.bytes(same)) != nil)
        let fields = "From: a@b.example\n" + String(repeating: "X-Y: z\n", count: 50_000) + "\nhello"
        #expect(try Letters.read(Letters.bytes(fields))?.text == "hello")
    }

    /// Ten thousand letters with bytes changed, taken out and doubled: each is a letter, passed over, or refused in a sentence.
    @Test func brokenLettersNeverStopTheReader() throws {
        let whole = Letters.bytes("""
            From: =?utf-8?Q?Irma?= <irma@mail.example>
            Subject: =?iso-8859-1?B?S3lt?= lamp
            References: <a@b> <c@d>
            Content-Type: multipart/mixed; boundary="=_b"

            --=_b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Type: text/plain; charset=iso-8859-2
            Content-Transfer-Encoding: quoted-printable

            Dark =C4=A4 lamp=
             here &amp;
            --c
            Content-Type: text/html; charset=utf-16

            <p>x&#x41;<a href="http://x">
            --c--
            --=_b
            Content-Type: image/png; name*=utf-8''k%C3%A4.png
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --=_b--
            """)
        var seed: UInt64 = 5
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        var outcomes: Set<String> = []
        for _ in 0..<10_000 {
            var broken = whole
            for _ in 0...next(12) {
                let place = next(broken.count)
                switch next(4) {
                case 0: broken[place] = UInt8(next(256))
                case 1: broken.removeSubrange(place..<min(broken.count, place + next(40)))
                case 2: broken.insert(contentsOf: broken[place..<min(broken.count, place + next(60))], at: place)
                default: broken.insert(UInt8([0, 10, 13, 45, 61, 60, 255][next(7)]), at: place)
                }
                if broken.isEmpty { broken = [65] }
            }
            do {
                if case .letter(let mail) = try MailReader.read(broken) {
                    #expect(!mail.from.text.contains { $0.isNewline } && !mail.subject.contains { $0.isNewline })
                    outcomes.insert("letter")
                } else { outcomes.insert("program") }
            } catch { outcomes.insert(error.description) }
        }
        #expect(outcomes.contains("letter") && outcomes.contains(MailTrouble.noSender.description))
    }
}
