"""Every page: its words in four languages, its size, its access for everybody."""
import collections
import concurrent.futures
import html
import pathlib
import re
import urllib.parse

import axe_playwright_python

from town import Visitor, csrf_of

LANGUAGES = ["en", "fi", "sv", "es"]
MOST_BYTES = 100_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
CODE = re.compile(r"\b[A-Z]{2}-[A-Z0-9]{4,8}\b")


# Words and sizes, by HTTP.

def kind_of(path):
    """`/kuusila/problems/KU-7F3K` and all its like are one kind of page."""
    address = urllib.parse.urlsplit(path)
    return re.sub(r"/\d+$", "/N", CODE.sub("CODE", address.path)) + ("?" + "&".join(sorted(urllib.parse.parse_qs(address.query))) if address.query else "")


def links(page):
    for link in re.findall(r'href="(/[^"#]*)', page):
        link = html.unescape(link)
        path = urllib.parse.urlsplit(link).path
        if link.startswith(("/kuusila", "/rantala")) and "lang=" not in link and not re.search(r"\.(csv|json|atom|css)$|/record/(proof|key|checkpoint|tile)|/demo/mail/", path):
            yield link


def crawl(visitor, language, start="/kuusila", most=700):
    """Every page that can be reached by links, as address and answer. What a page links to is looked at once."""
    visitor.get(f"{start}?lang={language}")
    seen, waiting, found = {start}, collections.deque([start]), {}
    while waiting and len(found) < most:
        path = waiting.popleft()
        answer = found[path] = visitor.get(path)
        if answer.kind != "text/html":
            continue
        for link in links(answer.text):
            # Of filters and forms one of each kind and subject is enough.
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def check_words(found, language, who):
    faults = []
    for path, answer in found.items():
        # 410 is a text that a moderator hid: its page says why.
        if answer.status not in (200, 303, 403, 409, 410):
            faults.append(f"{path} answers {answer.status}")
        if answer.kind != "text/html":
            continue
        if "⟦" in answer.text:
            faults.append(f"{path} lacks {sorted(set(re.findall('⟦[^⟧]*⟧', answer.text)))[:3]}")
        if f'<html lang="{language}"' not in answer.text:
            faults.append(f"{path} is not in {language}")
        ids = set(re.findall(r'\bid="([^"]+)"', answer.text))
        if lost := sorted(set(re.findall(r'href="#([^"]+)"', answer.text)) - ids):
            faults.append(f"{path} leads to {lost[:3]}, which are not on it")
        if re.search(r"<p(?:\s[^>]*)?>(?:(?!</p>).)*<(form|div|ul|table)\b", answer.text, re.S):
            faults.append(f"{path} has a block inside a paragraph")
        if len(answer.body) > MOST_BYTES:
            faults.append(f"{path} has {len(answer.body)} bytes")
    assert not faults, f"{who} in {language}, {len(found)} pages, {len(faults)} faults:\n  " + "\n  ".join(faults[:20])
    return len(found)


READERS = [None, "Liisa Halme", "Matti Korpi", "Noora Hietala", "Riku Vainio", "Pekka Oja"]


def words(town):
    """All pages as a visitor and as people with roles, in every language."""
    def one(who, language):
        visitor = Visitor(town.address, Accept_Language=language)
        if who:
            visitor.sign_in(who)
        return check_words(crawl(visitor, language), language, who or "a visitor")

    pairs = [(who, language) for language in LANGUAGES for who in (READERS if language == "en" else READERS[:2])]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda pair: one(*pair), pairs))
    assert counts[0] > 100, f"only {counts[0]} pages were found"
    return f"{sum(counts)} pages"


# Access, in the browser.

def violations(window, rules=None):
    """What axe finds on the page as it is."""
    if not window.driver.execute_script("return !!window.axe"):
        window.driver.execute_script(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found = window.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then(r => done(r.violations), e => done([{id: String(e), nodes: []}]))", only)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160] if fault['nodes'] else ''}" for fault in found]


def check_access(window, name, faults):
    """At 1280 and 320 pixels, light and dark; nothing wider than the window."""
    for width in (1280, 320):
        window.resize(width)
        window.dark(False)
        faults += [f"{name} at {width}: {fault}" for fault in violations(window)]
        scroll = window.driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
        if scroll > 0:
            faults.append(f"{name} at {width}: {scroll} pixels wider than the window")
        window.dark()
        faults += [f"{name} at {width}, dark: {fault}" for fault in violations(window, ["color-contrast"])]
    window.dark(False)
    window.resize(1280)


def kinds(found):
    """The first page of each kind that a crawl found."""
    first = {}
    for path, answer in found.items():
        if answer.kind == "text/html" and answer.status == 200:
            first.setdefault(kind_of(path), path)
    return first


def plain_kinds(found):
    return {kind: path for kind, path in kinds(found).items() if "?" not in kind}


def specials(town, window):
    """Pages that no link leads to: each opens itself in the window and says its name."""
    yield "sign-in", lambda: window.open("/kuusila/sign-in")
    yield "code", lambda: window.open("/kuusila/sign-in/code")
    yield "refusal 404", lambda: window.open("/kuusila/challenges/KU-NONE")
    yield "refusal 403", lambda: window.open("/kuusila/desk")

    def bad_form():
        window.open("/kuusila/acts/signal.send")
        window.send()
        assert window.has(".flash-bad")
    yield "form with errors", bad_form

    def sent():
        window.open("/kuusila/acts/signal.send").fill(text="The bench on the shore is broken.")
        window.send()
    yield "sent", sent

    def tracked():
        code = window.one(".tracking-code").text
        window.open("/kuusila/track").fill(code=code)
        window.send()
    yield "tracked", tracked

    def unknown_code():
        window.open("/kuusila/track").fill(code="AAAAA-AAAAA")
        window.send()
    yield "unknown code", unknown_code
    yield "desk of a resident", lambda: window.sign_in("Onni Mäkelä")
    yield "desk of a head", lambda: window.sign_in("Matti Korpi")
    yield "desk of a juror", lambda: window.sign_in("Riku Vainio")
    yield "account", lambda: window.open("/kuusila/account")


def axe(town, window):
    """No violation on any kind of page, and a page with a fault is found."""
    faults = []
    visitor = Visitor(town.address)
    public = plain_kinds(crawl(visitor, "en"))
    for kind, path in public.items():
        window.open(path)
        check_access(window, kind, faults)
    for name, go in specials(town, window):
        go()
        check_access(window, name, faults)
    officer = Visitor(town.address).sign_in("Liisa Halme")
    window.sign_in("Liisa Halme")
    forms = {kind.split("?")[0]: path for kind, path in kinds(crawl(officer, "en")).items() if "/acts/" in kind}
    for kind, path in forms.items():
        window.open(path)
        check_access(window, kind, faults)
    assert not faults, f"{len(faults)} faults:\n  " + "\n  ".join(faults[:30])
    assert len(public) > 15, f"only {len(public)} kinds of public pages: {sorted(public)}"
    broken_twin(window)
    return f"{len(public) + len(forms) + len(list(specials(town, window)))} kinds"


def broken_twin(window):
    """The same form without its labels: a checker that says nothing about it proves nothing."""
    window.open("/kuusila/acts/signal.send")
    assert not violations(window)
    window.driver.execute_script("document.querySelectorAll('label').forEach(label => label.remove())")
    assert any(fault.startswith(("label", "select-name")) for fault in violations(window)), "axe does not see a missing label"


def pictures(town, window, folder):
    """One picture of every kind of page at 1280 and 360 pixels, to be looked at."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)

    def shoot(name):
        for width in (1280, 360):
            window.resize(width)
            window.picture(folder / f"{re.sub('[^A-Za-z0-9.]+', '-', name).strip('-')}-{width}.png")
        window.resize(1280)

    for kind, path in plain_kinds(crawl(Visitor(town.address), "en")).items():
        window.open(path)
        shoot(kind)
    for name, go in specials(town, window):
        go()
        shoot("special " + name)
    window.sign_in("Liisa Halme")
    for kind, path in kinds(crawl(Visitor(town.address).sign_in("Liisa Halme"), "en")).items():
        if "?" not in kind or "/acts/" in kind:
            window.open(path)
            shoot("officer " + kind.split("?")[0])
