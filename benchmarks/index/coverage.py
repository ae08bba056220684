"""What nominal 95 % intervals of an index really cover, method by method: python3 benchmarks/index/coverage.py DESIGN NOISE [TABLES] [RIDGE] [RESAMPLES]

DESIGN: small (12 models on 8 benchmarks, complete), middle (40 on 15, half of the scores there), bundled (the scores that
@benchmark-scores has, about the curves fitted to it). NOISE, about the curve with a standard deviation of the benchmark's own:
shaped (smaller near 0 and 1, as the bundled scores are), even, heavy (t with 4 degrees of freedom, shaped), shared (half of the
variance a second number of each model, half of the benchmarks against the other half). Scores are cut at 0.001 and 0.999.

Each table is fitted and judged by every method, on two scales: two models anchored (at the 30 % and 80 % quantiles of capability), and
mean 0 with deviation 1. A line for each method: the share of models whose true index lies in its interval. NumPy and SciPy; nothing is
shared with the Swift code.
"""

import csv
import pathlib
import sys

import numpy as np
from scipy.stats import t as student

np.seterr(all="ignore")
RESAMPLES = 100
SHAPE = 0.05


class Problem:
    def __init__(self, model, benchmark, models, benchmarks, ridge):
        self.m, self.b, self.M, self.B = model, benchmark, models, benchmarks
        self.P, self.ridge = models + 2 * benchmarks, ridge / (models + 2 * benchmarks)

    def parts(self, z):
        a = z[self.M + self.B + self.b]
        u = z[self.m] - z[self.M + self.b]
        return a, u, 1 / (1 + np.exp(-a * u))

    def objective(self, z, y, w):
        return np.sum(w * (self.parts(z)[2] - y) ** 2) + self.ridge * z @ z

    def jacobian(self, z):
        a, u, p = self.parts(z)
        made, rows, s = np.zeros((len(self.m), self.P)), np.arange(len(self.m)), p * (1 - p)
        made[rows, self.m], made[rows, self.M + self.b], made[rows, self.M + self.B + self.b] = s * a, -s * a, s * u
        return made

    def system(self, z, y, w, exact):
        a, u, p = self.parts(z)
        r, s = p - y, p * (1 - p)
        bend, twist = (s * (1 - 2 * p) * r, s * r) if exact else (0 * s, 0 * s)
        own, cross, slope = w * (s * s + bend) * a * a, w * ((s * s + bend) * a * u + twist), w * (s * s + bend) * u * u
        M, B, m, b, count = self.M, self.B, self.m, self.b, np.bincount
        H, d, e = np.zeros((self.P, self.P)), np.arange(M), np.arange(B)
        H[d, d], H[M + e, M + e], H[M + B + e, M + B + e] = count(m, own, M), count(b, own, B), count(b, slope, B)
        H[M + e, M + B + e] = H[M + B + e, M + e] = count(b, -cross, B)
        H[m, M + b] = H[M + b, m] = -own
        H[m, M + B + b] = H[M + B + b, m] = cross
        H[np.arange(self.P), np.arange(self.P)] += self.ridge
        pull = w * r * s
        g = self.ridge * z + np.r_[count(m, pull * a, M), count(b, -pull * a, B), count(b, pull * u, B)]
        return H, g

    def balanced(self, z):
        z, placed = z.copy(), self.M + self.B
        z[:placed] -= z[:placed].mean()
        c = (np.sum(z[placed:] ** 2) / np.sum(z[:placed] ** 2)) ** 0.25
        return np.r_[z[:placed] * c, z[placed:] / c]

    def start(self, y, w):
        odds = np.log(np.clip(y, 0.02, 0.98) / (1 - np.clip(y, 0.02, 0.98)))
        c, w = np.zeros(self.M), w + 1e-9
        for _ in range(20):
            d = np.bincount(self.b, w * (c[self.m] - odds), self.B) / np.bincount(self.b, w, self.B)
            c = np.bincount(self.m, w * (odds + d[self.b]), self.M) / np.bincount(self.m, w, self.M)
        scale = c.std()
        return np.r_[c / scale, d / scale, np.full(self.B, scale)]

    def fit(self, y, w=None, z=None, tolerance=1e-12):
        w = np.ones(len(y)) if w is None else w
        damping, exact = (1e-3, False) if z is None else (0, False)
        z = self.balanced(self.start(y, w) if z is None else z)
        value, diagonal = self.objective(z, y, w), np.arange(self.P)
        for _ in range(200):
            H, g = self.system(z, y, w, exact)
            while damping < 1e8:
                A = H.copy()
                A[diagonal, diagonal] *= 1 + damping
                try:
                    L = np.linalg.cholesky(A)
                except np.linalg.LinAlgError:
                    damping = max(4 * damping, 1e-3)
                    continue
                step = -np.linalg.solve(L.T, np.linalg.solve(L, g))
                new = self.balanced(z + step)
                lower = self.objective(new, y, w)
                if lower <= value * (1 + 1e-14):
                    break
                damping = max(4 * damping, 1e-3)
            else:
                break
            z, value, decrease = new, lower, -g @ step
            if decrease < tolerance * value and damping <= 1e-3 and exact:
                break
            exact = exact or (decrease < 1e-2 * value and damping <= 1e-2)
            damping = damping / 10 if damping > 1e-4 else 0
        return z


def bundled():
    path = pathlib.Path(__file__).resolve().parents[2] / "datasets/benchmark-scores.csv"
    rows = list(csv.DictReader(path.open()))
    models, benchmarks = sorted({r["model"] for r in rows}), sorted({r["benchmark"] for r in rows})
    m = np.array([models.index(r["model"]) for r in rows])
    b = np.array([benchmarks.index(r["benchmark"]) for r in rows])
    return m, b, len(models), len(benchmarks), np.clip([float(r["score"]) for r in rows], 0.001, 0.999)


def truth(design, random, ridge):
    m, b, M, B, y = bundled()
    real = Problem(m, b, M, B, 0.1)
    z = real.fit(y)
    p = real.parts(z)[2]
    deviations = 1.1 * np.array([np.sqrt(np.mean((y - p)[b == k] ** 2)) for k in range(B)])
    if design == "bundled":
        return Problem(m, b, M, B, ridge), z, deviations
    M, B, share = {"small": (12, 8, 1), "middle": (40, 15, 0.5)}[design]
    while True:
        there = random.uniform(size=(M, B)) < share
        if there.sum(1).min() >= 4 and there.sum(0).min() >= 4:
            break
    z = np.r_[np.sort(random.normal(size=M)), random.normal(size=B), 1.7 * np.exp(0.3 * random.normal(size=B))]
    return Problem(*np.nonzero(there), M, B, ridge), z, random.choice(deviations, B)


def simulated(problem, z, deviations, noise, side, random):
    p = problem.parts(z)[2]
    shape = 1 if noise == "even" else 2 * np.sqrt(p * (1 - p))
    e = random.standard_t(4, len(p)) / np.sqrt(2) if noise == "heavy" else random.normal(size=len(p))
    if noise == "shared":
        e = np.sqrt(0.5) * (e + side[problem.b] * random.normal(size=problem.M)[problem.m])
    return np.clip(p + deviations[problem.b] * shape * e, 0.001, 0.999)


def covariances(problem, z, y):
    """Standard errors of every formula, as functions of the derivatives of an index."""
    J, (_, _, p) = problem.jacobian(z), problem.parts(z)
    r = y - p
    inverse = np.linalg.inv(problem.system(z, y, np.ones(len(y)), True)[0])
    plain = np.linalg.inv(J.T @ J + problem.ridge * np.eye(problem.P))
    free = 1 - np.clip(np.einsum("ij,jk,ik->i", J, plain, J), 0, 0.98)
    df = np.bincount(problem.b, free, problem.B)
    shape = np.clip(4 * p * (1 - p), SHAPE, 1)

    def by_benchmark(shape):
        pooled = np.sum(r * r / shape) / free.sum()
        return ((np.bincount(problem.b, r * r / shape, problem.B) + 4 * pooled) / (df + 4))[problem.b] * shape

    sums = np.array([(J * r[:, None])[problem.b == k].sum(0) for k in range(problem.B)])
    meat = lambda variances: J.T @ (J * variances[:, None])
    meats = {
        "Wald, variance by benchmark and shape (default)": meat(by_benchmark(shape)),
        "Wald, variance by benchmark": meat(by_benchmark(np.ones(len(y)))),
        "Wald, one variance": meat(np.full(len(y), np.sum(r * r) / free.sum())),
        "sandwich by score (HC0)": meat(r * r), "sandwich by score (HC3)": meat(r * r / free ** 2),
        "sandwich by benchmark": problem.B / (problem.B - 1) * sums.T @ sums,
    }
    errors = {k: (lambda D, V=inverse @ v @ inverse: np.sqrt(np.einsum("ij,jk,ik->i", D, V, D))) for k, v in meats.items()}
    return errors, p, r, free, by_benchmark(shape)


def resampled(problem, z, y, p, r, free, variances, random):
    """Indices of refits, scheme by scheme."""
    n, M, B = len(y), problem.M, problem.B
    cut = lambda x: np.clip(x, 0.001, 0.999)
    again = lambda y, w=None: problem.fit(y, w, z, 1e-7)
    signs = lambda k: random.choice([-1, 1], size=k)
    multinomial = lambda k: np.bincount(random.integers(0, k, k), minlength=k).astype(float)
    draws = {
        "parametric bootstrap": lambda: again(cut(p + np.sqrt(variances) * random.normal(size=n))),
        "wild bootstrap of scores": lambda: again(cut(p + r / np.sqrt(free) * signs(n))),
        "wild bootstrap of benchmarks": lambda: again(cut(p + r / np.sqrt(free) * signs(B)[problem.b])),
        "bootstrap of benchmarks": lambda: again(y, random.exponential(size=B)[problem.b]),
        "bootstrap of models and benchmarks": lambda: again(
            y, random.exponential(size=B)[problem.b] * random.exponential(size=M)[problem.m]),
        # A model that is not drawn keeps its own scores at a weight that moves no benchmark.
        "pigeonhole": lambda: again(y, np.maximum(multinomial(M), 1e-6)[problem.m] * multinomial(B)[problem.b] + 1e-9),
    }
    return {name: [draw() for _ in range(RESAMPLES)] for name, draw in draws.items()}


def derivatives(index, z, models, h=1e-5):
    made = np.zeros((models, len(z)))
    for k in range(models):
        e = np.zeros(len(z))
        e[k] = h
        made[:, k] = (index(z + e) - index(z - e)) / (2 * h)
    return made


def main(design, noise, tables="40", ridge="0.01", resamples="100"):
    global RESAMPLES
    RESAMPLES = int(resamples)
    random = np.random.default_rng(17)
    hits, widths = {}, {}

    def judge(name, scale, lows, highs, known, counted):
        hits.setdefault((name, scale), []).append(np.mean(((lows <= known) & (known <= highs))[counted]))
        widths.setdefault((name, scale), []).append(np.median((highs - lows)[counted]))

    problem = None
    for _ in range(int(tables)):
        if problem is None or design != "bundled":
            problem, z, deviations = truth(design, random, float(ridge))
        M = problem.M
        side = random.permutation(np.arange(problem.B) % 2 * 2 - 1)
        order = np.argsort(z[:M])
        low, high = order[int(0.3 * M)], order[int(0.8 * M)]
        y = simulated(problem, z, deviations, noise, side, random)
        found = problem.fit(y)
        errors, p, r, free, variances = covariances(problem, found, y)
        refits = resampled(problem, found, y, p, r, free, variances, random) if RESAMPLES else {}
        k = student.ppf(0.975, free.sum())
        for scale, index in (
            ("anchored", lambda z: (z[:M] - z[low]) / (z[high] - z[low])),
            ("standard", lambda z: (z[:M] - z[:M].mean()) / z[:M].std(ddof=1)),
        ):
            known, here, D = index(z), index(found), derivatives(index, found, M)
            counted = ~np.isin(np.arange(M), (low, high)) if scale == "anchored" else np.ones(M, bool)
            for name, error in errors.items():
                judge(name, scale, here - k * error(D), here + k * error(D), known, counted)
            for name, points in refits.items():
                lows, highs = np.quantile([index(x) for x in points], [0.025, 0.975], axis=0)
                judge(name, scale, lows, highs, known, counted)
    print(f"{design}, {noise}, ridge {ridge}: {tables} tables of {M} models on {problem.B} benchmarks")
    for name in dict.fromkeys(name for name, _ in hits):
        cells = [f"{100 * np.mean(hits[name, s]):5.1f} (width {np.median(widths[name, s]):.3g})" for s in ("anchored", "standard")]
        print(f"  {name:48} {cells[0]:>22} {cells[1]:>22}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
