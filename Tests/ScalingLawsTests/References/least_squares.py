"""Ordinary least squares at 50 digits, for reference values: normal equations in mpmath."""

import csv

from mpmath import matrix, mp, mpf, sqrt

mp.dps = 50


def column(path, name):
    """A column of a CSV file. Each number is first rounded to a double, as every fitter sees it, then held exactly."""
    with open(path, newline="") as file:
        return [mpf(float(row[name])) for row in csv.DictReader(file)]


def fit(columns, y):
    """Coefficients, classical and HC0 to HC3 standard errors, residual sum of squares, sigma and R squared."""
    n, p = len(y), len(columns)
    x = matrix(n, p)
    for j, values in enumerate(columns):
        for i in range(n):
            x[i, j] = values[i]
    inverse = (x.T * x) ** -1
    beta = inverse * (x.T * matrix(y))
    residual = [y[i] - sum(x[i, j] * beta[j] for j in range(p)) for i in range(n)]
    rss = sum(r * r for r in residual)
    leverage = [sum(x[i, j] * inverse[j, k] * x[i, k] for j in range(p) for k in range(p)) for i in range(n)]

    def sandwich(weights):
        meat = matrix(p, p)
        for i in range(n):
            for j in range(p):
                for k in range(p):
                    meat[j, k] += weights[i] * x[i, j] * x[i, k]
        return inverse * meat * inverse

    def errors(covariance):
        return [sqrt(covariance[j, j]) for j in range(p)]

    pairs = list(zip(residual, leverage))
    mean = sum(y) / n
    return {
        "coef": list(beta),
        "se_classical": errors(inverse * (rss / (n - p))),
        "se_HC0": errors(sandwich([r * r for r, _ in pairs])),
        "se_HC1": errors(sandwich([r * r * n / (n - p) for r, _ in pairs])),
        "se_HC2": errors(sandwich([r * r / (1 - h) for r, h in pairs])),
        "se_HC3": errors(sandwich([r * r / (1 - h) ** 2 for r, h in pairs])),
        "rss": [rss],
        "sigma": [sqrt(rss / (n - p))],
        "r_squared": [1 - rss / sum((v - mean) ** 2 for v in y)],
        "leverage_max": [max(leverage)],
    }


def report(results, terms):
    """One line per number: what, term, value at 30 digits."""
    for what, values in results.items():
        for term, value in zip(terms if len(values) > 1 else ["-"], values):
            print(what, term, mp.nstr(value, 30))


def compare(results, terms, path):
    """The worst relative difference from R over the numbers that both report, as comment lines."""
    worst, place, count = mpf(0), "", 0
    with open(path) as file:
        lines = [line.split() for line in file]
    for what, term, text in lines:
        values = results.get(what)
        if values is None:
            continue
        value = values[0] if len(values) == 1 else values[terms.index(term)]
        difference = abs(mpf(text) - value) / abs(value)
        count += 1
        if difference > worst:
            worst, place = difference, f"{what} {term}"
    print(f"# R agrees on {count} numbers within a relative {mp.nstr(worst, 2)} (worst: {place})")
