"""How an installation is operated: `run.py PATH_TO_TALKOOT [backup|figures|log|mail|manual|proxy|unit …]`,
and what `make package` made: `run.py PATH_TO_TALKOOT package image`.

The real program is served, and looked at with the tools that a city's IT would use. What is not installed is skipped with a sentence;
`TALKOOT_TOOLS` names a folder with more programs.
"""
import gzip
import hashlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(HERE / "Benchmarks"))
sys.path.insert(0, str(HERE / "Tests" / "Crash"))

from clients import Clients, answer_of, send  # noqa: E402
from installation import PostgreSQL, Server, SQLite  # noqa: E402


def tool(name):
    folders = os.environ.get("TALKOOT_TOOLS", "").split(":") + os.environ["PATH"].split(":") + ["/usr/sbin"]
    return shutil.which(name, path=":".join(folders))


def talkoot(program, *words, good=True):
    outcome = subprocess.run([program, *words], capture_output=True, text=True)
    assert not good or outcome.returncode == 0, f"talkoot {' '.join(words)}: {outcome.stdout}{outcome.stderr}"
    return outcome


def found(program, engine):
    talkoot(program, "city", "create", "kuusila", "--name", "Kuusila", "--prefix", "KU", *engine.arguments)
    talkoot(program, "person", "invite", "liisa@kuusila.example", "--city", "kuusila", "--name", "Liisa", "--role", "innovationOfficer", *engine.arguments)


def wait_until(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def backup(program):
    """Three backups while eight clients write; each restores into a record that verifies, with every signal that was acknowledged before it."""
    results = []
    for kind in (SQLite, PostgreSQL):
        with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as folder:
            engine = kind(folder + "/live")
            try:
                results.append(backed_up(program, engine, kind, pathlib.Path(folder)))
            finally:
                engine.stop()
    return "; ".join(results)


def leave(program, engine):
    """Somebody whom the backups still know is erased; the server's list of the erased says so soon after."""
    token = talkoot(program, "person", "token", "aino@kuusila.example", "--city", "kuusila", *engine.arguments).stdout.strip()
    subprocess.run([program, "act", "person.leave", "--field", "sure=true", *engine.arguments], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TALKOOT_TOKEN": token})
    wait_until(lambda: (engine.data / "erasures").exists() and (engine.data / "erasures").read_text(), "the list of the erased is written")


def backed_up(program, engine, kind, folder):
    found(program, engine)
    talkoot(program, "person", "invite", "aino@kuusila.example", "--city", "kuusila", "--name", "Aino", *engine.arguments)
    server = Server(program, [*engine.arguments, "--no-throttle"])
    clients = Clients(server.address)
    known = []
    try:
        clients.start()
        for _ in range(3):
            time.sleep(0.6)
            before = set(clients.acknowledged)
            line = talkoot(program, "backup", *engine.arguments).stdout
            known.append((re.search(r"Backed up to (\S+),", line).group(1), before))
        clients.finish()
        leave(program, engine)
    finally:
        clients.stop()
        server.stop()
    for number, (path, before) in enumerate(known):
        other = kind(str(folder / f"restored-{number}"))
        try:
            talkoot(program, "restore", path, "--beside", str(engine.data), *other.arguments)
            there = {row[0].removeprefix("Signal ") for row in other.rows("SELECT text FROM signal WHERE text LIKE 'Signal %'")}
            assert before <= there, f"{engine.name}: acknowledged before the backup and not in it: {sorted(before - there)[:3]}"
            assert other.rows("SELECT count(*) FROM person WHERE email LIKE 'aino%' OR display_name LIKE 'Aino%'")[0][0] in (0, "0"), "somebody who was erased is back"
            verified = talkoot(program, "record", "verify", *other.arguments).stdout
            assert re.search(r"/epoch-2-[0-9a-f]{8}:", verified), verified
        finally:
            other.stop()
    return f"{engine.name}: {len(known)} backups while {len(clients.acknowledged)} signals came in, each restored and verified"


def figures(program):
    """The page for Prometheus, as promtool reads it, and a page with a fault, which it must refuse."""
    promtool = tool("promtool")
    with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as folder:
        engine = SQLite(folder)
        found(program, engine)
        port = free_port()
        server = Server(program, [*engine.arguments, "--metrics", str(port)])
        try:
            server.get("/kuusila/signals")
            assert answer_of(server.address, "GET", "/metrics")[0] == 404, "the public port knows no figures"
            wait_until(lambda: reachable(port), "the figures' port answers")
            text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
            addresses = {line.split()[3] for line in subprocess.run(["ss", "-Hltn", f"sport = :{port}"], capture_output=True, text=True).stdout.splitlines()} if tool("ss") else set()
            assert addresses <= {f"127.0.0.1:{port}"}, f"the figures are to be read from {addresses}"
        finally:
            server.stop()
    assert "@" not in text and "liisa" not in text.lower()
    families = len(re.findall(r"^# TYPE", text, re.M))
    if promtool is None:
        return f"{families} families; promtool is not installed (on Debian: apt install prometheus), so they were not checked by it"
    for page, good in ((text, True), (text.replace("# TYPE talkoot_http_requests_total counter", "# TYPE talkoot_http_requests_total histogram"), False)):
        outcome = subprocess.run([promtool, "check", "metrics"], input=page, capture_output=True, text=True)
        assert (outcome.returncode == 0 and not outcome.stderr) == good, outcome.stderr or "promtool took a page with a fault"
    config = subprocess.run([promtool, "check", "config", "--syntax-only", str(HERE / "packaging/examples/prometheus.yml")], capture_output=True, text=True)
    assert config.returncode == 0, config.stderr
    return f"{families} families, clean for promtool, which refuses the page with a fault"


def reachable(port):
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def log(program):
    """Everything that somebody could type is typed, and none of it is in the log."""
    secrets_typed = ["anna.virtanen@kuusila.example", "my-neighbour-smokes", "KU-7F3K2M9X4T8Q2W6E", "135790", "feedfacecafebeef0123456789abcdef", "198.51.100.77"]
    mail, text, code, digits, token, address = secrets_typed
    with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as folder:
        engine = SQLite(folder)
        found(program, engine)
        server = Server(program, [*engine.arguments, "--log", "json", "--proxies", "127.0.0.1", "--mail", "smtp://127.0.0.1:1"])
        asked = [
            ("GET", f"/kuusila/search?q={text}", None, {}), ("GET", f"/kuusila/{text}", None, {}), ("GET", f"/kuusila/track?code={code}", None, {}),
            ("GET", f"/kuusila/unsubscribe?token={token}", None, {}), ("GET", "/kuusila/desk", None, {"Cookie": f"talkoot={token}"}),
            ("POST", "/api/v1/acts/signal.send", json.dumps({"city": "kuusila", "text": text, "email": mail}), {"Content-Type": "application/json", "X-Forwarded-For": address}),
            ("POST", "/api/v1/acts/signal.send", "{" + mail, {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}),
            ("POST", "/api/v1/acts/signal.send", json.dumps({"city": "kuusila", "text": text}), {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}),
            ("POST", "/kuusila/sign-in", f"email={mail}&code={digits}", {"Content-Type": "application/x-www-form-urlencoded"}),
            ("GET", f"/kuusila/signals/{code}%0d%0aforged:%20line", None, {"User-Agent": mail}), ("TRACE", f"/{token}", None, {}),
        ]
        try:
            for method, path, body, headers in asked:
                answer_of(server.address, method, path, body, headers)
            half_sign_in(server.address, mail, digits)
            wait_until(lambda: int(engine.rows("SELECT count(*) FROM notice WHERE attempts > 0")[0][0]) > 0, "a letter was tried")
            time.sleep(0.3)
        finally:
            server.process.terminate()
            _, written = server.process.communicate(timeout=20)
    lines = [json.loads(line) for line in written.splitlines() if line]
    requests = [line for line in lines if line["message"] == "request"]
    assert len(requests) >= len(asked), f"{len(requests)} requests told of {len(asked)}"
    assert all(set(line) <= {"at", "level", "logger", "message", "method", "route", "status", "microseconds", "error", "city", "account", "what"} for line in lines), lines
    told = [line["message"] for line in lines if line["logger"] == "talkoot.security"]
    assert "code asked for" in told and "code refused" in told and "token refused" in told, told
    for secret in secrets_typed:
        assert secret.lower() not in written.lower(), f"{secret} stands in the log"
    return f"{len(lines)} lines of JSON, none of which holds any of {len(secrets_typed)} things that were typed"


def half_sign_in(address, email, digits):
    """Somebody asks for a code and types another one."""
    cookies, path = {}, "/kuusila/sign-in"
    for fields in ({"email": email}, {"code": digits}):
        status, headers, page = answer_of(address, "GET", path, None, {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())})
        cookies |= dict([headers["set-cookie"].split(";")[0].split("=", 1)] if "set-cookie" in headers else [])
        fields["_csrf"] = re.search(rb'name="_csrf" value="([0-9a-f]+)"', page).group(1).decode()
        status, headers, _ = answer_of(address, "POST", path, urllib.parse.urlencode(fields), {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())})
        cookies |= dict([headers["set-cookie"].split(";")[0].split("=", 1)] if "set-cookie" in headers else [])
        path = "/kuusila/sign-in/code"


def mail(program):
    """A mail server that takes the connection and says nothing: pages and acts go on, and the program ends when it is asked to."""
    with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as folder, socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        held = []
        threading.Thread(target=lambda: hold(silent, held), daemon=True).start()
        engine = SQLite(folder)
        found(program, engine)
        server = Server(program, [*engine.arguments, "--no-throttle", "--mail", f"smtp://127.0.0.1:{silent.getsockname()[1]}"])
        try:
            wait_until(lambda: held, "a letter is on its way to the silent server")
            slowest = 0.0
            for number in range(40):
                start = time.monotonic()
                assert send(server.address, f"while-mail-hangs-{number}", f"Signal {number}")[0] == 200
                assert answer_of(server.address, "GET", "/kuusila/signals")[0] == 200
                slowest = max(slowest, time.monotonic() - start)
            states = dict(engine.rows("SELECT state, count(*) FROM notice GROUP BY state"))
            assert states.get("dropped", 0) == 0 and states.get("waiting", 0) >= 40, states
            doctor = talkoot(program, "doctor", "--format", "json", "--mail", "smtp://127.0.0.1:1", *engine.arguments, good=False)
            assert any(finding["check"] == "mail" and finding["state"] == "problem" for finding in json.loads(doctor.stdout))
        finally:
            start = time.monotonic()
            server.stop()
            ended = time.monotonic() - start
        for connection in held:
            connection.close()
    assert ended < 15, f"it took {ended:.0f} s to end"
    return f"40 signals and pages while a letter hung, the slowest pair after {slowest * 1000:.0f} ms; the program ended after {ended:.1f} s"


def hold(listener, held):
    while True:
        try:
            held.append(listener.accept()[0])
        except OSError:
            return


def manual(program):
    """The manual page is one that man can show, and knows every command."""
    page = subprocess.run([str(HERE / "scripts/manual"), program, "2026-01-01"], check=True, capture_output=True, text=True).stdout
    for words in ("talkoot serve", "talkoot city create", "talkoot person invite", "talkoot backup", "talkoot restore", "talkoot doctor", "talkoot upgrade", "talkoot record verify"):
        assert f".SS {words}" in page, f"the manual does not know {words}"
    groff = tool("groff")
    if groff is None:
        return "every command is there; groff is not installed, so it was not set"
    outcome = subprocess.run([groff, "-Kutf8", "-man", "-Tutf8", "-ww", "-b"], input=page, capture_output=True, text=True)
    assert outcome.returncode == 0 and not outcome.stderr, outcome.stderr[:500]
    return "every command is there, and groff has nothing to say"


def proxy(program):
    """The example for nginx, with its own certificate and ports: who forges an address is slowed like anybody."""
    nginx = tool("nginx")
    example = (HERE / "packaging/examples/nginx.conf").read_text()
    assert "$proxy_add_x_forwarded_for" in example and "127.0.0.1:8080" in example
    if nginx is None or tool("openssl") is None:
        return "skipped: nginx or openssl is not installed (on Debian: apt install nginx openssl)"
    with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        subprocess.run([tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=talkoot.example",
                        "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")], check=True, capture_output=True)
        engine = SQLite(folder / "data")
        found(program, engine)
        server = Server(program, [*engine.arguments, "--origin", "https://talkoot.example", "--proxies", "127.0.0.1"])
        try:
            return behind_nginx(nginx, folder, example, server, engine)
        finally:
            server.stop()


def behind_nginx(nginx, folder, example, server, engine):
    plain, tls = free_port(), free_port()
    text = example.replace("/etc/letsencrypt/live/talkoot.example", str(folder)).replace("127.0.0.1:8080", server.address.split("//")[1])
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;")
    text = "\n".join(line for line in text.splitlines() if "[::]" not in line)
    whole = folder / "nginx.conf"
    # As root it would run its workers as somebody whom this machine may not have.
    user = "user root;" if os.getuid() == 0 else ""
    whole.write_text(f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ access_log off; client_body_temp_path {folder}/body; "
                     f"proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{text}\n}}\n")
    checked = subprocess.run([nginx, "-t", "-c", str(whole), "-e", str(folder / "error.log")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    front = subprocess.Popen([nginx, "-c", str(whole), "-e", str(folder / "error.log")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: reachable(tls), "nginx answers")
        return through(tls, engine)
    finally:
        front.terminate()
        front.wait(timeout=20)


def through(tls, engine):
    import http.client
    import ssl
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def ask(method, path, body=None, headers=None):
        # Another address of the loopback: the proxy's own is trusted, and so is whoever sits on it.
        connection = http.client.HTTPSConnection("127.0.0.1", tls, timeout=20, context=context, source_address=("127.0.0.2", 0))
        connection.request(method, path, body, {"Host": "talkoot.example", **(headers or {})})
        answer = connection.getresponse()
        answer.read()
        return answer.status, dict((name.lower(), value) for name, value in answer.getheaders())

    status, headers = ask("GET", "/kuusila/acts/signal.send")
    assert status == 200 and "max-age=63072000" in headers["strict-transport-security"] and headers["set-cookie"].startswith("__Host-"), headers
    for number in range(40):
        body = json.dumps({"city": "kuusila", "text": f"Signal {number}"})
        status, answered = ask("POST", "/api/v1/acts/signal.send", body, {"Content-Type": "application/json", "X-Forwarded-For": f"203.0.113.{number}"})
        assert status in (200, 429), f"through the proxy: {status} {answered}"
        if status == 429:
            assert number == 20, number
            return "nginx takes the example; cookies are __Host-, and forty forged addresses are one visitor, slowed after 20"
    raise AssertionError("forged addresses were believed")


def unit(_program):
    """The units are closed to what they do not need, and a unit that is open must fail the same check."""
    analyze = tool("systemd-analyze")
    if analyze is None:
        return "skipped: systemd-analyze is not installed"
    with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as folder:
        opened = pathlib.Path(folder) / "open.service"
        opened.write_text("[Service]\nExecStart=/bin/true\n")
        figures = {}
        for path, good in ((HERE / "packaging/talkoot.service", True), (HERE / "packaging/talkoot-backup.service", True), (opened, False)):
            outcome = subprocess.run([analyze, "security", "--offline=true", "--threshold=15", "--no-pager", str(path)], capture_output=True, text=True)
            assert (outcome.returncode == 0) == good, f"{path.name}: {outcome.stdout[-400:]}{outcome.stderr}"
            figures[path.stem] = re.search(r"level for \S+: ([0-9.]+)", outcome.stdout).group(1)
    return ", ".join(f"{name} {figure}" for name, figure in figures.items()) + " (at most 1.5 is wanted; the open one is refused)"


def package(_program):
    """The Debian package: its files, their owners, its scripts, and what lintian says."""
    packages = sorted((HERE / "dist").glob("talkoot_*.deb"))
    if not packages:
        return "skipped: make package has not been called"
    path = str(packages[-1])
    listed = subprocess.run(["dpkg-deb", "--contents", path], check=True, capture_output=True, text=True).stdout
    for name in ("usr/bin/talkoot", "etc/talkoot/talkoot.conf", "lib/systemd/system/talkoot.service", "lib/systemd/system/talkoot-backup.timer", "usr/share/man/man1/talkoot.1.gz"):
        assert f"./{name}\n" in listed, f"{name} is missing"
    assert all(line.split()[1] == "root/root" for line in listed.splitlines()), listed
    assert re.search(r"-rw-r----- .*etc/talkoot/talkoot.conf", listed), "the settings may hold a password"
    bom = subprocess.run(["sh", "-c", f"dpkg-deb --fsys-tarfile '{path}' | tar -xO ./usr/share/doc/talkoot/bom.cdx.json"], check=True, capture_output=True, text=True).stdout
    named = {(one["name"], one["version"]) for one in json.loads(bom)["components"]}
    pins = {(pin["identity"], pin["state"]["version"]) for pin in json.loads((HERE / "Package.resolved").read_text())["pins"]}
    assert pins <= named and any(name.startswith("libsqlite3") for name, _ in named), "the bill of materials does not name what the package is made of"
    if tool("lintian") is None:
        return "its files are there; lintian is not installed"
    said = subprocess.run([tool("lintian"), "--fail-on", "error", "--allow-root", path], capture_output=True, text=True)
    assert said.returncode == 0, said.stdout
    warnings = [line for line in said.stdout.splitlines() if line.startswith("W:")]
    return f"{pathlib.Path(path).stat().st_size // 1_000_000} MB; lintian has no error and {len(warnings)} warnings" + "".join(f"\n  {line}" for line in warnings)


def image(_program):
    """The image layout: every blob is what its name says, and the unpacked image answers /health as the user that it names."""
    layout = HERE / "dist/image"
    if not (layout / "index.json").exists():
        return "skipped: make package has not been called, or mmdebstrap is missing"
    assert json.loads((layout / "oci-layout").read_text()) == {"imageLayoutVersion": "1.0.0"}
    manifest = blob(layout, json.loads((layout / "index.json").read_text())["manifests"][0])
    config = blob(layout, manifest["config"])
    for layer, unpacked in zip(manifest["layers"], config["rootfs"]["diff_ids"]):
        content = gzip.decompress(bytes_of(layout, layer))
        assert "sha256:" + hashlib.sha256(content).hexdigest() == unpacked, f"{layer['digest']} unpacks to something else"
    said = ""
    if tool("skopeo"):
        inspected = json.loads(subprocess.run([tool("skopeo"), "inspect", f"oci:{layout}:talkoot"], check=True, capture_output=True, text=True).stdout)
        assert inspected["Architecture"] == config["architecture"] and len(inspected["Layers"]) == 2
        said = " skopeo reads it;"
    if os.getuid() != 0:
        return f"{len(manifest['layers'])} layers,{said} only root can run it without a daemon"
    with tempfile.TemporaryDirectory(prefix="talkoot-operations-") as root:
        os.chmod(root, 0o755)
        for layer in manifest["layers"]:
            subprocess.run(["tar", "--extract", "--gzip", "--numeric-owner", "--same-owner", "--same-permissions", "--directory", root, "--exclude=./dev/*"],
                           input=bytes_of(layout, layer), check=True)
        return f"{len(manifest['layers'])} layers,{said} {answers(root, config['config'])}"


def answers(root, config):
    """Runs the image's command in its files, with its user and settings."""
    user = config["User"].split(":")
    port = free_port()
    settings = dict(setting.split("=", 1) for setting in config["Env"]) | {"TALKOOT_PORT": str(port), "TALKOOT_HOST": "127.0.0.1"}
    # As in any container there are /proc and /dev, in a mount namespace that ends with the program.
    mounts = 'mkdir -p "$0/proc" "$0/dev"; mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$@"'
    inside = ["unshare", "--mount", "sh", "-c", mounts, root, f"--userspec={user[0]}:{user[1]}", root,
              "/usr/bin/env", "-i", *[f"{name}={value}" for name, value in settings.items()]]
    create = subprocess.run([*inside, *config["Entrypoint"], "city", "create", "kuusila", "--name", "Kuusila", "--prefix", "KU"], capture_output=True, text=True)
    assert create.returncode == 0, create.stderr
    server = subprocess.Popen([*inside, *config["Entrypoint"], *config["Cmd"]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: reachable(port) or server.poll() is not None, "the image answers", 60)
        assert server.poll() is None, server.stderr.read()[-1000:]
        status, _, body = answer_of(f"http://127.0.0.1:{port}", "GET", "/health")
        page = answer_of(f"http://127.0.0.1:{port}", "GET", "/kuusila")[0]
        assert (status, body, page) == (200, b"ok\n", 200), (status, body, page)
    finally:
        server.terminate()
        server.communicate(timeout=30)
    return f"it answers /health as user {user[0]}"


def bytes_of(layout, entry):
    content = (layout / "blobs" / entry["digest"].replace(":", "/")).read_bytes()
    assert len(content) == entry["size"] and "sha256:" + hashlib.sha256(content).hexdigest() == entry["digest"], f"{entry['digest']} is damaged"
    return content


def blob(layout, entry):
    return json.loads(bytes_of(layout, entry))


PARTS = {"unit": unit, "backup": backup, "figures": figures, "log": log, "mail": mail, "manual": manual, "proxy": proxy}
MADE = {"package": package, "image": image}


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    program = str(pathlib.Path(arguments[0]).resolve())
    os.environ["TALKOOT_SETTINGS"] = os.devnull
    for name in arguments[1:] or list(PARTS):
        print(f"operations {name}: {(PARTS | MADE)[name](program)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
