"""Least squares on the loss by SciPy's MINPACK with an analytic Jacobian, from one good start; prints one JSON object.

    scipy_raw.py FOLDER     the folder with svg_extracted_data.csv
"""
import csv
import json
import pathlib
import sys
import time

import numpy as np
from scipy.optimize import least_squares

rows = [
    (float(r["Model Size"]), float(r["Training FLOP"]), float(r["loss"]))
    for r in csv.DictReader(open(pathlib.Path(sys.argv[1]) / "svg_extracted_data.csv"))
]
n, c, loss = (np.array(v) for v in zip(*rows))
keep = loss < np.sort(loss)[-5]
ln, ld, y = np.log(n[keep]), np.log(c[keep] / (6 * n[keep])), loss[keep]


def residuals(p):
    a, b, e, alpha, beta = p
    return np.exp(a - alpha * ln) + np.exp(b - beta * ld) + np.exp(e) - y


def jacobian(p):
    a, b, e, alpha, beta = p
    u, v = np.exp(a - alpha * ln), np.exp(b - beta * ld)
    return np.column_stack([u, v, np.full_like(ln, np.exp(e)), -u * ln, -v * ld])


def fit():
    return least_squares(residuals, [6.0, 6.0, 0.5, 0.34, 0.28], jac=jacobian, method="lm", x_scale="jac")


fit()
times = []
for _ in range(51):
    start = time.perf_counter()
    result = fit()
    times.append(time.perf_counter() - start)
print(json.dumps({"seconds": sorted(times)[25], "rss": 2 * result.cost, "evaluations": int(result.nfev)}))
