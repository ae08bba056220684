"""Coverage of intervals of the doubling time, and how often a shape is named falsely, on simulated models and tasks.

    python3 coverage.py 300

Needs NumPy and SciPy. Each world has 36 families of tasks, eight runs per model and task, and models whose log2 horizons grow by one in 210
days and scatter about that. Families and tasks are harder or easier than their length says, for all models, and families also for single
models. Prints for each rule how many intervals of nominal 95 % hold the truth, and their median width over the rate.
"""

import sys

import numpy as np
from scipy.stats import t as student

NOISES = [
    (rho, white)
    for rho in [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 1]
    for white in [0, 0.25, 1, 4, 16, 64, 256]
    if white == 0 or rho > 0 and (white < 256 or rho >= 0.9)
]
DAYS, RESAMPLES, RUNS, FAMILIES = 210.0, 200, 8, 36


def kept_noises(y, t):
    """Slope and standard error under each noise that the rows allow: docs/decisions/series-in-time.md."""
    n = len(y)
    g = (t - t[0]) * (n - 1) / (t[-1] - t[0])
    gaps, x = np.abs(g[:, None] - g), np.c_[np.ones(n), t - t.mean()]
    found = []
    for rho, white in NOISES:
        v = np.minimum(g[:, None], g) + 1 if rho == 1 else np.eye(n) if rho == 0 else rho**gaps / (1 - rho * rho)
        try:
            factor = np.linalg.cholesky(v + white * np.eye(n))
        except np.linalg.LinAlgError:
            continue
        xs, ys = np.linalg.solve(factor, x), np.linalg.solve(factor, y)
        gram = xs.T @ xs
        b = np.linalg.solve(gram, xs.T @ ys)
        rss = ((ys - xs @ b) ** 2).sum()
        likelihood = -np.log(np.diag(factor)).sum() - 0.5 * np.linalg.slogdet(gram)[1] - 0.5 * (n - 2) * np.log(rss)
        found.append((likelihood, b[1], np.linalg.inv(gram)[1, 1] * rss / (n - 2)))
    found = np.array(found)
    return found[2 * (found[:, 0].max() - found[:, 0]) <= 1.2 + 0.43 * np.log(n)]


def curves(x, successes, trials, weights, start):
    """Logistic regressions side by side, by damped Newton steps; the last axis is the tasks."""
    middle = x.mean()
    z, b = x - middle, start.copy()
    b[..., 0] += b[..., 1] * middle
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(b[..., 0, None] + b[..., 1, None] * z, -40, 40)))
        rest, v = weights * (successes - trials * p), weights * trials * p * (1 - p) + 1e-12
        g0, g1 = rest.sum(-1), (rest * z).sum(-1)
        h00, h01, h11 = v.sum(-1), (v * z).sum(-1), (v * z * z).sum(-1)
        step = np.stack([h11 * g0 - h01 * g1, h00 * g1 - h01 * g0], -1) / (h00 * h11 - h01**2)[..., None]
        size = np.maximum(np.abs(step[..., 0]), 5 * np.abs(step[..., 1]))
        b += np.minimum(1, 2 / np.maximum(size, 1e-9))[..., None] * step
        if size.max() < 1e-8:
            break
    b[..., 0] -= b[..., 1] * middle
    return b


def world(rng, models, scatter, alike, family, task, single, steepness):
    sizes = np.minimum(rng.geometric(0.45, FAMILIES), 8)
    own = np.repeat(np.arange(FAMILIES), sizes)
    x = np.clip(rng.uniform(0, 9.5, FAMILIES)[own] + rng.normal(0, 1.2, len(own)), -0.5, 10.5)
    weights = 1 / np.sqrt(sizes[own]) / RUNS
    span = 700.0 if models < 12 else 910.0
    t = np.sort(rng.uniform(0, span, models))
    t[0], t[-1] = 0, span
    gap, noise, deviation = np.diff(t, prepend=0) * (models - 1) / span, scatter * rng.normal(size=models), np.zeros(models)
    for i in range(models):
        carry = alike ** gap[i] if i else 0
        deviation[i] = carry * deviation[i - 1] + np.sqrt(1 - carry**2) * noise[i]
    horizon = 2.3 + t / DAYS + deviation
    hardness = x + rng.normal(0, family, FAMILIES)[own] + rng.normal(0, task, len(own))
    slope = np.exp(steepness * rng.normal(size=(models, 1)))
    odds = slope * (horizon[:, None] - hardness - single * rng.normal(size=(models, FAMILIES))[:, own])
    successes = rng.binomial(RUNS, 1 / (1 + np.exp(-odds)))
    b = curves(x, successes, np.full_like(successes, RUNS), weights, np.tile([1.0, -0.35], (models, 1)))
    times = np.zeros((RESAMPLES, len(own)))
    members = [np.flatnonzero(own == f) for f in range(FAMILIES)]
    for r in range(RESAMPLES):
        for f in rng.integers(0, FAMILIES, FAMILIES):
            np.add.at(times[r], members[f][rng.integers(0, len(members[f]), len(members[f]))], 1)
    trials = np.repeat(RUNS * times[:, None].astype(int), models, axis=1)
    drawn = curves(x, rng.binomial(trials, successes / RUNS), trials, weights, np.tile(b, (RESAMPLES, 1, 1)))
    lengths = -drawn[..., 0] / drawn[..., 1]
    usable = (drawn[..., 1] < 0).all(1) & np.isfinite(lengths).all(1)
    return t, -b[:, 0] / b[:, 1], lengths[usable], horizon


def aicc(rss, n, k):
    return n * np.log(rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1)


def judged(rng, t, y, draws, horizon):
    n = len(t)
    d = t - t.mean()
    c = d / (d @ d)
    residual = np.eye(n) - 1 / n - np.outer(d, d) / (d @ d)
    slope, s2 = y @ c, ((residual @ y) ** 2).sum() / (n - 2)
    scatter = s2 * (c @ c)
    low, high = np.quantile(draws @ c, [0.025, 0.975])
    items = ((high - low) / (2 * 1.959964)) ** 2
    errors = draws - np.median(draws, axis=0)
    share = min(1, np.median(((errors @ residual) ** 2).sum(1)) / (n - 2) / s2)
    # What a table of horizons with 95 % intervals tells of the same.
    ends = np.quantile(draws, [0.025, 0.975], axis=0)
    se = (ends[1] - ends[0]) / (2 * 1.959964)
    apart = c**2 @ se**2
    apart_share = min(1, np.diag(residual) @ se**2 / (n - 2) / s2)
    quantile = student.ppf(0.975, n - 2)
    kept = kept_noises(y, t)

    def plain(total):
        return slope - quantile * np.sqrt(total), slope + quantile * np.sqrt(total)

    def hull(total):
        half = quantile * np.sqrt(total(kept[:, 2]))
        return min(slope, (kept[:, 1] - half).min()), max(slope, (kept[:, 1] + half).max())

    rules = {
        "items, percentiles": (low, high),
        "scatter": plain(scatter),
        "scatter + items": plain(scatter + items),
        "scatter + items, none twice": plain((1 - share) * scatter + items),
        "series": hull(lambda own: own),
        "series + items, none twice": hull(lambda own: (1 - share) * own + items),
        "of a table: scatter": plain(max(scatter, (1 - apart_share) * scatter + apart)),
        "of a table: series": hull(lambda own: np.maximum(own, (1 - apart_share) * own + apart)),
    }
    truth = 1 / DAYS
    bend = residual @ d**2
    bend /= np.sqrt(bend @ bend)

    def gain(values):
        rss = ((values @ residual) ** 2).sum(-1)
        return aicc(rss, n, 3) - aicc(rss - (values @ bend) ** 2, n, 4)

    ahead = gain(y) >= 4
    named = ahead and (gain(draws) > 0).mean() >= 0.9
    normal = y + se * rng.normal(size=(RESAMPLES, n))
    return (
        {name: (low <= truth <= high, (high - low) / truth) for name, (low, high) in rules.items()},
        ((ends[0] <= horizon) & (horizon <= ends[1])).mean(),
        (ahead, named, ahead and (gain(normal) > 0).mean() >= 0.8),
    )


WORLDS = {
    "8 models, scatter 0.3, families 1": (8, 0.3, 0, 1, 1, 0.5, 0),
    "8 models, scatter 0.6, families 2": (8, 0.6, 0, 2, 1.5, 0.7, 0),
    "10 models, scatter 0.1, families 2": (10, 0.1, 0, 2, 1.5, 1, 0),
    "10 models, scatter 0.4, families 1.5, slopes differ": (10, 0.4, 0, 1.5, 1.5, 0.7, 0.5),
    "14 models, scatter 0.5, families 1.5": (14, 0.5, 0, 1.5, 1.5, 0.7, 0),
    "14 models, no scatter, families 3": (14, 0.0, 0, 3, 2, 0, 0),
    "10 models, scatter 0.5 alike 0.8, families 1.5": (10, 0.5, 0.8, 1.5, 1.5, 0.7, 0),
    "14 models, scatter 0.7 alike 0.9, families 1.5": (14, 0.7, 0.9, 1.5, 1.5, 0.7, 0),
}

if __name__ == "__main__":
    count = int(sys.argv[1])
    for name, settings in WORLDS.items():
        rng = np.random.default_rng(1)
        found = [judged(rng, *world(rng, *settings)) for _ in range(count)]
        shapes = 100 * np.mean([f[2] for f in found], axis=0)
        print(f"{name}: horizons {100 * np.mean([f[1] for f in found]):.1f} %; AICc by 4 {shapes[0]:.1f} %, named {shapes[1]:.1f} %, "
              f"of a table {shapes[2]:.1f} %")
        for rule in found[0][0]:
            held, width = zip(*[f[0][rule] for f in found])
            print(f"  {rule:32s} {100 * np.mean(held):5.1f} %  {np.median(width):.2f}", flush=True)
