import Escaping
import ScalingLaws

/// The fit done again with SciPy, and the comparison, as cells of Python.
struct NotebookCheck {
  private let file: FitFile
  private let fit: Fit
  let law: NotebookLaw
  let norm: NotebookNorm

  init(_ file: FitFile, fit: Fit, law: NotebookLaw) {
    (self.file, self.fit, self.law) = (file, fit, law)
    norm = NotebookNorm(fit)
  }

  /// What is minimised.
  ///
  /// - Throws: `NotebookError` for weights that are too long to write out.
  func objective() throws(NotebookError) -> String {
    var weight: String?
    if let weights = fit.options.weights {
      guard let code = law.code(ofColumns: weights.expression, column: { "data[\($0.quotedForPython)]" }) else {
        throw .formulaTooLong
      }
      weight = code
    }
    let points = "points = [data[name].to_numpy(float) for name in variables]"
    return """
      names = [row["name"] for row in record["coefficients"]]
      recorded = np.array([row["estimate"] for row in record["coefficients"]], float)
      std_error = np.array([row["std_error"] or 0 for row in record["coefficients"]], float)
      variables = [\(NotebookLaw.wrapped(law.variables.map(\.quotedForPython), ", ", indent: 4))]
      \(points)
      observed = np.asarray(\(try law.observed()), float) * np.ones(len(data))
      \(norm.objective(weight: weight))
      """
  }

  /// Found again from the record's own coefficients, and from places around them.
  var comparison: String {
    """
    random = np.random.default_rng(0)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spread = np.where(positive, np.clip(std_error / np.maximum(np.abs(recorded), 1e-300), 0.01, 0.3),
                          np.maximum(std_error, 1e-3 * np.abs(recorded)))[~held]
        ends = [minimum(searched(recorded), is_near=True)]
        for _ in range(6):
            try:
                ends.append(minimum(searched(recorded) + spread * random.standard_normal(len(spread))))
            except ValueError:   # the law is not finite at this start
                pass
    \(inBounds)best, value = min(ends, key=lambda end: end[1])
    found = coefficients(best)

    # A coefficient that the data leave open is known to a part of its standard error, not of itself: the larger of the two counts.
    allowed = 1e-6 * np.maximum(np.abs(found), std_error)
    noise = 1e-9 * abs(value) + \(noise)
    # Where one height is reached at several places, such as between two rows of a group, a coefficient is open.
    level = [coefficients(z) for z, end in ends if end <= value + 1e-4 * noise]
    is_open = np.ptp(level, axis=0) > 1e3 * allowed
    # Beside it no search sees the bottom as sharply.
    allowed = allowed * (10 if np.any(is_open) else 1)
    agreeing = sum(np.all((np.abs(coefficients(z) - found) <= allowed) | is_open) for z, _ in ends[1:])
    comparison = pd.DataFrame({"scaling": recorded, "SciPy": found, "difference": recorded - found, "allowed": allowed},
                              index=pd.Index(names, name="coefficient"))
    comparison.loc["objective"] = [record["objective"], value, record["objective"] - value, noise]
    display(f"{agreeing} of {len(ends) - 1} scattered starts end here", comparison)
    assert agreeing > 0, "no scattered start of SciPy ends at its best minimum"
    assert abs(record["objective"] - value) <= noise, "SciPy finds another minimum"
    assert np.all((np.abs(recorded - found) <= allowed) | is_open), "SciPy finds other coefficients"
    """ + held + scaleCheck
  }

  /// Rounding, where the objective itself may be zero.
  private var noise: String {
    switch fit.options.norm.shape {
    case .studentT: "1e-9 * np.sum(times)"
    case .binomial, .firth: "1e-12 * np.sum(times)"
    case .quantile: "1e-14 * np.sum(times * np.abs(factor * on_scale(observed)))"
    default: "1e-26 * np.sum(times * (factor * on_scale(observed)) ** 2)"
    }
  }

  /// Where coefficients may lie; empty where they may lie anywhere, or anywhere above zero and do.
  var bounds: String {
    let domains = law.coefficients.map(fit.domain)
    guard hasBounds else { return "" }
    let numbers = { (values: [Double]) in
      NotebookLaw.wrapped(
        values.map { $0.isFinite ? $0.plain : $0 < 0 ? "-np.inf" : "np.inf" }, ", ", indent: 16)
    }
    return """
      low = np.array([\(numbers(domains.map(\.lower)))])
      high = np.array([\(numbers(domains.map(\.upper)))])
      place = np.where(on_bound > 0, low, np.where(on_bound < 0, high, recorded))

      """
  }

  private var hasBounds: Bool {
    !atBound.isEmpty || law.coefficients.map(fit.domain).contains { $0 != .free && $0 != .positive }
  }

  /// What lies outside the bounds is no answer.
  private var inBounds: String {
    guard hasBounds else { return "" }
    return """
      ends = [end for end in ends if np.all((coefficients(end[0]) >= low) & (coefficients(end[0]) <= high))]

      """
  }

  /// Coefficients that are the places of corners of the law.
  private var corners: [String] {
    let corners = file.fit.formula.right.corners
    return law.coefficients.filter { name in corners.contains { $0.symbols.contains(name) } }
  }

  var corner: String {
    guard !corners.isEmpty else { return "on_row = np.zeros(len(names), bool)" }
    return """
      on_row = np.array([name in [\(corners.map(\.quotedForPython).joined(separator: ", "))] and any(
          np.min(np.abs(column - c)) <= 1e-9 * abs(c) for column in points) for name, c in zip(names, recorded)])
      """
  }

  private var held: String {
    let bounds = """


      # On a bound, the objective must rise from there into the range.
      with np.errstate(all="ignore"):
          inward = on_bound * derivatives(total, found)
      assert np.all(inward >= -1e-6 * abs(value)), "a bound is given that does not bind"
      """
    let rows = """


      # With a corner on a row, it must be no better on either side.
      for index in np.flatnonzero(on_row):
          for side in [-1e-5, 1e-5]:
              place[index] = recorded[index] * (1 + side)
              assert minimum(best)[1] >= value - noise, "the corner is not where the objective is least"
          place[index] = recorded[index]
      """
    return (atBound.isEmpty || isStudent ? "" : bounds) + (corners.isEmpty ? "" : rows)
  }

  private var isStudent: Bool { if case .studentT = fit.options.norm.shape { true } else { false } }

  private var scaleCheck: String {
    guard norm.hasScale else { return "" }
    return """


      # The scale of the norm is that of the residuals: their median size over 0.6745.
      size = np.abs(residuals(found))
      order = np.argsort(size)
      below = np.cumsum(times[order])
      middle = size[order][[np.searchsorted(below, below[-1] / 2, "left"), np.searchsorted(below, below[-1] / 2, "right")]]
      assert abs(np.mean(middle) / 0.6745 / record["robust_scale"] - 1) < 1e-6, "the scale is not that of the residuals"
      """
  }

  /// Which coefficients ended on a bound, and on which side of it the range lies.
  var atBound: [String: Int] {
    var sides: [String: Int] = [:]
    for element in file.record.coefficients where element.atBound {
      guard let value = element.estimate.part.estimate else { continue }
      let domain = fit.domain(of: element.name)
      sides[element.name] = abs(value - domain.lower) <= abs(value - domain.upper) ? 1 : -1
    }
    return sides
  }

  /// Whether a coefficient can only be positive, one after another.
  var positive: String {
    let sides = atBound
    return NotebookLaw.wrapped(
      law.coefficients.map { fit.domain(of: $0).lower >= 0 && sides[$0] == nil ? "True" : "False" }, ", ", indent: 4)
  }
}
