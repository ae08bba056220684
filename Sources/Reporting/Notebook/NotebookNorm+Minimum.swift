extension NotebookNorm {
  static let direct = """
    def minimum(z, is_near=False):
        z = smallest(lambda z: errors(coefficients(z)), lambda z: total(coefficients(z)), z)
        return z, total(coefficients(z))
    """

  static let narrowing = """
    def minimum(z, is_near=False):
        \"""This norm forgets what is far off, so a start that is not near comes in through wider ones.\"""
        for k in width * np.array([1] if is_near else [64, 16, 4, 2, 1]):
            z = smallest(lambda z: errors(coefficients(z), k), lambda z: total(coefficients(z), k), z)
        return z, total(coefficients(z))
    """

  static let student = """
    def minimum(z, is_near=False):
        \"""Scale and coefficients in turns, then everything together.\"""
        freedom = degrees or 5.0
        s = np.sqrt(np.sum(times * residuals(coefficients(z)) ** 2) / np.sum(times))

        def errors(z):
            r = residuals(coefficients(z)) / s
            tiny = np.abs(np.real(r)) < 1e-9
            roots = np.sign(np.real(r)) * np.sqrt(np.log1p(np.where(tiny, 1, r**2) / freedom) * freedom)
            return finite(np.sqrt(times) * np.where(tiny, r, roots))

        for _ in range(300):
            last = s
            z = optimize.least_squares(errors, z, lambda z: derivatives(errors, z), method="lm", xtol=1e-12).x
            square = residuals(coefficients(z)) ** 2
            s = np.sqrt(np.sum(times * (freedom + 1) * square / (freedom + square / s**2)) / np.sum(times))
            if abs(s / last - 1) < 1e-6:
                break
        p, size = len(z), 1 / np.maximum(np.linalg.norm(derivatives(errors, z), axis=0), 1e-300)
        ends = []
        for known in [degrees] if degrees else [1.0, 1e4, None]:
            for guess in [known] if known else [1.5, 5.0, 50.0]:
                def whole(v):
                    return likelihood(coefficients(v[:p]), np.exp(v[p]), known or np.exp(v[p + 1]))

                start = np.concatenate([z, [np.log(s)], [] if known else [np.log(guess)]])
                sizes = np.append(size, np.ones(len(start) - p))
                step = optimize.minimize(
                    lambda u: whole(start + sizes * u), np.zeros(len(start)), method="BFGS", options={"gtol": 1e-7},
                    jac=lambda u: derivatives(whole, start + sizes * u) * sizes).x
                end = start + sizes * step
                if known or 0 < end[-1] < np.log(1e4):
                    end = polished(whole, end, sizes)
                    ends.append((whole(end), end[:p]))
        value, z = min(ends, key=lambda end: end[0])
        return z, value
    """

  static let quantile = """
    def minimum(z, is_near=False):
        \"""Through smooth norms that come ever closer, then linear programs for the law made linear, in a trust region.\"""
        def off(z):
            return residuals(coefficients(z))

        def value(z):
            return total(coefficients(z))

        def smooth(k):
            def rho(z):
                r = off(z)
                size = r * np.sign(np.real(r))
                side = times * np.where(np.real(r) < 0, 1 - tau, tau)
                return r, side * np.where(np.real(size) <= k, r**2 / 2, k * (size - k / 2))

            def errors(z):
                r, each = rho(z)
                tiny = np.abs(np.real(r)) < 1e-150
                return np.where(tiny, 0 * r, np.sign(np.real(r)) * np.sqrt(2 * np.where(tiny, 1, each)))

            return smallest(errors, lambda z: np.sum(rho(z)[1]), z)

        n, p = len(data), len(z)
        typical = np.median(np.abs(off(z))) + 1e-300
        if not is_near:
            for part in [10, 1, 0.1, 0.01, 0.001]:
                z = smooth(part * typical)
        best, radius = value(z), 1.0 if not is_near else 0.01
        for _ in range(200):
            slope = derivatives(off, z)
            size = np.sqrt(n) * typical / np.maximum(np.linalg.norm(slope, axis=0), 1e-300)
            scale = max(np.max(np.abs(off(z))), 1e-300)
            above, below = np.eye(n), -np.eye(n)
            answer = optimize.linprog(
                np.concatenate([np.zeros(p), tau * times, (1 - tau) * times]),
                A_eq=np.hstack([slope * size / scale, below, above]), b_eq=-off(z) / scale,
                bounds=[(-radius, radius)] * p + [(0, None)] * (2 * n), method="highs",
                options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
            if answer.x is None:
                radius /= 4
                continue
            step = answer.x[:p]
            longest = np.max(np.abs(step))
            next_z = z + size * step
            if value(next_z) < best:
                z, best, radius = next_z, value(next_z), max(radius, 2 * longest)
            else:
                radius = min(radius, longest) / 4
            if longest < 1e-13 or radius < 1e-14:
                break
        # Exactly through the rows that are met.
        met = np.argsort(np.abs(off(z)))[:p]
        through = z + size * optimize.root(lambda u: off(z + size * u)[met], np.zeros(p), tol=1e-15).x
        return (through, value(through)) if value(through) <= best * (1 + 1e-10) else (z, best)
    """
}
