"""Horizons, their bootstrap and their trend by NumPy and SciPy, for HorizonTests and HorizonCommandTests.

    python3 horizon.py ../../../datasets

The curve of each model is the root of the score equations of the weighted log-likelihood (scipy.optimize.root); lines are numpy.polyfit.
"""

import csv
import datetime
import sys

import numpy as np
from scipy.optimize import root
from scipy.stats import t as student

folder = sys.argv[1]


def rows(name):
    with open(f"{folder}/{name}.csv") as file:
        return list(csv.DictReader(file))


runs = rows("horizon-runs")
tasks = sorted({(r["task_family"], r["task"]) for r in runs})
families = sorted({family for family, _ in tasks})
place = {task: index for index, task in enumerate(tasks)}
members = [[place[task] for task in tasks if task[0] == family] for family in families]


def cells(model):
    own = [r for r in runs if r["model"] == model]
    column = lambda name: np.array([float(r[name]) for r in own])
    index = np.array([place[r["task_family"], r["task"]] for r in own])
    return index, np.log2(column("human_minutes")), column("successes"), column("runs"), column("weight_per_run")


def curve(x, s, n, w, start=(1.0, -0.4)):
    scale = n.sum() / (w * n).sum()

    def score(b):
        rest = scale * w * (s - n / (1 + np.exp(-(b[0] + b[1] * x))))
        return [rest.sum(), (rest * x).sum()]

    def slope(b):
        p = 1 / (1 + np.exp(-(b[0] + b[1] * x)))
        v = -scale * w * n * p * (1 - p)
        return [[v.sum(), (v * x).sum()], [(v * x).sum(), (v * x * x).sum()]]

    found = root(score, start, jac=slope, method="hybr", tol=1e-14)
    return found.x if np.abs(found.fun).max() < 1e-7 else np.full(2, np.nan)


print("model, p50, p80, slope, average success")
usable = ["GPT-4 0314", "Claude 3 Opus", "GPT-4 Turbo", "GPT-4o", "Claude 3.5 Sonnet (Old)", "o1-preview",
          "Claude 3.5 Sonnet (New)", "o1"]
points = {}
for model in usable + ["gpt-3.5-turbo-instruct", "human"]:
    _, x, s, n, w = cells(model)
    a, b = curve(x, s, n, w, (-2.6, -0.45) if model.startswith("gpt-3.5") else (1.0, -0.4))
    points[model] = (a, b)
    print(f"{model!r}: {2 ** (-a / b):.12g}, {2 ** ((np.log(4) - a) / b):.12g}, {b:.12g}, {(w * s).sum() / (w * n).sum():.12g}")

print("standard deviation of log2 p50 over 2000 resamples of families, tasks and runs; of the slope of the trend per year")
rng = np.random.default_rng(0)
dates = {r["model"]: datetime.date.fromisoformat(r["release_date"]) for r in runs if r["release_date"]}
years = np.array([dates[m].toordinal() for m in usable]) / 365.25
data = {m: cells(m) for m in usable}
draws = []
for _ in range(2000):
    times = np.zeros(len(tasks))
    for f in rng.integers(0, len(families), len(families)):
        own = np.array(members[f])
        np.add.at(times, own[rng.integers(0, len(own), len(own))], 1)
    lengths = []
    for m in usable:
        index, x, s, n, w = data[m]
        trials = (times[index] * n).astype(int)
        drawn = rng.binomial(trials, s / n)
        a, b = curve(x, drawn, trials, w, points[m])
        lengths.append(-a / b)
    draws.append(lengths)
draws = np.array(draws)
print(len(draws), "resamples,", np.isfinite(draws).all(axis=1).sum(), "with all horizons")
draws = draws[np.isfinite(draws).all(axis=1)]
print(dict(zip(usable, np.round(draws.std(axis=0, ddof=1), 4))))
print("sd of slope (log2 a year)", np.polyfit(years - years[0], draws.T, 1)[0].std(ddof=1))

print("published horizons: doubling days, independent 95 % interval, e/s2")
table = rows("time-horizons")
for version, low, high in [("v1.1-2026-01", "2023", "2031"), ("v1.1-2026-04", "2023", "2031"), ("v1.0", "2019", "2025-04")]:
    own = [r for r in table if r["version"] == version and r["is_sota"] == "yes" and low <= r["release_date"] < high]
    t = np.array([datetime.date.fromisoformat(r["release_date"]).toordinal() for r in own]) / 365.25
    y = np.log([float(r["p50_minutes"]) for r in own])
    se = np.log([float(r["p50_ci_high_minutes"]) / float(r["p50_ci_low_minutes"]) for r in own]) / (2 * 1.959963984540054)
    slope = np.polyfit(t - t[0], y, 1)[0]
    d = t - t.mean()
    c = d / (d @ d)
    m = len(own)
    rest = y - y.mean() - slope * d
    s2 = rest @ rest / (m - 2)
    leverage = 1 / m + d**2 / (d @ d)
    share = min(1, (se**2 * (1 - leverage)).sum() / (m - 2) / s2)
    residual = s2 * (c @ c)
    total = max(residual, (1 - share) * residual + (c**2 * se**2).sum())
    half = student.ppf(0.975, m - 2) * np.sqrt(total)
    days = lambda rate: 365.25 * np.log(2) / rate
    print(f"{version} {m}: {days(slope):.12g} [{days(slope + half):.12g}, {days(slope - half):.12g}] {share:.12g}")
