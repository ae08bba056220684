#!/usr/bin/env python3
"""What default intervals of `scaling fit` cover where rows depend on one another, or noise grows along a long tail: 95 % nominal.

    benchmarks/dependence/coverage.py [TABLES]

Needs the package `scaling_laws` and NumPy. Prints coverage over the slopes, and in how many tables rows were taken for dependent; the standard
error of a coverage is about 0.6 points at 600 tables.
"""
import sys

import numpy as np
import scaling_laws as sl

tables = int(sys.argv[1]) if len(sys.argv) > 1 else 600
random = np.random.default_rng(7)


def study(name, make, formula, truth, **options):
    held = intervals = clustered = 0
    for _ in range(tables):
        record = sl.fit(make(), formula=formula, **options).record
        clustered += bool(record["options"]["cluster"])
        for element in record["coefficients"]:
            if element["name"] in truth:
                held += element["conf_low"] <= truth[element["name"]] <= element["conf_high"]
                intervals += 1
    print(f"| {name} | {100 * held / intervals:.1f} | {100 * clustered / tables:.0f} % |", flush=True)


def checkpoints(rho, shift, column, runs=10, steps=6):
    """Runs of one size each; deviations resemble their neighbours, or share what is common to a run."""
    size = np.repeat(10 ** random.uniform(7.5, 10, runs), steps)
    tokens = np.tile(np.arange(1, steps + 1) * 5e9, runs)
    noise = random.normal(size=(runs, steps))
    for step in range(1, steps):
        noise[:, step] = rho * noise[:, step - 1] + np.sqrt(1 - rho**2) * noise[:, step]
    noise = np.sqrt(1 - shift) * noise + np.sqrt(shift) * random.normal(size=(runs, 1))
    table = {"N": size, "D": tokens, "loss": np.exp(2 - 0.1 * np.log(size) - 0.1 * np.log(tokens) + 0.01 * noise.ravel())}
    return table | ({column: [f"r{run}" for run in np.repeat(np.arange(runs), steps)]} if column else {})


def families(column, rows, groups=8, correlation=0.5):
    group = random.integers(0, groups, rows)
    x = random.uniform(18, 24, rows)
    noise = np.sqrt(correlation) * random.normal(size=groups)[group] + np.sqrt(1 - correlation) * random.normal(size=rows)
    return {"C": 10**x, "score": 30 + 8 * (x - 21) + 3 * noise, column: [f"h{number}" for number in group]}


def tail(grows, rows=20):
    x = np.exp(random.normal(size=rows))
    return {"x": x, "y": 1 + 2 * x + 0.1 * (0.3 + x if grows else 1) * random.normal(size=rows)}


print("| rows | coverage | clustered |\n|---|---|---|")
for column in ("Lauf", "run_id", None):
    named = f"column {column}" if column else "no column"
    for what, rho, shift in (("autocorrelation 0.8", 0.8, 0), ("half the variance common to a run", 0, 0.5), ("separate runs", 0, 0)):
        study(f"10 runs, 6 checkpoints, {named}: {what}", lambda: checkpoints(rho, shift, column), "log(loss) = a - b*log(N) - c*log(D)",
              {"b": 0.1, "c": 0.1})
for column in ("family", "Wer"):
    for rows in (15, 30, 60):
        study(f"8 families, correlation 0.5, {rows} rows, column {column}", lambda: families(column, rows), "score = a + b*log10(C)", {"b": 8})
for grows in (True, False):
    for options in ({}, {"interval": "hc3"}):
        study(f"20 log-normal rows, {'growing' if grows else 'equal'} noise, {options.get('interval', 'default')}", lambda: tail(grows),
              "y = a + b*x", {"a": 1, "b": 2}, **options)
