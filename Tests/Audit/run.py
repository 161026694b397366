"""What others' tools say of Talkoot: `run.py PATH_TO_TALKOOT [quick|PART …]`.

Each part holds a served town against a tool that strangers wrote, and then shows the same tool a broken twin, which it must refuse: a checker
that says nothing about a fault proves nothing. A tool that is not installed is skipped with a sentence; `quick` are the parts that `make test` runs.
"""
import email
import email.policy
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE / "Tests" / "Browser"), str(pathlib.Path(__file__).parent)]

from record import reader  # noqa: E402
from tools import Missing, Twin, atom_schemas, checker_of_html, run, tool  # noqa: E402
from town import Town, Visitor, csrf_of  # noqa: E402

LISTS = ["signals", "problems", "challenges", "decisions", "pilots", "lessons", "solutions", "organisations", "initiatives"]
PAGES = ["", "/about", "/figures", "/settings", "/settings/history", "/record", "/search?q=the", "/calendar", "/register", "/sign-in", "/track", "/desk", "/acts/signal.send",
         "/accessibility", "/privacy", "/moderation", *[f"/{name}" for name in LISTS]]


def addresses(visitor):
    """One page of each kind: the lists, and of each list the first thing in it."""
    found = [f"/kuusila{page}" for page in PAGES if visitor.get(f"/kuusila{page}").kind == "text/html"]
    for name in LISTS:
        rows = visitor.get(f"/kuusila/{name}.json").json()["rows"]
        found += [f"/kuusila/{name}/{row['code']}" for row in rows[:2] if "code" in row]
    return found


# HTML, by the checker of the Nu project.

# The checker of the Python package is of 2020; each of these came into the standard after it.
LATER = [
    r"Attribute “popover(target|targetaction)?” not allowed", r"Attribute “pathLength” not allowed", r"Bad value “group” for attribute “role” on element “svg”",
    r"Attribute “(inert|fetchpriority|name)” not allowed on element “(div|img|details)”",
]


def html(town):
    command = checker_of_html()
    visitor, officer = Visitor(town.address), Visitor(town.address).sign_in("Liisa Halme")
    with tempfile.TemporaryDirectory(prefix="talkoot-audit-") as name:
        folder, where = pathlib.Path(name), {}
        forms = re.findall(r'href="(/kuusila/acts/[^"]+)"', officer.get("/kuusila/settings").text)
        for who, reader_of, paths in (("visitor", visitor, addresses(visitor)), ("officer", officer, addresses(officer) + sorted(set(forms)))):
            for number, path in enumerate(paths):
                file = folder / f"{who}-{number}.html"
                file.write_bytes(reader_of.get(path.replace("&amp;", "&")).body)
                where[file.name] = f"{path} ({who})"
        faults = faults_of_html(command, folder)
        assert not faults, f"{len(faults)} faults:\n  " + "\n  ".join(f"{where[name]}: {says}" for name, says in faults[:20])
        twin = folder / "twin"
        twin.mkdir()
        whole = (folder / "visitor-0.html").read_text()
        for number, broken in enumerate([whole.replace("</h1>", "</h2>", 1), whole.replace("<main", '<main id="menu"', 1), whole.replace(' lang="', ' lung="', 1)]):
            (twin / f"{number}.html").write_text(broken)
        assert {name for name, _ in faults_of_html(command, twin)} == {"0.html", "1.html", "2.html"}, "the checker took a page with a fault"
    return f"{len(where)} pages; three with a fault are refused"


def faults_of_html(command, folder):
    said = run(*command, "--errors-only", "--format", "json", "--skip-non-html", folder, timeout=300)
    found = [(pathlib.Path(message["url"]).name, message["message"]) for message in json.loads(said.stderr)["messages"] if "url" in message]
    return [(name, message) for name, message in found if not any(re.search(later, message) for later in LATER)]


# HTTP, by REDbot.

# Meant so: the head of the record is fetched whole each time, being shorter than a question whether it changed; and what never changes says that it is for all.
MEANT = {"FRESHNESS_NO_CACHE_NO_VALIDATOR", "STORE_PUBLIC_UNNECESSARY"}


def http(town):
    program = tool("redbot", "pip install redbot")
    visitor = Visitor(town.address)
    style = re.search(r'href="(/assets/[^"]+css)"', visitor.get("/kuusila").text).group(1)
    paths = ["/kuusila", "/kuusila/signals", "/kuusila/signals.csv", "/kuusila/signals.json", "/kuusila/signals.atom", "/kuusila/acts/signal.send", "/kuusila/desk", "/kuusila/none", "/",
             "/openapi.json", "/health", "/kuusila/record/checkpoint", "/kuusila/record/tile/0/000", "/kuusila/calendar.ics", "/.well-known/security.txt", style, "/kuusila/brand.css"]
    faults = [f"{path}: {fault}" for path in paths for fault in faults_of_http(program, town.address + path)]
    assert not faults, "\n  ".join(["REDbot finds:", *faults])

    def answer(path):
        headers = {"/length": [("Content-Type", "text/html"), ("Last-Modified", "yesterday")], "/twice": [("Content-Type", "text/html"), ("Content-Type", "text/plain")],
                   "/control": [("Content-Type", "text/html"), ("Cache-Control", "max-age=soon")]}[path]
        return 200, headers, b"<!doctype html><title>Twin</title>"
    with Twin(answer) as twin:
        for path in ("/length", "/twice", "/control"):
            assert faults_of_http(program, twin.address + path), f"REDbot took {path}"
    return f"{len(paths)} kinds of answers; three with a fault are refused"


def faults_of_http(program, address):
    entry = json.loads(run(program, "-o", "har", address).stdout)["log"]["entries"][0]
    return [f"{note['note_id']}: {note['summary']}" for note in entry["_red_messages"] if note["level"] in ("BAD", "WARN") and note["note_id"] not in MEANT]


# security.txt, by sectxt.

def security(town):
    try:
        from sectxt import Parser
    except ImportError:
        raise Missing("sectxt is not installed (pip install sectxt)") from None
    with tempfile.TemporaryDirectory(prefix="talkoot-audit-") as data:
        found(town.program, data)
        with Town(town.program, command="serve", data=data) as served:
            assert Visitor(served.address).get("/.well-known/security.txt").status == 404, "a city that names nobody has no such page"
        with Town(town.program, "--security", "security@kuusila.example", "--origin", "https://talkoot.example", command="serve", data=data) as served:
            answer = Visitor(served.address).get("/.well-known/security.txt")
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/plain; charset=utf-8", answer.status
    faults = [fault["message"] for fault in Parser(answer.body).errors]
    assert not faults, f"{faults}\n{answer.text}"
    expired = re.sub(r"Expires: \S+", "Expires: 2020-01-01T00:00:00Z", answer.text)
    for broken in (expired, re.sub(r"Contact: \S+\n", "", answer.text)):
        assert Parser(broken.encode()).errors, "sectxt took a file with a fault"
    return "it is complete; one that ran out and one without a contact are refused"


def found(program, data):
    for words in (["city", "create", "kuusila", "--name", "Kuusila", "--prefix", "KU"], ["person", "invite", "liisa@kuusila.example", "--city", "kuusila", "--name", "Liisa", "--role", "innovationOfficer"]):
        subprocess.run([program, *words, "--data", data], check=True, capture_output=True)


# The feeds, by jing and a schema of what RFC 4287 demands of them.

def feeds(town):
    program = tool("jing", "on Debian: apt install jing")
    visitor = Visitor(town.address)
    with tempfile.TemporaryDirectory(prefix="talkoot-audit-") as name:
        folder = pathlib.Path(name)
        for feed in [*LISTS, "cases", "seals"]:
            (folder / f"{feed}.atom").write_bytes(visitor.get(f"/kuusila/{feed}.atom").body)
        matter = visitor.get("/kuusila/initiatives.json").json()["rows"][0]["code"]
        (folder / "history.atom").write_bytes(visitor.get(f"/kuusila/initiatives/{matter}/history.atom").body)
        whole, found = (folder / "signals.atom").read_text(), sorted(folder.glob("*.atom"))
        faults = {
            "no id": re.sub(r"<id>.*?</id>", "", whole, count=1), "a bad date": re.sub(r"<updated>.*?</updated>", "<updated>yesterday</updated>", whole, count=1),
            "no author": re.sub(r"<author>.*?</author>", "", whole, count=1), "a title twice": re.sub(r"(<title>.*?</title>)", r"\1\1", whole, count=1),
        }
        own_faults = {"an address without a site": whole.replace('rel="self" href="http', 'rel="self" href="//http', 1), "a time without a zone": re.sub(r"Z</updated>", "</updated>", whole, count=1)}
        for number, schema in enumerate(atom_schemas()):
            said = run(program, "-i", "-c", schema, *found)
            assert said.returncode == 0, said.stdout[:800]
            for fault, broken in (faults | own_faults if number == 0 else faults).items():
                assert broken != whole, f"the twin with {fault} is no twin"
                (folder / "twin.xml").write_text(broken)
                assert run(program, "-i", "-c", schema, folder / "twin.xml").returncode != 0, f"jing took a feed with {fault}"
    return f"{len(found)} feeds by {len(atom_schemas())} schema{'s' if len(atom_schemas()) > 1 else ''}; twins with {', '.join([*faults, *own_faults])} are refused"


# The public record, by the code of Go's checksum database.

def record(town):
    with tempfile.TemporaryDirectory(prefix="talkoot-audit-") as name:
        read = reader(name)
        time.sleep(1)
        base, mirror = town.address + "/kuusila/record", {}
        said = read(base)
        assert said.startswith("ok "), said
        visitor = Visitor(town.address)

        def answer(path, spoil):
            if path not in mirror:
                found = visitor.get("/kuusila/record" + path)
                mirror[path] = (found.status, [("Content-Type", found.headers["Content-Type"] or "text/plain")], found.body)
            status, headers, body = mirror[path]
            return status, headers, spoil(path, body)
        twins = {
            "an entry": lambda path, body: body[:40] + bytes([body[40] ^ 1]) + body[41:] if "/tile/entries/" in path else body,
            "a hash": lambda path, body: bytes([body[0] ^ 1]) + body[1:] if path.startswith("/tile/0/") else body,
            "the checkpoint": lambda path, body: re.sub(rb"\n(\d+)\n", lambda size: b"\n%d\n" % (int(size[1]) - 1), body, count=1) if path == "/checkpoint" else body,
        }
        with Twin(lambda path: answer(path, lambda _, body: body)) as twin:
            assert read(twin.address).startswith("ok "), "a faithful mirror was refused"
        for what, spoil in twins.items():
            with Twin(lambda path, spoil=spoil: answer(path, spoil)) as twin:
                assert not read(twin.address).startswith("ok "), f"Go took a record in which {what} was changed"
    return f"{said.strip()}; refused with an entry, a hash or the checkpoint changed"


# Letters, by dkimpy and the rules for mail in bulk.

def letters(town):
    try:
        import dkim
    except ImportError:
        raise Missing("dkimpy is not installed (pip install dkimpy pynacl)") from None
    with tempfile.TemporaryDirectory(prefix="talkoot-audit-") as data:
        keys = subprocess.run([town.program, "mail", "key", "--data", data, "--sender", "talkoot@kuusila.example"], check=True, capture_output=True, text=True).stdout
        names = {line.split()[0]: "".join(re.findall(r'"([^"]*)"', line)) for line in keys.splitlines()}
        found(town.program, data)
        with Town(town.program, "--sender", "talkoot@kuusila.example", "--origin", "https://talkoot.example", command="serve", data=data) as served:
            assert Visitor(served.address).send_json("/api/v1/acts/signal.send", {"city": "kuusila", "text": "The lamp is dark."}).status == 200
            folder = pathlib.Path(data) / "mail"
            end = time.monotonic() + 30
            while len(list(folder.glob("[!.]*.eml"))) < 2 and time.monotonic() < end:
                time.sleep(0.2)
            raw = [path.read_bytes() for path in sorted(folder.glob("[!.]*.eml"))]
    assert len(raw) >= 2, "no letters were written"

    def look_up(name, timeout=5):
        return names[name.decode()].encode()
    for letter in raw:
        count = len(re.findall(rb"(?im)^DKIM-Signature:", letter))
        faults = [f"signature {index}" for index in range(count) if not dkim.DKIM(letter).verify(idx=index, dnsfunc=look_up)] + faults_of_letter(letter)
        assert count == 2 and not faults, f"{count} signatures, {faults}\n{letter[:1500].decode(errors='replace')}"
    bulk = next(letter for letter in raw if b"List-Unsubscribe:" in letter)
    for what, broken in {"another subject": re.sub(rb"(?m)^Subject: ", b"Subject: Re: ", bulk, count=1), "another text": bulk[:-20] + bulk[-20:].replace(b"=", b"+").replace(b"a", b"e") + b"x\r\n"}.items():
        assert not dkim.verify(broken, dnsfunc=look_up), f"dkimpy took a letter with {what}"
    assert faults_of_letter(re.sub(rb"(?m)^List-Unsubscribe-Post:.*$", b"List-Unsubscribe-Post: yes", bulk)), "a letter with a bad header was taken"
    return f"{len(raw)} letters with two signatures each; changed ones are refused"


def faults_of_letter(raw):
    """RFC 5322 and, for mail in bulk, RFC 8058."""
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    faults = [str(defect) for part in letter.walk() for defect in part.defects] + [f"no {name}" for name in ("From", "To", "Date", "Message-ID", "Subject") if not letter[name]]
    faults += ["a line is too long"] if any(len(line) > 998 for line in raw.splitlines()) else []
    if letter["List-Unsubscribe"]:
        covered = set(re.search(r"\bh=([^;]+)", re.sub(r"\s", "", letter["DKIM-Signature"])).group(1).lower().split(":"))
        faults += [] if len(re.findall(r"<https://[^>]+>", letter["List-Unsubscribe"])) == 1 else ["not one https address to unsubscribe at"]
        faults += [] if letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" else ["a bad List-Unsubscribe-Post"]
        faults += [] if {"list-unsubscribe", "list-unsubscribe-post"} <= covered else ["the signature does not cover how to unsubscribe"]
    return faults


# Figures, by promtool.

def metrics(town):
    tool("promtool", "on Debian: apt install prometheus")
    return part_of("Tests/Operations/run.py", "operations").figures(town.program)


def part_of(path, name):
    spec = importlib.util.spec_from_file_location(name, HERE / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The programming interface, by schemathesis, which the browser's suite holds against the product: here against twins.

def interface(_town):
    tool("schemathesis", "pip install schemathesis")
    import api
    document = {"openapi": "3.1.0", "info": {"title": "Twin", "version": "1"}, "paths": {"/thing": {"get": {
        "parameters": [{"name": "n", "in": "query", "required": True, "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "required": ["n"]}}}}, "422": {"description": ""}}}}}}
    twins = {"fails": (500, b"{}"), "answers something undeclared": (418, b"{}"), "answers another shape": (200, b"[]")}
    api.SECONDS = 5
    for what, (status, body) in twins.items():
        def answer(path, status=status, body=body):
            if path == "/openapi.json":
                return 200, [("Content-Type", "application/json")], json.dumps(document).encode()
            return status, [("Content-Type", "application/json")], body
        with Twin(answer) as twin:
            try:
                api.hostile(twin, [])
            except AssertionError:
                continue
            raise AssertionError(f"schemathesis took an interface that {what}")
    return "three interfaces with a fault are refused"


# Attacks, by wapiti.

MODULES = "xss,sql,exec,file,crlf,redirect,csp,cookieflags,http_headers,csrf"
# A demo on loopback speaks without encryption, so these two cannot be there; `make test` looks at them behind TLS.
WITHOUT_TLS = {"Strict-Transport-Security is not set", "Secure flag is not set in the cookie"}


def scan(town):
    program = tool("wapiti", "pip install wapiti3")
    starts = ["/kuusila", "/kuusila/search?q=the", "/kuusila/signals?district=keskusta", "/kuusila/acts/signal.send", "/kuusila/track", "/kuusila/sign-in", "/kuusila/calendar"]
    found = [fault for start in starts for fault in attacked(program, town.address + start, 40)]
    assert not found, "wapiti finds:\n  " + "\n  ".join(sorted(set(found))[:20])

    def answer(path):
        import urllib.parse
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query).get("q", [""])[0]
        return 200, [("Content-Type", "text/html")], f'<!doctype html><title>Twin</title><form action="/"><input name="q"></form><p>{asked}</p>'.encode()
    with Twin(answer) as twin:
        said = attacked(program, twin.address + "/?q=a", 30)
        assert any("Cross Site Scripting" in fault for fault in said) and any("Content Security Policy" in fault for fault in said), f"wapiti took a page that repeats what it is asked: {said}"
    return f"{len(starts)} pages and forms; a page that repeats what it is asked is found"


def attacked(program, address, seconds):
    with tempfile.TemporaryDirectory(prefix="talkoot-audit-") as folder:
        report = pathlib.Path(folder) / "report.json"
        run(program, "-u", address, "--scope", "url", "-m", MODULES, "--max-scan-time", seconds, "--flush-session", "--store-session", folder, "--no-bugreport", "-f", "json", "-o", report, "-v", "0",
            timeout=seconds * 4 + 60)
        assert report.exists(), f"wapiti wrote no report of {address}"
        said = json.loads(report.read_text())
    return [f"{kind}: {fault['method']} {fault['path']} {fault['parameter']}: {fault['info']}" for kind, faults in said["vulnerabilities"].items() for fault in faults
            if not any(known in fault["info"] for known in WITHOUT_TLS)]


QUICK = {"html": html, "http": http, "security": security, "feeds": feeds, "record": record, "letters": letters, "interface": interface}
PARTS = {**QUICK, "metrics": metrics, "scan": scan}


def tell(name, town):
    begun = time.monotonic()
    try:
        said, holds = PARTS[name](town), True
    except Missing as missing:
        said, holds = f"skipped: {missing}", True
    except AssertionError as fault:
        said, holds = f"FAILS: {fault}", False
    print(f"audit {name}: {said} ({time.monotonic() - begun:.0f} s)", flush=True)
    return holds


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    wanted = [part for name in arguments[1:] or PARTS for part in (QUICK if name == "quick" else [name])]
    with Town(arguments[0]) as town:
        holds = [tell(name, town) for name in wanted]
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
