#!/usr/bin/env python3
"""Fits large tables and many groups with `scaling fit` and with what people use instead, by turns.

    swift build -c release --product scaling
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install polars numpy scipy statsmodels pandas
    /tmp/peers/bin/python benchmarks/scale/compare.py [--binary .build/release/scaling] [--folder FOLDER] [--only WORK] [--runs 3]

The data are made from a seed and kept in FOLDER. Each reading is a process of its own, from the CSV to coefficients and HC3 standard
errors; CPU seconds are those of the process and its children, start-up and imports included, with one thread for every linear algebra.
Prints a Markdown table with medians, peak memory and ratios, and how far coefficients of ours and of the peers lie apart.
"""
import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ONE_THREAD = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", POLARS_MAX_THREADS="1")

LINEAR = "y = b0 + " + " + ".join(f"b{i}*x{i}" for i in range(1, 10))
WIDE = "y = b0 + " + " + ".join(f"b{i}*x{i}" for i in range(1, 200))
TERMS = "y = E + " + " + ".join(f"A{i}*x{i}^-a{i}" for i in range(1, 12))


def make(folder):
    """Every table, unless it is there already."""
    import numpy as np

    def write(name, columns):
        path = folder / name
        if path.exists():
            return
        part = path.with_suffix(".part")
        with open(part, "w", encoding="utf-8") as file:
            file.write(",".join(columns) + "\n")
            for row in zip(*(values.tolist() for values in columns.values())):
                file.write(",".join(map(str, row)) + "\n")
        part.rename(path)

    def runs(count, seed):
        rng = np.random.default_rng(seed)
        size = np.round(np.exp(rng.uniform(np.log(5e7), np.log(1e10), count)))
        tokens = np.round(np.exp(rng.uniform(np.log(1e9), np.log(1e12), count)))
        loss = (1.8 + 480 / size**0.35 + 2100 / tokens**0.37) * np.exp(0.01 * rng.normal(size=count))
        return {"N": size.astype(int), "D": tokens.astype(int), "loss": np.round(loss, 6)}

    def linear(count, width, seed):
        rng = np.random.default_rng(seed)
        x = {f"x{i}": np.round(rng.normal(size=count), 6) for i in range(1, width)}
        noise = rng.normal(size=count) * (0.5 + np.abs(x["x1"]))
        return {"y": np.round(1 + sum(0.1 * values for values in x.values()) + noise, 6), **x}

    if not (folder / "linear.csv").exists():
        write("linear.csv", linear(1_000_000, 10, 1))
    if not (folder / "chinchilla.csv").exists():
        write("chinchilla.csv", runs(1_000_000, 2))
    write("wide.csv", linear(2000, 200, 3))
    write("runs-16.csv", runs(16, 4))
    write("runs-240.csv", runs(240, 5))
    write("chinchilla-1000.csv", {"series": np.repeat([f"s{i}" for i in range(1000)], 40), **runs(40_000, 6)})
    rng = np.random.default_rng(7)
    time = np.tile(np.arange(20), 10_000)
    level, slope = (np.repeat(rng.normal(size=10_000), 20) for _ in range(2))
    write("series.csv", {
        "series": np.repeat([f"s{i}" for i in range(10_000)], 20), "x": time,
        "y": np.round(level + slope * time + rng.normal(size=200_000), 5)})
    rng = np.random.default_rng(8)
    x = {f"x{i}": np.exp(rng.uniform(0, 3, 600)) for i in range(1, 12)}
    y = 1 + sum((1 + 0.2 * i) * x[f"x{i}"] ** -(0.2 + 0.1 * i) for i in range(1, 12)) + 0.01 * rng.normal(size=600)
    write("terms.csv", {"y": y, **x})


POLARS_NUMPY = """
import json, numpy as np, polars as pl
table = pl.read_csv(path)
y = table["y"].to_numpy()
X = np.column_stack([np.ones(len(y))] + [table[name].to_numpy() for name in table.columns if name != "y"])
inverse = np.linalg.inv(X.T @ X)
b = inverse @ (X.T @ y)
H = X @ inverse
scaled = (y - X @ b) / (1 - np.einsum("ij,ij->i", H, X))
M = H * scaled[:, None]
print(json.dumps([b.tolist(), np.sqrt(np.diag(M.T @ M)).tolist()]))
"""

STATSMODELS = """
import json, pandas as pd, statsmodels.api as sm
table = pd.read_csv(path)
fit = sm.OLS(table["y"], sm.add_constant(table.drop(columns="y"))).fit(cov_type="HC3")
print(json.dumps([list(fit.params), list(fit.bse)]))
"""

SCIPY_LAW = """
import json, numpy as np, polars as pl
from scipy.optimize import least_squares
table = pl.read_csv(path)
def fit(N, D, loss):
    n, d, y = np.log(N), np.log(D), np.log(loss)
    a, b = n - n.mean(), d - d.mean()
    def parts(p):
        first, second = np.exp(p[1] - p[3] * a), np.exp(p[2] - p[4] * b)
        return first, second, np.exp(p[0]) + first + second
    def residuals(p): return np.log(parts(p)[2]) - y
    def jacobian(p):
        first, second, f = parts(p)
        return np.column_stack([np.exp(p[0]) / f, first / f, second / f, -a * first / f, -b * second / f])
    found = least_squares(residuals, [np.log(0.7 * loss.min()), np.log(0.15 * loss.mean()), np.log(0.15 * loss.mean()), 0.3, 0.3],
                          jac=jacobian, method="lm", ftol=1e-14, xtol=1e-14, gtol=1e-14)
    p, J, r = found.x, found.jac, found.fun
    inverse = np.linalg.inv(J.T @ J)
    M = (J @ inverse) * (r / (1 - np.einsum("ij,ij->i", J @ inverse, J)))[:, None]
    return [np.exp(p[0]), np.exp(p[1] + p[3] * n.mean()), p[3], np.exp(p[2] + p[4] * d.mean()), p[4]], np.sqrt(np.diag(M.T @ M))
"""

SCIPY_ONE = SCIPY_LAW + """
b, errors = fit(*(table[name].to_numpy().astype(float) for name in ("N", "D", "loss")))
print(json.dumps([[float(value) for value in b], None]))
"""

SCIPY_MANY = SCIPY_LAW + """
found = [fit(*(part[name].to_numpy().astype(float) for name in ("N", "D", "loss")))[0]
         for part in table.partition_by("series", maintain_order=True)]
print(json.dumps([[float(value) for value in found[0]], None]))
"""

NUMPY_SERIES = """
import json, numpy as np, polars as pl
from scipy.special import stdtrit
table = pl.read_csv(path)
code = table["series"].cast(pl.Categorical).to_physical().to_numpy()
x, y = table["x"].to_numpy().astype(float), table["y"].to_numpy()
def sums(values): return np.bincount(code, values)
n = sums(np.ones_like(x)); mx, my = sums(x) / n, sums(y) / n
u = x - mx[code]; v = y - my[code]
sxx = sums(u * u); slope = sums(u * v) / sxx; level = my - slope * mx
e = (v - slope[code] * u) / (1 - 1 / n[code] - u * u / sxx[code])
se = np.sqrt(sums(u * u * e * e)) / sxx
level_se = np.sqrt(sums((1 / n[code] - mx[code] * u / sxx[code]) ** 2 * e * e))
t = stdtrit(n - 2, 0.975)
ends = [level - t * level_se, level + t * level_se, slope - t * se, slope + t * se]
print(json.dumps([[level[0], slope[0]], [level_se[0], se[0]]]))
"""

STATSMODELS_SERIES = """
import json, pandas as pd, statsmodels.api as sm
table = pd.read_csv(path)
found = []
for name, part in table.groupby("series", sort=False):
    fit = sm.OLS(part["y"].to_numpy(), sm.add_constant(part["x"].to_numpy())).fit(cov_type="HC3", use_t=True)
    fit.conf_int()
    found.append((list(fit.params), list(fit.bse)))
print(json.dumps(found[0]))
"""

# Name, table, what it is, arguments of ours, peers.
WORK = [
    ("linear", "linear.csv", "1e6 x 10 CSV, least squares, HC3, all checks", ["fit", "{table}", "--formula", LINEAR],
     [("Polars + NumPy", POLARS_NUMPY), ("pandas + statsmodels", STATSMODELS)]),
    ("chinchilla", "chinchilla.csv", "Chinchilla law, 1e6 rows", ["fit", "{table}", "--law", "chinchilla"],
     [("Polars + SciPy", SCIPY_ONE)]),
    ("series", "series.csv", "10,000 series of 20 points, HC3 intervals",
     ["fit", "{table}", "--formula", "y = a + b*x", "--by", "series"],
     [("Polars + NumPy, vectorised", NUMPY_SERIES), ("pandas + statsmodels", STATSMODELS_SERIES)]),
    ("chinchilla-series", "chinchilla-1000.csv", "1,000 Chinchilla series of 40",
     ["fit", "{table}", "--law", "chinchilla", "--by", "series"], [("Polars + SciPy", SCIPY_MANY)]),
    ("wide", "wide.csv", "200 columns, 2,000 rows", ["fit", "{table}", "--formula", WIDE], [("Polars + NumPy", POLARS_NUMPY)]),
    ("terms", "terms.csv", "sum of power terms, 11 nonlinear coefficients", ["fit", "{table}", "--formula", TERMS], []),
    ("calibrate", "runs-16.csv", "`calibrate`, 16 rows", ["calibrate", "{table}", "--law", "chinchilla"], []),
    ("report", "draws.json", "`report` of a fit with 1,000 draws", ["report", "{table}", "-o", "{folder}/report.html"], []),
    ("predict", "draws.json", "`predict` from it", ["predict", "{table}", "--at", "N=7e10,D=1.4e12"], []),
    ("start", "runs-240.csv", "start of the command, and of Python with NumPy", ["--version"],
     [("Python + NumPy", "import numpy; print('[null, null]')")]),
]


def measured(command):
    """CPU seconds with children, peak megabytes, and standard output of a process."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=ONE_THREAD)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        # 1 is a result that is not to be trusted, and a result all the same.
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command[:3]} ended with {process.returncode}")
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read().decode()


def distance(text, peer):
    """The largest relative distance of coefficients and standard errors of ours from those of a peer; None where there are none."""
    values, errors = json.loads(peer)
    if values is None:
        return None
    record = json.loads(text)
    coefficients = record.get("coefficients") or record["fits"][0]["fit"]["coefficients"]
    pairs = [(each["estimate"], value) for each, value in zip(coefficients, values)]
    if errors:
        pairs += [(each["std_error"], value) for each, value in zip(coefficients, errors)]
    return max(abs(ours - value) / abs(value) for ours, value in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=REPOSITORY / ".build" / "release" / "scaling")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "scaling-scale")
    parser.add_argument("--only", action="append", choices=[each[0] for each in WORK], help="repeatable")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    binary = str(arguments.binary.resolve())
    arguments.folder.mkdir(parents=True, exist_ok=True)
    # In a process of its own: what a child is measured to take at most begins with what its parent has.
    maker = multiprocessing.get_context("spawn").Process(target=make, args=(arguments.folder,))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise SystemExit("the tables were not made")
    draws = arguments.folder / "draws.json"
    if not draws.exists():
        draws.write_text(measured([
            binary, "fit", str(arguments.folder / "runs-240.csv"), "--law", "chinchilla", "--interval", "bootstrap",
            "--replicates", "1000", "--json"])[2], encoding="utf-8")
    print("| work | scaling | peer | ratio | apart |\n|---|---|---|---|---|")
    for name, table, what, words, peers in WORK:
        if arguments.only and name not in arguments.only:
            continue
        path = str(arguments.folder / table)
        ours = [binary] + [word.format(table=path, folder=arguments.folder) for word in words]
        if name not in ("report", "start"):
            ours.append("--json")
        commands = [ours] + [[sys.executable, "-c", f"path = {path!r}\n{code}"] for _, code in peers]
        # By turns, so that what else the machine does falls on all of them.
        runs = [[measured(command) for command in commands] for _ in range(arguments.runs)]
        seconds = [statistics.median(run[place][0] for run in runs) for place in range(len(commands))]
        memory = [statistics.median(run[place][1] for run in runs) for place in range(len(commands))]
        shown = [f"{s:.3g} s, {m:.0f} MB" for s, m in zip(seconds, memory)]
        if not peers:
            print(f"| {what} | {shown[0]} | | | |", flush=True)
        for place, (peer, _) in enumerate(peers, 1):
            apart = distance(runs[0][0][2], runs[0][place][2]) if name != "start" else None
            print(f"| {what} | {shown[0]} | {peer} {shown[place]} | {seconds[place] / seconds[0]:.2g} | "
                  f"{'' if apart is None else f'{apart:.0e}'} |", flush=True)


if __name__ == "__main__":
    main()
