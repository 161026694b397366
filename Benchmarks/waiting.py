"""What somebody waits for an answer, on both databases: an installation is filled, asked one question after the other, and compared with a goal.

Wall-clock time, and processor time of server and database. Wall-clock time says something only where the machine does nothing else.
"""
import argparse
import statistics
import tempfile
import time

from figures import wait_for_record
from installation import PostgreSQL, Server, SQLite, living_city


def measure(description, what, goal, questions, fill, ask):
    """`fill(engine, rows)` fills; `ask(server, count)` asks so many questions and gives milliseconds each, and perhaps a remark."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=questions)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    for name, kind in (("sqlite", SQLite), ("postgresql", PostgreSQL)):
        if options.engine in (None, name):
            with tempfile.TemporaryDirectory(prefix="talkoot-waiting-") as folder:
                engine = kind(folder)
                try:
                    living_city(options.program, engine)
                    fill(engine, options.rows)
                    line = answered(options, engine, goal, ask)
                finally:
                    engine.stop()
            print(f"{engine.name}: {what} among {options.rows} signals: {line}", flush=True)


def answered(options, engine, goal, ask):
    server = Server(options.program, [*engine.arguments, "--no-throttle"])
    try:
        wait_for_record(engine)
        ask(server, 10)
        before = server.cpu() + engine.cpu()
        times, remark = ask(server, options.questions)
        cost = (server.cpu() + engine.cpu() - before) * 1000 / options.questions
    finally:
        server.stop()
    times.sort()
    ninth = times[int(len(times) * 0.95)]
    return (f"median {statistics.median(times):.1f} ms, 95th of a hundred {ninth:.1f} ms, worst {times[-1]:.1f} ms of {len(times)}; processor {cost:.1f} ms each; "
            f"{remark}goal {goal} ms {'kept' if ninth < goal else 'MISSED'}")


def timed(action):
    """What an action gives, and how many milliseconds it took."""
    began = time.monotonic()
    given = action()
    return given, (time.monotonic() - began) * 1000
