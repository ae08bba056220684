"""Least sums of quantile regression on tied tables, by HiGHS: the numbers of QuantileTiesTests.

Run: python3 quantile-ties.py
"""

import numpy as np
from scipy.optimize import linprog


def whole(seed):
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state >> 16


def table(seed, rows, predictors):
    numbers = whole(seed)
    design, response, weights = [], [], []
    for _ in range(rows):
        design.append([1.0] + [next(numbers) % 6 for _ in range(predictors)])
        response.append(next(numbers) % 9)
        weights.append(1 + next(numbers) % 3)
    return np.array(design, float), np.array(response, float), np.array(weights, float)


def least(seed, rows, predictors, tau):
    x, y, w = table(seed, rows, predictors)
    n, p = x.shape
    cost = np.concatenate([np.zeros(p), w * tau, w * (1 - tau)])
    found = linprog(
        cost, A_eq=np.hstack([x, np.eye(n), -np.eye(n)]), b_eq=y,
        bounds=[(None, None)] * p + [(0, None)] * (2 * n), method="highs-ds")
    r = y - x @ found.x[:p]
    return float(np.sum(w * np.where(r >= 0, tau * r, (tau - 1) * r)))


seed = 0
for rows in (6, 20, 60, 200, 1000):
    for predictors in (1, 2, 4):
        for tau in (0.1, 0.5, 0.9):
            seed += 1
            print(f"    ({seed}, {rows}, {predictors}, {tau}, {least(seed, rows, predictors, tau)!r}),")
