#if canImport(Glibc)
  import Glibc
#endif

/// The scale on which residuals are taken: `g(response) - g(law)`.
public enum ResidualScale: String, Sendable, Hashable, CaseIterable {
  /// Residuals in the unit of the response.
  case identity
  /// Residuals of the natural logarithm: relative errors. The response must be positive.
  case log
  /// Residuals of `log(y / (1 - y))`, for scores strictly between 0 and 1.
  case logit

  /// `g(expression)`, in the form that a fit can take apart.
  ///
  /// - Parameter positive: symbols known to be positive, so that the logarithm of a product can be split.
  func applied(to expression: Expression, positive: Set<String>) -> Expression {
    switch self {
    case .identity: expression.simplified
    case .log: expression.logarithm(assumingPositive: positive).simplified
    case .logit: expression.logit.simplified
    }
  }

  /// A response on this scale.
  func value(_ response: Double) -> Double {
    switch self {
    case .identity: response
    case .log: Double.logarithm(response)
    case .logit: Double.logarithm(response / (1 - response))
    }
  }

  /// The response at a value on this scale.
  func inverse(_ value: Double) -> Double {
    switch self {
    case .identity: value
    case .log: exp(value)
    case .logit: 1 / (1 + exp(-value))
    }
  }

  /// The derivative of the scale at a response.
  func slope(at response: Double) -> Double {
    switch self {
    case .identity: 1
    case .log: 1 / response
    case .logit: 1 / (response * (1 - response))
    }
  }

  /// Responses that have a place on the scale.
  package var range: ValueRange {
    switch self {
    case .identity: .all
    case .log: .positive
    case .logit: .share
    }
  }
}
