"""The site as programs and vandals see it: methods, headers, broken bodies, files for programs, redirects."""
import csv
import io
import pathlib
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree

from town import Visitor, csrf_of

LISTS = ["signals", "problems", "challenges", "decisions", "pilots", "lessons", "solutions", "organisations", "initiatives"]
JSON_ACT = "/api/v1/acts/signal.send"


def doors(town):
    for check in [methods, headers, cookies, broken_bodies, lists, redirects, languages]:
        check(town)


def methods(town):
    v = Visitor(town.address)
    page, head = v.get("/kuusila/signals"), v.ask("HEAD", "/kuusila/signals")
    assert head.status == 200 and not head.body and head.headers["Content-Type"] == page.headers["Content-Type"]
    for path in ("/kuusila", "/kuusila/acts/signal.send", "/openapi.json", JSON_ACT, "/assets/none.css"):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"):
            answer = v.ask(method, path)
            assert answer.status == 405 and answer.headers["Allow"], f"{method} {path} answers {answer.status} {answer.headers['Allow']}"
    for path, method, allowed in (("/kuusila", "POST", "GET"), ("/openapi.json", "POST", "GET"), (JSON_ACT, "GET", "POST"), ("/kuusila/track/", "POST", None)):
        answer = v.ask(method, path, b"" if method == "POST" else None)
        if allowed:
            assert answer.status == 405 and allowed in (answer.headers["Allow"] or ""), f"{method} {path} answers {answer.status}, Allow: {answer.headers['Allow']}"
    for path in ("/nowhere", "/nowhere/signals", "/nowhere/acts/signal.send", "/kuusila/nothing", "/kuusila/acts/no.act", "/kuusila/signals/KU-NONE", "/assets/x", "/%00", "/kuusila/%ff",
                 "/kuusila/record/entry/999999", "/kuusila/record/tile/9/9", "/kuusila/signals/KU-%F0%9F%8C%B2", "/kuusila/" + "a" * 5_000):
        answer = v.get(path)
        assert answer.status in (400, 404), f"{path[:60]} answers {answer.status}"
    for query in ("?after=%00", "?after=garbage", "?state=%ff", "?district=none", "?lang=xx", "?lang=%00", "?on=" + "x" * 4_000):
        for path in ("/kuusila/signals", "/kuusila/challenges.json", "/kuusila/record", "/kuusila/acts/signal.send"):
            answer = v.get(path + query)
            assert answer.status < 500, f"{path}{query[:40]} answers {answer.status}"


def headers(town):
    """On every kind of answer: page, file, refusal, redirect, error, JSON."""
    v = Visitor(town.address)
    answers = {
        "page": v.get("/kuusila"), "form": v.get("/kuusila/acts/signal.send"), "asset": v.get(re.search(r'href="(/assets/[^"]+css)"', v.get("/kuusila").text).group(1)),
        "404": v.get("/kuusila/none/none"), "403": v.get("/kuusila/desk"), "405": v.ask("DELETE", "/kuusila"), "redirect": v.get("/"), "json": v.get("/openapi.json"),
        "csv": v.get("/kuusila/signals.csv"), "problem": v.send_json(JSON_ACT, {"city": "kuusila"}), "expired": v.post("/kuusila/acts/signal.send", {"text": "x"}),
        "record": v.get("/kuusila/record/checkpoint"), "health": v.get("/health"),
    }
    for name, answer in answers.items():
        policy = answer.headers["Content-Security-Policy"] or ""
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, f"{name}: {policy}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] and answer.headers["Permissions-Policy"] and answer.headers["Cross-Origin-Resource-Policy"], name
        assert not answer.headers["Server"], f"{name} names its server"
        assert answer.status in (303, 405) or answer.headers["Content-Type"], f"{name} ({answer.status}) has no type"
        if answer.kind.startswith("text/") or "json" in answer.kind:
            assert "charset=utf-8" in answer.headers["Content-Type"], f"{name}: {answer.headers['Content-Type']}"
    assert not re.search(r"<script(?! src)|<style|\sstyle=|\son\w+=", answers["page"].text + answers["form"].text), "inline code or style"
    assert answers["record"].headers["Access-Control-Allow-Origin"] == "*" and answers["record"].headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def cookies(town):
    """Cached pages set none; those that are set are closed to scripts; a signed-in page is never stored."""
    for path in ["/kuusila", "/kuusila/figures", "/kuusila/record"] + [f"/kuusila/{name}" for name in LISTS]:
        for _ in range(2):
            answer = Visitor(town.address).get(path)
            assert not answer.headers["Set-Cookie"], f"{path} sets {answer.headers['Set-Cookie']}"
    form = Visitor(town.address).get("/kuusila/acts/signal.send")
    assert form.headers["Cache-Control"] == "no-store"
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in form.headers.get_all("Set-Cookie"))
    someone = Visitor(town.address).sign_in("Matti Korpi")
    for path in ("/kuusila", "/kuusila/desk", "/kuusila/signals"):
        answer = someone.get(path)
        assert answer.headers["Cache-Control"] == "no-store" and "Matti" in answer.text, path
        assert "Matti" not in Visitor(town.address).get(path).text, f"{path} was kept for everybody"


def broken_bodies(town):
    v = Visitor(town.address)
    page = v.get("/kuusila/acts/signal.send").text
    token, act = csrf_of(page), page.split('name="_act" value="')[1].split('"')[0]
    head = f"_csrf={token}&_act={act}&text=".encode()
    for name, body, wanted in [
        ("broken UTF-8", head + b"%ff%fe", (400, 422)), ("raw bytes", head + b"\xff\xfe", (400, 422)), ("half an escape", head + b"%4", (400, 422)), ("600 kB", head + b"a" * 600_000, (413,)),
        ("many fields", b"&".join(b"a=1" for _ in range(5_000)), (400, 413, 422)), ("nothing", b"", (403, 422)), ("another form's token", b"_csrf=x&text=hello", (403,)),
    ]:
        answer = v.post("/kuusila/acts/signal.send", body)
        assert answer.status in wanted, f"{name}: {answer.status}"
        assert answer.status >= 400 and len(answer.text) > 40, f"{name} says nothing"
    answer = v.post("/kuusila/acts/signal.send", head + b"a%00b")
    assert answer.status in (303, 422), f"NUL in a form: {answer.status}"
    for path, fields in {"/kuusila/sign-in": {"email": "\0", "_to": "\0"}, "/kuusila/sign-in/code": {"code": "\0"}, "/kuusila/track": {"code": "\0"}, "/kuusila/demo/sign-in": {"person": "\0"},
                         "/kuusila/acts/signal.accept?on=%00": {"reason": "\0"}}.items():
        answer = v.post(path, {"_csrf": token, "_act": act, **fields})
        assert answer.status in (303, 403, 404, 422), f"NUL at {path}: {answer.status}"
    for path in ("/kuusila/signals/%00", "/kuusila/record/entry/%00", "/kuusila/record/tile/%00", "/kuusila/acts/%00", "/%00/signals", "/kuusila/search?q=%00", "/kuusila/sign-in?to=%00"):
        assert v.get(path).status in (200, 404), f"{path} answers {v.get(path).status}"
    for name, body, wanted in [
        ("no JSON", b"{", (422,)), ("a list", b"[]", (422,)), ("broken UTF-8", b'{"city":"kuusila","text":"\xff"}', (422,)), ("NUL", b'{"city":"kuusila","text":"a\\u0000b"}', (200, 422)), ("NUL in the city", b'{"city":"k\\u0000","text":"a"}', (404, 422)),
        ("NUL in the code", b'{"city":"kuusila","on":"\\u0000","text":"a"}', (404, 422)),
        ("half a pair", b'{"city":"kuusila","text":"\\ud800"}', (200, 422)), ("600 kB", b'{"city":"kuusila","text":"' + b"a" * 600_000 + b'"}', (413,)), ("deep", b"[" * 100_000, (422,)),
        ("unknown field", b'{"city":"kuusila","text":"a","colour":"red"}', (422,)), ("a number", b'{"city":"kuusila","text":7}', (200, 422)), ("a list as text", b'{"city":"kuusila","text":["a"]}', (422,)),
        ("unknown city", b'{"city":"nowhere","text":"a"}', (404,)), ("twice the same", b'{"city":"kuusila","text":"a","text":"b"}', (200, 422)),
        ("huge number", b'{"city":"kuusila","text":1e999}', (200, 422)),
    ]:
        answer = v.send_json(JSON_ACT, body)
        assert answer.status in wanted, f"{name}: {answer.status} {answer.text[:200]}"
        if answer.status >= 400:
            assert answer.kind == "application/problem+json" and answer.json()["status"] == answer.status, f"{name}: {answer.kind}"
    for name, body, kind in [("sign-in", b"email=%ff", None), ("track", b"code=%00", None), ("demo clock", b"seconds=-5", None)]:
        answer = v.post({"sign-in": "/kuusila/sign-in", "track": "/kuusila/track", "demo clock": "/kuusila/demo/clock"}[name], body)
        assert answer.status in (403, 422), f"{name}: {answer.status}"
    assert v.send_json(JSON_ACT, {"city": "kuusila", "text": "a"}, **{"Content-Type": "text/plain"}).status in (415, 422)
    assert v.send_json("/api/v1/acts/signal.accept", {"city": "kuusila", "on": "KU-NONE", "reason": "x"}).status in (403, 404)
    assert v.send_json(JSON_ACT, {"city": "kuusila", "text": "a"}, Authorization="Bearer nonsense").status == 403


def lists(town):
    """Each list as CSV, JSON and Atom: the same rows, readable by others' tools."""
    v = Visitor(town.address)
    schema = shutil.which("jing") and atom_schema()
    for name in LISTS:
        table = list(csv.reader(io.StringIO(v.get(f"/kuusila/{name}.csv").text)))
        rows = v.get(f"/kuusila/{name}.json").json()["rows"]
        assert len(table) == len(rows) + 1 and set(table[0]) == set(rows[0]) if rows else len(table) == 1, f"{name}: CSV and JSON differ"
        assert all(len(row) == len(table[0]) for row in table), f"{name}.csv has uneven rows"
        feed = v.get(f"/kuusila/{name}.atom")
        assert feed.kind == "application/atom+xml"
        parsed = xml.etree.ElementTree.fromstring(feed.body)
        space = "{http://www.w3.org/2005/Atom}"
        assert len(parsed.findall(space + "entry")) == len(rows), f"{name}.atom lacks entries"
        identities = [entry.find(space + "id").text for entry in parsed.findall(space + "entry")]
        assert len(set(identities)) == len(identities)
        if schema:
            with tempfile.NamedTemporaryFile(suffix=".atom") as file:
                file.write(feed.body)
                file.flush()
                judged = subprocess.run(["jing", "-c", str(schema), file.name], capture_output=True, text=True)
            assert judged.returncode == 0, f"{name}.atom: {judged.stdout[:400]}"
    if not schema:
        print("      The feeds were not held against the Atom schema: jing is not here.")


def atom_schema():
    """What RFC 4287 demands of our feeds."""
    return pathlib.Path(__file__).resolve().parents[1] / "Audit/atom.rnc"


def redirects(town):
    """Nobody is led off the site."""
    assert Visitor(town.address).get("/").headers["Location"].startswith("/kuusila")
    for number, target in enumerate(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/kuusila/\\evil", "/kuusila/..//evil.example", "/rantala/desk", "/kuusila//evil.example",
                   "/kuusila/a%0d%0aSet-Cookie:x=1", "/kuusila/a\r\nX: y"]):
        v = Visitor(town.address)
        page = v.get("/kuusila/demo").text
        person = re.search(r'name="person" value="([^"]+)"', page).group(1)
        answer = v.post("/kuusila/demo/sign-in", {"_csrf": csrf_of(page), "person": person, "_to": target})
        where = answer.headers["Location"]
        assert answer.status == 303 and re.match(r"/kuusila(/|$)", where) and "\\" not in where, f"{target!r} leads to {where}"
        v = Visitor(town.address)
        token = csrf_of(v.get("/kuusila/sign-in").text)
        answer = v.post("/kuusila/sign-in", {"_csrf": token, "email": f"newcomer{number}@kuusila.example", "_to": target})
        assert answer.status == 303 and answer.headers["Location"].startswith("/kuusila/sign-in/code"), answer.headers["Location"]
        assert not answer.headers["X"] and "x=1" not in str(answer.headers.get_all("Set-Cookie"))


def languages(town):
    """The browser's wish, the reader's choice, and a sentence in it also where no page can be drawn."""
    for language in ("en", "fi", "sv", "es"):
        v = Visitor(town.address, Accept_Language=f"{language}-XX,{language};q=0.9,en;q=0.1")
        assert f'<html lang="{language}"' in v.get("/kuusila").text
        assert v.get("/nowhere/signals").headers["Content-Language"] == language
        assert f'<html lang="{language}"' in v.get("/kuusila/nothing").text, "an unknown page of a city is not in the reader's language"
    v = Visitor(town.address, Accept_Language="de")
    v.get("/kuusila?lang=sv")
    assert '<html lang="sv"' in v.get("/kuusila/signals").text, "the reader's choice is forgotten"
