/// A profile likelihood interval of a quantity.
///
/// The values of the quantity that are not rejected, which are connected with the estimate: the profile is followed from
/// the estimate outwards, and where it rises and falls again, what lies beyond the first crossing is left out.
public struct ProfileInterval: Sendable, Hashable {
  /// What ends the interval on one side.
  public enum End: Sendable, Hashable {
    /// The profile reaches the threshold.
    case found
    /// Bounds of the coefficients: every value up to there is below the threshold. The end is the bound itself.
    case atBound
    /// The profile stays below the threshold as far as it can be followed. The end is open: `nil`.
    case open
    /// There is no noise to judge by, or the data do not determine the quantity. The end is `nil`.
    case undefined
  }

  /// A point of the profile.
  public struct Point: Sendable, Hashable {
    /// The quantity.
    public let value: Double
    /// The signed root of twice the log-likelihood ratio; of F for least squares with noise of unknown size. R: `tau` of
    /// `profile.nls`, `z` of `profile.glm`.
    public let signedRoot: Double
    /// The most likely coefficients with the quantity held there, in the order of the fit.
    public let coefficients: [Double]
  }

  /// A lower minimum than that of the fit.
  public struct LowerMinimum: Sendable, Hashable {
    /// By how much the objective is lower, in units of half the threshold's: 0.5 is one standard error.
    public let fall: Double
    public let coefficients: [Double]
  }

  public let name: String
  /// The quantity at the fit.
  public let estimate: Double?
  public let low: Double?
  public let high: Double?
  /// Nominal coverage.
  public let level: Double
  public let lowEnd: End
  public let highEnd: End
  /// How far the profile was followed on each side; an end that is open lies beyond.
  public let followed: ClosedRange<Double>?
  /// The profile from the low to the high end, if it was asked for.
  public let curve: [Point]
  /// What was met below the fit; the interval is still that of the fit.
  public let lowerMinimum: LowerMinimum?

  public var interval: Interval { Interval(low: low, high: high, level: level) }
}

extension ProfileInterval {
  /// Where there is nothing to judge by.
  static func undefined(_ name: String, estimate: Double?, level: Double) -> ProfileInterval {
    ProfileInterval(
      name: name, estimate: estimate, low: nil, high: nil, level: level, lowEnd: .undefined, highEnd: .undefined,
      followed: nil, curve: [], lowerMinimum: nil)
  }

  /// Reasons to doubt the interval.
  ///
  /// - Parameter names: of the coefficients, in the order of the fit.
  func warnings(coefficients names: [String]) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let sides = [("down", "lower", lowEnd, followed?.lowerBound), ("up", "upper", highEnd, followed?.upperBound)]
    for (direction, side, end, reached) in sides {
      let place = reached?.formatted(significant: 3) ?? ""
      switch end {
      case .found, .undefined: continue
      case .open:
        warnings.append(
          FitWarning(
            .profileOpen,
            "the data do not bound \(name) \(direction)wards: the profile stays below the threshold to \(place) and as far"
              + " as it can be followed, so the \(side) end is open",
            hint: "hold a coefficient (--fix), or add rows that tell the terms of the law apart"))
      case .atBound:
        warnings.append(
          FitWarning(
            .profileAtBound,
            "the data do not bound \(name) \(direction)wards: every value to \(place), where a coefficient meets its bound,"
              + " is below the threshold, so the \(side) end is that bound",
            hint: "only the bound ends the interval there; add rows that tell the terms of the law apart"))
      }
    }
    if let lowerMinimum {
      let place = zip(names, lowerMinimum.coefficients).map { "\($0)=\($1.formatted(significant: 4))" }.listed
      warnings.append(
        FitWarning(
          .profileLowerMinimum,
          "the fit is not the optimum: profiling \(name) met a lower minimum at \(place)",
          hint: "fit again with --start at these values, or with more --starts"))
    }
    return warnings
  }
}
