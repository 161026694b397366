"""The figures of Talkoot as ratios within one run: `make bench`.

Every figure is processor time of the server for one request, as a median of several runs; where there is a target as a ratio, it is
compared with the shortest answer of the same server in the same run, which survives a noisy machine and any number of cores.
The server has two processors to itself, the load and PostgreSQL the others. Nothing is written but to a temporary folder.
"""
import argparse
import os
import re
import secrets
import shutil
import statistics
import tempfile
import time

import crowd
from figures import SequencerWatch, load, median, wait_for_record
from installation import PostgreSQL, Server, SQLite, living_city, sign_in

FEW, MANY = 1_000, 100_000


class Bench:
    def __init__(self, program, engine, options, cpus):
        self.program, self.engine, self.options, self.cpus = program, engine, options, cpus
        self.lines = []

    def line(self, name, measured, target=None, kept=None):
        """Notes and prints one figure."""
        word = "" if kept is None else "kept" if kept else "MISSED"
        self.lines.append(kept)
        print(f"  {name:<58} {measured:<46} {target or '':<16} {word}", flush=True)

    def serve(self):
        return Server(self.program, [*self.engine.arguments, "--no-throttle"], cpus=self.cpus[0])

    def run(self):
        print(f"\n{self.engine.name}\n  {'figure':<58} {'measured':<46} {'target':<16}")
        found = living_city(self.program, self.engine)
        self.line("talkoot demo in an empty folder, to its address", f"{found:.2f} s", "15 s", found < 15)
        self.cookie = sign_in(self.engine, self.official())
        self.resident = sign_in(self.engine, self.newcomer())
        self.template = crowd.template(self.engine)
        few = self.at_size(FEW, 0)
        many = self.at_size(self.options.rows, FEW)
        self.growth(few, many)
        self.start()
        server = self.serve()
        try:
            self.ratios(server, many)
            self.signals(server)
        finally:
            server.stop()

    def newcomer(self):
        """Somebody with neither a role nor anything of their own: what they read is what everybody reads."""
        self.engine.run(["""
            INSERT INTO person (city, id, email, display_name, language, state, created_at)
            SELECT id, 'newcomer', 'newcomer@kuusila.example', 'Vieno Uusi', 'en', 'active', 0 FROM city WHERE slug = 'kuusila'"""])
        return "newcomer@kuusila.example"

    def official(self):
        rows = self.engine.rows("""
            SELECT person.email FROM person JOIN role_grant ON role_grant.city = person.city AND role_grant.person = person.id JOIN city ON city.id = person.city
            WHERE city.slug = 'kuusila' AND role_grant.role = 'departmentHead' ORDER BY person.email LIMIT 1""")
        return rows[0][0]

    def pages(self):
        whole = self.engine.rows("""
            SELECT initiative.code FROM initiative JOIN city ON city.id = initiative.city JOIN lesson ON lesson.initiative = initiative.id
            JOIN solution ON solution.initiative = initiative.id WHERE city.slug = 'kuusila' ORDER BY initiative.started_at LIMIT 1""")[0][0]
        pages = {"list": "/kuusila/signals", "initiative": f"/kuusila/initiatives/{whole}", "board": "/kuusila/pipeline"}
        # With a language in its address a page is drawn anew each time, never taken from what is kept.
        anew = {f"{name} drawn anew": f"{path}?lang=en" for name, path in pages.items()}
        return {"plaintext": "/plaintext", **pages, **anew, "search": "/kuusila/search?q=the", "triage": "/kuusila/signals?state=new"}

    def at_size(self, rows, so_far):
        """Costs of the pages with so many signals, as a person who is signed in."""
        crowd.grow(self.engine, self.template, rows, so_far)
        server = self.serve()
        try:
            wait_for_record(self.engine)
            self.engine.settle()
            return self.costs(server, self.cookie)
        finally:
            server.stop()

    def costs(self, server, cookie):
        """Rounds over all pages, so that what else the machine does falls on all alike."""
        rounds = {name: [] for name in self.pages()}
        for name, path in self.pages().items():
            self.read(server, path, cookie, seconds=1)
        for _ in range(self.options.rounds):
            for name, path in self.pages().items():
                rounds[name].append(self.read(server, path, cookie, self.options.seconds))
        self.rounds = rounds
        return {name: median(costs) for name, costs in rounds.items()}

    def read(self, server, path, cookie, seconds):
        return load(server, self.engine, path, "read.lua", [cookie] if cookie else [], seconds, self.cpus[1])

    def growth(self, few, many):
        for name in ("list", "search", "initiative"):
            factor = (many[name].server + many[name].database) / (few[name].server + few[name].database)
            self.line(f"growth from {FEW} to {self.options.rows} signals: {name}", f"× {factor:.2f}", "× 2", factor <= 2)
        self.many = many

    def ratio(self, name, cost, plain, target):
        ratio = cost.server / plain.server
        text = f"{cost.server:.0f} µs = {ratio:.2f} × plaintext" + self.database(cost)
        self.line(name, text, f"{target} ×" if target else None, ratio <= target if target else None)

    def database(self, cost):
        return f", database {cost.database:.0f} µs" if self.engine.name != "SQLite" else ""

    def ratios(self, server, many):
        is_small = self.engine.name == "SQLite"
        plain = many["plaintext"]
        self.line("plaintext", f"{plain.server:.1f} µs")
        targets = {"list": 5 if is_small else 7, "initiative": 8 if is_small else 12}
        resident = self.costs(server, self.resident)
        for name, target in targets.items():
            self.ratio(f"{name} for a resident", resident[name], resident["plaintext"], target)
        for name, target in {**targets, "board": 8}.items():
            self.ratio(f"{name} for a head of department", many[name], plain, target)
            self.ratio(f"{name} drawn anew for a head of department", many[f"{name} drawn anew"], plain, target)
        self.ratio("signals to be sorted for a head of department", many["triage"], plain, 6)
        found = many["search"].server + many["search"].database
        self.line("search for the commonest word", f"{found / 1000:.2f} ms" + self.database(many["search"]), "3 ms", found <= 3_000)
        anonymous = self.costs(server, None)
        for name in ("list", "initiative"):
            self.ratio(f"the same {name} for anonymous readers", anonymous[name], anonymous["plaintext"], 1.5)

    def start(self):
        """With the database as it is, to the first answer of a page."""
        times = []
        for _ in range(5):
            began = time.monotonic()
            server = self.serve()
            server.get("/kuusila/signals")
            times.append(time.monotonic() - began)
            server.stop()
        took = statistics.median(times)
        self.line("start to the first page, with the database as it is", f"{took:.3f} s", "0.3 s", took < 0.3)

    def signals(self, server):
        """Signals sent through the form by 64 clients, in turn with the shortest answer."""
        path = "/kuusila/acts/signal.send"
        token = re.search(r'name="_csrf" value="([0-9a-f]+)"', server.get(path, self.cookie)).group(1)
        sent, plain = [], []
        with SequencerWatch(self.engine) as watch:
            for _ in range(self.options.rounds):
                sent.append(load(server, self.engine, path, "send.lua", [self.cookie, token, str(secrets.randbelow(2**31))], self.options.seconds, self.cpus[1], connections=64))
                plain.append(self.read(server, "/plaintext", None, self.options.seconds))
        cost, shortest = median(sent), median(plain)
        target = 4 if self.engine.name == "SQLite" else None
        self.ratio("a signal sent by the form, 64 clients, durable", cost, shortest, target)
        self.line("signals a second", f"{cost.rate:.0f}")
        self.line("oldest entry that waited for its place in the record", f"{watch.worst:.2f} s", "1 s", watch.worst <= 1)
        memory = server.private_megabytes()
        self.line("private memory after that", f"{memory:.0f} MB", "100 MB", memory < 100)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=MANY)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed (on Debian: apt-get install wrk).")
    count = os.cpu_count() or 1
    cpus = ("0,1", f"2-{count - 1}") if count >= 4 else (f"0-{count - 1}", f"0-{count - 1}")
    lines = []
    for name, kind in (("sqlite", SQLite), ("postgresql", lambda folder: PostgreSQL(folder, cpus[1]))):
        if options.engine in (None, name):
            with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
                engine = kind(folder)
                try:
                    bench = Bench(options.program, engine, options, cpus)
                    bench.run()
                    lines += bench.lines
                finally:
                    engine.stop()
    missed = lines.count(False)
    print(f"\n{lines.count(True)} of {lines.count(True) + missed} targets kept.")


if __name__ == "__main__":
    main()
