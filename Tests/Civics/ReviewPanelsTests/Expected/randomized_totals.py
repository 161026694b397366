"""Expected totals of lotteries bounded by 1/2, by linear programming.

    pip install scipy==1.17.1
    python randomized_totals.py FOLDER_OF_REVIEWER_MATRICES > randomized_totals.json
"""

import csv
import json
import sys

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import linprog


def matrix(name):
    with open(f"{sys.argv[1]}/{name}.csv") as file:
        return np.array([[float(cell) for cell in row] for row in csv.reader(file)])


def expected_total(scores, conflicts, demand, low, high, bound):
    reviewers, entries = scores.shape
    pairs = np.arange(reviewers * entries)
    row, column = np.divmod(pairs, entries)
    ones = np.ones(pairs.size)
    load = sparse.csr_matrix((ones, (row, pairs)), shape=(reviewers, pairs.size))
    panel = sparse.csr_matrix((ones, (column, pairs)), shape=(entries, pairs.size))
    result = linprog(
        -scores.ravel(),
        A_ub=sparse.vstack([load, -load]),
        b_ub=np.r_[np.full(reviewers, high), np.full(reviewers, -low)],
        A_eq=panel,
        b_eq=np.full(entries, demand),
        bounds=np.c_[np.zeros(pairs.size), np.where(conflicts.ravel(), 0, bound)],
        method="highs",
    )
    return round(-result.fun, 9)


midl = matrix("midl_scores_reviewers_x_papers")
totals = {
    "midl0": expected_total(midl, midl == -1, 3, 0, 4, 0.5),
    "midl": expected_total(midl, midl == -1, 3, 2, 4, 0.5),
}
for name, high in [("preflib1", 7), ("query", 3)]:
    conflicts = matrix(f"{name}_conflict_mask_reviewers_x_papers") == 1
    totals[name] = expected_total(matrix(f"{name}_similarity_reviewers_x_papers"), conflicts, 3, 0, high, 0.5)
print(json.dumps(totals, indent=2))
