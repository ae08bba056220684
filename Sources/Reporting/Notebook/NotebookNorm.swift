import ScalingLaws

/// A norm as Python: what is minimised, and how its minimum is found.
///
/// Everything is written so that it takes complex numbers, because derivatives come from steps along the imaginary axis.
struct NotebookNorm {
  private let norm: Norm
  private let scale: ResidualScale
  private let weights: Weights?

  init(_ fit: Fit) {
    norm = fit.options.norm
    scale = fit.scale
    weights = fit.options.weights
  }

  /// Functions `residuals`, `total` and `errors` of the coefficients.
  ///
  /// - Parameter weight: the weights as an expression of `data`.
  func objective(weight: String?) -> String {
    ([rowWeights(weight), onScale, residuals] + [norm.isBinomial ? Self.binomial : body]).filter { !$0.isEmpty }
      .joined(separator: "\n\n\n")
  }

  /// The function `minimum`, from a start.
  var minimum: String {
    switch norm.shape {
    case .squared, .binomial, .firth, .huber, .softL1: Self.direct
    case .cauchy, .tukey: Self.narrowing
    case .studentT: Self.student
    case .quantile: Self.quantile
    }
  }

  /// Whether the norm has a scale that was found with the fit.
  var hasScale: Bool { norm.scale == .medianAbsoluteDeviation }

  /// `factor` multiplies a residual, `times` says how often a row counts.
  private func rowWeights(_ weight: String?) -> String {
    guard let weight, let kind = weights?.kind else { return "factor, times = np.ones(len(data)), np.ones(len(data))" }
    let given = "weight = np.asarray(\(weight), float) * np.ones(len(data))\n"
    return switch kind {
    case .standardDeviation: given + "# Known standard deviations.\nfactor, times = 1 / weight, np.ones(len(data))"
    case .precision where norm.isBinomial: given + "factor, times = np.ones(len(data)), weight"
    case .precision:
      given + "# Relative precisions; a row of none does not count.\n"
        + "factor, times = np.where(weight > 0, np.sqrt(weight), 1), (weight > 0) * 1.0"
    case .count: given + "# A row counts as so many.\nfactor, times = np.ones(len(data)), weight"
    case .trials: given + "# Each share is out of so many.\nfactor, times = np.ones(len(data)), weight"
    }
  }

  private var onScale: String {
    let value =
      switch scale {
      case .identity: "value"
      case .log: "np.log(value)"
      case .logit: "np.log(value / (1 - value))"
      }
    return norm.isBinomial
      ? ""
      : """
      def on_scale(value):
          return \(value)
      """
  }

  private var residuals: String {
    norm.isBinomial
      ? ""
      : """
      def residuals(c):
          return factor * (on_scale(observed) - on_scale(law(*points, *c)))
      """
  }

  private var body: String {
    switch norm.shape {
    case .squared: Self.squares
    case .huber(let k):
      width(k)
        + Self.robust(
          """
          size = r * np.sign(np.real(r))
              return np.where(np.real(size) <= k, r**2 / 2, k * (size - k / 2))
          """)
    case .softL1(let k): width(k) + Self.robust("return r**2 / (1 + np.sqrt(1 + (r / k) ** 2))")
    case .cauchy(let k): width(k) + Self.robust("return k**2 / 2 * np.log1p((r / k) ** 2)")
    case .tukey(let k):
      width(k)
        + Self.robust(
          """
          u = np.where(np.abs(np.real(r)) < k, (r / k) ** 2, 1)
              return np.where(np.abs(np.real(r)) < k, r**2 * (1 - u + u**2 / 3) / 2, k**2 / 6)
          """)
    case .studentT(let degrees):
      "degrees = \(degrees?.plain ?? "None   # estimated, between 1 and 10,000")\n\n\n" + Self.likelihood
    case .quantile(let tau): "tau = \(tau.plain)\n\n\n" + Self.checkFunction
    case .binomial, .firth: ""
    }
  }

  private func width(_ k: Double) -> String {
    let value = hasScale ? "\(k.plain) * record[\"robust_scale\"]   # its own definition is checked below" : k.plain
    return "width = \(value)\n\n\n"
  }

  private static func robust(_ rho: String) -> String {
    """
    def rho(r, k):
        \(rho)


    def total(c, k=width):
        return np.sum(times * rho(residuals(c), k))


    def errors(c, k=width):
        \"""Numbers whose sum of squares is twice the total.\"""
        r = residuals(c)
        tiny = np.abs(np.real(r)) < 1e-150
        return np.sqrt(times) * np.where(tiny, r, np.sign(np.real(r)) * np.sqrt(2 * rho(np.where(tiny, 1, r), k)))
    """
  }

  private static let squares = """
    def total(c):
        return np.sum(times * residuals(c) ** 2)


    def errors(c):
        return np.sqrt(times) * residuals(c)
    """

  private static let binomial = """
    def total(c):
        \"""The deviance: twice the log-likelihood of the shares themselves over that of the law.\"""
        return 2 * np.sum(times * deviance(law(*points, *c)))


    def deviance(p):
        most = special.xlogy(observed, observed) + special.xlogy(1 - observed, 1 - observed)
        return most - observed * np.log(p) - (1 - observed) * np.log(1 - p)


    def errors(c):
        \"""Numbers whose sum of squares is the deviance.\"""
        p = law(*points, *c)
        near = np.abs(np.real(p) - observed) < 1e-6
        root = np.sqrt(2 * deviance(np.where(near, 0.5, p)))
        return np.sqrt(times) * np.where(
            near, (observed - p) / np.sqrt(p * (1 - p)), np.sign(observed - np.real(p)) * root)
    """

  private static let likelihood = """
    def likelihood(c, s, degrees):
        \"""The negative logarithm of the likelihood of Student's t at a scale.\"""
        constant = special.loggamma(degrees / 2) - special.loggamma((degrees + 1) / 2) + np.log(np.pi * degrees) / 2
        each = constant + np.log(s) + (degrees + 1) / 2 * np.log1p((residuals(c) / s) ** 2 / degrees)
        return np.sum(times * each)
    """

  private static let checkFunction = """
    def total(c):
        r = residuals(c)
        return np.sum(times * r * (tau - (np.real(r) < 0)))
    """
}
