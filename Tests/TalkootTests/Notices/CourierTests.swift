internal import Storage
internal import Synchronization
@testable internal import Talkoot
internal import Testing
internal import TestTown

@Suite struct CourierTests {
    private func states(_ town: NoticeTown) async throws -> [String] {
        try await town.platform.look(in: town.city, as: .visitor) { scene in
            try scene.tx.rows("SELECT event, state, trouble FROM notice WHERE city = \(scene.city.id) ORDER BY at, id") { row in
                "\(try row.text()) \(try row.text())" + (try row.optionalText().map { ": \($0)" } ?? "")
            }
        }
    }

    @Test(arguments: HouseEngine.available)
    func theOfficerHearsOfASignalAndTheSenderOfTheAnswer(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            let signal = try await town.sendSignal("The lamp is dark")
            #expect(try await courier.deliverAll() == 1)
            #expect(post.letters.last?.recipient.text == "olga@kuusila.example")
            #expect(post.letters.last?.text.contains("en notice.signal.sent.text address=https://talkoot.example/kuusila/signals/\(signal.code)") == true)
            try await town.answer(signal, "signal.decline", reason: "It belongs to the next city.")
            #expect(try await courier.deliverAll() == 1)
            let answer = try #require(post.letters.last)
            #expect(answer.recipient.text == "rami@mail.example" && answer.language == .finnish)
            #expect(answer.text.contains("reason=It belongs to the next city."))
            #expect(try await courier.deliverAll() == 0)
            #expect(try await states(town) == ["signal.sent sent", "signal.declined sent"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func aSenderWithoutAnAccountIsAnsweredAtTheAddressThatWasLeft(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            let reachable = try await town.sendSignal("The bench is broken", email: "Anna@Post.example", as: .visitor)
            let silent = try await town.sendSignal("The bin is full", as: .visitor)
            try await courier.deliverAll()
            try await town.answer(reachable)
            try await town.answer(silent)
            #expect(try await courier.deliverAll() == 1)
            let letter = try #require(post.letters.last)
            #expect(letter.recipient.text == "anna@post.example" && letter.list == nil)
            #expect(letter.text.contains("tracking=\(TrackingCode.of(reachable.id))"))
            #expect(try await states(town).last == "signal.accepted dropped: no address")
        }
    }

    @Test(arguments: HouseEngine.available)
    func aCodeForSigningInGoesBeforeEverythingElseAndExpires(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            try await town.sendSignal("The lamp is dark")
            let request = try await town.platform.askForCode(try #require(EmailAddress("new@mail.example")), .swedish, in: town.city)
            try await courier.deliverAll()
            #expect(post.letters.map(\.recipient.text) == ["new@mail.example", "olga@kuusila.example"])
            #expect(post.letters[0].text.contains(town.secrets.code(of: request)) && post.letters[0].language == .swedish && post.letters[0].list == nil)
            _ = try await town.platform.askForCode(try #require(EmailAddress("late@mail.example")), .english, in: town.city)
            town.clock.advance(seconds: 16 * 60)
            #expect(try await courier.deliverAll() == 0)
            #expect(try await states(town).last == "signIn.asked dropped: expired")
        }
    }

    @Test(arguments: HouseEngine.available)
    func rightsAreAskedAgainWhenTheLetterIsWritten(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            try await town.sendSignal("Only for staff")
            try await town.keepHouse("UPDATE role_grant SET ended_at = \(town.clock.now)")
            #expect(try await courier.deliverAll() == 0)
            #expect(try await states(town) == ["signal.sent dropped: may no longer be read"])
            let mine = try await town.platform.look(in: town.city, as: .person(town.officer)) { try NoticeQueries.mine($0) }
            #expect(mine.notices.isEmpty && mine.unread == 0)
        }
    }

    @Test(arguments: HouseEngine.available)
    func whoHasLeftGetsNothing(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            try await town.sendSignal("The lamp is dark")
            try await town.keepHouse("UPDATE person SET state = 'suspended' WHERE id = \(town.officer)")
            #expect(try await town.courier(mailer: post.mailer).deliverAll() == 0)
            #expect(try await states(town) == ["signal.sent dropped: no active account"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func aMailServerThatIsDownIsTriedAgainLaterAndLaterAndGivenUpAfterThreeDays(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let tries = Mutex<[Int64]>([])
            let (begin, clock) = (town.clock.now.milliseconds, town.clock)
            let post = Postbox { _ in
                tries.withLock { $0.append((clock.now.milliseconds - begin) / 60_000) }
                throw MailFailure.later("no connection")
            }
            let courier = try town.courier(mailer: post.mailer)
            try await town.sendSignal("The lamp is dark")
            for _ in 0..<(4 * 24 * 60) {
                try await courier.deliverAll()
                town.clock.advance(seconds: 60)
            }
            let minutes = tries.withLock { $0 }
            #expect(minutes.prefix(6) == [0, 1, 6, 36, 156, 276])
            #expect(try #require(minutes.last) >= 3 * 24 * 60 && minutes.count == 40)
            #expect(try await states(town) == ["signal.sent dropped: no connection"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func aRefusedMailboxIsNotTriedAgain(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox { _ in throw MailFailure.never("recipient refused with 550") }
            let courier = try town.courier(mailer: post.mailer)
            try await town.sendSignal("The lamp is dark")
            #expect(try await courier.deliverAll() == 0)
            #expect(try await states(town) == ["signal.sent dropped: recipient refused with 550"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func aCourierKilledWhileSendingRepeatsThatLetterAloneUnderTheSameId(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let first = try await town.sendSignal("One")
            try await town.sendSignal("Two")
            // Killed: it had taken the notice, and its letter may or may not have left the house.
            let cut = try #require(try await town.courier { _ in }.claim())
            #expect(cut.lines.map(\.object) == [first])

            let post = Postbox()
            let next = try town.courier(try town.secondProcess(), mailer: post.mailer)
            #expect(try await next.deliverAll() == 1)
            #expect(post.letters.map { $0.text.contains("title=Two") } == [true])
            town.clock.advance(seconds: 181)
            #expect(try await next.deliverAll() == 1)
            #expect(post.letters[1].text.contains("title=One"))
            #expect(post.letters[1].id == "\(cut.lines[0].id)@talkoot.example")
            town.clock.advance(seconds: 100_000)
            #expect(try await next.deliverAll() == 0)
            #expect(try await states(town) == ["signal.sent sent", "signal.sent sent"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func muchThatWaitsForOnePersonComesInOneLetter(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            for number in 0..<6 { try await town.sendSignal("Signal number \(number)") }
            let cut = try #require(try await town.courier { _ in }.claim())
            #expect(cut.lines.count == 6)
            // What comes meanwhile does not join the letter that was cut: that is repeated exactly as it was.
            try await town.sendSignal("A late one")
            town.clock.advance(seconds: 200)
            let post = Postbox()
            #expect(try await town.courier(mailer: post.mailer).deliverAll() == 2)
            let digest = try #require(post.letters.first { $0.subject.contains("notice.digest.subject") })
            #expect(digest.subject.contains("count=6") && !digest.text.contains("A late one"))
            #expect((0..<6).allSatisfy { digest.text.contains("title=Signal number \($0)") })
            #expect(Set(try await states(town)) == ["signal.sent sent"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func twoCouriersInTwoProcessesSendEachNoticeOnce(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            for number in 0..<20 {
                let signal = try await town.sendSignal("Signal \(number)", email: "sender\(number)@mail.example", as: .visitor)
                try await town.answer(signal)
            }
            try await town.keepHouse("UPDATE notice SET state = 'sent' WHERE person IS NOT NULL")
            let post = Postbox()
            let other = try town.secondProcess()
            let (here, there) = (try town.courier(mailer: post.mailer), try town.courier(other, mailer: post.mailer))
            async let one = here.deliverAll()
            async let two = there.deliverAll()
            let sent = try await one + two
            await other.database.close()
            #expect(sent == 20 && post.letters.count == 20)
            #expect(Set(post.letters.map(\.recipient.text)).count == 20)
            #expect(Set(try await states(town).filter { $0.contains("accepted") }) == ["signal.accepted sent"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func whoWantsNoMailGetsNoneButStillReadsItInside(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            try await town.sendSignal("The lamp is dark")
            try await courier.deliverAll()
            let list = try #require(post.letters.last?.list)
            let token = try #require(list.unsubscribe.split(separator: "=").last.map(String.init))
            let person = try #require(UnsubscribeToken.person(of: token, in: town.city, town.secrets))
            #expect(person == town.officer)
            try await town.platform.setMail(.never, for: person, in: town.city)
            try await town.sendSignal("The bench is broken")
            #expect(try await courier.deliverAll() == 0)
            #expect(try await states(town).last == "signal.sent dropped: no mail wanted")
            let mine = try await town.platform.look(in: town.city, as: .person(town.officer)) { try NoticeQueries.mine($0) }
            #expect(mine.notices.map(\.title) == ["The bench is broken", "The lamp is dark"] && mine.unread == 2)
        }
    }

    @Test func aTokenOpensNothingForAnotherPersonOrCity() {
        let secrets = Secrets(key: Array(repeating: 7, count: 32))
        let token = UnsubscribeToken.make(for: ID("a"), in: ID("x"), secrets)
        #expect(UnsubscribeToken.person(of: token, in: ID("x"), secrets) == ID("a"))
        #expect(UnsubscribeToken.person(of: token, in: ID("y"), secrets) == nil)
        #expect(UnsubscribeToken.person(of: token.replacing("a.", with: "b."), in: ID("x"), secrets) == nil)
        #expect(UnsubscribeToken.person(of: "", in: ID("x"), secrets) == nil)
        #expect(UnsubscribeToken.person(of: "a.", in: ID("x"), secrets) == nil)
    }

    @Test(arguments: HouseEngine.available)
    func noticesAreMarkedAsReadByTheirOwnersAlone(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await town.sendSignal("One")
            try await town.sendSignal("Two")
            let look = { try await town.platform.look(in: town.city, as: .person(town.officer)) { try NoticeQueries.mine($0) } }
            let newest = try #require(try await look().notices.first)
            #expect(newest.title == "Two" && !newest.isRead)
            try await town.platform.markRead(newest.id, of: town.resident, in: town.city)
            #expect(try await look().unread == 2)
            try await town.platform.markRead(newest.id, of: town.officer, in: town.city)
            #expect(try await look().unread == 1)
            try await town.platform.markRead(nil, of: town.officer, in: town.city)
            #expect(try await look().unread == 0)
        }
    }

    @Test(arguments: HouseEngine.available)
    func theCourierWorksUntilItIsStopped(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let (arrivals, arrived) = AsyncStream.makeStream(of: String.self)
            let courier = try town.courier { arrived.yield($0.recipient.text) }
            let work = Task { await courier.run() }
            try await town.sendSignal("The lamp is dark")
            let first = await arrivals.first { _ in true }
            work.cancel()
            await work.value
            #expect(first == "olga@kuusila.example")
            #expect(try await states(town) == ["signal.sent sent"])
        }
    }
}
