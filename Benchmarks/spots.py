"""Hot spots among a million signals, on both databases: `python3 Benchmarks/spots.py PROGRAM [--rows 1000000]`.

Signals are clones of one that came in by real acts, spread over the districts (or none), eleven categories (or none) and 500 000 minutes.
Wall-clock time and processor time (server and database) of the whole page, one question after the other, drawn anew each time. Wall-clock time says
something only where the machine does nothing else.
"""
import argparse
import statistics
import tempfile
import time
import urllib.request

import crowd
from installation import PostgreSQL, Server, SQLite, living_city

CATEGORIES = ["Potholes", "Lighting", "Noise", "Waste", "Parks", "Water", "Traffic", "Schools", "Snow", "Graffiti", "Buses", ""]


def fill(engine, count):
    """Clones of one public signal, with districts and categories by their number; some have none."""
    city, signal, _ = crowd.template(engine)
    districts = [row[0] for row in engine.rows(f"SELECT id FROM district WHERE city = '{city}' ORDER BY id")]
    choice = f"CASE (numbers.n / 7) % {len(districts) + 1} " + " ".join(f"WHEN {index} THEN '{name}'" for index, name in enumerate(districts)) + " END"
    category = f"CASE numbers.n % {len(CATEGORIES)} " + " ".join(f"WHEN {index} THEN '{name}'" for index, name in enumerate(CATEGORIES)) + " END"
    changed = {
        "id": "'bench-' || CAST(numbers.n AS TEXT)", "code": "'KU-B' || CAST(numbers.n AS TEXT)", "district": choice, "category": category, "origin": "NULL",
        "created_at": "created_at - (numbers.n % 500000) * 60000",
    }
    columns = crowd.columns_of(engine, "signal")
    values = ", ".join(changed.get(column, f"template.{column}") for column in columns)
    numbers = f"(WITH RECURSIVE numbers (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) SELECT n FROM numbers) AS numbers"
    engine.run([
        f"CREATE TEMPORARY TABLE template AS SELECT * FROM signal WHERE city = '{city}' AND id = '{signal}'",
        f"INSERT INTO signal ({', '.join(columns)}) SELECT {values} FROM {numbers} CROSS JOIN template",
    ])
    engine.settle()


def ask(server, count):
    times = []
    for number in range(count):
        began = time.monotonic()
        # With a language in its address a page is drawn anew each time, never taken from the kept ones.
        with urllib.request.urlopen(f"{server.address}/kuusila/hotspots?lang=en&days={[30, 90, 365][number % 3]}") as answer:
            assert answer.status == 200 and b"Potholes" in answer.read()
        times.append((time.monotonic() - began) * 1000)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    for name, kind in (("sqlite", SQLite), ("postgresql", PostgreSQL)):
        if options.engine not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="talkoot-spots-") as folder:
            engine = kind(folder)
            try:
                living_city(options.program, engine)
                fill(engine, options.rows)
                server = Server(options.program, [*engine.arguments, "--no-throttle"])
                try:
                    ask(server, 5)
                    before = server.cpu() + engine.cpu()
                    times = sorted(ask(server, options.questions))
                    cost = (server.cpu() + engine.cpu() - before) * 1000 / options.questions
                finally:
                    server.stop()
            finally:
                engine.stop()
            middle, ninth, worst = statistics.median(times), times[int(len(times) * 0.95)], times[-1]
            print(f"{engine.name}: hot spots among {options.rows} signals: median {middle:.0f} ms, 95th percentile {ninth:.0f} ms, worst {worst:.0f} ms of {len(times)} pages; "
                  f"processor {cost:.0f} ms each; "
                  f"target 300 ms {'kept' if ninth < 300 else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
