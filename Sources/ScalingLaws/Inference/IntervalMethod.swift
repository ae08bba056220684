/// How intervals are made.
///
/// Every method answers every question, a coefficient, a quantity, a prediction; where one cannot, it says so.
public enum IntervalMethod: Sendable, Hashable {
  /// `θ̂ ± t·se`, with a standard error from a covariance formula.
  case wald(CovarianceMethod)
  /// All values that the likelihood does not reject. R: `confint(nls)`.
  case profile
  /// From refits to resamples; see `Bootstrap`.
  case bootstrap(Bootstrap)
  /// `θ̂ ± t·se`, with the standard error from refits that leave out one row each, or one cluster:
  ///
  ///     V = (m-1)/m · Σⱼ (θ₍ⱼ₎ - θ̄)(θ₍ⱼ₎ - θ̄)',   m rows or clusters,   t(n-p) or t(m-1)
  ///
  /// - Source: Tukey 1958; Efron & Tibshirani 1993, eq. 11.5. R: `bootstrap::jackknife`, `sandwich::vcovJK`.
  case jackknife

  public static let classical = wald(.classical)
  public static let hc0 = wald(.hc0)
  public static let hc1 = wald(.hc1)
  public static let hc2 = wald(.hc2)
  public static let hc3 = wald(.hc3)
  /// The default of least squares and shares; see `CovarianceMethod.hc3Effective`.
  public static let hc3Effective = wald(.hc3Effective)
  public static let hc4 = wald(.hc4)
  public static let hessian = wald(.hessian)
  public static let cr0 = wald(.cr0)
  public static let cr1 = wald(.cr1)
  public static let cr2 = wald(.cr2)
  public static let cr3 = wald(.cr3)
  public static let mEstimation = wald(.mEstimation)
  public static let nid = wald(.nid)
  public static let series = wald(.series)
  public static func hac(lag: Int, isAdjusted: Bool = true) -> IntervalMethod {
    wald(.hac(lag: lag, isAdjusted: isAdjusted))
  }

  /// A method as a user writes it: `hc3`, `hac:3`, `profile`, `jackknife`, `bootstrap`, `bootstrap:wild:t`.
  ///
  /// - Throws: `FitError.intervalNotUnderstood`.
  public init(_ text: String) throws(FitError) {
    if let covariance = CovarianceMethod(text) {
      self = .wald(covariance)
    } else if text == "profile" {
      self = .profile
    } else if text == "jackknife" {
      self = .jackknife
    } else if let bootstrap = Bootstrap(text) {
      self = .bootstrap(bootstrap)
    } else {
      throw .intervalNotUnderstood(text)
    }
  }

  /// As `init(_:)` reads it.
  public var description: String {
    switch self {
    case .wald(let covariance): covariance.description
    case .profile: "profile"
    case .bootstrap(let bootstrap): bootstrap.description
    case .jackknife: "jackknife"
    }
  }

  /// Whether resamples are drawn, as many as the options say.
  var isBootstrap: Bool {
    if case .bootstrap = self { true } else { false }
  }

  /// Whether the fit is repeated on resamples of the rows.
  public var isResampling: Bool {
    switch self {
    case .bootstrap, .jackknife: true
    case .wald, .profile: false
    }
  }
}
