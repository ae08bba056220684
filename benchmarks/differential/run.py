#!/usr/bin/env python3
"""Fits random problems with `scaling fit` and with SciPy from 50 starts, and compares what both found. README.md says more.

    benchmarks/differential/run.py [--command scaling] [--count 400] [--seed 1] [--only LAW] [--keep DIR] [--known FILE]
"""
import argparse
import collections
import hashlib
import json
import pathlib
import resource
import shlex
import subprocess
import tempfile
import time

import numpy as np
from scipy.optimize import minimize

from peer import Cache, Objective

# Plausible truths: a coefficient or variable and between what it is drawn, "~" where its logarithm is uniform; "*N^alpha" times that power
# of the middle of N, which makes it the size of a term.
TRUTHS = {
    "power-law": "A 5 50 alpha .03 .3 ~x 1e17 1e24",
    "power-law-floor": "E 1 2.5 A ~.1:1*C^alpha alpha .1 .25 ~C 1e17 1e24",
    "chinchilla": "E 1 2.2 A ~.1:1*N^alpha alpha .25 .45 B ~.1:1*D^beta beta .22 .42 ~N 3e7 3e10 ~D 1e9 1e12",
    "coupled": "E 1 2.2 A ~.1:1*N^alpha alpha .25 .45 B ~.1:1*D^beta beta .22 .42 g .4 1.2 ~N 3e7 3e10 ~D 1e9 1e12",
    "kaplan-joint": "A ~2:4*N^alphaN alphaN .06 .12 B ~2:4*D^alphaD alphaD .08 .14 ~N 1e6 1e10 ~D 3e7 1e11",
    "over-training": "E 1 2.2 a ~.03:.3*C^eta eta .1 .2 b ~.1:1*C^eta ~C 1e17 1e22 ~M 5 1000",
    "data-constrained": "E 1 2.2 A ~.1:1*N^alpha alpha .25 .45 B ~.1:1*U^beta beta .22 .42 R ~4:30 ~N 3e7 3e10 ~D 1e9 3e11 ~U 1e8 3e10",
    "m4": "E .05 .3 E0 .8 1.2 c .3 .7 K ~1e3:1e5 alpha .7 2.5 ~x 1e2 1e9",
    "broken-power-law": "a .05 .6 b ~.5:3*x^c0 c0 .1 .3 c1 .15 .5 d1 ~1e14:1e17 f1 ~.2:.8 ~x 1e11 1e20",
    "broken-power-law-2": "a .02 .2 b ~.5:3*x^c0 c0 .1 .3 c1 .15 .5 d1 ~1e12:1e14 f1 ~.2:.8 c2 -.5 -.2 r2 ~1e3:1e5 f2 ~.2:.8 ~x 1e10 1e21",
    "log-linear": "b0 -3 -2 b1 .1 .3 b2 .05 .1 b3 .01 .05 ~C 1e18 1e25 ~D 1e9 1e13 ~T 1 1e4",
    "logistic-score": "floor .1 .3 ceiling .75 .95 slope 1 3 midpoint 21 23 ~C 1e19 1e25",
    "log-logistic": "floor .1 .3 ceiling .75 .95 C50 ~1e21:1e23 h .4 1.2 ~C 1e19 1e25",
    "loss-to-score": "floor .1 .3 ceiling .75 .95 slope 3 8 midpoint 2.3 2.9 loss 1.7 3.6",
    "pass-at-k": "a .5 4 b .1 .5 ~k 1 1e4",
    "pass-at-k-joint": "A 50 300 alpha .15 .3 b .1 .3 ~N 1e7 3e10 ~k 1 1e3",
    "test-time": "b0 .1 .3 b1 .05 .12 ~T 1e2 1e5",
    "test-time-saturating": "ceiling .7 .95 A 1 3 alpha .2 .4 ~T 1e2 1e5",
    "exponential-trend": "p0 ~1:1000 k -1 2 t 0 5",
    "segmented-trend": "level 1 5 slope .05 .3 change .1 .6 tau 2009 2016 t 2005 2020",
    "wright": "p0 ~100:2000 b .1 .6 ~Q 1 1e7",
    "elasticity": "q0 ~1e8:1e10 elasticity -2 -.5 ~price .01 100",
    "logistic-adoption": "ceiling .5 .95 r .4 1.2 t0 2011 2016 t 2005 2022",
}
SHARES = {"logistic-score", "log-logistic", "loss-to-score", "test-time-saturating", "logistic-adoption"}
# Norms of fixed width by their widths in standard deviations of the noise.
WIDTHS = {"huber": (0.3, 3), "soft-l1": (0.3, 3), "cauchy": (0.5, 4), "tukey": (3, 8)}
NORMS = ["squared", "squared", "huber", "soft-l1", "cauchy", "tukey", "tukey", "student-t", "student-t:", "quantile"]
KINDS = ["truth"] + ["near"] * 16 + ["wide"] * 16 + ["wide, least squares first"] * 8 + ["half of the rows first"] * 9
SIDE = 3  # rows on each side of a break
TOLERANCE = 1e-9
LONGEST = 600  # seconds for one fit


def bounds(text):
    """What TRUTHS says: name to (low, high, whether its logarithm is uniform, what it is the size of)."""
    words = iter(text.split())
    found = {}
    for name in words:
        first, _, power = next(words).partition("*")
        low, high = first.strip("~").split(":") if ":" in first else (first, next(words))
        found[name.strip("~")] = (float(low), float(high), "~" in name + first, power.split("^") if power else None)
    return found


def draw(random, low, high, is_log, _=None, size=None):
    return np.exp(random.uniform(np.log(low), np.log(high), size)) if is_log else random.uniform(low, high, size)


class Problem:
    """Rows, norm and weights, drawn from a seed and a number."""

    def __init__(self, seed, number, entry):
        self.number, self.entry, self.id = number, entry, entry["id"]
        self.random = random = np.random.default_rng([seed, number])
        self.ranges = bounds(TRUTHS[self.id])
        names = [c["name"] for c in entry["coefficients"]]
        self.law = Cache.law(entry, entry["scale"])
        self.truth = self.coefficients(random)
        self.norm = random.choice(NORMS + ["binomial"] * 3 * (self.id in SHARES))
        n = int(np.exp(random.uniform(np.log(max(15, 3 * len(names))), np.log(300))))
        columns = {v: self.column(v, n) for v in self.law.variables if v in self.ranges}
        clean = self.law_values(self.truth, columns)
        self.noise = np.exp(random.uniform(np.log(1e-3), np.log(0.05)))
        if entry["scale"] == "identity":
            self.noise *= np.ptp(clean)
        kind = random.choice(["", "", "count", "precision", "sd"]) if self.norm != "binomial" else random.choice(["", "trials"])
        w = {"count": random.integers(1, 6, n), "trials": random.integers(20, 500, n)}.get(kind, np.exp(random.normal(0, 0.7, n)))
        self.weights = kind
        sizes = self.noise * (w ** -0.5 if kind == "precision" else w if kind == "sd" else np.ones(n))
        error = sizes * random.normal(size=n)
        for row in random.choice(n, int(n * random.choice([0, random.uniform(0, 0.2)])), replace=False):
            error[row] += random.choice([-1, 1]) * random.uniform(3, 30) * sizes[row]
        y = clean + error
        if self.norm == "binomial":
            m = w if kind == "trials" else 100
            y = random.binomial(m, np.clip(clean + error, 0.001, 0.999)) / m
        elif entry["scale"] == "log":
            y = np.exp(y)
        left = entry["formula"].split(" = ")[0]
        columns["pass" if "pass" in left else left] = np.exp(-y) if "pass" in left else y
        if kind:
            columns["w"] = sizes if kind == "sd" else w
        self.columns = {k: np.array([float(f"{x:.9g}") for x in v]) for k, v in columns.items()}
        self.width = self.draw_width(kind)

    def coefficients(self, random):
        values = {n: draw(random, *self.ranges[n]) for n in self.law.names}
        for name in self.law.names:
            if power := self.ranges[name][3]:
                low, high, *_ = self.ranges[power[0]]
                values[name] *= np.sqrt(low * high) ** values[power[1]]
        return list(values.values())

    def column(self, name, n):
        values = draw(self.random, *self.ranges[name], size=n)
        if self.id == "exponential-trend":
            values[0] = 0.0  # the law counts time from the first date
        return values

    def law_values(self, truth, columns):
        """The law on its residual scale, without rows to fit."""
        data = [columns.get(v, np.ones(len(next(iter(columns.values()))))) for v in self.law.variables]
        between = ()
        if self.law.corner:
            tau, t = truth[self.law.names.index(self.law.corner)], columns[self.law.time]
            between = ((t > tau).astype(float), tau - 1, tau + 1)
        eta = self.law.to_eta(truth, *between[1:])
        return np.broadcast_to(self.law.value(*eta, *data, *[f(data) for f in self.law.fixed.values()], *between)[0], len(data[0])) + 0.0

    def draw_width(self, kind):
        if self.norm in WIDTHS:
            low, high = WIDTHS[self.norm]
            unit = 1 if kind == "sd" else self.noise
            return float(f"{unit * draw(self.random, low, high, True):.4g}")
        if self.norm == "quantile":
            return round(self.random.uniform(0.1, 0.9), 2)
        return round(self.random.uniform(2, 8), 1) if self.norm == "student-t:" else None

    def objective(self):
        w = self.columns.get("w", np.ones(len(next(iter(self.columns.values())))))
        ones = np.ones(len(w))
        factors = np.sqrt(w) if self.weights == "precision" else 1 / w if self.weights == "sd" else ones
        counts = w if self.weights in ("count", "trials") else ones
        law = Cache.law(self.entry, "logit") if self.norm == "binomial" else self.law
        width = self.width if self.norm not in ("squared", "binomial") else 0.0
        return Objective(law, [self.columns[v] for v in law.variables], self.norm.strip(":"), width, factors, counts)

    def command(self, program, path):
        norm = self.norm.strip(":") + (f":{self.width}" if self.width is not None else "")
        interval = {"squared": "classical", "binomial": "classical", "quantile": "nid"}.get(self.norm, "m-estimation")
        words = [program, "fit", str(path), "--law", self.id, "--norm", norm, "--interval", interval]
        return words + (["--weights", f"{self.weights}=w"] if self.weights else [])

    def write(self, path):
        rows = zip(*self.columns.values())
        path.write_text("\n".join([",".join(self.columns)] + [",".join(repr(float(v)) for v in row) for row in rows]) + "\n")


class Peer:
    """SciPy's best of 50 starts."""

    def __init__(self, problem):
        self.problem, self.objective = problem, problem.objective()
        self.random = np.random.default_rng(problem.number)
        self.law = self.objective.law

    def start(self, values):
        """A point of the search: eta, and the scale and degrees of freedom that suit the residuals there."""
        eta = self.law.to_eta(values, *self.objective.between[1:])
        if not self.objective.extras:
            return eta
        r = self.objective.residuals(eta)
        size = np.median(np.abs(r)) / 0.6745 if np.all(np.isfinite(r)) else 1.0
        return np.concatenate([eta, [np.log(max(size, 1e-12))], [0.0] * (self.objective.extras - 1)])

    def other(self, shape, rows=None):
        """The same rows, or some of them, under another norm."""
        o = self.objective
        keep = np.arange(len(o.y)) if rows is None else rows
        width = o.width[keep] if np.ndim(o.width) else o.width
        result = Objective(o.law, [d[keep] for d in o.data], shape, 0.0 if shape == "squared" else width, o.factors[keep], o.counts[keep])
        result.y = o.y[keep]
        if o.between:
            result.place(*o.between[1:])
        return result

    def begin(self, kind):
        o, p, rows = self.objective, self.problem, None
        if kind in ("truth", "near"):
            x = self.start(p.truth)
            if kind == "near":  # so many standard errors away
                noise = 1.0 if o.extras else 3 / np.sqrt(np.median(o.counts)) if p.norm == "binomial" else np.median(np.abs(o.residuals(x)))
                step = o.whitened(x) @ self.random.normal(size=len(x)) * noise * 10 ** self.random.uniform(0, 1.5)
                x[: len(self.law.eta)] += step[: len(self.law.eta)]
            return x
        x = self.start(p.coefficients(self.random))
        if kind == "wide":
            return x
        if kind == "half of the rows first":
            rows = self.random.choice(len(o.y), max(len(o.y) // 2, len(self.law.eta) + 1), replace=False)
        eta = self.other("binomial" if p.norm == "binomial" else "squared", rows).descend(x[: len(self.law.eta)])[0]
        return np.concatenate([eta, x[len(self.law.eta) :]])

    def intervals(self):
        """Pairs of rows for the place of a corner, the likeliest first by least squares at their middle."""
        t = np.sort(self.problem.columns[self.law.time])
        t = t[SIDE - 1 : len(t) - SIDE + 1]
        pairs = [(a, b) for a, b in zip(t, t[1:]) if b > a]
        fits = []
        for a, b in pairs:
            self.objective.place(a, b)
            fits.append(self.other("squared").descend(self.law.to_eta(self.problem.truth, a, b))[1])
        return [pairs[i] for i in np.argsort(fits)]

    def search(self, ours=None, begins=KINDS):
        found = []
        places = self.intervals()[:50] if self.law.corner else [None] * 50
        for place, kind in zip(places, begins):
            if place:
                self.objective.place(*place)
            x, f = self.objective.descend(self.begin("truth" if place else kind))
            if np.isfinite(f):
                found.append((f, kind, x, self.objective.between))
        if ours is not None:
            for place in (places if self.law.corner else [None]):
                tau = ours[self.law.names.index(self.law.corner)] if place else 0
                if place and not place[0] <= tau <= place[1]:
                    continue
                if place:
                    self.objective.place(*place)
                x, f = self.objective.descend(self.start(ours))
                found.append((f, "ours", x, self.objective.between))
        found.sort(key=lambda item: item[0])
        best, last, polished = None, None, 0
        for f, kind, x, between in found:
            if polished >= 8 or f > found[0][0] + 0.05 * abs(found[0][0]) or last is not None and abs(f - last) <= 1e-7 * abs(f):
                continue
            self.objective.between = between
            x, value = self.objective.polish(x)
            polished, last = polished + 1, f
            if np.isfinite(value) and (best is None or value < best[0]):
                best = value, x, between
        if best is None:
            return None
        value, x, between = best
        natural = self.law.natural(*x[: len(self.law.eta)], *(between[1:] or (0, 1)))
        reached = collections.Counter(k for f, k, *_ in found if f <= value + 1e-4 * abs(value))
        return value, dict(zip(self.law.names, map(float, natural))), reached

    def unit(self, value):
        """What a difference of F is relative to; a log-likelihood may be near zero."""
        return max(abs(value), 1.0) if self.objective.extras else abs(value)

    def at(self, values):
        """F at coefficients; of Student's t at the scale and degrees of freedom that suit them best."""
        o = self.objective
        if self.law.corner:
            tau, t = values[self.law.names.index(self.law.corner)], np.unique(self.problem.columns[self.law.time])
            i = np.clip(np.searchsorted(t, tau), 1, len(t) - 1)
            o.place(t[i - 1], t[i])
        x = self.start(values)
        if not o.extras:
            return o.value(x)
        p = len(self.law.eta)
        full = lambda z: o.full(np.concatenate([x[:p], z]))
        begins = [np.concatenate([[x[p]], [d] * (o.extras - 1)]) for d in ((-1.0, -0.3, 0.3, 1.0) if o.extras > 1 else (0.0,))]
        options = {"gtol": 1e-10 * len(o.y), "maxiter": 500}
        fits = [minimize(lambda z: full(z)[0], z, jac=lambda z: full(z)[1][p:], hess=lambda z: full(z)[2][p:, p:], method="trust-exact",
                         options=options)
                for z in begins]
        return min(fit.fun for fit in fits)


def cpu(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def ours(words):
    try:
        done = subprocess.run(words + ["--json", "--quiet"], capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return None, f"more than {LONGEST} s"
    return (json.loads(done.stdout) if done.stdout else None), done.stderr or str(done.returncode)


def verdict(record, error, peer, known):
    """What came out of one problem, a line for a person where it is wrong, and SciPy's best, where it is not known from before."""
    if record is None:
        return "failed", error.strip()[:300], None
    convergence = record["convergence"]
    is_global = convergence.get("certified_globally", convergence["certified"])
    state = "global" if is_global else "local" if convergence["certified"] else "none"
    value = record["objective"]["value"]
    coefficients = [c["estimate"] for c in record["coefficients"]]
    if any(c is None for c in coefficients):
        return state, "a coefficient is null", None
    again = peer.at(coefficients)
    faults = []
    if not abs(again - value) <= TOLERANCE * peer.unit(value):
        faults.append(f"F of the printed coefficients is {again!r}, not {value!r}")
    best = peer.search(coefficients, [] if known else KINDS)
    if known and not (best and best[0] < known[0]):
        best = known
    if best and value - best[0] > TOLERANCE * peer.unit(best[0]):
        gap = (value - best[0]) / peer.unit(best[0])
        if state != "none":
            faults.append(f"{'WORSE' if is_global else 'worse'} by {gap:.2e}: F {value!r}, SciPy {best[0]!r} at "
                          + ",".join(f"{n}={v!r}" for n, v in best[1].items()))
    return state, "; ".join(faults), best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default=".build/release/scaling")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--first", type=int, default=0, help="number of the first problem")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="only the problems of this law")
    parser.add_argument("--keep", type=pathlib.Path, help="where failing problems are left")
    parser.add_argument("--known", type=pathlib.Path, help="a file that keeps what SciPy found, for the next run with the same problems")
    arguments = parser.parse_args()
    known = json.loads(arguments.known.read_text()) if arguments.known and arguments.known.exists() else {}
    listing = json.loads(subprocess.run([arguments.command, "laws", "--json"], capture_output=True, check=True).stdout)
    # A law without a truth is left out; see README.md.
    laws = [law for law in listing["laws"] if law["id"] in TRUTHS]
    folder = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    table, starts, reached, tried = collections.defaultdict(collections.Counter), [], collections.Counter(), 0
    our_time = peer_time = 0.0
    for number in range(arguments.first, arguments.first + arguments.count):
        entry = laws[number % len(laws)]
        if arguments.only not in (None, entry["id"]):
            continue
        problem = Problem(arguments.seed, number, entry)
        path = folder / f"s{arguments.seed}p{number}_{problem.id}.csv"
        problem.write(path)
        words = problem.command(arguments.command, path)
        key = hashlib.sha256((path.read_text() + " ".join(words[3:])).encode()).hexdigest()
        before = cpu(resource.RUSAGE_CHILDREN)
        record, error = ours(words)
        our_time += cpu(resource.RUSAGE_CHILDREN) - before
        before = cpu(resource.RUSAGE_SELF)
        state, fault, best = verdict(record, error, Peer(problem), known.get(key))
        peer_time += cpu(resource.RUSAGE_SELF) - before
        table[problem.id][state] += 1
        if record:
            starts.append(record["convergence"]["starts"])
        if best:
            tried += 1
            reached.update(best[2])
            known[key] = best
        if fault or state not in ("global", "local"):
            table[problem.id]["wrong"] += bool(fault)
            table[problem.id]["WORSE"] += "WORSE" in fault
            table[problem.id]["elsewhere"] += "printed" in fault
            print(f"{problem.id} {state}: {fault}\n    {shlex.join(words)}", flush=True)
        else:
            path.unlink()
        if arguments.known:
            arguments.known.write_text(json.dumps(known))
    print_summary(table, starts, reached, tried, our_time, peer_time)


def print_summary(table, starts, reached, tried, our_time, peer_time):
    total = collections.Counter()
    keys = ["global", "local", "none", "failed", "WORSE", "elsewhere"]
    print(f"\n{'law':22}" + "".join(f"{k:>10}" for k in keys))
    for name, counts in table.items():
        total.update(counts)
        print(f"{name:22}" + "".join(f"{counts[k]:10}" for k in keys))
    print(f"{'all':22}" + "".join(f"{total[k]:10}" for k in keys))
    each = collections.Counter(KINDS + ["ours"])
    for kind, count in reached.items():
        print(f"SciPy's starts of the kind \"{kind}\" that reached its best: {100 * count / (tried * each[kind]):.0f} %")
    print(f"starts: median {np.median(starts):.0f}, 90 % {np.percentile(starts, 90):.0f}; CPU seconds: scaling {our_time:.1f}, SciPy {peer_time:.1f}")
    count = sum(total[k] for k in ("global", "local", "none", "failed"))
    checks = [("no globally certified result is worse", total["WORSE"] == 0), ("F is that of the printed coefficients", total["elsewhere"] == 0),
              ("nine in ten are certified globally", total["global"] >= 0.9 * count)]
    for what, holds in checks:
        print(f"{'holds' if holds else 'FAILS'}: {what}")
    raise SystemExit(0 if all(holds for _, holds in checks) else 1)


main()
