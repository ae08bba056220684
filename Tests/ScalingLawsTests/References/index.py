"""The index of a small table by SciPy, for IndexTests: python3 index.py

Dense least squares of scipy.optimize.least_squares with numerical derivatives, started from 20 random points, and the covariance of
docs/decisions/index.md with a Hessian by central differences. Nothing is shared with the Swift code.
"""
import numpy as np
from scipy.optimize import least_squares
from scipy.stats import t as student

nan = np.nan
scores = np.array([
    [0.12, 0.05, nan, 0.31], [0.25, 0.11, 0.04, 0.38], [0.41, nan, 0.09, 0.52], [0.58, 0.33, 0.16, nan],
    [0.71, 0.52, nan, 0.66], [0.83, 0.61, 0.42, 0.79], [nan, 0.81, 0.65, 0.77], [0.95, 0.88, 0.79, 0.90]])
M, B = scores.shape
m, b = np.nonzero(~np.isnan(scores))
y = scores[m, b]
P = M + 2 * B


def curve(z):
    return 1 / (1 + np.exp(-z[M + B + b] * (z[m] - z[M + b])))


def objective(z, ridge):
    return np.sum((curve(z) - y) ** 2) + ridge / P * np.sum(z ** 2)


def hessian(z, ridge, h=1e-4):
    made = np.zeros((P, P))
    for i in range(P):
        for j in range(P):
            e, f = np.eye(P)[i] * h, np.eye(P)[j] * h
            made[i, j] = (objective(z + e + f, ridge) - objective(z + e - f, ridge) - objective(z - e + f, ridge)
                          + objective(z - e - f, ridge)) / (4 * h * h)
    return made / 2


def jacobian(z, h=1e-6):
    return np.array([(curve(z + h * e) - curve(z - h * e)) / (2 * h) for e in np.eye(P)]).T


for ridge in (0.01, 0.1):
    random = np.random.default_rng(1)
    best = min((least_squares(lambda z: np.r_[curve(z) - y, np.sqrt(ridge / P) * z], np.r_[random.normal(size=M + B), np.ones(B)],
                              xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000) for _ in range(20)), key=lambda s: s.cost)
    z = best.x
    J, p, l = jacobian(z), curve(z), ridge / P
    r = y - p
    free = 1 - np.einsum("ij,jk,ik->i", J, np.linalg.inv(J.T @ J + l * np.eye(P)), J)
    shape = np.clip(4 * p * (1 - p), 0.05, 1)
    df = np.bincount(b, free, B)
    pooled = np.sum(r * r / shape) / free.sum()
    variance = ((np.bincount(b, r * r / shape, B) + 4 * pooled) / (df + 4))[b] * shape
    H = np.linalg.inv(hessian(z, ridge))
    V = H @ (J.T @ (J * variance[:, None])) @ H

    def standard(z):
        return (z[:M] - z[:M].mean()) / z[:M].std(ddof=1)

    def anchored(z):
        return 10 + 10 * (z[:M] - z[1]) / (z[6] - z[1])

    print(f"ridge {ridge}: objective {2 * best.cost:.12f}, degrees of freedom {free.sum():.6f}")
    for name, index in (("standard", standard), ("anchored", anchored)):
        D = np.array([(index(z + 1e-6 * e) - index(z - 1e-6 * e)) / 2e-6 for e in np.eye(P)]).T
        print(name, np.round(index(z), 7).tolist(), np.round(np.sqrt(np.diag(D @ V @ D.T)), 6).tolist())
    t = z[:M]
    unit, mean = 1 / t.std(ddof=1), t.mean()
    print("difficulty", np.round(unit * (z[M:M + B] - mean), 7).tolist(), "slope", np.round(z[M + B:] / unit, 7).tolist())
    print("spread", np.sqrt(np.bincount(b, r * r, B) / df).round(7).tolist(), "t", student.ppf(0.975, free.sum()).round(6))
