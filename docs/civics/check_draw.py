#!/usr/bin/env python3
"""Checks a leximin or maximin certificate of `talkoot draw` with exact fractions, without any of Talkoot's code.

    python3 check_draw.py CERTIFICATE.json POOL.csv QUOTAS.csv SIZE

For draws without --address. Certificates of leximin and maximin hold fractions such as "1/3"; then nothing may be off.
Where a number stands as a double (pools with next to no panels) it is taken as the exact fraction that it is, and
claims may be off by a ten-millionth.
"""
import csv
import json
import sys
from fractions import Fraction as F

TOLERANCE = F(0)


def are_exact(certificate):
    numbers = certificate["chances"] + [entry["weight"] for entry in certificate["mixture"]]
    for stage in certificate["stages"]:
        numbers += [stage["chance"], *stage["multipliers"], *certain(stage).values()]
    return all(isinstance(number, str) for number in numbers)


def certain(stage):
    """Swift writes a dictionary with whole-number keys as an object."""
    return {int(kind): times for kind, times in stage["certainty"].items()}


def rules(pool, quotas, size):
    rows = [({"": ""}, F(size), F(size))]
    for quota in quotas:
        category, value = (quota["feature"], quota["value"]) if "value" in quota else (quota["category"], quota["feature"])
        rows.append(({category: value}, F(quota["min"]), min(F(size), F(quota["max"]))))
    return rows


def counts(rule, person):
    return all(category == "" or person[category].strip().lower() == value.strip().lower() for category, value in rule.items())


def ceiling(direction, multipliers, rows, low, high):
    """The most that Σ direction × count can be when the rows are counted `multipliers` times."""
    rest, total = list(direction), F(0)
    for weight, (coefficients, least, most) in zip(map(F, multipliers), rows):
        if weight:
            total += max(weight * least, weight * most)
            rest = [r - weight * c if c else r for r, c in zip(rest, coefficients)]
    return total + sum(max(r * l, r * h) for r, l, h in zip(rest, low, high))


def proved(proof, direction, level, rows, low, high):
    (kind, body), = proof.items()
    if kind == "bounded":
        # A panel's value is a multiple of the grain; less than one grain above the level is therefore not above it.
        grain = min([F(1, c.denominator) for c in direction], default=F(1))
        return ceiling(direction, body["multipliers"], rows, low, high) < level + max(grain, TOLERANCE * max(1, abs(level)))
    if kind == "empty":
        nothing = [F(0)] * len(low)
        return any(ceiling(nothing, [s * m for m in body["multipliers"]], rows, low, high) < 0 for s in (1, -1))
    kind, at = body["type"], body["at"]
    below, above = list(high), list(low)
    below[kind], above[kind] = min(high[kind], F(at)), max(low[kind], F(at + 1))
    return ((below[kind] < low[kind] or proved(body["atMost"], direction, level, rows, low, below))
            and (above[kind] > high[kind] or proved(body["above"], direction, level, rows, above, high)))


def main(certificate, pool, quotas, size):
    certificate = json.load(open(certificate))
    pool, quotas, size = list(csv.DictReader(open(pool, encoding="utf-8-sig"))), list(csv.DictReader(open(quotas, encoding="utf-8-sig"))), int(size)
    global TOLERANCE
    TOLERANCE = F(0) if are_exact(certificate) else F(1, 10**7)
    key = next((c for c in pool[0] if c.lower() == "id" or c.lower().endswith("_id")), None)
    people = {row[key] if key else str(number): row for number, row in enumerate(pool)}
    types = certificate["types"]
    assert sorted(p for t in types for p in t) == sorted(people), "the types are not the pool"
    rows = []
    for rule, least, most in rules(pool, quotas, size):
        marks = [{counts(rule, people[p]) for p in t} for t in types]
        assert all(len(m) == 1 for m in marks), "people of one type are not alike"
        rows.append(([F(int(m.pop())) for m in marks], least, most))
    chances, number = [F(c) for c in certificate["chances"]], [F(len(t)) for t in types]

    got, weight = [F(0)] * len(types), F(0)
    for entry in certificate["mixture"]:
        panel = entry["panel"]
        assert all(0 <= seats <= n for seats, n in zip(panel, number)), "a panel takes people who are not there"
        for coefficients, least, most in rows:
            assert least <= sum(c * seats for c, seats in zip(coefficients, panel)) <= most, "a panel breaks a rule"
        assert F(entry["weight"]) >= 0
        weight += F(entry["weight"])
        got = [g + F(entry["weight"]) * seats for g, seats in zip(got, panel)]
    assert abs(weight - 1) <= TOLERANCE, "the weights do not sum to 1"
    assert all(abs(g / n - c) <= TOLERANCE for g, n, c in zip(got, number, chances)), "the mixture gives other chances"

    capacity = [min([n] + [most for coefficients, _, most in rows if coefficients[t] == 1]) for t, n in enumerate(number)]
    for cut in certificate["cuts"]:
        direction, level = [F(c) for c in cut["coefficients"]], F(cut["level"])
        assert proved(cut["proof"], direction, level, rows, [F(0)] * len(types), capacity), "a cut is not proved"
        rows.append((direction, sum(min(F(0), d * n) for d, n in zip(direction, number)), level))

    open_types = set(range(len(types)))
    for stage in certificate["stages"]:
        value = F(stage["chance"])
        if value < 1 - TOLERANCE:
            weights, most = [F(0)] * len(types), F(0)
            for m, (coefficients, least, upper) in zip(map(F, stage["multipliers"]), rows):
                if m:
                    most += max(m * least, m * upper)
                    weights = [w + m * c * n for w, c, n in zip(weights, coefficients, number)]
            for t, m in certain(stage).items():
                assert F(m) >= -TOLERANCE
                most += F(m) * number[t]
                weights[t] += F(m) * number[t]
            most -= sum(weights[t] * chances[t] for t in range(len(types)) if t not in open_types)
            assert all(weights[t] >= -TOLERANCE for t in open_types), "a stage has a negative weight"
            assert abs(sum(weights[t] for t in open_types) - 1) <= TOLERANCE, "a stage's weights do not sum to 1"
            assert most <= value + TOLERANCE, "a stage allows more than it claims"
            assert certificate["fairness"] != "leximin" or all(weights[t] > 0 for t in stage["fixed"])
        assert open_types.issuperset(stage["fixed"])
        assert all(abs(chances[t] - value) <= TOLERANCE for t in stage["fixed"]), "a type has another chance than its stage"
        open_types -= set(stage["fixed"])
    last = max(F(s["chance"]) for s in certificate["stages"])
    assert all(chances[t] >= last - TOLERANCE for t in open_types)
    assert certificate["fairness"] != "leximin" or not open_types, "some types are in no stage"
    print(f"holds{' exactly' if TOLERANCE == 0 else ''}: {len(certificate['mixture'])} panels, {len(certificate['stages'])} stages, {len(certificate['cuts'])} cuts")


if __name__ == "__main__":
    main(*sys.argv[1:])
