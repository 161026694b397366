"""Beside peers in one run: the same list and the same durable write in Django with gunicorn and in Rails with puma. `make bench-peers`

All three have a session and protection against forged requests, the same two processors, and the same PostgreSQL, which has the other processors with the load.
The list shows fifty of ten thousand signals and counts them up to a bound, for somebody who is signed in. The write checks a form and keeps, in one durable
transaction, the signal, an entry of the record, a notice, and the act's id, which makes a second sending harmless. Talkoot's write does more besides: it
commits to the entry with salts, starts a clock, indexes the text for search, and looks who hears of it.
"""
import argparse
import http.cookiejar
import os
import pathlib
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import crowd
from figures import HERE, load, wait_for_record
from installation import PostgreSQL, Server, SQLite, living_city, processor_seconds, sign_in

PEERS = HERE / "peers"
TABLES = """
    CREATE TABLE person (id BIGSERIAL PRIMARY KEY, name TEXT NOT NULL);
    INSERT INTO person (name) VALUES ('matti');
    CREATE TABLE signal (id BIGSERIAL PRIMARY KEY, code VARCHAR(20) NOT NULL UNIQUE, text TEXT NOT NULL, place VARCHAR(120) NOT NULL, district VARCHAR(60) NOT NULL,
        state VARCHAR(20) NOT NULL, author BIGINT NOT NULL, created_at TIMESTAMPTZ NOT NULL);
    CREATE INDEX signal_newest ON signal (state, created_at DESC, id DESC);
    CREATE TABLE entry (id BIGSERIAL PRIMARY KEY, event VARCHAR(60) NOT NULL, signal BIGINT NOT NULL, person BIGINT NOT NULL, body TEXT NOT NULL, at TIMESTAMPTZ NOT NULL);
    CREATE INDEX entry_signal ON entry (signal);
    CREATE TABLE notice (id BIGSERIAL PRIMARY KEY, event VARCHAR(60) NOT NULL, signal BIGINT NOT NULL, state VARCHAR(20) NOT NULL, at TIMESTAMPTZ NOT NULL);
    CREATE INDEX notice_waiting ON notice (state, at);
    CREATE TABLE act (id VARCHAR(64) PRIMARY KEY);
    INSERT INTO signal (code, text, place, district, state, author, created_at)
        SELECT 'KU-S' || n, 'The ' || (ARRAY['kerb','bench','harbour','lamp','pipe','playground'])[1 + n % 6] || ' in our street, number ' || n, '', 'Kirkkola', 'accepted', 1, now() - n * interval '1 minute'
        FROM generate_series(1, {rows}) AS n;
    ANALYZE;
"""


class Peer:
    """A server with worker processes; what it used is summed over all of them."""

    def __init__(self, command, environment, cpus):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(["taskset", "-c", cpus, *[word.replace("PORT", str(self.port)) for word in command]], cwd=PEERS, env={**os.environ, **environment},
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        for _ in range(150):
            try:
                opener.open(self.address + "/sign-in", timeout=10).read()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(self.process.stderr.read().decode()[-1500:]) from None
                time.sleep(0.2)
        page = opener.open(self.address + "/signals/new", timeout=10).read().decode()
        self.field, self.token = re.search(r'name="(csrfmiddlewaretoken|authenticity_token)" value="([^"]+)"', page).groups()
        self.cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def tree(self):
        known = [self.process.pid]
        for pid in known:
            for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
                known += [int(child) for child in task.read_text().split()]
        return known

    def cpu(self):
        return sum(processor_seconds(pid) for pid in self.tree())

    def megabytes(self):
        return sum(int(re.search(r"Pss_Anon:\s+(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()).group(1)) for pid in self.tree()) / 1024

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()


def database(engine, name, rows):
    """A database of its own for a peer, with its rows."""
    engine.rows(f'CREATE DATABASE {name} TEMPLATE template0')
    address = f"postgresql://talkoot@/{name}?host={engine.home}"
    subprocess.run([f"{engine.programs}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", address], input=TABLES.format(rows=rows), text=True, check=True, stdout=subprocess.DEVNULL)


def django(engine, options, cpus):
    """Two workers with four threads each, a lasting connection for each thread, as its documents advise."""
    python = options.python
    if subprocess.run([python, "-c", "import django, gunicorn, psycopg"], capture_output=True).returncode:
        raise LookupError("Django is not installed (python3 -m venv .venv-peers; .venv-peers/bin/pip install django gunicorn 'psycopg[binary]')")
    database(engine, "django_city", options.rows)
    environment = {"PEER_DATABASE": "django_city", "PEER_HOST": str(engine.home), "PEER_KEY": secrets.token_hex(32), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([python, str(PEERS / "django_city.py")], cwd=PEERS, env={**os.environ, **environment}, check=True)
    return Peer([python, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--worker-class", "gthread", "--keep-alive", "60", "--bind", "127.0.0.1:PORT", "django_city:application"], environment, cpus)


def rails(engine, options, cpus):
    """Two workers with five threads each, as puma's documents advise."""
    if not shutil.which("puma") or subprocess.run(["ruby", "-e", "require 'rails'; require 'pg'"], capture_output=True).returncode:
        raise LookupError("Rails is not installed (on Debian: apt install ruby-rails ruby-pg puma)")
    database(engine, "rails_city", options.rows)
    settings = pathlib.Path(engine.data) / "database.yml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"production:\n  adapter: postgresql\n  database: rails_city\n  host: {engine.home}\n  username: talkoot\n  pool: 5\n")
    environment = {"PEER_DATABASE_FILE": str(settings), "PEER_KEY": secrets.token_hex(64), "RAILS_ENV": "production", "RACK_ENV": "production"}
    return Peer(["puma", "--quiet", "--environment", "production", "--workers", "2", "--threads", "5:5", "--preload", "--bind", "tcp://127.0.0.1:PORT", "rails_city.ru"], environment, cpus)


def line(name, runs, memory):
    """Medians of one kind of request."""
    rate, server, behind = (statistics.median(getattr(cost, field) for cost in runs) for field in ("rate", "server", "database"))
    return name, rate, server, behind, memory


def measured(servers, options, cpus):
    """List and write of every server in turn, round after round, so that whatever else the machine does falls on all."""
    lists, writes = {name: [] for name in servers}, {name: [] for name in servers}
    for number in range(options.rounds + 1):
        for name, (server, engine, page, form, cookie, script, arguments) in servers.items():
            read = load(server, engine, page, "read.lua", [cookie], options.seconds, cpus)
            write = load(server, engine, form, script, [*arguments, str(secrets.randbelow(2**31))], options.seconds, cpus)
            if number > 0:
                lists[name].append(read)
                writes[name].append(write)
    return lists, writes


def talkoot(program, engine, options, cpus):
    living_city(program, engine)
    crowd.grow(engine, crowd.template(engine), options.rows, 0)
    email = engine.rows("SELECT email FROM person JOIN city ON city.id = person.city WHERE city.slug = 'kuusila' AND email IS NOT NULL ORDER BY email LIMIT 1")[0][0]
    cookie = sign_in(engine, email)
    server = Server(program, [*engine.arguments, "--no-throttle"], cpus=cpus)
    wait_for_record(engine)
    form = "/kuusila/acts/signal.send"
    token = re.search(r'name="_csrf" value="([0-9a-f]+)"', server.get(form, cookie)).group(1)
    return server, engine, "/kuusila/signals", form, cookie, "send.lua", [cookie, token]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    count = os.cpu_count() or 1
    own, rest = ("0,1", f"2-{count - 1}") if count >= 4 else (f"0-{count - 1}", f"0-{count - 1}")
    with tempfile.TemporaryDirectory(prefix="talkoot-peers-") as folder:
        engine, small = PostgreSQL(pathlib.Path(folder) / "postgresql", rest), SQLite(pathlib.Path(folder) / "sqlite")
        servers = {}
        try:
            servers["Talkoot, SQLite"] = talkoot(options.program, small, options, own)
            servers["Talkoot, PostgreSQL"] = talkoot(options.program, engine, options, own)
            for name, start in (("Django, gunicorn", django), ("Rails, puma", rails)):
                try:
                    peer = start(engine, options, own)
                except LookupError as missing:
                    print(f"{name}: skipped, {missing}")
                    continue
                servers[name] = peer, engine, "/signals", "/signals/new", peer.cookie, "send_form.lua", [peer.cookie, peer.field, urllib.parse.quote(peer.token)]
            lists, writes = measured(servers, options, rest)
            memory = {name: server[0].private_megabytes() if isinstance(server[0], Server) else server[0].megabytes() for name, server in servers.items()}
        finally:
            for server in servers.values():
                server[0].stop()
            engine.stop()
    print(f"{count} processors, two for the server; load {os.getloadavg()[0]:.1f} with this measurement; medians of {options.rounds} rounds of {options.seconds} s\n")
    print("| | list, µs of the server | of PostgreSQL | lists a second | write, µs of the server | of PostgreSQL | writes a second | memory, MB |\n|---|---:|---:|---:|---:|---:|---:|---:|")
    for name in servers:
        _, rate, cost, behind, held = line(name, lists[name], memory[name])
        _, writing, used, below, _ = line(name, writes[name], memory[name])
        print(f"| {name} | " + " | ".join(f"{figure:,.0f}".replace(",", " ") for figure in (cost, behind, rate, used, below, writing, held)) + " |")


if __name__ == "__main__":
    main()
