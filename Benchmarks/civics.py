"""The figures of the civic commands: `make bench-civics`.

Runs the release program's own commands on published files and on invented ones, and prints medians of whole processes:
processor time, elapsed time, peak memory, the goal beside them, the ratio to the published program in the same run where that
is installed (`make bench-reference`), and how time grows over four sizes. A goal is met when the elapsed time, less the start
of the program, keeps it; reading the file and writing the answer are counted, though most goals are for the computation alone.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

from civics_measure import Cost, Failed, exponent, measured, once, seconds
from installation import Server, SQLite, living_city

HERE = pathlib.Path(__file__).resolve().parent
CITY, OPINIONS, ENTRIES = 1_000_000, 1_000_000, 50_000
SINGLE = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # waiting threads would count as work
ONLY_PROCESSOR = "met in processor time only"
HEADER = ("command", "processor", "elapsed", "memory", "goal", "", "published program, same run")


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.began = options, pathlib.Path(folder), time.monotonic()
        self.data, self.rows, self.laws, self.notes = pathlib.Path(options.data), [], [], []
        self.limit = 120 if options.quick else 600
        self.start = self.start_processor = 0.0
        self.invented = {}

    def left(self):
        return self.limit - (time.monotonic() - self.began)

    def note(self, sentence):
        self.notes.append(sentence)
        print(f"  {sentence}", flush=True)

    def invent(self, kind, size, *more, suffix="csv"):
        """The path of an invented input, made once by another process so that this one stays small."""
        if (kind, size) not in self.invented:
            path = str(self.folder / f"{kind}-{size}.{suffix}")
            subprocess.run([sys.executable, HERE / "civics_inputs.py", kind, str(size), path, *map(str, more)], check=True)
            self.invented[kind, size] = path
        return self.invented[kind, size]

    def published(self, name):
        """A path below the published data, or None with a sentence."""
        path = self.data / name
        if path.exists():
            return path
        self.note(f"Skipped: {name} is not in {self.options.data}.")
        return None

    def cost(self, *arguments, runs=3):
        """Medians of three runs; of one when the first shows that three would take a sixth of the time there is."""
        command = [self.options.program, *map(str, arguments), "--format", "json"]
        if self.left() < 5:
            raise Failed("not run: the time is up")
        first = once(command, self.left())
        wanted = 1 if first.elapsed * runs > self.limit / 6 or self.left() < first.elapsed * runs else runs
        return first if wanted == 1 else measured(command, wanted, self.left())

    def line(self, name, *arguments, goal=None, memory=None, reference=None, times=None):
        """Measures and prints one command."""
        try:
            cost = self.cost(*arguments)
        except Failed as failure:
            return self.note(f"{name}: {failure}")
        return self.show(name, cost, goal, memory, reference and self.reference(*reference, cost, times))

    def show(self, name, cost, goal=None, memory=None, compared=None):
        own = max(0.0, cost.elapsed - self.start)
        word = "" if goal is None else "met" if own <= goal and (memory is None or cost.memory <= memory) else "MISSED"
        if word == "MISSED" and cost.processor - self.start_processor <= goal and (memory is None or cost.memory <= memory):
            word = ONLY_PROCESSOR
        target = "" if goal is None else seconds(goal) + (f", {memory} MB" if memory else "")
        few = " (one run)" if cost.runs == 1 else ""
        row = (name + few, seconds(cost.processor), seconds(cost.elapsed), f"{cost.memory:.0f} MB", target, word, compared or "")
        self.rows.append(row)
        print("  {:<62} {:>9} {:>9} {:>8}  {:<16} {:<8} {}".format(*row), flush=True)
        return cost

    def reference(self, tool, path, cost, times=None, limit=60):
        """The published program once on the same file: its processor time over ours, import left out, our start left in."""
        python = self.options.reference
        if not os.access(python, os.X_OK):
            return ""
        if self.options.quick and tool not in ("rank", "opinion"):
            return ""
        limit = min(limit, max(1, self.left()))
        try:
            answer = self.folder / "reference.json"
            with open(answer, "wb") as file:
                whole = once([python, str(HERE / "civics_references.py"), tool, str(path)], limit, output=file, environment=SINGLE)
        except Failed as failure:
            if "ended with 3" in str(failure):
                return "not installed"
            return f"{failure} (over {limit / cost.processor:.0f} ×)" if "not finished" in str(failure) else str(failure)
        found = json.loads(answer.read_text())
        took = found["reading"] + found["computing"]
        wanted = f" (goal {times} ×)" if times else ""
        return f"{seconds(took)}, {whole.memory:.0f} MB: {took / cost.processor:.1f} ×{wanted}"

    def growth(self, name, unit, sizes, arguments, **goals):
        """One command over four sizes. The law is fitted to processor time less the start; the largest size is also a line."""
        costs = []
        try:
            for size in sizes:
                costs.append(self.cost(*arguments(size)))
        except Failed as failure:
            return self.note(f"{name}, {len(costs)} of {len(sizes)} sizes: {failure}")
        self.show(f"{name}, {sizes[-1]} {unit}", costs[-1], **goals)
        law = exponent(sizes, [cost.processor - self.start_processor for cost in costs])
        word = "too short to say" if law is None else f"{law:.2f}"
        row = (name, unit, " / ".join(f"{size}" for size in sizes), " / ".join(seconds(cost.processor) for cost in costs), word)
        self.laws.append(row)
        return print(f"      growth over {row[2]} {unit}: {row[3]}; exponent {word}", flush=True)

    def run(self):
        smallest = self.cost("power", self.invent("weights", 3), runs=5)
        self.start, self.start_processor = smallest.elapsed, smallest.processor
        print("  {:<62} {:>9} {:>9} {:>8}  {:<16} {:<8} {}".format(*HEADER))
        self.show("the program's start (`power`, 3 seats)", smallest)
        parts = (self.tally, self.city, self.opinion, self.draw, self.assign, self.rank, self.similar, self.share, self.record)
        for part in parts:
            if not self.options.only or part.__name__ in self.options.only:
                part()

    def tally(self):
        if warszawa := self.published("pabulib/Poland_Warszawa_2026.pb"):
            self.line("tally Warszawa 2026, equal shares", "tally", warszawa, goal=0.35, reference=("equal_shares", warszawa), times=100)
            self.line("tally Warszawa 2026, equal shares, Add1", "tally", warszawa, "--completion", "add1", goal=1.5, reference=("add1", warszawa))
            self.line("tally Warszawa 2026, Phragmén", "tally", warszawa, "--rule", "phragmen", reference=("phragmen", warszawa))
            self.line("tally Warszawa 2026, greedy", "tally", warszawa, "--rule", "greedy")
            files = [path for path in sorted((self.data / "pabulib").glob("*.pb")) if is_approval(path)]
            for name, completion, goal in (("equal shares", "none", 15), ("with Add1", "add1", 180)):
                try:
                    total = sum((self.cost("tally", path, "--completion", completion) for path in files), Cost(0, 0, 0, 3))
                    self.show(f"tally all {len(files)} approval elections of the folder, {name}", total, goal)
                except Failed as failure:
                    self.note(f"tally all approval elections, {name}: {failure}")

    def city(self):
        top = CITY // 8 if self.options.quick else CITY
        sizes = [top // 8, top // 4, top // 2, top]
        for size in sizes:
            self.invent("election", size, suffix="pb")
        for name, arguments, goals in (
            ("greedy", ["--rule", "greedy"], {}), ("equal shares", [], {}), ("Phragmén", ["--rule", "phragmen"], {}),
            ("equal shares, Add1", ["--completion", "add1"], {} if self.options.quick else {"goal": 10, "memory": 2000}),
        ):
            self.growth(f"tally invented city × 300 projects, {name}", "ballots", sizes, lambda size: ["tally", self.invent("election", size), *arguments], **goals)
        small = [250, 500, 1000, 2000]
        for size in small:
            self.invent("small_election", size, suffix="pb")
        self.growth("tally × 40 projects, maximin support", "ballots", small, lambda size: ["tally", self.invent("small_election", size), "--rule", "maximin-support"])

    def opinion(self):
        if bowling := self.published("polis/openData/american-assembly.bowling-green/participants-votes.csv"):
            self.line("opinion Bowling Green (2 031 × 896)", "opinion", bowling, goal=0.15, reference=("opinion", bowling))
        top = OPINIONS // 4 if self.options.quick else OPINIONS
        goals = {} if self.options.quick else {"goal": 2}
        self.growth("opinion invented, 20 votes a person", "votes", [top // 8, top // 4, top // 2, top], lambda size: ["opinion", self.invent("votes", size)], **goals)

    def draw(self):
        pools = [
            ("leximin", "replication/example_large_200", "respondents", "categories", 200, 0.02),
            ("leximin", "sf_algorithms_fixture", "candidates", "features", 22, 0.3),
            ("maximin", "sf_algorithms_fixture", "candidates", "features", 22, None),
            ("nash", "sf_algorithms_fixture", "candidates", "features", 22, None),
            ("leximin", "synthetic/synth_312_35", "respondents", "categories", 35, 5),
            ("maximin", "synthetic/synth_312_35", "respondents", "categories", 35, None),
            ("leximin", "synthetic/synth_1727_110", "respondents", "categories", 110, 1200),
        ]
        for method, folder, people, quotas, size, goal in pools:
            if pool := self.published(f"sortition/{folder}/{people}.csv"):
                self.line(f"draw {folder.split('/')[-1]} → {size}, {method}", *self.drawing(pool, pool.with_name(f"{quotas}.csv"), size, method), goal=goal)
        for method in ("leximin", "maximin"):
            sizes = [200, 400, 800, 1600]
            for size in sizes:
                self.invent("pool", size, self.folder / f"quotas-{size}.csv")
            self.growth(
                f"draw invented pool, a tenth of it, {method}", "people", sizes,
                lambda size: self.drawing(self.invent("pool", size), self.folder / f"quotas-{size}.csv", size // 10, method))

    def drawing(self, pool, quotas, size, method):
        return ["draw", "--pool", pool, "--quotas", quotas, "--size", size, "--method", method, "--seed", "1"]

    def assign(self):
        if midl := self.published("reviewers/midl_scores_reviewers_x_papers.csv"):
            for method, goal in (("total", None), ("maximin", 0.3), ("randomized", None)):
                self.line(f"assign MIDL (118 × 177), {method}", "assign", "--scores", midl, "--per-entry", 3, "--maximum", 4, "--method", method, goal=goal)
        sizes = [125, 250, 500, 1000]
        arguments = lambda size, method: ["assign", "--scores", self.invent("suitabilities", size), "--per-entry", 3, "--maximum", 6, "--method", method]
        for method in ("total", "maximin", "randomized"):
            self.growth(f"assign invented, four reviewers for five entries, {method}", "entries", sizes, lambda size: arguments(size, method))
        self.line("assign invented 1 000 × 800, total", *arguments(1000, "total"), goal=3, memory=200, reference=("assign", self.invent("suitabilities", 1000)))

    def rank(self):
        if krakow := self.published("pabulib/Poland_Krakow_2024.pb"):
            pairs = self.invent("ordinal_pairs", 0, krakow)
            self.line("rank Kraków 2024 (195 303 comparisons, 119 items)", "rank", pairs, goal=0.02, reference=("rank", pairs))
        self.growth("rank invented, 50 000 comparisons", "items", [100, 200, 400, 800], lambda size: ["rank", self.invent("comparisons", size)])

    def similar(self):
        if source := self.published("civic/barcelona_pam_2016_proposals.jsonl"):
            path = self.invent("proposals", 0, source, suffix="jsonl")
            self.line("similar, 10 860 proposals: index and one query", "similar", path, "--query", "carril bici al centre")
            self.queries(path)
            self.line("similar, 10 860 proposals: all pairs from 0.6", "similar", path, "--pairs", goal=3, reference=("similar", path))
        top = 5_000 if self.options.quick else 20_000
        sizes = [top // 8, top // 4, top // 2, top]
        for size in sizes:
            self.invent("texts", size, suffix="jsonl")
        self.growth("similar invented, all pairs", "texts", sizes, lambda size: ["similar", self.invent("texts", size), "--pairs"])

    def queries(self, path):
        """What one query takes: a thousand of them less one, so that reading and indexing the texts falls out."""
        if not (tasks := self.published("golden/near_duplicate_tasks.json")):
            return
        asked = [json.dumps(query) for query in json.loads(tasks.read_text(encoding="utf-8"))["task_perturbed"]]
        costs = []
        for count in (1, len(asked)):
            file = self.folder / f"queries-{count}.jsonl"
            file.write_text("\n".join(asked[:count]) + "\n", encoding="utf-8")
            costs.append(self.cost("similar", path, "--queries", file))
        few, many = costs
        share = lambda one, all: max(0.0, all - one) / (len(asked) - 1)
        each = Cost(share(few.processor, many.processor), share(few.elapsed, many.elapsed), many.memory, many.runs)
        self.show(f"similar, 10 860 proposals: each of {len(asked)} queries", Cost(each.processor + self.start_processor, each.elapsed + self.start, each.memory, each.runs), 0.001)

    def record(self):
        """Entries that wait are given their places in a city's log, with tiles and signed checkpoints, synced to the disk."""
        folder = self.folder / "record"
        engine = SQLite(folder)
        living_city(self.options.program, engine)
        before = int(engine.rows("SELECT count(*) FROM entry WHERE city = (SELECT city FROM entry LIMIT 1)")[0][0])
        columns = "at, event, object_kind, object_id, object_code, initiative, is_public, part, person, mandate_of, act, act_id"
        engine.run([f"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ENTRIES})
            INSERT INTO entry (city, id, ticket, {columns}, body)
            SELECT city, substr(id, 1, length(id) - 7) || printf('%07d', i), ticket + i, {columns}, body || ' ' FROM n JOIN (SELECT * FROM entry LIMIT 1)"""])
        began = time.monotonic()
        server = Server(self.options.program, engine.arguments)
        try:
            while engine.rows("SELECT 1 FROM entry WHERE position IS NULL LIMIT 1"):
                if time.monotonic() - began > 120:
                    return self.note("record: not finished after 120 s")
                time.sleep(0.01)
            cost = Cost(server.cpu(), time.monotonic() - began, server.private_megabytes(), 1)
        finally:
            server.stop()
        size = int(engine.rows("SELECT max(size) FROM record_checkpoint")[0][0])
        if size < before + ENTRIES:
            return self.note(f"record: the checkpoint covers {size} entries instead of {before + ENTRIES}")
        self.show(f"record: {ENTRIES} entries placed durably ({ENTRIES / cost.elapsed:,.0f} a second)", cost, ENTRIES / 5_000)

    def share(self):
        for key in ("shapley", "nucleolus"):
            self.growth(f"share, {key}, groups of 10 to 16 cities", "groups priced", [2**players for players in (10, 12, 14, 16)],
                lambda size: ["share", self.invent("coalitions", size.bit_length() - 1, suffix="json"), "--key", key])
        self.line("power, 10 parties with 1 to 40 votes", "power", self.invent("weights", 10), goal=0.001)
        self.line("power, 100 members with 1 to 40 votes", "power", self.invent("weights", 100), goal=0.001)
        self.growth("power", "members", [30, 60, 120, 240], lambda size: ["power", self.invent("weights", size)])


def is_approval(path):
    with open(path, encoding="utf-8-sig") as file:
        return "vote_type;approval" in file.read(4000)


def processor_name():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def circumstances(before):
    now = datetime.datetime.now(datetime.timezone.utc)
    loads = " to ".join(f"{load:.1f}" for load in (before, os.getloadavg()[0]))
    return f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} × {processor_name()}, {platform.system()} {platform.machine()}; load of the machine {loads}"


def table(header, rows):
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows))


def document(bench, conditions):
    """The page for docs/civics."""
    named = lambda word: [row[0] for row in bench.rows if row[5] == word]
    kept, missed, between = named("met"), named("MISSED"), named(ONLY_PROCESSOR)
    what = __doc__.split("\n\n", 1)[1].strip()
    return f"""# Figures of the civic commands

Written by `Benchmarks/civics.py` (`make bench-civics`). {what}

{conditions}.

{len(kept)} of {len(kept + missed + between)} goals met\
{"; by processor time alone, not by the clock: " + ", ".join(between) if between else ""}{"; missed: " + "; ".join(missed) if missed else ""}.

{table(HEADER, bench.rows)}

## Growth

Processor time of the whole command. The exponent is the slope of its logarithm, less the start of the program, over the logarithm
of the size; times under 3 ms are left out of the fit.

{table(("command", "unit", "sizes", "processor", "exponent"), bench.laws)}
""" + "".join(f"\n- {sentence}" for sentence in bench.notes) + ("\n" if bench.notes else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--quick", action="store_true", help="at most two minutes: smaller inputs, fewer comparisons")
    parser.add_argument("--data", default=os.environ.get("TALKOOT_DATA") or os.path.relpath(HERE.parent.parent / "shared/data"), help="the published files")
    parser.add_argument("--reference", default=str(HERE.parent / ".build-reference/bin/python"), help="a Python that has the published programs")
    parser.add_argument("--only", nargs="*", metavar="PART", help="tally, city, opinion, draw, assign, rank, similar, share, record")
    parser.add_argument("--write", metavar="FILE", help="write the table to this Markdown file too")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="talkoot-civics-") as folder:
        program = shutil.copy2(options.program, folder)  # the same program to the end, whatever is built meanwhile
        options.program = program
        bench = Bench(options, folder)
        print("\nCivic commands")
        if not os.access(options.reference, os.X_OK):
            bench.note("No comparison with published programs: they are not installed (`make bench-reference`).")
        bench.run()
    conditions = circumstances(before)
    print(f"\n{conditions}; {time.monotonic() - bench.began:.0f} s")
    if options.write:
        pathlib.Path(options.write).write_text(document(bench, conditions), encoding="utf-8")


if __name__ == "__main__":
    main()
