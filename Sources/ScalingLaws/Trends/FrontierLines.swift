/// The straight line through a frontier, and through that of every subsample of models.
struct FrontierLines: Sendable {
  /// Decimal year at which `height` is taken.
  let origin: Double
  let line: StraightLine
  /// Slope and value at the origin, replicate after replicate.
  private let draws: SubsampleDraws

  /// `nil` where the frontier of all models has no line, or there are fewer than three models.
  init?(_ sampler: FrontierSampler, origin: Double, subsampling: ModelSubsampling) {
    guard sampler.modelCount >= 3, let line = sampler.line(through: sampler.frontier { _ in true }) else { return nil }
    self.origin = origin
    self.line = line
    draws = subsampling.draws(models: sampler.modelCount, width: 2) { isKept in
      guard let line = sampler.line(through: sampler.frontier(isKept: isKept)) else { return [.nan, .nan] }
      return [line.slope, line.value(at: origin)]
    }
  }

  var undefined: Int { draws.column(0).count(where: \.isNaN) }

  var slopeError: Double? { draws.standardError(0, around: line.slope) }

  /// Standard error of the line's logarithm of the price on a date.
  func standardError(at date: Double) -> Double? {
    let centre = (line.slope, line.value(at: origin))
    guard let slope = draws.covariance(0, 0, around: (centre.0, centre.0)),
      let both = draws.covariance(0, 1, around: centre),
      let height = draws.covariance(1, 1, around: (centre.1, centre.1))
    else { return nil }
    let t = date - origin
    return max(0, height + 2 * t * both + t * t * slope).squareRoot()
  }
}
