#if canImport(Glibc)
  import Glibc
#endif

/// How horizons may depend on the date of release.
public enum HorizonForm: String, Sendable, Hashable, CaseIterable {
  case exponential
  case quadratic
  case doubleExponential = "double-exponential"
  case hyperbolic
  case segmented

  public var formula: String {
    switch self {
    case .exponential: "log h = a + b*t"
    case .quadratic: "log h = a + b*t + q*t^2"
    case .doubleExponential: "log h = a + b*exp(k*t)"
    case .hyperbolic: "log h = a - m*log(t_limit - t)"
    case .segmented: "log h = level + slope*(t - tau) + change*max(t - tau, 0)"
    }
  }

  /// Coefficients and sigma.
  var parameters: Int {
    switch self {
    case .exponential: 3
    case .quadratic, .doubleExponential, .hyperbolic: 4
    case .segmented: 5
    }
  }

  private var curve: ValueForm? {
    switch self {
    case .exponential: .exponential
    case .quadratic: .quadratic
    case .doubleExponential: .doubleExponential
    case .hyperbolic: .hyperbolic
    case .segmented: nil
    }
  }

  /// Residual sum of squares of the form about some rows; `nil` where they do not determine it.
  func residualSumOfSquares(_ t: [Double], _ y: [Double]) -> Double? {
    if let curve { return ValueFit(curve, capabilities: t, logs: y)?.residualSumOfSquares }
    guard let search = HingeSearch(t), let line = StraightLine(t, y) else { return nil }
    return line.residualSumOfSquares - search.best(line.residuals(t, y)).gain
  }

  func aicc(_ t: [Double], _ y: [Double]) -> Double? {
    residualSumOfSquares(t, y).flatMap {
      NormalCriterion.aicc(residualSumOfSquares: $0, rows: y.count, parameters: parameters)
    }
  }
}

/// A form of the trend beside the others: the same models, the same horizons.
public struct HorizonShape: Sendable {
  public let form: HorizonForm
  public let rSquared: Double
  /// `nil` for too few models.
  public let aicc: Double?
  /// Akaike's weight among the forms with AICc.
  public let weight: Double?
  /// The share of the resamples in which AICc is less than the exponential's; `nil` without them, and for the exponential.
  public let shareAhead: Double?

  /// How far AICc has to be below that of the exponential.
  public static let leastGain = 4.0

  /// The forms that so few models determine.
  ///
  /// - Parameter draws: replicate by replicate the log horizons of the same models.
  static func all(_ t: [Double], _ y: [Double], draws: [[Double]]) -> [HorizonShape] {
    let mean = y.reduce(0, +) / Double(y.count)
    let total = y.reduce(0) { $0 + ($1 - mean).squared }
    let forms = HorizonForm.allCases.compactMap { form in
      form.residualSumOfSquares(t, y).map { (form: form, rss: $0) }
    }
    let criteria = forms.map {
      NormalCriterion.aicc(residualSumOfSquares: $0.rss, rows: y.count, parameters: $0.form.parameters)
    }
    let known = criteria.compactMap { $0 }
    let weights = AkaikeWeights.weights(known)
    let straight = draws.map { HorizonForm.exponential.aicc(t, $0) }
    return zip(forms, criteria).map { fit, aicc in
      let isStraight = fit.form == .exponential
      let ahead = zip(draws, straight).count { draw, straight in
        guard let straight, let own = fit.form.aicc(t, draw) else { return false }
        return own < straight
      }
      return HorizonShape(
        form: fit.form, rSquared: total > 0 ? 1 - fit.rss / total : .nan, aicc: aicc,
        weight: aicc.flatMap { value in known.firstIndex(of: value).map { weights[$0] } },
        shareAhead: isStraight || draws.isEmpty || aicc == nil ? nil : Double(ahead) / Double(draws.count))
    }
  }
}
