"""Nucleoli of seeded random cost games by plain linear programmes (SciPy/HiGHS).

    python3 nucleolus.py > nucleolus.json        (scipy 1.x)

Each stage raises the least saving; a group is settled when no optimum of the stage lets it save more.
"""
import itertools, json, random
import numpy as np
from scipy.optimize import linprog


def nucleolus(n, c):
    full = (1 << n) - 1
    groups = range(1, full)
    row = lambda s: [s >> i & 1 for i in range(n)]
    settled = {}
    bounds = [(None, c[1 << i]) for i in range(n)]
    if sum(c[1 << i] for i in range(n)) < c[full]:
        bounds = [(None, None)] * n
    while True:
        free = [s for s in groups if s not in settled]
        a_eq = [row(full) + [0]] + [row(s) + [0] for s in settled]
        b_eq = [c[full]] + [c[s] - e for s, e in settled.items()]
        a_ub, b_ub = [row(s) + [1] for s in free], [c[s] for s in free]
        best = linprog([0] * n + [-1], a_ub, b_ub, a_eq, b_eq, bounds + [(None, None)])
        least = best.x[-1]
        for s in free:
            if c[s] - np.dot(row(s), best.x[:n]) > least + 1e-7:
                continue
            more = linprog(row(s) + [0], a_ub, b_ub, a_eq, b_eq, bounds + [(least - 1e-9, None)])
            if c[s] - more.fun < least + 1e-6:
                settled[s] = least
        if np.linalg.matrix_rank(np.array([row(full)] + [row(s) for s in settled])) == n:
            return best.x[:n]


def main():
    draw, games = random.Random(20261121), []
    for n in [2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7]:
        for kind in ["random", "together"]:
            c = [0] * (1 << n)
            alone = [draw.randrange(100, 1000) for _ in range(n)]
            for s in range(1, 1 << n):
                members = [i for i in range(n) if s >> i & 1]
                if kind == "random":
                    c[s] = draw.randrange(100, 1000)
                else:
                    share = 1 - 0.08 * (len(members) - 1)
                    c[s] = round(sum(alone[i] for i in members) * share) + draw.randrange(0, 60 if len(members) > 1 else 1)
            games.append({"players": n, "costs": c, "shares": [round(float(x), 6) for x in nucleolus(n, c)]})
    print(json.dumps(games))


main()
