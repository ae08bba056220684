extension Fit {
  /// Beyond this variance inflation, `θ̂ ± t·se` is held against the likelihood.
  private static let suspectInflation = 100.0
  /// Coefficients that a nonlinear law hardly tells apart, where the likelihood allows much else than a linear approximation says.
  var identificationWarning: FitWarning? {
    guard convergence.iterations > 0, inference.isDefined, intervalMethod != .profile,
      options.norm.hasLikelihood(weights: options.weights?.kind), data.rowsUsed <= Self.mostRowsToFollow
    else { return nil }
    let followed = coefficients.filter { $0.estimate.method == .profile }
    let isFollowed = !followed.isEmpty
    var open = followed.filter { $0.estimate.interval?.low == nil || $0.estimate.interval?.high == nil }.map(\.name)
    var moved: [String] = []
    if !isFollowed {
      guard options.clusters.isEmpty, varianceInflation.contains(where: { $0.factor > Self.suspectInflation }),
        let profiles = try? profileCoefficients()
      else { return nil }
      open = profiles.filter { $0.lowEnd == .open || $0.highEnd == .open }.map(\.name)
      moved = zip(coefficients, profiles).filter { element, profile in
        !open.contains(profile.name) && Self.differs(element.estimate.interval, profile)
      }.map { _, profile in
        let ends = [profile.low, profile.high].map { $0?.formatted(significant: 3) ?? "open" }
        return "\(profile.name) lies in [\(ends[0]), \(ends[1])]"
      }
    }
    guard !open.isEmpty || !moved.isEmpty else { return nil }
    let parts = [
      open.isEmpty ? nil : "the likelihood does not bound \(open.listed)",
      moved.isEmpty ? nil : "by the likelihood \(moved.listed)",
    ]
    return FitWarning(
      .weaklyIdentified,
      "these rows hardly identify the coefficients: \(parts.compactMap { $0 }.joined(separator: "; "))"
        + (isFollowed ? "" : "; the intervals above are those of a linear approximation"),
      hint: lawOfOneVariable ?? (isFollowed ? "" : "--interval profile gives what the data allow; ")
        + "more runs with other ratios of the predictors, or --fix, would help")
  }

  /// What to do about two predictors that are one, as tokens are that are twenty for each parameter in every row: their terms cannot be
  /// told apart, and a law of one variable says all that the rows do.
  private var lawOfOneVariable: String? {
    let predictors = law.columns.filter { law.formula.right.symbols.contains($0.variable) }
    guard predictors.count == 2, let response = law.formula.response, law.law.purpose == .loss else { return nil }
    let logarithms = predictors.map { sample.column($0.column).map { Double.logarithm($0) } }
    guard let line = Self.line(logarithms[0], logarithms[1]) else { return nil }
    let (one, other) = (predictors[0].column, predictors[1].column)
    let factor = Double.exponential(line.offset).formatted(significant: 4)
    let relation = line.slope == 1 ? "\(other) is \(factor) times \(one)" : "log(\(other)) is a line in log(\(one))"
    let column = law.column(of: response)
    let scale = scale == .log ? "" : " --scale \(scale.rawValue)"
    let mapping = column == "loss" ? "" : " -c loss=\(column)"
    let isPlain = (one + column).utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isPlainLetterOrDigit
    }
    return "\(relation) in every row, so their terms are one, and a law of one variable says all that the rows do"
      + (isPlain ? ": --law power-law-floor -c C=\(one)\(mapping)\(scale)" : " (--law power-law-floor)")
  }

  /// y = offset + slope·x where it holds in every row to a hundredth of its spread.
  private static func line(_ x: [Double], _ y: [Double]) -> (offset: Double, slope: Double)? {
    let n = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let (sumXX, sumXY) = zip(x, y).reduce((0.0, 0.0)) {
      ($0.0 + ($1.0 - meanX).squared, $0.1 + ($1.0 - meanX) * ($1.1 - meanY))
    }
    guard sumXX > 0, sumXY.isFinite, sumXY != 0 else { return nil }
    let own = sumXY / sumXX
    let slope = abs(own - 1) < 0.01 ? 1 : own
    let offset = meanY - slope * meanX
    let rest = zip(x, y).reduce(0.0) { max($0, abs($1.1 - offset - slope * $1.0)) }
    return rest <= 0.01 * (sumXX / n).squareRoot() * abs(slope) ? (offset, slope) : nil
  }

  /// Whether an end of the profile is off by more than a quarter of the interval's width.
  private static func differs(_ interval: Interval?, _ profile: ProfileInterval) -> Bool {
    guard let low = interval?.low, let high = interval?.high, high > low else { return false }
    return [(profile.low, low), (profile.high, high)].contains { end, other in
      end.map { abs($0 - other) > (high - low) / 4 } ?? false
    }
  }
}

extension Character {
  /// Whether a shell takes it as it is.
  fileprivate var isPlainLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
