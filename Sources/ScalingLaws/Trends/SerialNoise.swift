import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Noise of rows in time, up to its size: a first-order autoregression in continuous time, seen through white noise.
///
///     cov(i, j) ∝ ρ^|tᵢ - tⱼ| / (1 - ρ²) + λ·1(i = j),   t in mean gaps between rows
///
/// ρ = 0 is independent rows, ρ = 1 a random walk; the walk starts from an unknown level, so that it needs a constant among the columns
/// beside it. λ is the variance of the white noise over that of an innovation of one mean gap.
struct SerialNoise: Sendable, Hashable {
  let autocorrelation: Double
  let white: Double

  static let independent = SerialNoise(autocorrelation: 0, white: 0)
  static let randomWalk = SerialNoise(autocorrelation: 1, white: 0)

  /// What is held possible of a series: never a negative autocorrelation.
  static let family: [SerialNoise] = {
    let correlations = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 1]
    let whites = [0, 0.25, 1, 4, 16, 64, 256]
    return correlations.flatMap { rho in
      whites.filter { $0 == 0 || rho > 0 && ($0 < 256 || rho >= 0.9) }
        .map { SerialNoise(autocorrelation: rho, white: $0) }
    }
  }()

  /// Correlation of the autoregression with itself so many mean gaps earlier.
  fileprivate func carry(over gap: Double) -> Double {
    autocorrelation == 1 ? 1 : autocorrelation == 0 ? 0 : pow(autocorrelation, gap)
  }

  /// Variance that so many mean gaps add to the autoregression.
  fileprivate func fresh(over gap: Double) -> Double {
    autocorrelation == 1 ? gap : (1 - carry(over: gap).squared) / (1 - autocorrelation.squared)
  }

  /// Variance of the autoregression at the first row; of a random walk that of one step, which a constant takes up.
  fileprivate var start: Double { autocorrelation == 1 ? 1 : 1 / (1 - autocorrelation.squared) }

  /// `V·column`, V the covariance of the rows; a random walk is taken from its first row on.
  func product(with column: [Double], gaps: [Double]) -> [Double] {
    var product = column.map { white * $0 }
    if autocorrelation == 1 {
      // cov(i, j) is the time from the first row to the earlier of the two.
      var (sum, after) = (0.0, column.reduce(0, +))
      for row in column.indices {
        if row > 0 {
          sum += gaps[row] * after
          product[row] += sum
        }
        after -= column[row]
      }
      return product
    }
    let scale = 1 / (1 - autocorrelation.squared)
    var (before, after) = (0.0, 0.0)
    for row in column.indices {
      before = (row == 0 ? 0 : carry(over: gaps[row]) * before) + column[row]
      product[row] += scale * before
    }
    for row in column.indices.reversed().dropFirst() {
      after = carry(over: gaps[row + 1]) * (after + column[row + 1])
      product[row] += scale * after
    }
    return product
  }

  /// One series of such noise, with innovations of variance 1.
  func series(gaps: [Double], _ random: inout RandomStream) -> [Double] {
    var state = start.squareRoot() * random.normal()
    let whiteDeviation = white.squareRoot()
    return gaps.enumerated().map { row, gap in
      if row > 0 { state = carry(over: gap) * state + fresh(over: gap).squareRoot() * random.normal() }
      return white > 0 ? state + whiteDeviation * random.normal() : state
    }
  }
}

/// What a noise makes of rows at some times: the innovations of any column, by a Kalman filter whose gains are computed once.
///
/// - Source: Harvey 1989, section 3.2; the likelihood by prediction errors is his 3.4.
struct SerialFilter: Sendable {
  let noise: SerialNoise
  private let carry: [Double]
  private let gain: [Double]
  /// `1/√F`, of each row.
  private let scale: [Double]
  /// `log |V|`.
  let logDeterminant: Double
  /// Variance of the autoregression after the last row, given all rows.
  private let endVariance: Double

  /// - Parameter gaps: in mean gaps, before each row; the first is not used.
  /// - Returns: `nil` where two rows would have to be equal: without white noise, at one time.
  init?(_ noise: SerialNoise, gaps: [Double]) {
    var (carries, gains, scales) = ([Double](), [Double](), [Double]())
    var (variance, logDeterminant) = (noise.start, 0.0)
    for (row, gap) in gaps.enumerated() {
      let carry = row == 0 ? 1 : noise.carry(over: gap)
      if row > 0 { variance = carry.squared * variance + noise.fresh(over: gap) }
      let total = variance + noise.white
      guard total > 1e-12 * noise.start else { return nil }
      logDeterminant += log(total)
      carries.append(carry)
      gains.append(variance / total)
      scales.append(1 / total.squareRoot())
      variance *= noise.white / total
    }
    self.noise = noise
    (carry, gain, scale, endVariance) = (carries, gains, scales, variance)
    self.logDeterminant = logDeterminant
  }

  /// Independent of one another and of variance 1 where the column is such noise, and what is expected of it after the last row.
  func innovations(_ column: [Double]) -> (values: [Double], end: Double) {
    var state = 0.0
    let values = column.indices.map { row in
      state *= carry[row]
      let innovation = column[row] - state
      state += gain[row] * innovation
      return scale[row] * innovation
    }
    return (values, state)
  }

  /// Of a row so many mean gaps after the last: the share of `end` that is left, and the variance given all rows.
  func ahead(_ gap: Double) -> (carry: Double, variance: Double) {
    let carry = noise.carry(over: gap)
    return (carry, carry.squared * endVariance + noise.fresh(over: gap) + noise.white)
  }
}
