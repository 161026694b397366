"""Makes random_elections.json: small random elections with many ties, and what pabutools makes of them.

    python -m venv venv && venv/bin/pip install pabutools==1.2.3 gmpy2
    venv/bin/python make_expected.py > random_elections.json
"""
import json
import random
import sys

from pabutools.election import (
    Additive_Borda_Sat, Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat)
from pabutools.election.pabulib import parse_pabulib_from_string
from pabutools.rules import (
    completion_by_rule_combination, greedy_utilitarian_welfare, method_of_equal_shares,
    sequential_phragmen)
from pabutools.tiebreaking import lexico_tie_breaking as ties


def election(rng, vote_type):
    m, n = rng.randint(1, 9), rng.randint(1, 25)
    scale = rng.choice([1, 1, 1, 10, 100])
    costs = [rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 12]) * rng.choice([1, 10]) for _ in range(m)]
    budget = max(1, int(sum(costs) * rng.uniform(0.2, 0.9)))
    money = lambda units: str(units) if scale == 1 else f"{units / scale:.2f}"
    lines = ["META", "key;value", "description;random", "country;Nowhere", "unit;Nowhere", "instance;1",
             f"num_projects;{m}", f"num_votes;{n}", f"budget;{money(budget)}", f"vote_type;{vote_type}", "rule;unknown",
             "PROJECTS", "project_id;cost"]
    ids = rng.sample([str(i) for i in range(1, 30)] + [f"p{i}" for i in range(1, 12)], m)
    lines += [f"{i};{money(c)}" for i, c in zip(ids, costs)]
    lines += ["VOTES", "voter_id;vote" + (";points" if vote_type == "cumulative" else "")]
    for voter in range(n):
        size = 1 if vote_type == "choose-1" else rng.randint(1, m)
        vote = rng.sample(ids, size)
        row = f"v{voter};{','.join(vote)}"
        if vote_type == "cumulative":
            row += ";" + ",".join(str(rng.choice([0, 1, 1, 2, 3, 5])) for _ in vote)
        lines.append(row)
    return "\n".join(lines) + "\n"


def expected(text, vote_type):
    instance, profile = parse_pabulib_from_string(text)
    names = lambda outcome: [p.name for p in outcome]
    sats = {"cost": Cost_Sat, "cardinality": Cardinality_Sat}
    if vote_type == "cumulative":
        sats = {"cost": Cost_Sat, "score": Additive_Cardinal_Sat}
    if vote_type == "ordinal":
        sats = {"cost": Cost_Sat, "borda": Additive_Borda_Sat}
    results = {}
    for name, sat in sats.items():
        results[f"greedy {name}"] = names(greedy_utilitarian_welfare(instance, profile, sat_class=sat, tie_breaking=ties))
        mes = lambda **more: method_of_equal_shares(instance, profile, sat_class=sat, tie_breaking=ties, **more)
        results[f"none {name}"] = names(mes())
        results[f"greedy-completion {name}"] = names(completion_by_rule_combination(
            instance, profile, [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"sat_class": sat, "tie_breaking": ties}, {"sat_class": sat, "tie_breaking": ties}]))
        results[f"add1 {name}"] = names(mes(voter_budget_increment=1))
        results[f"add1-greedy {name}"] = names(completion_by_rule_combination(
            instance, profile, [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"sat_class": sat, "tie_breaking": ties, "voter_budget_increment": 1},
             {"sat_class": sat, "tie_breaking": ties}]))
    if vote_type in ("approval", "choose-1"):
        results["phragmen"] = names(sequential_phragmen(instance, profile, tie_breaking=ties))
    return results


def main():
    rng = random.Random(20261121)
    cases = []
    for number in range(240):
        vote_type = ["approval", "approval", "choose-1", "cumulative", "ordinal"][number % 5]
        text = election(rng, vote_type)
        cases.append({"election": text, "expected": expected(text, vote_type)})
    json.dump({"software": "pabutools 1.2.3", "cases": cases}, sys.stdout, indent=0)


main()
