import ScalingLaws

/// What a fit file said about points, and about quantities.
public struct PredictionResults {
  public let fit: SavedFit
  /// Where the fit was read from.
  public let source: String
  public let predictions: [Point]
  public let quantities: [QuantityEstimate]

  /// What the law says at a point.
  public struct Point {
    /// Variable by variable.
    public let point: [String: Double]
    /// Column by column of those that the law compares with text.
    public let texts: [String: String]
    public let prediction: Prediction

    public init(point: [String: Double], texts: [String: String] = [:], prediction: Prediction) {
      self.point = point
      self.texts = texts
      self.prediction = prediction
    }
  }

  public init(
    fit: SavedFit, source: String, predictions: [Point], quantities: [QuantityEstimate]
  ) {
    self.fit = fit
    self.source = source
    self.predictions = predictions
    self.quantities = quantities
  }

  public var warnings: [FitWarning] {
    [.extrapolation(predictions.flatMap(\.prediction.extrapolation)), unseen, .uncertified(fit), draws].compactMap {
      $0
    }
  }

  /// Texts that no row of the fit has: they count as any other that the law does not name.
  private var unseen: FitWarning? {
    let comparisons = fit.formula.right.textComparisons
    for point in predictions {
      for (column, text) in point.texts.sorted(by: { $0.key < $1.key }) {
        guard let seen = fit.texts[column], !seen.isEmpty, seen.count < FitRecord.mostTexts, !seen.contains(text),
          comparisons.allSatisfy({ $0.column != column || $0.comparison == .equal || $0.comparison == .notEqual })
        else { continue }
        return FitWarning(
          .extrapolation, .warning, "no row of the fit has the text \"\(text)\" in \(column)",
          hint: "its rows have \(seen.prefix(5).joined(separator: ", "))" + (seen.count > 5 ? " and others" : ""))
      }
    }
    return nil
  }

  private var draws: FitWarning? {
    guard fit.intervalMethod.isResampling else { return nil }
    if fit.usesDraws { return readAsPercentiles }
    return FitWarning(
      .drawsMissing, .note,
      "the file has no draws of the \(fit.intervalMethod.description), so intervals are symmetric, from the covariance of the draws",
      hint: "fit it again with --keep-draws, or give the file of --draws")
  }

  private var readAsPercentiles: FitWarning? {
    guard case .bootstrap(let bootstrap) = fit.intervalMethod, [.bca, .t].contains(bootstrap.reading) else {
      return nil
    }
    return FitWarning(
      .drawsMissing, .note,
      "\(fit.intervalMethod.description) needs more refits than the draws, and the file has none of them, so intervals are"
        + " percentiles of the draws",
      hint: "fit with --interval bootstrap:\(bootstrap.scheme.rawValue) for percentiles throughout")
  }
}

extension SavedFit {
  /// The kind of interval, in words.
  var intervalName: String {
    let level = level.percentText
    switch intervalMethod {
    case .wald(let method): return "\(level) intervals, \(method.description) standard errors"
    case .profile: return "\(level) intervals, classical standard errors"
    case .bootstrap, .jackknife:
      return "\(level) intervals, \(intervalMethod.description)" + (usesDraws ? "" : ", covariance only")
    }
  }
}
