"""The thin line: one initiative from a signal to its adoption by another city, walked in the browser."""
import datetime
import time

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from town import Visitor, csrf_of

SIGNAL = "The bus stop on Rantakatu is icy every morning, and the first bus leaves at six."
OFFICER, HEAD = "Liisa Halme", "Matti Korpi"
JURORS = {"Riku Vainio": "Traffic engineer", "Marja Kallio": "Occupational therapist", "Anton Berg": "Economist"}
TEAMS = {
    "Noora Hietala": {"team": "Warm Mats", "title": "Mats warmed by what the sewers lose", "budget": "12000"},
    "Fatima Nur": {"team": "Early Brooms", "title": "Neighbours with brooms at five", "budget": "4000"},
}
SCORES = {"Warm Mats": {"Riku Vainio": (8, 7), "Marja Kallio": (8, 6), "Anton Berg": (7, 7)}, "Early Brooms": {"Riku Vainio": (5, 8), "Marja Kallio": (6, 8), "Anton Berg": (4, 8)}}


class Journey:
    """One walk through the line in one window. What it made is kept in `at`: the address of each object by its kind."""

    def __init__(self, town, window):
        self.town, self.window, self.at = town, window, {}
        self.answers = {}

    def walk(self):
        for step in [self.signal, self.accepted, self.problem, self.challenge, self.answers_come_in, self.one_second_late, self.jury, self.decision,
                     self.pilot, self.lesson, self.solution, self.adoption, self.initiative, self.record]:
            step()
        return self.at

    def first_third(self):
        for step in [self.signal, self.accepted, self.problem, self.challenge]:
            step()

    def as_(self, name, kind=None, city="kuusila"):
        self.window.sign_in(name, city)
        return self.window.open(self.at[kind]) if kind else self.window

    # From the signal to the call.

    def signal(self):
        """A visitor says what could work better, follows the code, and sees that nobody has answered yet."""
        w = self.window.open("/kuusila")
        w.one(".scene textarea").send_keys(SIGNAL)
        w.click(".scene form button")
        assert w.value("text") == SIGNAL, "what was begun on the front is lost"
        w.fill(place="Rantakatu 4", department="streets")
        w.send()
        if w.path == "/kuusila/acts/signal.send":
            # Another window has sent the same before: the city shows it once, and the second press sends.
            assert w.value("_advised") == "yes" and w.value("text") == SIGNAL, "what is similar is not shown, or the text is lost"
            w.send()
        assert w.path == "/kuusila/signals/sent", w.path
        self.code = w.one(".tracking-code").text
        self.track()
        assert SIGNAL in w.text, "the tracking code does not lead to the signal"

    def track(self):
        w = self.window.open("/kuusila/track")
        w.fill(code=self.code)
        w.send()
        return w.text

    def accepted(self):
        """The head of the department finds it on the desk and answers with reasons; the sender sees the answer by the code."""
        w = self.as_(HEAD)
        link = next(link for link in w.all("#waiting a") if link.text == SIGNAL)
        w.click(link)
        self.at["signal"] = w.path
        w.act("signal.accept", reason="Ice at stops hurts people. We want to change it.")
        assert "Ice at stops hurts people." in self.track(), "the sender does not see the answer"

    def problem(self):
        w = self.as_(HEAD, "signal")
        self.at["problem"] = w.act("problem.draft", title="Bus stops that stay free of ice", statement="Sand comes at nine and the first bus leaves at six.",
                                   affected="People who walk with difficulty, and everybody who is early.", department="streets")
        w.act("problem.submit")
        w = self.as_(OFFICER, "problem")
        w.act("problem.triage", quadrant="companiesNew", reason="Nobody sells this yet.")
        w = self.as_(HEAD, "problem")
        w.act("problem.define", outcome="Bare ground at seven on every stop of line 3.", metric="Icy mornings", baseline="38", goal="19")
        w.act("problem.route", route="challenge", reason="We do not know how. Others may.")

    def challenge(self):
        w = self.as_(OFFICER, "problem")
        self.at["challenge"] = w.act("challenge.draft", kind="openCall", title="Keep bus stops free of ice", summary="Show us in one winter how three stops can stay bare.",
                                     text="## What we look for\n\nA way that works at three stops this winter.\n\n## What you get\n\nThree stops and a contact.",
                                     eligibility="Companies, associations and groups of residents.", prize="15000")
        for name, profession in JURORS.items():
            w.act("jury.seat", email=address_of(name), profession=profession)
        now = self.town.now()
        self.closes = (now + datetime.timedelta(days=2)).replace(second=0, microsecond=0)
        w.act("challenge.publish", criteria__0__name="Effect", criteria__0__weight="60", criteria__1__name="Cost", criteria__1__weight="40",
              opensAt=f"{now - datetime.timedelta(minutes=5):%Y-%m-%dT%H:%M}", closesAt=f"{self.closes:%Y-%m-%dT%H:%M}", decisionBy=self.town.today(plus=40))
        self.town.move_clock(60)
        w.open(self.at["challenge"])
        assert w.has('main a[href*="/acts/challenge.extend"]'), "the clock did not open the challenge"

    # From the answers to the ranking.

    def answers_come_in(self):
        """Two teams answer. A visitor sees that submissions are sealed, and the way to answer."""
        for name, words in TEAMS.items():
            w = self.as_(name, "challenge")
            self.answers[words["team"]] = w.act("submission.begin", summary="What we would try at three stops.", text="## How\n\nStep by step.", **words)
            w.act("submission.submit", declaration=True)
        self.as_("Ville Tanner", "challenge").act("submission.begin", team="Late Lamps", title="Lamps", summary="Lamps.", text="Lamps.", budget="100")
        self.late = self.window.path
        self.as_(OFFICER).open(self.at["challenge"])
        assert TEAMS["Noora Hietala"]["title"] not in self.window.text, "the city reads a sealed submission"

    def one_second_late(self):
        """The form was open before the deadline; it is sent one second after it, and refused with a sentence."""
        w = self.as_("Ville Tanner").open(self.late)
        w.click('main a[href*="/acts/submission.submit"]')
        w.fill(declaration=True)
        self.town.move_clock_to(self.closes)
        assert 0 <= (self.town.now() - self.closes).total_seconds() < 60
        w.send()
        assert w.has("h1") and not w.has(".flash"), "a submission one second late went in"
        assert "not even a second later" in w.text, w.text
        w.open(self.late)
        assert not w.has('main a[href*="/acts/submission.submit"]'), "a late submission still has its button"

    def jury(self):
        w = self.as_(OFFICER, "challenge")
        assert TEAMS["Fatima Nur"]["title"] in w.text, "the officer does not see what came in"
        for answer in self.answers.values():
            w.open(answer).act("submission.admit")
        w.open(self.at["challenge"]).act("challenge.evaluate")
        for juror in JURORS:
            for team, answer in self.answers.items():
                self.as_(juror) if team == "Warm Mats" else None
                w.open(answer).act("jury.declare", conflict="none")
                effect, cost = SCORES[team][juror]
                w.open(answer)
                w.act("jury.score", scores__0__value=str(effect), scores__1__value=str(cost))
        self.as_(OFFICER, "challenge").act("jury.confirm")
        w.open(self.at["challenge"])
        first = w.one("#ranking tbody tr").text
        assert "Warm Mats" in first, f"the ranking begins with {first}"

    # From the decision to the adoption.

    def decision(self):
        w = self.as_(HEAD, "challenge")
        code = self.answers["Warm Mats"].split("/")[-1]
        self.at["decision"] = w.act("decision.take", chosen=code, reasons="Warm ground needs nobody at five in the morning.", against="It costs three times as much as brooms.",
                                    feedback="Your brooms will be asked for when the mats are switched off.", mandate="12000", mandateUntil=self.town.today(plus=300))
        w.act("decision.publish")
        w.open(self.at["challenge"])
        w.open(self.answers["Early Brooms"])

    def pilot(self):
        """Planned by the team, checked by the officer; once it runs, nobody can change the threshold."""
        w = self.as_("Noora Hietala", "decision")
        self.at["pilot"] = w.act("pilot.plan", title="Warm mats at three stops", hypothesis="If the mats are warm from four on, the ground is bare at seven.",
                                 metric="Icy mornings", unit="of 100", direction="atMost", baseline="38", threshold="19", site="Three stops on Rantakatu",
                                 startsOn=self.town.today(plus=1), endsOn=self.town.today(plus=120), budget="12000")
        self.as_(OFFICER, "pilot").act("pilot.ready", reason="Money, place and end lie within the mandate.")
        w = self.as_("Noora Hietala", "pilot")
        w.act("pilot.start")
        offered = [link.get_attribute("href") for link in w.all('main a[href*="/acts/"]')]
        for address in offered:
            w.open(address)
            assert not w.has('[name="threshold"]'), f"{address} asks for a threshold that is locked"
        for value in ["31", "24", "17.5", "16"]:
            self.town.move_clock(7 * 86_400)
            w.open(self.at["pilot"]).act("pilot.measure", measuredOn=self.town.today(), value=value)
        w.open(self.at["pilot"])
        assert "19" in w.one(".glance, dl").text and "16" in w.text
        w.act("pilot.finish")
        self.as_(OFFICER, "pilot").act("pilot.judge", verdict="supported", finding="Icy mornings fell from 38 to 16 of 100.")

    def lesson(self):
        w = self.as_("Noora Hietala", "pilot")
        self.at["lesson"] = w.act("lesson.propose", kind="lesson", title="Warm the ground before people come", expected="Bare ground at seven.",
                                  happened="It was bare from the third week on.", advice="Begin at four, not at six.", appliesTo="Stops near a sewer main.")
        self.as_(OFFICER, "lesson").act("lesson.publish")
        w.open(self.at["pilot"]).act("pilot.close")

    def solution(self):
        w = self.as_(OFFICER, "pilot")
        self.at["solution"] = w.act("solution.list", title="Warm mats for bus stops", summary="Ground that is bare at seven, from heat that was lost.",
                                    package="Drawings, the contract and the counting sheet.", cost="5000", licence="CC-BY-4.0")

    def adoption(self):
        w = self.as_("Jenni Koskela", city="rantala")
        w.open(self.at["solution"])
        w.click('main a[href*="/rantala/acts/solution.adopt"]')
        w.fill(department="development", scope="domesticCity", adaptations="Our stops lie by the sea; we take salt-proof mats.")
        w.send()
        assert not w.has(".flash-bad"), w.text[:300]
        self.at["replication"] = w.path

    # What everybody can check.

    def initiative(self):
        """One page shows the whole chain, and each entry of the record with its proof."""
        w = self.window.open("/kuusila/demo")
        w.driver.delete_all_cookies()
        w.open(self.at["signal"])
        w.click('main a[href*="/initiatives/"]')
        self.at["initiative"] = w.path
        self._wait_for_proofs()
        for part in ["signal", "problem", "challenge", "submissions", "decision", "pilot", "lesson", "solution", "adoption"]:
            assert w.has(f"li#{part}"), f"the initiative's page lacks its {part}"
        assert w.has(".lifeline, svg"), "the initiative's page has no lifeline"
        entries = w.all("#record .history > li")
        proofs = [entry.find_elements(By.CSS_SELECTOR, 'a[href*="/record/entry/"]') for entry in entries]
        assert len(entries) >= 30 and all(proofs), f"{sum(not p for p in proofs)} of {len(entries)} entries have no proof"
        for link in {proof[0].get_attribute("href") for proof in proofs}:
            page = Visitor(link).get("")
            assert page.status == 200 and 'id="proof"' in page.text, f"{link} answers {page.status}"

    def _wait_for_proofs(self):
        for _ in range(20):
            entries = self.window.all("#record .history > li")
            if all(entry.find_elements(By.TAG_NAME, "a") for entry in entries):
                return
            time.sleep(0.25)
            self.window.open(self.at["initiative"])

    def record(self):
        status, text = self.town.run("record", "verify", self.town.address + "/kuusila/record")
        assert status == 0, f"the record does not verify: {text}"


def address_of(name):
    return name.lower().replace("ä", "a").replace("ö", "o").replace(" ", ".") + "@kuusila.example"


def by_keyboard(town, window):
    """Sends a signal, signs in and accepts it without a mouse."""
    w = window.open("/kuusila")
    w.press(Keys.TAB)
    w.press(Keys.ENTER)
    assert w.driver.execute_script("return location.hash") == "#main", "the first Tab does not lead to the skip link"
    w.tab_to(".scene textarea").send_keys("The street lamp at Kirkkotie 3 blinks all night.")
    w.tab_to(".scene form button")
    w.enter()
    w.tab_to("[name=department]").send_keys("Street")
    w.tab_to(".form-end button")
    w.enter()
    assert w.path == "/kuusila/signals/sent", w.text[:300]
    w.open("/kuusila/demo")
    names = [row.text for row in w.all("#people h3")]
    w.tab_to(f"#people li:nth-child({names.index(HEAD) + 1}) button")
    w.enter()
    link = next(link for link in w.all("#waiting a") if "Kirkkotie 3" in link.text)
    w.tab_to(f'a[href="{link.get_attribute("href").removeprefix(town.address)}"]')
    w.enter()
    w.tab_to('a[href*="/acts/signal.accept"]')
    w.enter()
    w.tab_to("[name=reason]").send_keys("We change the lamp.")
    w.tab_to(".form-end button")
    w.enter()
    assert w.has(".flash") and not w.has(".flash-bad"), w.text[:300]


def without_script(town, window):
    """Sends a signal and accepts it where no script runs."""
    w = window.open("/kuusila/acts/signal.send")
    assert not w.has("[aria-busy]")
    w.fill(text="The sand box on Niementie is empty.", department="streets")
    w.send()
    assert w.path == "/kuusila/signals/sent"
    w.sign_in(HEAD)
    w.click(next(link for link in w.all("#waiting a") if "sand box" in link.text))
    w.act("signal.accept", reason="We fill it on Monday.")
