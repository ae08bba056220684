"""The peer of `compare.sh`: the same linear law, fitted as one would in Python.

Usage: fit_scipy.py TABLE RESPONSE TERM...

A term is a column, or log10(column). One term goes to scipy.stats.linregress, more to numpy.linalg.lstsq with
Student-t intervals. Reads with pandas if it is installed, else with the csv module.
"""

import csv
import sys

import numpy as np
from scipy import stats


def read(path):
    try:
        import pandas

        return pandas.read_csv(path)
    except ImportError:
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        return {name: [row[name] for row in rows] for name in rows[0]}


def values(table, term):
    if term.startswith("log10("):
        return np.log10(np.asarray(table[term[6:-1]], dtype=float))
    return np.asarray(table[term], dtype=float)


table = read(sys.argv[1])
y = values(table, sys.argv[2])
terms = sys.argv[3:]
if len(terms) == 1:
    line = stats.linregress(values(table, terms[0]), y)
    estimates, errors = [line.intercept, line.slope], [line.intercept_stderr, line.stderr]
else:
    x = np.column_stack([np.ones_like(y)] + [values(table, term) for term in terms])
    estimates, rss, *_ = np.linalg.lstsq(x, y, rcond=None)
    errors = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * rss[0] / (len(y) - x.shape[1]))
critical = stats.t.ppf(0.975, len(y) - len(estimates))
for name, estimate, error in zip(["(Intercept)", *terms], estimates, errors):
    print(name, estimate, error, estimate - critical * error, estimate + critical * error)
