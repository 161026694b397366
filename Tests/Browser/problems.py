"""From a telephone call to an open challenge through three gates that bind, without a mouse."""
from browser import Window
from definition import SCREEN, bind_gates
from journey import JURORS
from town import Visitor

OFFICER, HEAD, SECOND, CLERK, MEDIATOR = "Liisa Halme", "Päivi Aalto", "Matti Korpi", "Tuula Saari", "Elina Rautio"
CALL = "Vans stand in the bay at the library and nobody with a walker gets into the bus."
FIELDS = ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "1.1", "1.2", "1.3", "1.4", "2.6", "3.1", "3.2", "3.3", "3.4",
          "4.2", "4.3", "5.3", "6.1", "6.2", "6.3", "6.4"]
# The question that two departments sign.
TYPED = {"2.1": "People with a walker need to board level, because the ramp does not reach.", "2.2": "Blocked arrivals per 100 buses: 38 now, 15 in a year.",
         "2.3": "Every bay is free when the bus comes.", "2.4": "Deliveries to shops are to go on, by contract until 2028.", "2.5": "Taxis and school buses."}


def problems(town):
    with Window(town.address) as window:
        bind_gates(window, "3")
        try:
            Way(town, window).walk()
        finally:
            bind_gates(window, "0")


class Way:
    def __init__(self, town, window):
        self.town, self.w, self.programs = town, window, {}

    def walk(self):
        for step in [self.hints, self.draft, self.sort, self.people, self.learning, self.owners, self.sheet, self.objection, self.parts, self.define, self.route, self.call]:
            step()

    def as_(self, name, path=""):
        self.w.sign_in(name)
        return self.w.open(path or self.problem)

    def program(self, who, act, target=None, /, **values):
        """The same act by JSON, with a personal token."""
        if who not in self.programs:
            email = who.lower().replace("ä", "a").replace(" ", ".") + "@kuusila.example"
            self.programs[who] = Visitor(self.town.address, Authorization=f"Bearer {self.town.token(email)}")
        answer = self.programs[who].send_json(f"/api/v1/acts/{act}", {"city": "kuusila", **({"on": target} if target else {}), **values})
        assert answer.status == 200, f"{act}: {answer.text}"
        return answer.json()

    def hints(self):
        """Somebody telephones, a colleague has an idea without a name; both are one matter."""
        w = self.as_(CLERK, "/kuusila/acts/signal.enter")
        w.type_in(channel="phone", text=CALL, answerBy="message", contact="040 123 4567", department="transport")
        w.type_send()
        idea = self.program(OFFICER, "idea.send", text="A driver says: vans stand in the bay at the library, and nobody with a walker gets in.", hideName=True, department="transport")["object"]["code"]
        self.as_(HEAD, "/kuusila/signals?state=new")
        link = next(link for link in w.all("main li a") if CALL[:30] in link.text)
        w.tab_to(f'main a[href="{link.get_attribute("href").removeprefix(self.town.address)}"]', leap=True)
        w.enter()
        self.signal = w.path
        w.type_act("signal.accept", reason="It is ours.")
        w.open(self.signal).type_act("signal.gather", signals=idea, reason="The same bay.")

    def draft(self):
        w = self.as_(OFFICER, self.signal)
        self.problem = w.type_act("problem.draft", title="Nobody with a walker gets into the bus", statement="Vans stand in the bay at the library.", affected="All who come with wheels.")
        self.code = self.problem.rsplit("/", 1)[1]
        w.type_act("problem.submit")

    def sort(self):
        """The first gate says what is missing, and keeps what was typed."""
        w = self.w.open(self.problem)
        w.tab_to('main a[href*="/acts/problem.triage"]', leap=True)
        w.enter()
        w.type_in(quadrant="companiesNew", reason="Others may know more.")
        w.type_send()
        assert "six questions on suitability" in w.text and w.value("reason") == "Others may know more.", w.text[:600]
        w.open(self.problem).type_act("problem.screen", **SCREEN)
        assert "Score 12" in w.text, w.text[:600]
        self.as_(HEAD).type_act("problem.own")
        self.as_(OFFICER).type_act("problem.triage", quadrant="companiesNew", reason="Others may know more.")
        for name in ["Buses for all", "Quiet streets"]:
            w.open("/kuusila/acts/objective.add").type_in(name=name)
            w.type_send()
        w.open(self.problem).tab_to('main a[href*="/acts/problem.weigh"]', leap=True)
        w.enter()
        goals = {option.text: option.get_attribute("value") for option in w.all('.form [name="objectives.0.objective"] option')}
        w.type_in(**{"objectives.0.objective": goals["Buses for all"], "objectives.0.weight": "60", "objectives.1.objective": goals["Quiet streets"], "objectives.1.weight": "30"})
        w.type_send()
        assert "90%, so 10% are left" in w.one(".flash-bad").text, w.text[:600]
        w.type_in(**{"objectives.1.weight": "40"})
        w.type_send()
        assert w.has(".flash"), w.text[:600]

    def people(self):
        """Whom it touches, who is on the team, and what an association needs."""
        w = self.as_(CLERK, f"{self.problem}/stakeholders")
        w.type_act("stakeholder.add", kind="affected", name="People with a walker", sector="residents", why="They stay at home.")
        w.type_act("stakeholder.invite", channel="meeting", invitation="Come to the stop on Tuesday.")
        w.open(f"{self.problem}/team").type_act("team.seat", kind="beneficiary", email="aino.lehto@kuusila.example", **{"from": self.town.today(), "until": self.town.today(200)})
        w.open(f"{self.problem}/team").type_act("team.seat", kind="frontLine", email="tuula.saari@kuusila.example", department="transport", share="10", **{"from": self.town.today(), "until": self.town.today(200)})
        self.as_("Aino Lehto", f"{self.problem}/team").type_act("seat.confirm")
        self.as_(HEAD, f"{self.problem}/team").type_act("seat.confirm")
        w.open(f"{self.problem}/team").type_act("team.confirm", rhythm="Every Tuesday")
        self.as_("Fatima Nur", f"{self.problem}/requirements").type_act(
            "requirement.write", who="People with a walker", situation="A van in the bay", need="To board level with the kerb", why="The ramp does not reach", acceptance="Nobody left behind for a week")

    def learning(self):
        """A way over three departments, a card, and what others have already."""
        w = self.as_(OFFICER)
        w.type_act("journey.begin", title="To the library by bus")
        for title, department in [("Asks at the counter", "streets"), ("Writes to the school", "schools")]:
            w.type_act("journey.addStep", title=title, department=department)
        w.type_act("journey.addStep", title="Gets an answer", department="transport", pain="Nobody at the counter knew.")
        assert "3" in w.text and "Nobody at the counter knew." in w.text
        w.open(self.problem).type_act("insight.note", observation="Parents turn round.", aboutGroup="Parents", strength="weak")
        w.open(f"{self.problem}/reuse").type_act("reuse.answer", reuseVerdict="nothing", reason="Nobody else has our winters.")

    def owners(self):
        """A second owner, and a goal that both accept."""
        w = self.as_(HEAD)
        w.tab_to('main a[href*="/acts/problem.begin"]', leap=True)
        w.enter()
        clerk = next(label for label in w.all(".form label") if CLERK in label.text).get_attribute("for")
        w.tab_to(f"#{clerk}", leap=True)
        w.press(" ")
        w.type_send()
        w.open(f"{self.problem}/owners").type_act("owner.invite", department="streets", reason="The kerbs are theirs.")
        self.as_(SECOND, f"{self.problem}/owners").type_act("owner.join", budget="4000")
        self.as_(HEAD).type_act("goal.propose", goal="Every bay is free.", metric="Blocked arrivals", direction="down")
        w.open(self.problem).type_act("goal.stand", stand="accept")
        self.as_(SECOND).type_act("goal.stand", stand="accept")

    def sheet(self):
        """Hours, tasks, risks and the limit of loss where they belong; one question typed, the other answers by a program; each signature by a hand."""
        self.as_(CLERK, f"{self.problem}/resources").type_act("resource.plan", what="Counting", kind="hours", amount="60", stage="understand", purpose="work", source="ownBudget", department="transport")
        self.as_(HEAD, f"{self.problem}/resources").type_act("resource.approve")
        self.as_(CLERK, f"{self.problem}/tasks").type_act(
            "task.set", name="Count", **{"parts.0.party": "department/transport", "parts.0.part": "accountable", "parts.0.person": "paivi.aalto@kuusila.example"})
        self.risk()
        self.as_(HEAD, f"{self.problem}/risks").type_act("risk.limit", lossMoney="900", lossWorst="4", lossText="Nobody waits outside for more than an hour.")
        self.w.sign_in(CLERK)
        # Hours, risks and limits stand in their own rooms already: one press makes them the answer.
        for field, text in [("4.1", "Counting: 60 h, Public transport"), ("5.1", "Buses wait all winter. (Public transport 60 %, The partner to be found 40 %)"),
                            ("5.2", "Nobody waits outside for more than an hour."), ("5.4", "28 d")]:
            w = self.w.open(f"{self.problem}/canvas")
            form = f'form[action*="/acts/canvas.takeOver?on={self.code}.{field}"]'
            # What does not answer the question by itself is folded away.
            if w.has(f"details:has({form})"):
                w.tab_to(f"details:has({form}) summary", leap=True)
                w.press(" ")
            w.tab_to(f"{form} button", leap=True)
            w.enter()
            assert w.has(".flash") and text in w.text, w.text[:900]
        for field, text in {**TYPED, **{field: f"It is as it is with {field}." for field in FIELDS}}.items():
            w.type_act("canvas.answer", f"{self.code}.{field}", text=text)
            assert w.path.startswith(f"{self.problem}/canvas") and text in w.text
        for name, questions in [(OFFICER, [1]), (HEAD, [2, 4, 6]), (SECOND, [2]), ("Anneli Virta", [3, 5])]:
            self.w.sign_in(name)
            for question in questions:
                self.w.open(f"{self.problem}/canvas").type_act("canvas.sign", f"{self.code}.{question}")

    def risk(self):
        """A category of the list begins the form; shares of ninety are refused, and everything that was typed is still there."""
        w = self.w.open(f"{self.problem}/risks")
        w.tab_to('main a[href*="/acts/risk.note"][href*="category=service"]', leap=True)
        w.enter()
        assert w.value("category") == "service" and "way back" in w.value("safeguard"), "the category's usual guard is not offered"
        w.type_in(happening="Buses wait all winter.", likelihood="3", harmPeople="3", harmService="4", proximity="thisStage", safeguard="The old stop stays open.", riskOwner="tuula.saari@kuusila.example",
                  **{"bearers.0.share": "60", "bearers.1.other": "The partner to be found", "bearers.1.share": "30"})
        w.type_send()
        assert "90 %" in w.one(".flash-bad").text and w.value("bearers.1.other") == "The partner to be found", w.text[:600]
        w.type_in(**{"bearers.1.share": "40"})
        w.type_send()
        assert w.has(".flash") and "3 × 4 = 12" in w.text, w.text[:900]

    def objection(self):
        """An owner objects, somebody neutral listens, and what was agreed on is public."""
        self.as_(SECOND, f"{self.problem}/friction").type_act("objection.raise", text="More than the crew can promise.")
        self.as_(OFFICER, f"{self.problem}/friction").type_act("friction.mediate", mediator="elina.rautio@kuusila.example")
        self.as_(MEDIATOR, f"{self.problem}/friction").type_act("friction.settle", outcome="Nine of ten.")

    def parts(self):
        w = self.as_(OFFICER)
        # The form begins with who decides in a matter of this kind; how they were chosen is left to say.
        w.type_act("participation.publish", **{f"seats.{row}.chosen": "By office" for row in range(7)})
        assert "People with a walker" in w.text and "Start of the pilot" in w.text, w.text[:900]
        w.open(self.problem).type_act("problem.lots", whole="20000", **{
            "lots.0.title": "Kerb", "lots.0.cost": "8000", "lots.0.fit": "small", "lots.1.title": "Bay", "lots.1.cost": "9000", "lots.1.fit": "small", "lots.1.after": "1"})

    def define(self):
        w = self.as_(HEAD)
        assert "are there" in w.text and w.text.count("Missing") == 0, w.text[:900]
        w.type_act("problem.define", outcome="Everybody boards.", metric="Blocked arrivals", baseline="38", goal="15")
        self.as_(OFFICER).type_act("problem.split", reason="Two firms can begin at once.")
        link = next(link for link in w.all("main a") if link.text.endswith("Kerb"))
        self.lot = link.get_attribute("href").removeprefix(self.town.address)

    def route(self):
        w = self.as_(HEAD, self.lot)
        w.type_act("problem.compare", **{"advantages.0.advantage": "ideas", "advantages.0.weight": "3", "obstacles.0.obstacle": "effort", "obstacles.0.weight": "2"}, reason="We have tried alone.")
        w.open(self.lot).type_act("problem.route", route="challenge", reason="Others know more.")

    def call(self):
        w = self.as_(OFFICER, self.lot)
        call = w.type_act("challenge.draft", kind="openCall", title="The bay that keeps itself free", summary="Keep it free.", text="Show us how.", eligibility="Everybody.", prize="5000")
        for name, profession in JURORS.items():
            seat = {"email": name.lower().replace(" ", ".") + "@kuusila.example", "profession": profession}
            w.open(call).type_act("jury.seat", **seat)
        w.open(call).type_act("challenge.publish", **{"criteria.0.name": "Board level", "criteria.0.weight": "100"})
        assert w.has(".flash")
