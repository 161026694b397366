"""The published programs on the same files, run by the Python that has them: civics_references.py TOOL FILE.

Prints processor seconds of reading and computing, import left out, as JSON; ends with 3 where the package is not installed.
"""
import csv
import json
import sys
import time


def equal_shares(path, **more):
    from pabutools.election import Cost_Sat
    from pabutools.election.pabulib import parse_pabulib
    from pabutools.rules import method_of_equal_shares
    yield
    instance, profile = parse_pabulib(path)
    yield
    method_of_equal_shares(instance, profile, sat_class=Cost_Sat, **more)


def add1(path):
    return equal_shares(path, voter_budget_increment=1)


def phragmen(path):
    from pabutools.election.pabulib import parse_pabulib
    from pabutools.rules import sequential_phragmen
    yield
    instance, profile = parse_pabulib(path)
    yield
    sequential_phragmen(instance, profile)


def opinion(path):
    from reddwarf.implementations.polis import run_pipeline
    yield
    with open(path, encoding="utf-8") as file:
        votes = [
            {"participant_id": int(row["participant"]), "statement_id": int(name), "vote": int(float(value))}
            for row in csv.DictReader(file) for name, value in row.items() if name.isdigit() and value]
    yield
    run_pipeline(votes=votes)


def rank(path):
    import choix
    yield
    with open(path, encoding="utf-8") as file:
        pairs = [(row["winner"], row["loser"]) for row in csv.DictReader(file)]
    place = {name: number for number, name in enumerate(sorted({name for pair in pairs for name in pair}))}
    pairs = [(place[winner], place[loser]) for winner, loser in pairs]
    yield
    choix.ilsr_pairwise(len(place), pairs, alpha=0.01)


def assign(path):
    import numpy
    import scipy.sparse
    from scipy.optimize import linprog
    yield
    scores = numpy.loadtxt(path, delimiter=",")
    yield
    reviewers, entries = scores.shape
    row, column = numpy.nonzero(scores != -1)
    number, one = numpy.arange(len(row)), numpy.ones(len(row))
    demand = scipy.sparse.csr_matrix((one, (column, number)), shape=(entries, len(row)))
    load = scipy.sparse.csr_matrix((one, (row, number)), shape=(reviewers, len(row)))
    solved = linprog(
        -scores[row, column], A_eq=demand, b_eq=numpy.full(entries, 3), A_ub=load, b_ub=numpy.full(reviewers, 6), bounds=(0, 1), method="highs")
    print(f"total {-solved.fun:.6f}", file=sys.stderr)


def similar(path):
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer
    yield
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    yield
    matrix = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(
        [f"{row['title']} {row.get('text', '')}" for row in rows])
    for begin in range(0, matrix.shape[0], 200):
        numpy.argpartition(-(matrix[begin:begin + 200] @ matrix.T).toarray(), 11, axis=1)


def main():
    tool, path = sys.argv[1:]
    times = []
    try:
        for _ in globals()[tool](path) or ():
            times.append(time.process_time())
    except ModuleNotFoundError as missing:
        print(missing, file=sys.stderr)
        raise SystemExit(3) from None
    times.append(time.process_time())
    print(json.dumps({"reading": times[1] - times[0], "computing": times[2] - times[1]}))


if __name__ == "__main__":
    main()
