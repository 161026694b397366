"""Makes small-votes.csv, small-comments.csv and small-expected.json, an invented conversation and what red-dwarf says of it.

    python -m venv venv && venv/bin/pip install red-dwarf==0.4.0 && venv/bin/python make_small_case.py
"""

import csv
import json
import random
from pathlib import Path

from reddwarf.implementations.polis import run_pipeline

HERE = Path(__file__).parent
PEOPLE, STATEMENTS, REJECTED = 48, 14, 11
chance = random.Random(20260301)
pull = [chance.uniform(-1, 1) for _ in range(STATEMENTS)]
liking = [chance.uniform(-0.3, 0.5) for _ in range(STATEMENTS)]


def answer(person, statement):
    if chance.random() > 0.8:
        return None
    camp = 1 if person % 5 < 3 else -1
    value = liking[statement] + camp * pull[statement] + chance.gauss(0, 0.35)
    return 1 if value > 0.12 else -1 if value < -0.12 else 0


votes = {(p, s): answer(p, s) for p in range(PEOPLE) for s in range(STATEMENTS)}
with open(HERE / "small-votes.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *range(STATEMENTS)])
    for p in range(PEOPLE):
        own = [votes[p, s] for s in range(STATEMENTS)]
        counts = [sum(v is not None for v in own), own.count(1), own.count(-1)]
        rows.writerow([p, "", 0, *counts, *("" if v is None else v for v in own)])
with open(HERE / "small-comments.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"])
    for s in range(STATEMENTS):
        rows.writerow([1, s, 0, 0, 0, -1 if s == REJECTED else 1, f'Statement {s}, so called "{s}"'])

listed = [
    {"participant_id": p, "statement_id": s, "vote": v, "modified": 1}
    for (p, s), v in votes.items()
    if v is not None
]
result = run_pipeline(votes=listed, mod_out_statement_ids=[REJECTED], random_state=0)
statements = result.statements_df
people = result.participants_df
expected = {
    "software": "red-dwarf 0.4.0, random_state=0",
    "center": statements["mean"].tolist(),
    "pc1": statements["pc1"].tolist(),
    "pc2": statements["pc2"].tolist(),
    "projections": {str(p): [float(x) for x in xy] for p, xy in result.participant_projections.items()},
    "cluster": {str(p): int(c) for p, c in people["cluster_id"].dropna().items()},
    "groupInformedConsensus": {
        direction: {str(s): v for s, v in values.items()} for direction, values in result.group_aware_consensus.items()
    },
    "consensus": {
        direction: [[str(c["tid"]), c["p-success"], c["p-test"]] for c in getattr(result.consensus, direction)]
        if hasattr(result.consensus, direction)
        else [[str(c["tid"]), c["p-success"], c["p-test"]] for c in result.consensus[direction]]
        for direction in ("agree", "disagree")
    },
    "statistics": {
        str(group): {
            str(s): [float(row[name]) for name in ("pa", "pat", "ra", "rat", "pd", "pdt", "rd", "rdt")]
            for s, row in result.group_comment_stats.loc[group].iterrows()
        }
        for group in sorted(result.group_comment_stats.index.get_level_values(0).unique())
    },
}
(HERE / "small-expected.json").write_text(json.dumps(expected, indent=1) + "\n")
