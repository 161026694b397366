"""From a complaint to a problem that departments agree on, in the browser: sorting, the canvas in two windows, and gates that say what is missing."""
from browser import Window
from journey import HEAD, OFFICER

SCREEN = {"persistence": "4", "failedAttempts": "3", "parties": "3", "conflict": "2", "uncertainty": "2", "market": "1"}


def definition(town):
    with Window(town.address) as window:
        bind_gates(window, "3")
        try:
            problem = sorted_problem(window)
            canvas(town, window, problem)
            gates(window, problem)
        finally:
            bind_gates(window, "0")


def bind_gates(w, count):
    w.sign_in(OFFICER)
    w.open("/kuusila/acts/limit.set?on=problem.bindingGates")
    w.fill(value=count, reason="The browser's journey.")
    w.send()


def sorted_problem(w):
    """The first gate says both things that are missing; weights of 90 % are refused with what was typed kept."""
    w.open("/kuusila/acts/signal.send")
    w.fill(text="The ramp to the library is too steep for wheels.", department="streets")
    w.send()
    w.sign_in("Tuula Saari")
    w.open("/kuusila/signals?state=new")
    w.click(next(link for link in w.all("main li a") if "ramp to the library" in link.text))
    signal = w.path
    w.sign_in(HEAD)
    w.open(signal)
    w.act("signal.accept", reason="It is ours.")
    w.sign_in("Tuula Saari")
    w.open(signal)
    problem = w.act("problem.draft", title="Wheels cannot get into the library", statement="The ramp is too steep.", affected="All who come on wheels.", department="streets")
    w.act("problem.submit")
    w.sign_in(OFFICER)
    w.open(problem)
    assert "0 of 2 are there" in w.text, "the sheet of the first gate is not on the page"
    w.click('main a[href*="/acts/problem.triage"]')
    w.fill(quadrant="companiesNew", reason="Others may know more.")
    w.send()
    assert "six questions on suitability" in w.text and "says that the problem is theirs" in w.text, w.text[:600]
    w.open(problem).act("problem.screen", **SCREEN)
    assert "Score 12. Advice: open innovation" in w.text, w.text[:900]
    w.sign_in(HEAD)
    w.open(problem).act("problem.own")
    w.sign_in(OFFICER)
    w.open(problem).act("problem.triage", quadrant="companiesNew", reason="Others may know more.")
    for name in ["A city for every body", "Streets for walking"]:
        w.open("/kuusila/acts/objective.add")
        w.fill(name=name)
        w.send()
    w.open(problem)
    w.click('main a[href*="/acts/problem.weigh"]')
    choose(w, "objectives.0.objective", "A city for every body")
    w.fill(**{"objectives.0.weight": "60"})
    choose(w, "objectives.1.objective", "Streets for walking")
    w.fill(**{"objectives.1.weight": "30"})
    w.send()
    assert "90%" in w.text and w.value("objectives.0.weight") == "60", "weights of 90 % went through, or what was typed is lost"
    w.fill(**{"objectives.1.weight": "40"})
    w.send()
    assert "Streets for walking" in w.text and "40%" in w.text
    w.open(problem).act("problem.expect", code="B1", text="Fewer trips by taxi.")
    return problem


def choose(w, name, label):
    w.driver.execute_script("""
        const field = document.getElementsByName(arguments[0])[0];
        field.value = [...field.options].find(option => option.text === arguments[1]).value""", name, label)


def canvas(town, w, problem):
    """Two people at one sheet: each sees the other's answer without a click, and the slower of two writers loses nothing."""
    code = problem.rsplit("/", 1)[1]
    w.sign_in(HEAD)
    w.open(f"{problem}/canvas")
    assert "Nobody has answered yet" in w.text
    with Window(town.address) as other:
        other.sign_in(OFFICER)
        other.open(f"/kuusila/acts/canvas.answer?on={code}.0.1")
        other.fill(text="People on wheels cannot get into the library, and an app will not help them.")
        other.send()
        assert "Names a solution" in other.text and "Reading level" in other.text
        w.wait_until(lambda: "People on wheels cannot" in w.text)
        # Both open the form on the same version; the second is told and both texts stand.
        w.open(f"/kuusila/acts/canvas.answer?on={code}.0.1")
        other.open(f"/kuusila/acts/canvas.answer?on={code}.0.1")
        other.fill(text="People on wheels cannot get into the library.")
        other.send()
        w.fill(text="People on wheels and with prams cannot get into the library.")
        w.send()
    assert "Both texts are kept beside each other" in w.text and w.has("ins"), w.text[:600]
    w.click(f'main a[href*="/acts/canvas.settle"]')
    w.send()
    # By keyboard alone: the answer, and back.
    w.tab_to(f'a[href="/kuusila/acts/canvas.answer?on={code}.2.1"]')
    w.enter()
    w.tab_to("[name=text]").send_keys("People on wheels need a way in, because the ramp is too steep.")
    w.tab_to(".form-end button")
    w.enter()
    assert w.path == f"{problem}/canvas" and "the ramp is too steep" in w.text
    w.open(f"{problem}/canvas").act("canvas.sign")
    w.open(f"{problem}/canvas/0.1")
    assert w.has("del"), "the history shows no difference"
    w.resize(360)
    w.open(f"{problem}/canvas")
    assert w.driver.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0, "the canvas scrolls sideways on a phone"
    w.resize(1280)


def gates(w, problem):
    """The definition is refused with the list of what is missing, and what was typed stays."""
    w.sign_in(HEAD)
    w.open(problem)
    w.click('main a[href*="/acts/problem.define"]')
    w.fill(outcome="Everybody gets in.", metric="Visits on wheels", baseline="0", goal="20")
    w.send()
    assert "Answer on the canvas: 0.2" in w.text and "is not signed yet" in w.text, w.text[:900]
    assert w.value("metric") == "Visits on wheels"
    w.open(problem)
    w.click('main a[href*="/acts/problem.begin"]')
    w.click(w.one("[name=coreGroup]"), leaves=False)
    w.send()
    w.open(problem)
    w.click('main a[href*="/acts/problem.lots"]')
    w.fill(whole="10000", **{"lots.0.title": "Ramp", "lots.0.cost": "8000", "lots.0.fit": "small", "lots.0.after": "2",
                             "lots.1.title": "Door", "lots.1.cost": "4000", "lots.1.fit": "small", "lots.1.after": "1"})
    w.send()
    assert "1 → 2 → 1" in w.text, w.text[:600]
    w.fill(**{"lots.1.after": ""})
    w.send()
    assert "Above the whole" in w.text, w.text[:600]
