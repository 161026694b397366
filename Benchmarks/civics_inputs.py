"""Invented inputs for the civic commands, the same for the same seed: civics_inputs.py KIND SIZE FILE [SECOND FILE]."""
import csv
import itertools
import json
import random
import sys


def election(rng, ballots, path, projects=300):
    """A city with so many ballots of 1 to 10 approvals, of popularity that falls as 1/√rank.

    Costs keep their ratios whatever the size: 400 a voter are there to spend and pay for a fifth of the projects by cost.
    """
    ids = [str(number) for number in range(1, projects + 1)]
    prices = random.Random("prices")
    shares = [prices.lognormvariate(0, 1) for _ in ids]
    costs = [max(1, round(2_000 * ballots * share / sum(shares))) for share in shares]
    drawn = rng.choices(ids, weights=[1 / (rank + 3) ** 0.5 for rank in range(projects)], k=ballots * 11 // 2 + 11)
    with open(path, "w", encoding="utf-8") as file:
        file.write("META\nkey;value\ndescription;invented\ncountry;Nowhere\nunit;Nowhere\ninstance;1\n")
        file.write(f"num_projects;{projects}\nnum_votes;{ballots}\nbudget;{400 * ballots}\nvote_type;approval\nrule;greedy\n")
        file.write("PROJECTS\nproject_id;cost\n" + "".join(f"{name};{cost}\n" for name, cost in zip(ids, costs)))
        file.write("VOTES\nvoter_id;vote\n")
        place = 0
        for voter in range(ballots):
            size = voter % 10 + 1
            file.write(f"{voter};{','.join(dict.fromkeys(drawn[place:place + size]))}\n")
            place += size


def small_election(rng, ballots, path):
    election(rng, ballots, path, projects=40)


def votes(rng, count, path):
    """Three camps; each person votes on 20 statements, 50 people to a statement: a million votes are 50 000 × 1 000."""
    people = count // 20
    statements = max(40, people // 50)
    leaning = [[rng.choice([0.15, 0.5, 0.85]) for _ in range(statements)] for _ in range(3)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("timestamp,comment-id,voter-id,vote\n")
        for person in range(people):
            chance = leaning[person % 3]
            for statement in rng.sample(range(statements), 20):
                vote = 0 if rng.random() < 0.1 else 1 if rng.random() < chance[statement] else -1
                file.write(f"{person},{statement},{person},{vote}\n")


def pool(rng, people, path, quotas):
    """Volunteers with six traits; quotas lie one around a random panel of a tenth of them, so that some panel exists."""
    traits = {"gender": 2, "age": 5, "education": 4, "region": 4, "settlement": 3, "concern": 3}
    rows = [{name: f"{name}{min(int(rng.expovariate(1.2)), values - 1)}" for name, values in traits.items()} for _ in range(people)]
    panel = rng.sample(rows, people // 10)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, traits)
        writer.writeheader()
        writer.writerows(rows)
    with open(quotas, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["category", "feature", "min", "max"])
        for name in traits:
            for value in sorted({row[name] for row in rows}):
                count = sum(row[name] == value for row in panel)
                writer.writerow([name, value, max(0, count - 1), count + 1])


def suitabilities(rng, entries, path):
    """Eight reviewers for ten entries; skills of eight subjects, some noise, a twentieth in conflict."""
    reviewers = entries * 4 // 5
    subjects = lambda: [rng.random() ** 3 for _ in range(8)]
    asked = [subjects() for _ in range(entries)]
    with open(path, "w", encoding="utf-8") as file:
        for _ in range(reviewers):
            known = subjects()
            cells = (-1 if rng.random() < 0.05 else round(sum(a * b for a, b in zip(known, entry)) + 0.2 * rng.random(), 6) for entry in asked)
            file.write(",".join(map(str, cells)) + "\n")


def comparisons(rng, items, path, count=50_000):
    strengths = [rng.gauss(0, 1) for _ in range(items)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("winner,loser\n")
        for _ in range(count):
            a, b = rng.sample(range(items), 2)
            first = rng.random() < 1 / (1 + 2.718281828 ** (strengths[b] - strengths[a]))
            file.write(f"{a},{b}\n" if first else f"{b},{a}\n")


def ordinal_pairs(_, __, path, source):
    """The comparisons which the rankings of a .pb file imply: every project over those named after it."""
    with open(source, encoding="utf-8-sig") as file, open(path, "w", encoding="utf-8") as out:
        lines = itertools.dropwhile(lambda line: line.strip() != "VOTES", file)
        next(lines)
        rows = csv.reader(lines, delimiter=";")
        column = next(rows).index("vote")
        out.write("winner,loser\n")
        for row in rows:
            out.writelines(f"{a},{b}\n" for a, b in itertools.combinations(row[column].split(","), 2))


def proposals(_, __, path, source):
    """The published proposals with their summaries as texts."""
    with open(source, encoding="utf-8") as file, open(path, "w", encoding="utf-8") as out:
        for row in map(json.loads, file):
            out.write(json.dumps({"id": str(row["id"]), "title": row["title"], "text": row["summary"] or ""}) + "\n")


def texts(rng, count, path):
    """Invented words, the n-th as common as 1/n, 40 to a text; a tenth of the texts are altered copies of others."""
    words = ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(rng.randint(1, 4))) for _ in range(20_000)]
    common = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    written = []
    for number in range(count):
        if number % 10 == 9:
            text = [word for word in rng.choice(written) if rng.random() < 0.85]
        else:
            text = rng.choices(words, cum_weights=common, k=40)
        written.append(text)
    with open(path, "w", encoding="utf-8") as file:
        for number, text in enumerate(written):
            file.write(json.dumps({"id": str(number), "title": " ".join(text[:5]), "text": " ".join(text)}) + "\n")


def coalitions(rng, players, path):
    """What each group of cities would pay: a root of its size, so that sharing pays."""
    names = [f"city{number:02}" for number in range(players)]
    size = [rng.randint(50, 500) for _ in names]
    costs = {}
    for count in range(1, players + 1):
        for group in itertools.combinations(range(players), count):
            costs["+".join(names[member] for member in group)] = round(100 * sum(size[member] for member in group) ** 0.7)
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"players": names, "coalitions": costs}, file)


def weights(rng, members, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,weight\n" + "".join(f"seat{number},{rng.randint(1, 40)}\n" for number in range(members)))


KINDS = {kind.__name__: kind for kind in (election, small_election, votes, pool, suitabilities, comparisons, ordinal_pairs, proposals, texts, coalitions, weights)}

if __name__ == "__main__":
    kind, size, *paths = sys.argv[1:]
    KINDS[kind](random.Random(f"{kind} {size}"), int(size), *paths)
