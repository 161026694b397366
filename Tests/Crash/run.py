"""What survives: `run.py PATH_TO_TALKOOT [sqlite|postgresql|disk|sequencer …]`.

The server is killed twenty times on each engine (TALKOOT_KILLS says how often) while clients send signals; PostgreSQL itself is killed too, and a disk is filled.
Every acknowledged signal must be there exactly once, also when it was sent again under its act id, and the record must verify.
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Benchmarks"))

from clients import Clients, answer_of, send  # noqa: E402
from figures import SequencerWatch  # noqa: E402
from installation import PostgreSQL, Server, SQLite  # noqa: E402

KILLS = int(os.environ.get("TALKOOT_KILLS", "20"))
DATABASE_KILLS = max(3, KILLS // 10)


def found(program, engine):
    """A city with one person who hears of every signal."""
    for words in (["city", "create", "kuusila", "--name", "Kuusila", "--prefix", "KU"],
                  ["person", "invite", "liisa@kuusila.example", "--city", "kuusila", "--name", "Liisa", "--role", "innovationOfficer"]):
        subprocess.run([program, *words, *engine.arguments], check=True, stdout=subprocess.DEVNULL)


def serve(program, engine):
    return Server(program, [*engine.arguments, "--no-throttle"])


def killed(program, engine, database_kills=0):
    """Kills the server again and again under load, and then looks at what is there."""
    found(program, engine)
    chance = random.Random(20260312)
    server = serve(program, engine)
    clients = Clients(server.address)
    refused = 0
    try:
        clients.start()
        for kill in range(KILLS):
            time.sleep(chance.uniform(0.15, 0.5))
            server.kill()
            server = serve(program, engine)
            clients.address = server.address
            if kill % 6 == 3 and database_kills > 0:
                database_kills -= 1
                refused += without_database(engine, server, clients)
        time.sleep(0.5)
        clients.finish()
        check_retries(clients)
        wait_until_quiet(engine)
    finally:
        clients.stop()
        server.stop()
    check(program, engine, clients)
    return f"{KILLS} kills, {len(clients.acknowledged)} signals acknowledged, each there once; {clients.repeated} were sent again" + (
        f"; {refused} requests were told to come back while the database was down" if refused else "")


def without_database(engine, server, clients):
    """The database dies under the server. Until it is back everybody is told to come again, and afterwards nobody has to do anything."""
    engine.kill()
    try:
        refused = 0
        for path in ("/kuusila", "/kuusila/signals", "/health"):
            status, headers, _ = answer_of(server.address, "GET", path)
            assert status == 503 and int(headers["retry-after"]) > 0, f"{path} without a database: {status} {dict(headers)}"
            refused += 1
        status, headers, _ = send(server.address, "lost-database", "nobody hears this")
        assert status == 503 and int(headers["retry-after"]) > 0, f"an act without a database: {status}"
    finally:
        engine.start()
    wait_until(lambda: answer_of(server.address, "GET", "/kuusila/signals")[0] == 200, "the server finds its database again")
    return refused + 1


def check_retries(clients):
    """The same act id again, long after: the first outcome."""
    for key, code in list(clients.acknowledged.items())[::25]:
        status, _, body = send(clients.address, key, f"Signal {key}")
        assert status == 200 and body["object"]["code"] == code, f"{key} was {code}, and is now {status} {body}"


def wait_until_quiet(engine):
    wait_until(lambda: int(engine.rows("SELECT count(*) FROM entry WHERE position IS NULL")[0][0]) == 0, "every entry has its place")


def check(program, engine, clients):
    there = {text.removeprefix("Signal "): (code, int(count)) for text, code, count in
             engine.rows("SELECT text, min(code), count(*) FROM signal WHERE text LIKE 'Signal %' GROUP BY text")}
    lost = [key for key, code in clients.acknowledged.items() if there.get(key, ("", 0))[0] != code]
    assert not lost, f"acknowledged and lost: {lost[:5]} of {len(lost)}"
    doubled = [key for key, (_, count) in there.items() if count != 1]
    assert not doubled, f"there more than once: {doubled[:5]}"
    for name, statement in {
        "signals without exactly one entry": without_exactly_one("entry"),
        "signals of which not exactly one person hears": without_exactly_one("notice"),
        "notices that nobody will take again": f"SELECT count(*) FROM notice WHERE state = 'sending' AND next_at > {int((time.time() + 3600) * 1000)}",
        "notices that were dropped": "SELECT count(*) FROM notice WHERE state = 'dropped'",
    }.items():
        number = int(engine.rows(statement)[0][0])
        assert number == 0, f"{number} {name}"
    verified = subprocess.run([program, "record", "verify", *engine.arguments], capture_output=True, text=True)
    assert verified.returncode == 0, f"the record does not verify: {verified.stdout}{verified.stderr}"


def without_exactly_one(table):
    return f"""SELECT count(*) FROM signal
        LEFT JOIN (SELECT city, object_id, count(*) AS number FROM {table} WHERE event = 'signal.sent' GROUP BY city, object_id) AS told
        ON told.city = signal.city AND told.object_id = signal.id
        WHERE text LIKE 'Signal %' AND COALESCE(told.number, 0) <> 1"""


def full(program, folder):
    """The disk fills up: changes are refused for now, reading goes on, and all is well again once there is room."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "talkoot-crash", folder], capture_output=True)
    if mounted.returncode != 0:
        return "skipped: a small disk of its own can be mounted by root only"
    try:
        engine = SQLite(folder)
        found(program, engine)
        server = serve(program, engine)
        ballast = pathlib.Path(folder) / "ballast"
        try:
            fill(ballast)
            refusals = refuse(server)
            assert answer_of(server.address, "GET", "/kuusila/signals")[0] == 200, "reading goes on"
            ballast.unlink()
            wait_until(lambda: send(server.address, "after-the-flood", "Signal after-the-flood")[0] == 200, "acts go on when there is room")
            clients = Clients(server.address)
            clients.acknowledged["after-the-flood"] = send(server.address, "after-the-flood", "Signal after-the-flood")[2]["object"]["code"]
            wait_until_quiet(engine)
        finally:
            server.stop()
        check(program, engine, clients)
        return f"{refusals} acts were told to come back while the disk was full"
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(ballast):
    with open(ballast, "wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)) == 4096:
                pass
        except OSError:
            pass


def refuse(server):
    """What room the log had left is used up first; then each act is refused with the time to come back."""
    refusals = 0
    for number in range(5_000):
        status, headers, _ = send(server.address, f"full-disk-{number:08}", "x" * 400)
        if status == 503:
            assert int(headers["retry-after"]) > 0
            refusals += 1
            if refusals == 20:
                return refusals
        else:
            assert status == 200, f"on a full disk: {status}"
    raise AssertionError("the disk never filled")


def wait_until(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


def sqlite(program):
    with tempfile.TemporaryDirectory(prefix="talkoot-crash-") as folder:
        return killed(program, SQLite(folder))


def postgresql(program):
    with tempfile.TemporaryDirectory(prefix="talkoot-crash-") as folder:
        engine = PostgreSQL(folder)
        try:
            return killed(program, engine, DATABASE_KILLS)
        finally:
            engine.stop()


def disk(program):
    with tempfile.TemporaryDirectory(prefix="talkoot-crash-") as folder:
        return full(program, folder)


def sequencer(program):
    """Of two servers on one PostgreSQL one dies, then one stands still with the lock in its hand: the record goes on within five seconds either time."""
    with tempfile.TemporaryDirectory(prefix="talkoot-crash-") as folder:
        engine = PostgreSQL(folder)
        try:
            return moved_on(program, engine)
        finally:
            engine.stop()


def moved_on(program, engine):
    found(program, engine)
    first, second = serve(program, engine), serve(program, engine)
    clients = Clients(second.address)
    try:
        clients.start()
        time.sleep(1)
        first.kill()
        with SequencerWatch(engine) as dead:
            time.sleep(6)
        first = serve(program, engine)
        holder = stop_with_lock(engine, first)
        with SequencerWatch(engine) as still:
            time.sleep(6)
        lost = holder not in lock_holders(engine)
        first.process.send_signal(signal.SIGCONT)
        time.sleep(1)
        assert lost, "a server that stood still kept the lock"
        assert answer_of(first.address, "GET", "/kuusila/signals")[0] == 200, "the server that stood still goes on"
        clients.finish()
        wait_until_quiet(engine)
    finally:
        clients.stop()
        first.process.send_signal(signal.SIGCONT)
        first.stop()
        second.stop()
    check(program, engine, clients)
    assert dead.worst < 5 and still.worst < 5, f"the record waited {dead.worst:.1f} s and {still.worst:.1f} s"
    return f"the record waited at most {dead.worst:.1f} s after a kill and {still.worst:.1f} s for a server that stood still; {len(clients.acknowledged)} signals, each there once"


def lock_holders(engine):
    return {row[0] for row in engine.rows("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")}


def stop_with_lock(engine, server):
    """Stops the process at a moment at which it holds the sequencer's lock: who still holds it half a second later is the one that stands still."""
    chance = random.Random(5)
    for _ in range(1_000):
        server.process.send_signal(signal.SIGSTOP)
        if holders := lock_holders(engine):
            time.sleep(0.5)
            if kept := holders & lock_holders(engine):
                return kept.pop()
        server.process.send_signal(signal.SIGCONT)
        time.sleep(chance.uniform(0.01, 0.2))
    raise AssertionError("the server never held the lock")


PARTS = {"sqlite": sqlite, "postgresql": postgresql, "disk": disk, "sequencer": sequencer}


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    program = str(pathlib.Path(arguments[0]).resolve())
    for name in arguments[1:] or list(PARTS):
        print(f"crash {name}: {PARTS[name](program)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
