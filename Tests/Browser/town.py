"""A demo town of its own, served for one run and stopped by its process id."""
import datetime
import http.cookiejar
import json
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Helsinki")


class Town:
    """`talkoot demo` on a free port, with its data in a temporary folder."""

    def __init__(self, program, *arguments, command="demo", data=None):
        self.program = str(pathlib.Path(program).resolve())
        self.folder = tempfile.TemporaryDirectory(prefix="talkoot-browser-")
        self.data = data or self.folder.name
        self.log = open(pathlib.Path(self.folder.name) / f"{command}.log", "w+")
        self.ahead = 0
        self.process = subprocess.Popen(
            [self.program, command, "--port", "0", "--data", self.data, *arguments], stdout=subprocess.PIPE, stderr=self.log, text=True)
        try:
            self.address = self._wait_for_address()
        except BaseException:
            self.stop()
            raise

    def _wait_for_address(self):
        for line in self.process.stdout:
            if found := re.search(r"Listening on (http://\S+)", line):
                return found.group(1)
        self.log.seek(0)
        raise RuntimeError("the server ended before it listened: " + self.log.read()[-2000:])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.log.close()
        self.folder.cleanup()

    def run(self, *arguments):
        """A command of the program; its exit status and what it printed."""
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def token(self, email, city="kuusila"):
        """A personal token, as the command line makes it beside the running server."""
        status, text = self.run("person", "token", email, "--city", city, "--data", self.data, *self._database())
        if status:
            raise RuntimeError(text)
        return text.split()[-1]

    def _database(self):
        return []

    # The clock of the demo runs as far ahead of the real one as it was moved.

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + self.ahead, ZONE)

    def today(self, plus=0):
        return (self.now() + datetime.timedelta(days=plus)).date().isoformat()

    def move_clock(self, seconds):
        """Moves the clock as the buttons of the demo page do, by any number of seconds."""
        visitor = Visitor(self.address)
        page = visitor.get("/kuusila/demo").text
        answer = visitor.post("/kuusila/demo/clock", {"_csrf": csrf_of(page), "seconds": str(seconds)})
        assert answer.status == 303, f"the clock did not move: {answer.status}"
        self.ahead += seconds

    def move_clock_to(self, moment):
        self.move_clock(int((moment - self.now()).total_seconds()) + 1)


def csrf_of(page):
    found = re.search(r'name="_csrf" value="([^"]+)"', page)
    assert found, "the page has no form of its own"
    return found.group(1)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def kind(self):
        return (self.headers.get("Content-Type") or "").split(";")[0]

    def json(self):
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    """Somebody who speaks HTTP: keeps cookies and follows no redirect."""

    def __init__(self, address, **headers):
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self._opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, method, path, body=None, headers=None):
        request = urllib.request.Request(self.address + path, data=body, method=method, headers={**self.headers, **(headers or {})})
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.headers, answer.read())

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, fields, **headers):
        """Sends a form; bytes go as they are."""
        body = fields if isinstance(fields, bytes) else urllib.parse.urlencode(fields, doseq=True).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def send_json(self, path, value, **headers):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/json", **headers})

    def sign_in(self, name, city="kuusila"):
        """One click on the demo page."""
        page = self.get(f"/{city}/demo").text
        rows = re.findall(r'<h3>([^<]+)</h3>.*?name="person" value="([^"]+)"', page, re.S)
        person = dict(rows)[name]
        answer = self.post(f"/{city}/demo/sign-in", {"_csrf": csrf_of(page), "person": person})
        assert answer.status == 303, f"{name} could not sign in: {answer.status}"
        return self
