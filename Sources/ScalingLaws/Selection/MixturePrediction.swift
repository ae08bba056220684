import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What several laws say of a point together: a mixture of their new-run distributions, so that the band holds the choice of law.
///
///     F(y) = Σ wₖ Fₖ(y),   variance = Σ wₖ sₖ² + Σ wₖ (mₖ - m̄)²
///
/// with Fₖ Student's t on the residual scale of law k. The interval runs between quantiles of F, which are no average of the laws'
/// own ends: where laws disagree it is as wide as they lie apart.
///
/// The further a point lies beyond what back-tests reached, the less the scores say about which law holds there; see
/// `Comparison.Reach`.
///
/// - Valid when: one of the laws, or something between them, holds at the point. The band says nothing of laws that were not tried.
/// - Source: Hoeting et al. 1999, eq. 1 and 4, with the weights that are given.
public struct MixturePrediction: Sendable {
  /// What one law says.
  public struct Part: Sendable {
    public let name: String
    public let weight: Double
    public let prediction: Prediction
  }

  public let parts: [Part]
  /// The weighted mean, on the scale of the comparison, taken back to the response.
  public let value: Double
  /// Where the law is at the point, whichever it is.
  public let mean: Interval?
  /// Where a new run would fall.
  public let newRun: Interval?
  /// `√(Σ w s²)` of new runs on the scale of the comparison.
  public let within: Double?
  /// `√(Σ w (m - m̄)²)`, on the same scale: how far the laws lie apart.
  public let between: Double
  /// How far the point lies beyond the rows, and how far back-tests reached; `nil` where nothing says which runs are large, or the
  /// point is not beyond.
  public let reach: Comparison.Reach?

  struct Component {
    let weight: Double
    let center: Double
    let meanWidth: Double?
    let newRunWidth: Double?
    let degreesOfFreedom: Double
    let scale: ResidualScale
  }

  init(_ parts: [Part], _ components: [Component], scale: ResidualScale, level: Double, reach: Comparison.Reach?) {
    self.parts = parts
    self.reach = reach
    let centers = components.map { scale.value($0.scale.inverse($0.center)) }
    let center = zip(components, centers).reduce(0.0) { $0 + ($1.0.weight > 0 ? $1.0.weight * $1.1 : 0) }
    value = scale.inverse(center)
    between = zip(components, centers).reduce(0.0) {
      $0 + ($1.0.weight > 0 ? $1.0.weight * ($1.1 - center).squared : 0)
    }.squareRoot()
    let mixture = Mixture(components: components.filter { $0.weight > 0 }, scale: scale)
    within = mixture.meanVariance.map { $0.squareRoot() }
    mean = mixture.interval(level, \.meanWidth)
    newRun = mixture.interval(level, \.newRunWidth)
  }

  private struct Mixture {
    let components: [Component]
    let scale: ResidualScale

    /// `Σ w s²` of new runs, each width taken to the common scale by the slope at the center.
    var meanVariance: Double? {
      var sum = 0.0
      for component in components {
        guard let width = component.newRunWidth else { return nil }
        let response = component.scale.inverse(component.center)
        let slope = scale == component.scale ? 0 : scale.logSlope(response) - component.scale.logSlope(response)
        sum += component.weight * (width * exp(slope)).squared
      }
      return sum
    }

    func interval(_ level: Double, _ width: (Component) -> Double?) -> Interval? {
      let widths = components.compactMap(width)
      guard widths.count == components.count, widths.allSatisfy({ $0 > 0 }) else { return nil }
      let ends = [(1 - level) / 2, (1 + level) / 2].map { quantile($0, widths).map(scale.inverse) }
      return Interval(low: ends[0], high: ends[1], level: level)
    }

    /// On the common scale, by bisection between the least and the greatest of the components' quantiles.
    private func quantile(_ probability: Double, _ widths: [Double]) -> Double? {
      let own = zip(components, widths).map { component, width in
        let end =
          component.center + width * StudentT(degreesOfFreedom: component.degreesOfFreedom).quantile(probability)
        return component.scale == scale ? end : scale.value(component.scale.inverse(end))
      }
      guard own.allSatisfy(\.isFinite), var low = own.min(), var high = own.max() else { return nil }
      while true {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { return middle }
        if cumulative(middle, widths) < probability { low = middle } else { high = middle }
      }
    }

    private func cumulative(_ value: Double, _ widths: [Double]) -> Double {
      zip(components, widths).reduce(0.0) { sum, part in
        let (component, width) = part
        let own = component.scale == scale ? value : component.scale.value(scale.inverse(value))
        let z = (own - component.center) / width
        // Below zero a law of the logarithm has nothing.
        let below = z.isNaN ? 0 : StudentT(degreesOfFreedom: component.degreesOfFreedom).cumulative(z)
        return sum + component.weight * below
      }
    }
  }
}

extension Comparison {
  /// Columns that any of the laws compares with text.
  public var textVariables: [String] { entries.flatMap { $0.fit.comparedColumns }.uniqued }

  /// Every law at a point, and their mixture with the weights of the entries, drawn toward equal shares by `reach(of:)`.
  ///
  /// - Parameters:
  ///   - point: a value for each variable of any of the laws.
  ///   - texts: of each column that any of them compares with text.
  /// - Throws: `.pointIncomplete`, `.unknownVariable`, `.fit`.
  public func predict(
    _ point: [String: Double], texts: [String: String] = [:]
  ) throws(ComparisonError) -> MixturePrediction {
    let variables = entries.map { $0.fit.neededVariables }
    for name in texts.keys.sorted() where !textVariables.contains(name) {
      throw .unknownVariable(name, variables: variables.flatMap { $0 }.uniqued + textVariables)
    }
    for name in point.keys.sorted() where !variables.contains(where: { $0.contains(name) }) {
      throw .unknownVariable(name, variables: variables.flatMap { $0 }.uniqued)
    }
    let reach = reach(of: point)
    var parts: [MixturePrediction.Part] = []
    var components: [MixturePrediction.Component] = []
    for (entry, variables) in zip(entries, variables) {
      let missing = variables.filter { point[$0] == nil }
      guard missing.isEmpty else { throw .pointIncomplete(law: entry.candidate.name, missing: missing) }
      let fit = entry.fit
      let own = point.filter { variables.contains($0.key) }
      let compared = fit.comparedColumns
      let (prediction, noise) = try entry.candidate.attempt { () throws(FitError) in
        (
          try fit.predict(own, texts: texts.filter { compared.contains($0.key) }), try fit.noise.size(at: own)
        )
      }
      let equal = 1 / Double(entries.count)
      let share = reach?.evidence ?? 1
      let weight = share * (entry.weight ?? equal) + (1 - share) * equal
      let error = prediction.standardError
      parts.append(MixturePrediction.Part(name: entry.candidate.name, weight: weight, prediction: prediction))
      components.append(
        MixturePrediction.Component(
          weight: weight, center: fit.scale.value(prediction.value), meanWidth: error,
          newRunWidth: error.flatMap { error in noise.map { (error.squared + $0.squared).squareRoot() } },
          degreesOfFreedom: fit.inference.degreesOfFreedom, scale: fit.scale))
    }
    return MixturePrediction(parts, components, scale: scale, level: level, reach: reach)
  }
}
