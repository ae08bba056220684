"""A loop of small fits from Python, beside SciPy on the same rows in the same run: CPU seconds on one core.

    taskset -c 0 python benchmarks/python/loop.py      with the wheel, NumPy and SciPy installed

SciPy's Chinchilla fit is one start from the truth's neighbourhood, with no interval and no certificate; ours is the whole record.
"""

import statistics
import time

import numpy as np
import scaling_laws as sl
from scipy.optimize import least_squares

RUNS = 5
rng = np.random.default_rng(1)
rows = 245
params = 10 ** rng.uniform(7, 10, rows)
tokens = 10 ** rng.uniform(9, 11.5, rows)
loss = (1.7 + 406 * params**-0.34 + 410 * tokens**-0.28) * np.exp(0.01 * rng.standard_normal(rows))
runs = {"N": params, "D": tokens, "loss": loss}
x = np.linspace(1, 10, rows)
line = {"x": x, "y": 2 + 3 * np.log10(x) + 0.1 * rng.standard_normal(rows)}


def residuals(p):
    return np.log(p[0] + np.exp(p[1]) * params ** -p[2] + np.exp(p[3]) * tokens ** -p[4]) - np.log(loss)


WORK = [
    ("a straight line in log10 x, whole record", 1000, lambda: sl.fit(line, formula="y = a + b*log10(x)", progress=False)),
    ("Chinchilla, certified globally, whole record", 100, lambda: sl.fit(runs, law="chinchilla", progress=False, threads=1)),
    ("Chinchilla by SciPy, one start", 100, lambda: least_squares(residuals, [1, 5, 0.3, 5, 0.3])),
]


def cpu(count, work):
    work()
    start = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - start) / count


for name, count, work in WORK:
    median = statistics.median(cpu(count, work) for _ in range(RUNS))
    print(f"{name}: {1000 * median:.2f} ms a fit (median of {RUNS} loops of {count})")
