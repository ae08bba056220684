/// The forms that a series in time is held against.
public enum TrendForm: String, Sendable, Hashable, CaseIterable {
  case exponential
  case segmented
  case logistic
  case wright
  case randomWalk = "random-walk"

  public var formula: String {
    switch self {
    case .exponential: "log y = a + b*t"
    case .segmented: "log y = level + slope*(t - tau) + change*max(t - tau, 0)"
    case .logistic: "y = limit*logistic(r*(t - t0)), or limit/logistic(r*(t - t0)) where it falls"
    case .wright: "log y = a - w*log Q"
    case .randomWalk: "log y(t + d) = log y(t) + mu*d + K*sqrt(d)*noise"
    }
  }
}
