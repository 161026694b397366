"""Two servers on one PostgreSQL, each on a processor of its own, beside one: pages a second, and what a page costs.

The page is the list of fifty signals for somebody who is signed in, which nothing keeps in memory. One and two servers are measured in turn, so that
whatever else the machine does falls on both; the load and PostgreSQL have the other processors.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import tempfile

import crowd
from figures import HERE, wait_for_record
from installation import PostgreSQL, Server, living_city, sign_in

PAGE = "/kuusila/signals"


def rates(servers, engine, cookie, seconds, cpus):
    """Pages a second of all servers together, under load at once; and processor microseconds of servers and database for a page."""
    before = sum(server.cpu() for server in servers), engine.cpu()
    runs = [subprocess.Popen(["taskset", "-c", cpus, "wrk", "-t1", "-c16", f"-d{seconds}s", "--timeout", "30s", "-s", str(HERE / "read.lua"), server.address + PAGE, "--", cookie],
                             stdout=subprocess.PIPE, text=True) for server in servers]
    said = [run.communicate()[0] for run in runs]
    assert not any("Non-2xx" in text for text in said), said
    pages = sum(int(re.search(r"(\d+) requests in", text).group(1)) for text in said)
    own = sum(server.cpu() for server in servers) - before[0]
    return pages / seconds, own / pages * 1e6, (engine.cpu() - before[1]) / pages * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args()
    count = os.cpu_count() or 1
    if count < 4:
        raise SystemExit("Two servers, the load and PostgreSQL need four processors.")
    rest = f"2-{count - 1}"
    with tempfile.TemporaryDirectory(prefix="talkoot-processes-") as folder:
        engine = PostgreSQL(pathlib.Path(folder), rest)
        try:
            living_city(options.program, engine)
            crowd.grow(engine, crowd.template(engine), options.rows, 0)
            email = engine.rows("SELECT email FROM person JOIN city ON city.id = person.city WHERE city.slug = 'kuusila' AND email IS NOT NULL ORDER BY email LIMIT 1")[0][0]
            cookie = sign_in(engine, email)
            one = Server(options.program, [*engine.arguments, "--no-throttle"], cpus="0")
            two = Server(options.program, [*engine.arguments, "--no-throttle"], cpus="1")
            try:
                wait_for_record(engine)
                measure(one, two, engine, cookie, options, rest)
            finally:
                one.stop()
                two.stop()
        finally:
            engine.stop()


def measure(one, two, engine, cookie, options, rest):
    alone, both = [], []
    rates([one, two], engine, cookie, 2, rest)
    for _ in range(options.rounds):
        alone.append(rates([one], engine, cookie, options.seconds, rest))
        both.append(rates([one, two], engine, cookie, options.seconds, rest))
    print(f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} with this measurement")
    for name, runs in (("one server", alone), ("two servers", both)):
        rate, own, database = (statistics.median(run[index] for run in runs) for index in range(3))
        print(f"  {name:<14} {rate:8.0f} pages a second, {own:6.0f} µs of the servers and {database:6.0f} µs of PostgreSQL for a page")
    ratio = statistics.median(b[0] / a[0] for a, b in zip(alone, both))
    print(f"  two to one     × {ratio:.2f}  (× 1.6 is wanted)  {'kept' if ratio >= 1.6 else 'MISSED'}")


if __name__ == "__main__":
    main()
