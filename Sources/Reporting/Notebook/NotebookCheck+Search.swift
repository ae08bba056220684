extension NotebookCheck {
  /// How a minimum is searched for.
  var search: String {
    """
    # Coefficients that can only be positive are searched for by their logarithm.
    positive = np.array([\(positive)])
    # On a bound, or with the corner of the law on a row: held while the others are searched for, and looked at on their own below.
    on_bound = np.array([row["on_bound"] for row in record["coefficients"]])
    \(corner)
    held = (on_bound != 0) | on_row
    place = recorded.copy()
    \(bounds)

    def coefficients(z):
        c = place.astype(np.result_type(z, float))
        c[~held] = np.where(positive[~held], np.exp(np.where(positive[~held], z, 0)), z)
        return c


    def searched(c):
        return np.where(positive, np.log(np.where(positive, c, 1)), c)[~held]


    def derivatives(function, z):
        \"""Derivatives to all their digits, by steps along the imaginary axis.\"""
        return np.array([np.imag(function(z + step)) / 1e-30 for step in 1e-30j * np.eye(len(z))]).T


    def finite(values):
        return np.nan_to_num(values, nan=1e50, posinf=1e50, neginf=-1e50)


    def smallest(errors, total, z):
        \"""The minimum near a start: Levenberg and Marquardt's method, then the zero of the slope.\"""
        def safe(z):
            return finite(errors(z))

        if len(z) == 0:
            return z
        z = optimize.least_squares(safe, z, lambda z: derivatives(safe, z), method="lm", ftol=1e-15, xtol=1e-15,
                                   gtol=1e-15, max_nfev=20000).x
        return polished(total, z, 1 / np.maximum(np.linalg.norm(derivatives(safe, z), axis=0), 1e-300))


    def polished(total, z, size):
        \"""The zero of the slope near a place; then Newton's steps that leave alone what the total does not depend on.\"""
        def slope(u):
            return derivatives(total, z + size * u) * size

        def steps():
            yield optimize.root(slope, np.zeros(len(z)), tol=1e-14).x
            for _ in range(3):
                moves = 1e-5 * np.eye(len(z))
                bend = np.array([slope(move) - slope(-move) for move in moves]) / 2e-5
                yield -np.linalg.lstsq((bend + bend.T) / 2, slope(0), rcond=1e-8)[0]

        for step in steps():
            if total(z + size * step) <= total(z) + 1e-12 * abs(total(z)):
                z = z + size * step
        return z


    \(norm.minimum)
    """
  }
}
