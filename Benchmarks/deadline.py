"""A thousand people write within one minute before a deadline: is each there, how long did each wait, how much memory did it take?

Each has an account and a connection of their own, opens the form, and sends it at a moment of the minute that is drawn, more of them near its end.
"""
import argparse
import asyncio
import hashlib
import os
import random
import re
import secrets
import tempfile
import time
import urllib.parse

from installation import PostgreSQL, Server, SQLite, living_city

FORM = "/kuusila/acts/signal.send"


def invite(engine, people):
    """Accounts with sessions, as the acts would have written them; only hashes of the tokens are kept."""
    now = int(time.time() * 1000)
    tokens = [secrets.token_hex(32) for _ in range(people)]
    city = engine.rows("SELECT id FROM city WHERE slug = 'kuusila'")[0][0]
    statements = []
    for start in range(0, people, 500):
        numbers = range(start, min(start + 500, people))
        statements.append("INSERT INTO person (city, id, email, display_name, language, state, created_at) VALUES " + ", ".join(
            f"('{city}', 'crowd-{number}', 'crowd-{number}@mail.example', 'Crowd {number}', 'en', 'active', {now})" for number in numbers))
        statements.append("INSERT INTO session (id, city, person, device, created_at, seen_at, expires_at) VALUES " + ", ".join(
            f"('{hashlib.sha256(tokens[number].encode()).hexdigest()}', '{city}', 'crowd-{number}', 'measurement', {now}, {now}, {now + 86_400_000})" for number in numbers))
    engine.run(statements)
    return [f"talkoot={token}" for token in tokens]


class Person:
    def __init__(self, number, host, port, cookie):
        self.number, self.host, self.port, self.cookie = number, host, port, cookie
        self.status, self.waited, self.form = 0, 0.0, 0.0

    async def ask(self, method, body=""):
        self.writer.write((f"{method} {FORM} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nCookie: {self.cookie}\r\nAccept-Language: en\r\n"
                           f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode())
        await self.writer.drain()
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        text = await self.reader.readexactly(int(length.group(1))) if length else b""
        return int(head.split()[1]), text.decode()

    async def live(self, at):
        """Opens the form some seconds before sending it."""
        await asyncio.sleep(max(0, at - 5))
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        begun = time.monotonic()
        _, page = await self.ask("GET")
        self.form = time.monotonic() - begun
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        await asyncio.sleep(5 - min(self.form, 5))
        begun = time.monotonic()
        self.status, _ = await self.ask("POST", urllib.parse.urlencode(hidden | {"text": f"Before the deadline, number {self.number}"}))
        self.waited = time.monotonic() - begun
        self.writer.close()


async def rush(address, cookies, seconds):
    place = urllib.parse.urlsplit(address)
    chance = random.Random(20260312)
    people = [Person(number, place.hostname, place.port, cookie) for number, cookie in enumerate(cookies)]
    # Half of them at any moment, half in the last quarter.
    moments = [5 + seconds * (chance.random() if chance.random() < 0.5 else 0.75 + chance.random() / 4) for _ in people]
    await asyncio.gather(*(person.live(at) for person, at in zip(people, moments)))
    return people


def measure(program, engine, options):
    living_city(program, engine)
    cookies = invite(engine, options.people)
    server = Server(program, engine.arguments)
    try:
        before = server.cpu()
        people = asyncio.run(rush(server.address, cookies, options.seconds))
        used = server.cpu() - before
        memory = server.private_megabytes()
    finally:
        server.stop()
    there = {row[0] for row in engine.rows("SELECT text FROM signal WHERE text LIKE 'Before the deadline, number %'")}
    lost = [person.number for person in people if f"Before the deadline, number {person.number}" not in there]
    refused = sorted({person.status for person in people} - {303})
    waits = sorted(person.waited for person in people)
    p99 = waits[int(len(waits) * 0.99)]
    print(f"{engine.name}: {len(people)} people in {options.seconds} s, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    kept = not lost and not refused and p99 < 1 and memory < 150
    print(f"  lost {len(lost)}, refused {refused or 'none'}; waited {waits[len(waits) // 2] * 1000:.0f} ms in the middle, {p99 * 1000:.0f} ms at the 99th of a hundred, "
          f"{waits[-1] * 1000:.0f} ms at most; private memory {memory:.0f} MB; {used / len(people) * 1000:.1f} ms of the processor a person  "
          f"{'kept' if kept else 'MISSED'} (none lost, 1 s, 150 MB)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    for name, kind in (("sqlite", SQLite), ("postgresql", PostgreSQL)):
        if options.engine in (None, name):
            with tempfile.TemporaryDirectory(prefix="talkoot-deadline-") as folder:
                engine = kind(folder)
                try:
                    measure(options.program, engine, options)
                finally:
                    engine.stop()


if __name__ == "__main__":
    main()
