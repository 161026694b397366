"""A record of a million entries: what it costs to give them their places, to export and to verify them, and to show the proof of one.

As processor time, at growing sizes of the same city, so that whatever grows faster than the record shows. Entries are clones of those that a real act
wrote, with their openings; the server gives them their places as it does in every city.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import time

import crowd
from figures import wait_for_record
from installation import PostgreSQL, Server, SQLite, living_city


def spent(program, *words):
    """Processor seconds and the largest memory of a command, in megabytes. The kernel's own account of the latter begins with what its parent had."""
    with tempfile.TemporaryFile("w+") as output:
        process, largest = subprocess.Popen([program, *words], stdout=output, stderr=subprocess.STDOUT), 0
        while True:
            try:
                largest = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text()).group(1))
            except (AttributeError, OSError):
                pass  # It ended between two looks.
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.02)
        output.seek(0)
        said = output.read()
    assert status == 0, said[-1000:]
    return used.ru_utime + used.ru_stime, largest / 1024, said


def page(server, path, times=200):
    """Processor milliseconds of the server for one answer, the positions drawn by lot."""
    began = server.cpu()
    for _ in range(times):
        server.get(path())
    return (server.cpu() - began) / times * 1000


def measure(program, engine, sizes, folder):
    living_city(program, engine)
    template, rng = crowd.template(engine), random.Random(7)
    city, per_signal = template[0], int(engine.rows(f"SELECT count(*) FROM entry WHERE object_id = '{template[1]}'")[0][0])
    print(f"{engine.name}\n  {'entries':>10} {'placing, µs each':>18} {'export':>18} {'verify':>24} {'page of one':>14} {'its proof':>12}", flush=True)
    so_far = 0
    for size in sizes:
        had = int(engine.rows(f"SELECT count(*) FROM entry WHERE city = '{city}'")[0][0])
        wanted = so_far + max((size - had) // per_signal, 0)
        crowd.grow(engine, template, wanted, so_far, some_wait=False)
        so_far = wanted
        server = Server(program, [*engine.arguments, "--no-throttle"])
        try:
            began, database = server.cpu(), engine.cpu()
            waiting = int(engine.rows("SELECT count(*) FROM entry WHERE position IS NULL")[0][0])
            wait_for_record(engine)
            placing = (server.cpu() - began + engine.cpu() - database) / max(waiting, 1) * 1e6
            total = int(engine.rows(f"SELECT count(*) FROM entry WHERE city = '{city}'")[0][0])
            one = page(server, lambda: f"/kuusila/record/entry/{rng.randrange(total)}")
            proof = page(server, lambda: f"/kuusila/record/proof/{rng.randrange(total)}")
        finally:
            server.stop()
        out = pathlib.Path(folder) / "export"
        export, _, _ = spent(program, "record", "export", str(out), "--city", "kuusila", *engine.arguments)
        shutil.rmtree(out)
        verify, memory, said = spent(program, "record", "verify", "--city", "kuusila", *engine.arguments)
        assert re.search(rf"{total} entries in order", said), said
        print(f"  {total:>10,} {placing:>18.0f} {export:>8.1f} s {export / total * 1e6:>5.0f} µs {verify:>8.1f} s {verify / total * 1e6:>4.0f} µs {memory:>4.0f} MB {one:>11.2f} ms {proof:>9.2f} ms", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    for name, kind in (("sqlite", SQLite), ("postgresql", PostgreSQL)):
        if options.engine in (None, name):
            with tempfile.TemporaryDirectory(prefix="talkoot-record-") as folder:
                engine = kind(pathlib.Path(folder) / "data") if name == "sqlite" else kind(folder)
                try:
                    measure(options.program, engine, sizes, folder)
                finally:
                    engine.stop()


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s in all; load {os.getloadavg()[0]:.1f}")
