import Glibc

/// Student's t with the most likely degrees of freedom ν.
///
///     least over log ν of  L(ν) = min over θ, s of -log p(r; s, ν)
///
/// L may have several minima, and one at an end: few rows that are met almost exactly make ν small, while the others are as
/// good as normal. A grid in log ν is walked from nearly normal noise down and back again, each point from the one before, so
/// that each is the lower of two ways; then each bracket of the grid that holds a minimum is narrowed to it.
///
/// Below p / (n - p) the likelihood has no maximum: the scale shrinks to the p rows that can be met exactly. ν is therefore at
/// least 1, and at most 1e4, where Student's t and the normal distribution are one.
///
/// - Source: Lange, Little & Taylor 1989; Fernández & Steel 1999 for the likelihood without a maximum.
extension TrustRegion {
  private static let degreesGrid: [Double] = [1, 1.5, 2.2, 3.3, 5, 8, 13, 25, 60, 300, 1e4]

  /// How well the scale is known on the grid. L is flat there, so that its error is of the order of the square.
  private static let gridTolerance = 1e-4

  /// A point of the profile.
  private struct ProfilePoint {
    let logNu: Double
    let parameters: [Double]
    let stop: RobustStop
    /// L.
    let value: Double
    /// dL / d log ν.
    let slope: Double
  }

  func settleDegreesOfFreedom(_ norm: Norm) -> RobustStop {
    let logarithms = Self.degreesGrid.map { log($0) }
    var grid: [ProfilePoint] = []
    for logNu in logarithms.reversed() {
      grid.append(profile(norm, logNu, from: grid.last, roughly: Self.gridTolerance))
    }
    grid.reverse()
    for index in grid.indices.dropFirst() {
      let other = profile(norm, logarithms[index], from: grid[index - 1], roughly: Self.gridTolerance)
      if other.value < grid[index].value { grid[index] = other }
    }
    let candidates = grid.indices.filter { index in
      let below = index == 0 || grid[index].value <= grid[index - 1].value
      return below && (index == grid.count - 1 || grid[index].value <= grid[index + 1].value)
    }
    let minima = candidates.map { narrow(norm, grid, around: $0) }
    guard let best = minima.min(by: { $0.value < $1.value }), best.value.isFinite else {
      return grid.last?.stop ?? RobustStop(reason: .noProgress, scale: .nan, degreesOfFreedom: nil)
    }
    // Back to where it was.
    return profile(norm, best.logNu, from: best).stop
  }

  /// The optimum at given degrees of freedom.
  private func profile(
    _ norm: Norm, _ logNu: Double, from last: ProfilePoint?, roughly: Double = 0
  ) -> ProfilePoint {
    // The limit is one of steps to a minimum, and there are many here.
    let before = iterations
    iterations = 0
    defer { iterations += before }
    if let last {
      for (j, value) in last.parameters.enumerated() { current.theta[j] = value }
      evaluate(current)
    }
    let nu = exp(logNu)
    let stop = settleScale(norm, nu, from: last?.stop.scale, roughly: roughly)
    let likelihood = StudentLikelihood(degreesOfFreedom: nu, scale: stop.scale)
    let value = likelihood.negativeLog(residuals: current.residuals, weights: weights, count: rows)
    let slope = likelihood.slopeInDegrees(residuals: current.residuals, weights: weights, count: rows)
    return ProfilePoint(
      logNu: logNu, parameters: currentParameters, stop: stop, value: value.isFinite ? value : .infinity,
      slope: nu * slope)
  }

  /// The minimum between the neighbours of a point of the grid: the zero of the slope, by regula falsi that halves the slope of
  /// an end that stays (the Illinois rule).
  private func narrow(_ norm: Norm, _ grid: [ProfilePoint], around index: Int) -> ProfilePoint {
    var best = profile(norm, grid[index].logNu, from: grid[index])
    let other = best.slope > 0 ? index - 1 : index + 1
    guard best.slope != 0, grid.indices.contains(other) else { return best }
    var (low, high) = best.slope > 0 ? (grid[other], best) : (best, grid[other])
    var (slopeLow, slopeHigh) = (low.slope, high.slope)
    // Between two branches of the profile the slope may not change its sign.
    guard slopeLow < 0, slopeHigh > 0 else { return best }
    var lastSide = 0
    for _ in 0..<60 where high.logNu - low.logNu > 1e-12 {
      let middle = (low.logNu * slopeHigh - high.logNu * slopeLow) / (slopeHigh - slopeLow)
      guard middle - low.logNu > 1e-14, high.logNu - middle > 1e-14 else { break }
      let point = profile(norm, middle, from: best)
      if point.value <= best.value { best = point }
      guard point.slope != 0 else { break }
      if point.slope > 0 {
        (high, slopeHigh) = (point, point.slope)
        if lastSide > 0 { slopeLow *= 0.5 }
        lastSide = 1
      } else {
        (low, slopeLow) = (point, point.slope)
        if lastSide < 0 { slopeHigh *= 0.5 }
        lastSide = -1
      }
    }
    // The last points agree but for rounding of L, which is less exact than the slope.
    let end = low.slope.magnitude < high.slope.magnitude ? low : high
    return end.value - best.value <= 1e-13 * best.value.magnitude ? end : best
  }

  /// Says that an end of the range was reached.
  func degreesNote(_ stop: RobustStop) -> String {
    guard let nu = stop.degreesOfFreedom else { return "" }
    if nu <= 1 { return "; the degrees of freedom ended at 1, the least that is searched" }
    return nu >= 1e4 * (1 - 1e-12)
      ? "; the degrees of freedom ended at 10000, where the noise is as good as normal" : ""
  }
}
