"""What people do wrong, and what the browser does wrong: nothing that was written is lost, nothing is sent twice."""
import re
import time

from journey import HEAD
from town import Visitor, csrf_of

# Nobody types so fast: what comes within three seconds of its form is a sign of advertising, and waits where another sign joins it.
SLOWER_THAN_A_PROGRAM = 3.5


def forms(town, window):
    empty_fields(window)
    expired(window)
    sent_once(town, window)
    back_after_sending(window)
    drafts(window)
    code_by_mail(window)


def empty_fields(window):
    """A required field is empty: the other values stay, the summary leads to the field, and the sentence stands beside it."""
    w = window.open("/kuusila/acts/signal.send")
    w.fill(place="Market square", email="somebody@kuusila.example", department="parks")
    w.send()
    assert w.errors().keys() == {"text"}, w.errors()
    assert (w.value("place"), w.value("email"), w.value("department")) == ("Market square", "somebody@kuusila.example", "parks")
    w.click(".flash-bad a", leaves=False)
    assert w.driver.switch_to.active_element.get_attribute("name") == "text", "the summary does not lead to the field"
    assert "\n" not in w.one(".flash-bad li").text and w.one(".flash-bad li").text.startswith("What could work better? "), "the summary does not say which field"
    w.fill(text="The fountain is dry.")
    w.send()
    assert w.path == "/kuusila/signals/sent"


def expired(window):
    """The form's token no longer fits: everything is kept, and sending once more works."""
    w = window.open("/kuusila/acts/signal.send")
    w.fill(text="The clock on the town hall stands still.", place="Town hall")
    w.driver.execute_script("document.querySelector('[name=_csrf]').value = 'old'")
    w.send()
    assert w.has(".flash-bad") and w.value("text").strip() == "The clock on the town hall stands still." and w.value("place") == "Town hall"
    w.send()
    assert w.path == "/kuusila/signals/sent", w.text[:300]


def sent_once(town, window):
    """Two presses, and the same form sent again by hand, are one signal."""
    text = "The stairs at the harbour are slippery."
    w = window.open("/kuusila/acts/signal.send")
    w.fill(text=text)
    time.sleep(SLOWER_THAN_A_PROGRAM)
    w.driver.execute_script("const b = document.querySelector('.form-end button'); setTimeout(() => { b.click(); b.click() }, 0)")
    w.wait_until(lambda: w.path == "/kuusila/signals/sent")

    visitor = Visitor(town.address)
    page = visitor.get("/kuusila/acts/signal.send").text
    act, shown = (page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("_act", "_shown"))
    time.sleep(SLOWER_THAN_A_PROGRAM)
    for _ in range(2):
        answer = visitor.post("/kuusila/acts/signal.send", {"_csrf": csrf_of(page), "_act": act, "_shown": shown, "text": "Sent twice by hand."})
        assert answer.status == 303, answer.status
    staff = Visitor(town.address).sign_in("Liisa Halme")
    rows = everything(staff, "/kuusila/signals.json?state=new")
    for wanted in (text, "Sent twice by hand."):
        assert sum(row["text"] == wanted for row in rows) == 1, f"“{wanted}” is there {sum(row['text'] == wanted for row in rows)} times"


def everything(visitor, path):
    """All rows of a list, page by page."""
    rows = []
    while path:
        page = visitor.get(path).json()
        rows += page["rows"]
        path = page["next"]
    return rows


def back_after_sending(window):
    """The back button leads to a fresh form whose button works: no error, no old text sent unseen."""
    w = window.open("/kuusila/acts/signal.send")
    w.fill(text="The swing in the park squeaks.")
    w.send()
    w.driver.back()
    w.wait_until(lambda: w.has("[name=text]"))
    w.fill(text="The slide in the park is loose.")
    w.send()
    assert w.path == "/kuusila/signals/sent" and not w.has(".flash-bad")


def drafts(window):
    """A head of department saves half a thought, finds it on the desk, finishes it, and it is gone from the desk."""
    w = window
    w.sign_in(HEAD)
    link = next(iter(w.all('#waiting a[href*="/signals/"]')), None)
    assert link, "nothing waits for the head of the department"
    w.click(link)
    subject = w.path
    w.click('main a[href*="/acts/signal.accept"]')
    w.fill(reason="Half a thought")
    w.click('[name="_save"]')
    assert w.path == "/kuusila/desk" and w.has('#drafts a[href*="signal.accept"]'), "the draft is not on the desk"
    w.click('#drafts a[href*="signal.accept"]')
    assert w.value("reason").strip() == "Half a thought"
    w.fill(reason="A whole thought.")
    w.send()
    assert w.path == subject and w.has(".flash")
    w.open("/kuusila/desk")
    assert not w.has('#drafts a[href*="signal.accept"]'), "a draft outlives its act"


def code_by_mail(window):
    """Somebody signs in by the code from the letter, and comes to where the way led; a wrong code says so."""
    w = window
    w.open("/kuusila")
    w.driver.delete_all_cookies()
    w.open("/kuusila/sign-in?to=/kuusila/account")
    w.fill(email="fatima.nur@kuusila.example")
    w.send()
    assert w.path.startswith("/kuusila/sign-in/code")
    form = w.path
    w.fill(code="000000")
    w.send()
    assert "code" in w.errors()
    code = newest_code(w, "fatima.nur@kuusila.example")
    w.open(form)
    w.fill(code=code)
    w.send()
    assert w.path == "/kuusila/account" and "fatima.nur@kuusila.example" in w.text, w.path


def newest_code(window, address):
    """The courier writes the demo's letters where the demo page lists them; others may have asked for a code too."""
    def code():
        window.open("/kuusila/demo")
        for letter in [link.get_attribute("href") for link in window.all("#mail a")]:
            window.driver.get(letter)
            letter = window.driver.page_source
            if (found := re.search(r"Subject: Your code is ([0-9]{6})", letter)) and address in letter:
                return found.group(1)
        return None

    return window.wait_until(code)
