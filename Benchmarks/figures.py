"""What is measured and how: processor time of the server for one request, and its ratio to the same server's shortest answer."""
import pathlib
import re
import statistics
import subprocess
import threading
import time

HERE = pathlib.Path(__file__).parent


class Cost:
    """One kind of request: processor microseconds of the server and of the database, and requests a second."""

    def __init__(self, server, database, rate):
        self.server, self.database, self.rate = server, database, rate


def load(server, engine, path, script, arguments, seconds, cpus, connections=32):
    """One run of wrk against one address."""
    before, before_database = server.cpu(), engine.cpu()
    command = ["taskset", "-c", cpus, "wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(HERE / script), server.address + path, "--", *arguments]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used, used_database = server.cpu() - before, engine.cpu() - before_database
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    if errors := re.search(r"Non-2xx or 3xx responses: (\d+)", output):
        raise RuntimeError(f"{path}: {errors.group(1)} of {requests} answers were errors")
    if requests == 0:
        raise RuntimeError(f"{path}: no answers\n{output}")
    return Cost(used / requests * 1e6, used_database / requests * 1e6, float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)))


def median(costs):
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("server", "database", "rate")))


class SequencerWatch:
    """Looks every 50 ms how long the oldest entry has been waiting for its place in the public record."""

    def __init__(self, engine):
        self.engine, self.worst, self.ended = engine, 0.0, False
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended = True
        self.thread.join()

    def _watch(self):
        while not self.ended:
            asked = time.time()
            found = self.engine.rows("SELECT min(at) FROM entry WHERE position IS NULL")
            if found and found[0][0]:
                self.worst = max(self.worst, asked - int(found[0][0]) / 1000)
            time.sleep(0.05)


def wait_for_record(engine):
    """Until every entry has its place."""
    while int(engine.rows("SELECT count(*) FROM entry WHERE position IS NULL")[0][0]) > 0:
        time.sleep(0.5)
