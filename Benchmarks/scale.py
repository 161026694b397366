"""A large city: a million signals, a hundred thousand people and twenty thousand initiatives, on two processors.

What its pages, drawn anew, cost beside the same pages of a city with a thousand signals, as processor time of server and database; how long a backup takes while
people write, and how the server starts. The record holds the entries of the first city only: a page never reads more of them than it shows.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import crowd
from figures import HERE, load, median, wait_for_record
from installation import PostgreSQL, Server, SQLite, living_city, sign_in

sys.path.insert(0, str(HERE.parent / "Tests" / "Crash"))

from clients import Clients  # noqa: E402

FEW = 1_000
# What is kept drawn costs the same in any city, so pages are asked for in a language, for which they are drawn anew.
PAGES = {
    "list": "/kuusila/signals?lang=en", "list of a district": "/kuusila/signals?district=keskusta&lang=en",
    "search, a common word": "/kuusila/search?q=the", "search, two words": "/kuusila/search?q=harbour+street",
}


def costs(program, engine, cookie, pages, options, cpus):
    server = Server(program, [*engine.arguments, "--no-throttle"], cpus=cpus[0])
    try:
        wait_for_record(engine)
        rounds = {name: [] for name in pages}
        for number in range(options.rounds + 1):
            for name, path in pages.items():
                cost = load(server, engine, path, "read.lua", [cookie], options.seconds if number else 1, cpus[1])
                if number:
                    rounds[name].append(cost)
        return {name: median(runs) for name, runs in rounds.items()}, server.private_megabytes()
    finally:
        server.stop()


def backup_while_writing(program, engine, cpus):
    server = Server(program, [*engine.arguments, "--no-throttle"], cpus=cpus[0])
    clients = Clients(server.address)
    try:
        clients.start()
        time.sleep(1)
        before, began = len(clients.acknowledged), time.monotonic()
        made = subprocess.run([program, "backup", *engine.arguments], capture_output=True, text=True)
        took = time.monotonic() - began
        written = len(clients.acknowledged) - before
        clients.finish()
    finally:
        clients.stop()
        server.stop()
    assert made.returncode == 0 and written > 0, made.stderr
    return f"{took:.0f} s, while {written} signals came in" + (", with its progress told" if re.search(r"\d+ %", made.stdout + made.stderr) else "")


def measure(program, engine, options, cpus):
    living_city(program, engine)
    template = crowd.template(engine)
    email = engine.rows("SELECT email FROM person JOIN city ON city.id = person.city WHERE city.slug = 'kuusila' AND email IS NOT NULL ORDER BY email LIMIT 1")[0][0]
    cookie = sign_in(engine, email)
    whole = engine.rows("""
        SELECT initiative.code FROM initiative JOIN city ON city.id = initiative.city JOIN lesson ON lesson.initiative = initiative.id
        JOIN solution ON solution.initiative = initiative.id WHERE city.slug = 'kuusila' ORDER BY initiative.started_at LIMIT 1""")[0][0]
    pages = PAGES | {"initiative": f"/kuusila/initiatives/{whole}?lang=en", "initiatives": "/kuusila/initiatives?lang=en"}
    crowd.grow(engine, template, FEW, 0)
    few, _ = costs(program, engine, cookie, pages, options, cpus)
    began = time.monotonic()
    crowd.people(engine, template[0], options.people)
    # The thousand have an initiative each; what comes now shares the first of them and the rest.
    crowd.grow(engine, template, options.rows, FEW, with_record=False, initiatives=options.initiatives)
    print(f"{engine.name}: {options.rows:,} signals, {options.people:,} people, {options.initiatives:,} initiatives, written in {time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.1f}", flush=True)
    many, memory = costs(program, engine, cookie, pages, options, cpus)
    for name in pages:
        small, large = (cost[name].server + cost[name].database for cost in (few, many))
        print(f"  {name:<24} {small:8.0f} µs at {FEW:,} signals, {large:8.0f} µs now: × {large / small:.2f}  {'kept' if large <= 2 * small else 'MISSED'} (× 2)", flush=True)
    print(f"  private memory           {memory:.0f} MB")
    print(f"  backup                   {backup_while_writing(program, engine, cpus)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--initiatives", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    count = os.cpu_count() or 1
    cpus = ("0,1", f"2-{count - 1}") if count >= 4 else (f"0-{count - 1}", f"0-{count - 1}")
    for name, kind in (("sqlite", SQLite), ("postgresql", lambda folder: PostgreSQL(folder, cpus[1]))):
        if options.engine in (None, name):
            with tempfile.TemporaryDirectory(prefix="talkoot-scale-") as folder:
                engine = kind(pathlib.Path(folder))
                try:
                    measure(options.program, engine, options, cpus)
                finally:
                    engine.stop()


if __name__ == "__main__":
    main()
