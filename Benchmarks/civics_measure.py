"""Measures whole processes: processor time, elapsed time, peak memory; and the law by which times grow."""
import dataclasses
import math
import os
import statistics
import subprocess
import threading
import time


@dataclasses.dataclass
class Cost:
    """One command, medians of `runs` runs; seconds and megabytes."""
    processor: float
    elapsed: float
    memory: float
    runs: int

    def __add__(self, other):
        return Cost(self.processor + other.processor, self.elapsed + other.elapsed, max(self.memory, other.memory), min(self.runs, other.runs))


class Failed(Exception):
    """The command ended badly, or not in time."""


def once(command, limit, output=subprocess.DEVNULL, environment=None):
    """One run. This process stays small, since the system counts the memory of the parent until the child has begun."""
    began = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, env=environment)
    alarm = threading.Timer(limit, child.kill)
    alarm.start()
    said = child.stderr.read().decode(errors="replace").strip()
    _, status, used = os.wait4(child.pid, 0)
    elapsed = time.monotonic() - began
    alarm.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode != 0:
        late = child.returncode == -9 and elapsed >= limit
        raise Failed(f"not finished after {limit:.0f} s" if late else f"ended with {child.returncode}: {said[-200:]}")
    return Cost(used.ru_utime + used.ru_stime, elapsed, used.ru_maxrss / 1024, 1)


def measured(command, runs, limit):
    """The medians of so many runs."""
    costs = [once(command, limit) for _ in range(runs)]
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("processor", "elapsed", "memory")), runs)


def exponent(sizes, times):
    """b of the least-squares line log(time) = a + b log(size) over the times of 3 ms and more; None for fewer than three."""
    points = [(math.log(size), math.log(time)) for size, time in zip(sizes, times) if time >= 0.003]
    if len(points) < 3:
        return None
    x, y = zip(*points)
    middle_x, middle_y = statistics.mean(x), statistics.mean(y)
    return sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y)) / sum((a - middle_x) ** 2 for a in x)


def seconds(value):
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"
