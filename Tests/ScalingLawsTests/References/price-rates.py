"""The typical and the cheapest rate of scaling price, by NumPy alone, for PriceCommandTests.

    python3 price_rates.py datasets/ai-prices.csv mmlu
"""

import csv
import datetime
import sys

import numpy as np


def decimal_year(text):
    day = datetime.date.fromisoformat(text)
    start, end = datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days


def spline(x, count):
    """Harrell's restricted cubic spline without its linear part."""
    probabilities = {3: [0.1, 0.5, 0.9], 4: [0.05, 0.35, 0.65, 0.95], 5: [0.05, 0.275, 0.5, 0.725, 0.95]}[count]
    t = np.quantile(x, probabilities)
    cube = lambda knot: np.maximum(x - knot, 0) ** 3
    last, before = t[-1], t[-2]
    return [
        (cube(k) - cube(before) * (last - k) / (last - before) + cube(last) * (before - k) / (last - before))
        / (last - t[0]) ** 2
        for k in t[:-2]
    ]


def main(path, score):
    with open(path, newline="") as file:
        rows = sorted((r for r in csv.DictReader(file) if r[score]), key=lambda r: r["date"])
    t = np.array([decimal_year(r["date"]) for r in rows])
    y = np.log([(3 * float(r["input_usd_per_mtok"]) + float(r["output_usd_per_mtok"])) / 4 for r in rows])
    x = np.array([float(r[score]) for r in rows])
    names = [r["model"] for r in rows]
    first = {m: min(a for a, b in zip(t, names) if b == m) for m in names}
    later = np.array([a > first[m] for a, m in zip(t, names)], float)
    thinks = np.array([r["reasoning"] == "yes" for r in rows], float)
    models = sorted(set(names))
    bends = spline(x, 3 if len(models) < 30 else 4 if len(models) < 60 else 5)
    design = np.column_stack([np.ones_like(t), t - t.mean(), x, *bends, later, thinks])
    b, *_ = np.linalg.lstsq(design, y, rcond=None)
    r = y - design @ b
    bread = np.linalg.inv(design.T @ design)
    meat = np.zeros_like(bread)
    for model in models:
        own = [i for i, m in enumerate(names) if m == model]
        part = design[own]
        u = part.T @ np.linalg.solve(np.eye(len(own)) - part @ bread @ part.T, r[own])
        meat += np.outer(u, u)
    print(len(rows), "prices,", len(models), "models,", design.shape[1], "coefficients")
    print("typical", repr(float(-b[1])), "CR3", repr(float(np.sqrt((bread @ meat @ bread)[1, 1]))))
    size = np.column_stack([np.ones_like(t), t - t.mean()] + ([x] if len(models) >= 60 else []))
    c, *_ = np.linalg.lstsq(size, np.abs(r), rcond=None)
    scale = np.maximum(size @ c, 0.15 * np.abs(r).mean())
    rate = -b[1] - np.quantile(r / scale, 0.1) * c[1]
    print("cheapest", repr(float(rate)), "growth", repr(float(c[1] / np.abs(r).mean())))


main(*sys.argv[1:])
