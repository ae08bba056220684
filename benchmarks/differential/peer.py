"""The peer: the objectives of `scaling fit`, written in SymPy, and SciPy's search for their least value.

An objective is F(eta) = sum of m * rho(s * (y - e(eta))), with e the law on the residual scale, s the root of a precision (or one over a
standard deviation) and m a count. Coefficients are replaced by free numbers eta: positive ones by their logarithms, bounded ones by a sine.
Values, gradients and Hessians are SymPy's derivatives.
"""
import itertools
import re

import numpy as np
import sympy as sp
from scipy.optimize import least_squares, linprog, minimize
from scipy.special import expit

R, W, C, SCALE, DEGREES = sp.symbols("r_ width_ c_ scale_ degrees_", real=True)
LOW, HIGH = sp.symbols("low_ high_", real=True)  # the two rows that a corner lies between


class logistic(sp.Function):
    def fdiff(self, argindex=1):
        return self * (1 - self)


class softplus(sp.Function):
    """log(1 + exp(x))."""

    def fdiff(self, argindex=1):
        return logistic(self.args[0])


class bend(sp.Function):
    """The v with v + (a - 1) log(1 + exp(v)) = u, as the formulas of the laws have it."""

    def fdiff(self, argindex=1):
        slope = 1 / (1 + (self.args[1] - 1) * logistic(self))
        return slope if argindex == 1 else -softplus(self) * slope


def bend_values(u, a):
    v = np.where(u < 0, u, u / a)
    for _ in range(100):
        step = (v - u + (a - 1) * np.logaddexp(0, v)) / (1 + (a - 1) * expit(v))
        v = v - step
        if np.all(np.abs(step) <= 1e-16 * np.abs(v)) or not np.all(np.isfinite(step)):
            break
    return v


NUMPY = [{"logistic": expit, "softplus": lambda x: np.logaddexp(0, x), "bend": bend_values}, "scipy", "numpy"]


def sum_of_two(power):
    """(X + Y)^w as exp(w (log X + softplus(log Y - log X))), which does not overflow."""
    first, second = (sp.expand_log(sp.log(term), force=True) for term in power.base.args)
    return sp.exp(power.exp * (first + softplus(second - first)))


class Law:
    """A law of the catalogue as functions of eta, with derivatives; compiled once for each scale."""

    def __init__(self, entry, scale):
        self.names = [c["name"] for c in entry["coefficients"]]
        self.variables = [v["name"] for v in entry["variables"] if not v["clusters"]]
        text = re.sub(r"\bpass\b", "pass_", entry["formula"]).replace("^", "**")  # a word of Python
        natural = {c["name"]: sp.Symbol(c["name"], positive=c["low"] is not None, real=True) for c in entry["coefficients"]}
        columns = {v.replace("pass", "pass_"): sp.Symbol(v + "_", real=True) for v in self.variables}
        words = {**natural, **columns, "log10": lambda x: sp.log(x) / sp.log(10), "logistic": logistic, "bend": bend,
                 "min": sp.Min, "max": sp.Max}
        left, right = (sp.sympify(side, locals=words) for side in text.split(" = "))
        own = set(natural.values())
        self.corner = None
        self.fixed = {}  # columns computed from others
        for atom in right.atoms(sp.Min, sp.Max):
            inner = [a for a in atom.args if a != 0][0]
            column = sp.Symbol(f"column{len(self.fixed)}_", real=True)
            if atom.free_symbols & own:  # max(t - tau, 0), between two rows
                self.corner = next(n for n in self.names if natural[n] in inner.free_symbols)
                self.time = next(v for v in self.variables if columns[v] in inner.free_symbols)
                right = right.subs(atom, column * inner)
            elif atom.args != right.args:
                value = sp.lambdify(list(columns.values()), list(atom.args), "numpy")
                pick = np.minimum if isinstance(atom, sp.Min) else np.maximum
                self.fixed[column] = lambda data, value=value, pick=pick: pick(*np.broadcast_arrays(*value(*data)))
                right = right.subs(atom, column)
        self.eta = [sp.Symbol(f"eta{i}", real=True) for i in range(len(self.names))]
        self.domains = [(c["low"], c["high"]) for c in entry["coefficients"]]
        inverse = {}
        for index, (name, eta) in enumerate(zip(self.names, self.eta)):
            low, high = self.domains[index]
            if name == self.corner:
                value = LOW + (HIGH - LOW) * (1 + sp.sin(eta)) / 2
            elif low is None:
                value = eta
            elif high is not None:
                value = sp.exp(sp.log(low) + (sp.log(high) - sp.log(low)) * (1 + sp.sin(eta)) / 2)
            else:
                value = sp.exp(eta) if low == 0 else low * sp.exp(eta**2)
            inverse[natural[name]] = value
        positive = {s: sp.Symbol(s.name + "p", positive=True) for s in columns.values()} if scale == "log" else {}
        two = lambda e: e.is_Pow and e.base.is_Add and len(e.base.args) == 2 and (e.base.free_symbols & own)
        right = right.subs(positive).replace(two, sum_of_two).subs({p: s for s, p in positive.items()})
        onscale = {"log": lambda f: sp.expand_log(sp.log(f), force=True), "identity": lambda f: f,
                   "logit": lambda f: sp.log(f) - sp.log(1 - f)}[scale]
        e = onscale(right).subs(inverse)
        arguments = [*self.eta, *columns.values(), *self.fixed, *([sp.Symbol("column0_", real=True), LOW, HIGH] if self.corner else [])]
        self.response = sp.lambdify(list(columns.values()), sp.log(left) if scale == "log" else left, "numpy")
        first = [sp.diff(e, x) for x in self.eta]
        self.pairs = list(itertools.combinations_with_replacement(range(len(self.eta)), 2))
        second = [sp.diff(first[i], self.eta[j]) for i, j in self.pairs]
        compiled = lambda what: sp.lambdify(arguments, what, NUMPY, cse=True)
        self.value, self.first, self.second = compiled([e]), compiled([e, *first]), compiled([e, *first, *second])
        self.natural = sp.lambdify([*self.eta, LOW, HIGH], [inverse[natural[n]] for n in self.names], "numpy")

    def to_eta(self, values, low=0.0, high=1.0):
        """Where coefficients lie; one on an open bound is moved inside by a hair."""
        out = []
        for name, value, (lower, upper) in zip(self.names, values, self.domains):
            share = lambda a, b, x: np.arcsin(np.clip(2 * (x - a) / (b - a) - 1, -1, 1))
            if name == self.corner:
                out.append(share(low, high, value))
            elif lower is None:
                out.append(value)
            elif upper is not None:
                out.append(share(np.log(lower), np.log(upper), np.log(value)))
            else:
                out.append(np.log(max(value, 1e-300)) if lower == 0 else np.sqrt(np.log(max(value / lower, 1))))
        return np.array(out, float)


def norm_functions(shape, has_degrees):
    """rho of r and of what is estimated with the coefficients, with all derivatives."""
    nu = 10 ** (2 * (1 + sp.sin(DEGREES))) if has_degrees else W  # between 1 and 1e4
    rho = {
        "squared": R**2, "huber": sp.Piecewise((W * R - W**2 / 2, R > W), (-W * R - W**2 / 2, R < -W), (R**2 / 2, True)),
        "soft-l1": R**2 / (1 + sp.sqrt(1 + (R / W) ** 2)), "cauchy": W**2 / 2 * sp.log(1 + (R / W) ** 2),
        "tukey": sp.Piecewise((R**2 / 2 * (1 - (R / W) ** 2 + (R / W) ** 4 / 3), R**2 < W**2), (W**2 / 6, True)),
        "student-t": sp.loggamma(nu / 2) - sp.loggamma((nu + 1) / 2) + sp.log(sp.pi * nu) / 2 + SCALE
        + (nu + 1) / 2 * sp.log(1 + R**2 * sp.exp(-2 * SCALE) / nu),
        # The check function, smoothed by c.
        "quantile": sp.sqrt(R**2 + C**2) / 2 + (W - sp.Rational(1, 2)) * R,
        # Half the deviance of a share w, at the log odds -r.
        "binomial": 2 * (softplus(-R) + W * R),
    }[shape]
    extra = ([SCALE] if shape == "student-t" else []) + ([DEGREES] if has_degrees else [])
    by = [R, *extra]
    first = [sp.diff(rho, v) for v in by]
    second = [[sp.diff(f, v) for v in by] for f in first]
    flat = [rho, *first, *[second[i][j] for i in range(len(by)) for j in range(len(by))]]
    return sp.lambdify([R, W, C, *extra], flat, NUMPY, cse=True), len(extra)


class Cache:
    laws, norms = {}, {}

    @classmethod
    def law(cls, entry, scale):
        key = entry["id"], scale
        if key not in cls.laws:
            cls.laws[key] = Law(entry, scale)
        return cls.laws[key]

    @classmethod
    def norm(cls, shape, has_degrees=False):
        key = shape, has_degrees
        if key not in cls.norms:
            cls.norms[key] = norm_functions(*key)
        return cls.norms[key]


class Objective:
    """F for one problem; `counts` multiply rho, `factors` the residuals."""

    def __init__(self, law, data, shape, width, factors, counts):
        self.law, self.shape, self.width, self.factors, self.counts = law, shape, width, factors, counts
        self.data = data
        self.columns = list(data) + [f(data) for f in law.fixed.values()]
        self.c = 0.0
        self.norm, self.extras = Cache.norm(shape, width is None)
        if shape == "binomial":
            self.y, self.width = 0 * data[0], data[law.variables.index("share" if "share" in law.variables else "score")]
            y = self.width
            with np.errstate(all="ignore"):
                self.floor = 2 * (np.where(y > 0, y * np.log(y), 0) + np.where(y < 1, (1 - y) * np.log1p(-y), 0))
                self.constant = np.sum(counts * self.floor)
        else:
            self.y, self.constant, self.floor = law.response(*data) + 0 * data[0], 0.0, 0.0
        self.between = ()

    def place(self, low, high):
        """Where the corner lies from now on."""
        time = self.data[self.law.variables.index(self.law.time)]
        self.between = ((time >= high).astype(float), low, high)

    def rows(self, eta, function):
        n = len(self.y)
        with np.errstate(all="ignore"):
            return np.array([np.broadcast_to(v, n) for v in function(*eta, *self.columns, *self.between)])

    def full(self, x):
        """F, gradient, Hessian at eta and what is estimated with it."""
        p = len(self.law.eta)
        out = self.rows(x[:p], self.law.second)
        bad = (1e300, np.zeros(len(x)), np.eye(len(x)))
        if not np.all(np.isfinite(out)):
            return bad
        s, m = self.factors, self.counts
        with np.errstate(all="ignore"):
            flat = self.norm(s * (self.y - out[0]), self.width, self.c, *x[p:])
        t = np.array([m * np.broadcast_to(v, len(s)) for v in flat])
        k = 1 + self.extras
        jacobian, first, second = out[1 : p + 1] * -s, t[1 : k + 1], t[k + 1 :].reshape(k, k, -1)
        gradient = np.concatenate([jacobian @ first[0], first[1:].sum(axis=1)])
        hessian = np.zeros((len(x), len(x)))
        hessian[:p, :p] = (jacobian * second[0, 0]) @ jacobian.T
        curved = out[p + 1 :] @ (-s * first[0])
        for value, (i, j) in zip(curved, self.law.pairs):
            hessian[i, j] += value
            if i != j:
                hessian[j, i] += value
        for a in range(1, k):
            hessian[p + a - 1, :p] = hessian[:p, p + a - 1] = jacobian @ second[0, a]
            for b in range(1, k):
                hessian[p + a - 1, p + b - 1] = second[a, b].sum()
        value = t[0].sum() + self.constant
        return (value, gradient, hessian) if np.isfinite(value) and np.all(np.isfinite(hessian)) else bad

    def residuals(self, eta):
        return self.factors * (self.y - self.rows(eta, self.law.value)[0])

    def value(self, x):
        """F itself, with the check function as it is."""
        p = len(self.law.eta)
        r = self.residuals(x[:p])
        if self.shape == "quantile":
            return float(np.sum(self.counts * r * np.where(r < 0, self.width - 1, self.width)))
        with np.errstate(all="ignore"):
            return float(np.sum(self.counts * self.norm(r, self.width, self.c, *x[p:])[0]) + self.constant)

    def whitened(self, x):
        """A matrix that turns the Jacobian at x into orthonormal columns, as far as it has them."""
        p = len(self.law.eta)
        out = self.rows(x[:p], self.law.first)
        matrix = np.eye(len(x))
        weight = np.sqrt(self.counts) * self.factors
        if self.extras:
            weight = weight * np.exp(-x[p])
        if np.all(np.isfinite(out)):
            _, s, v = np.linalg.svd((out[1:] * weight).T, full_matrices=False)
            if s[0] > 0:
                matrix[:p, :p] = v.T / np.maximum(s, 1e-9 * s[0])
        return matrix

    def minimize(self, x, steps, precision):
        """SciPy's trust region with exact subproblems, in whitened coordinates."""
        matrix = self.whitened(x)
        seen = {}

        def at(z):
            key = z.tobytes()
            if key not in seen:
                seen.clear()
                f, g, h = self.full(x + matrix @ z)
                seen[key] = f, matrix.T @ g, matrix.T @ h @ matrix
            return seen[key]

        z = np.zeros(len(x))
        f = at(z)[0]
        if not f < 1e299:
            return x, np.inf
        size = 1.0 if self.extras else max(np.sqrt(abs(f)), 1e-150)
        with np.errstate(all="ignore"):
            try:
                found = minimize(lambda z: at(z)[0], z, jac=lambda z: at(z)[1], hess=lambda z: at(z)[2], method="trust-exact", options={
                    "initial_trust_radius": size, "max_trust_radius": 1e6 * size, "gtol": precision * size, "maxiter": steps})
            except (np.linalg.LinAlgError, ValueError):
                return x, f
        return x + matrix @ found.x, float(found.fun)

    def quantile(self, x):
        """Linear programmes in a box around x, until none lowers F."""
        tau, m, s = self.width, self.counts, self.factors
        best, radius = self.value(x), np.inf
        for _ in range(60):
            matrix = self.whitened(x)
            out = self.rows(x, self.law.first)
            if not np.all(np.isfinite(out)):
                break
            r, a = s * (self.y - out[0]), (out[1:] * s).T @ matrix
            n, p = a.shape
            if not np.isfinite(radius):
                radius = 10 * np.linalg.norm(r)
            unit = max(np.median(np.abs(r)), 1e-300)
            lp = linprog(np.concatenate([np.zeros(p), m * tau, m * (1 - tau)]), A_eq=np.hstack([a, np.eye(n), -np.eye(n)]), b_eq=r / unit,
                         bounds=[(-radius / unit, radius / unit)] * p + [(0, None)] * (2 * n), method="highs-ds")
            if lp.x is None:
                break
            step = x + matrix @ (unit * lp.x[:p])
            value = self.value(step)
            if value < best:
                gain = (best - value) / best
                x, best, radius = step, value, radius if gain < 0.1 else 2 * radius
                if gain < 1e-14:
                    break
            else:
                if best - unit * lp.fun < 1e-13 * best:
                    break
                radius *= 0.25
        return x, best

    def root_fit(self, x, steps):
        """MINPACK's Levenberg-Marquardt on the signed roots of rho, for the coefficients alone."""
        p, k = len(self.law.eta), 1 + self.extras
        matrix, rest = self.whitened(x)[:p, :p], x[p:]
        weight = np.sqrt(2 * self.counts)

        def at(z, wants_slopes):
            out = self.rows(x[:p] + matrix @ z, self.law.first if wants_slopes else self.law.value)
            r = self.factors * (self.y - out[0])
            with np.errstate(all="ignore"):
                rho, slope, *more = (np.broadcast_to(v, len(r)) for v in self.norm(r, self.width, self.c, *rest))
                # The likelihood of Student's t is least at zero.
                low = -self.norm(0.0 * r, self.width, self.c, *rest)[0] if self.extras else self.floor
                rho = np.maximum(rho + low, 0)
                root = np.sqrt(rho) * np.where(slope < 0, -1, 1)
                by = np.where(rho > 0, slope / (2 * root), np.sqrt(np.abs(more[k - 1]) / 2))
                found = (weight * by * -self.factors * out[1:]).T @ matrix if wants_slopes else weight * root
            return np.where(np.isfinite(found), found, 1e60)

        if not np.all(np.abs(at(np.zeros(p), False)) < 1e50):
            return x
        try:
            found = least_squares(lambda z: at(z, False), np.zeros(p), jac=lambda z: at(z, True), method="lm", max_nfev=steps,
                                  ftol=1e-7, xtol=1e-7, gtol=1e-7)
        except (np.linalg.LinAlgError, ValueError):
            return x
        return np.concatenate([x[:p] + matrix @ found.x, rest])

    def descend(self, x, steps=60):
        """From a start, to a millionth or so of F."""
        p = len(self.law.eta)
        if self.extras:  # the scale follows the residuals
            for _ in range(3):
                x = self.root_fit(x, steps)
                r = np.abs(self.residuals(x[:p]))
                if not np.all(np.isfinite(r)):
                    return x, np.inf
                x[p] = np.log(max(np.median(r) / 0.6745, 1e-12))
            return self.minimize(x, 30, 1e-3)
        if self.shape == "quantile":
            for share in (1.0, 0.1, 0.01):
                self.c = share * np.median(np.abs(self.residuals(x)))
                if not 0 < self.c < np.inf:
                    break
                x = self.root_fit(x, steps)
            self.c = 0.0
        else:
            x = self.root_fit(x, steps)
        return x, self.value(x)

    def polish(self, x):
        if self.shape == "quantile":
            return self.quantile(x)
        value = self.value(x)
        for _ in range(3):
            x, new = self.minimize(x, 100, 1e-9)
            if not abs(value - new) > 1e-14 * abs(new):
                break
            value = new
        return x, self.value(x)
