import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What intervals of computed numbers are made from: where the coefficients are, how they vary, and refits where there are any.
///
/// Numbers that follow from the coefficients by a search, such as an optimum or a root, have no formula to differentiate. Their
/// gradient is taken by central differences of a thousandth of a standard error, and the interval is `g ± t·se` on the scale of the
/// number's range (`QuantityScale`), with an open end where the number does not exist that far along the direction in which it varies
/// most, `V∇g/√(∇g'V∇g)`. Coefficients move on their own scales, so that none leaves its domain. With refits, the number is computed
/// for each and its distribution is read.
struct CoefficientSpace: Sendable {
  /// What was solved for, θ.
  let point: [Double]
  let covariance: Matrix
  let degreesOfFreedom: Double
  let level: Double
  /// The coefficients of each refit; empty without.
  let draws: [[Double]]
  private let kind: ResampledInference.Kind
  /// From θ to coefficients, fit by fit.
  private let parts: [Part]

  /// Where each of θ may lie.
  private let ranges: [ValueRange]

  private struct Part: Sendable {
    let program: Program
    let parameters: Range<Int>
  }

  init(_ fit: SavedFit) throws(FitError) { try self.init([fit]) }

  /// Several fits together, each of its own data: independent, or refits paired by number.
  init(_ fits: [SavedFit]) throws(FitError) {
    var parts: [Part] = []
    var point: [Double] = []
    var ranges: [ValueRange] = []
    for fit in fits {
      let solved = fit.solved
      ranges += fit.inference.solvedRanges
      do {
        parts.append(
          Part(
            program: try Program(solved.natural, variables: [], parameters: solved.parameters),
            parameters: point.count..<point.count + solved.parameters.count))
      } catch {
        throw .formula(error)
      }
      point += solved.point
    }
    var covariance = Matrix(rows: point.count, columns: point.count, repeating: 0)
    for (fit, part) in zip(fits, parts) {
      let own = fit.solved.covariance
      for i in 0..<own.rows {
        for j in 0..<own.columns {
          covariance[part.parameters.lowerBound + i, part.parameters.lowerBound + j] = own[i, j]
        }
      }
    }
    self.parts = parts
    self.ranges = ranges
    self.point = point
    self.covariance = covariance
    degreesOfFreedom = fits.map(\.solved.degreesOfFreedom).min() ?? .infinity
    level = fits.first?.level ?? 0.95
    kind = fits.first?.kind ?? .bootstrap(.percentile, degreesOfFreedom: .infinity)
    let usable = fits.compactMap { $0.usesDraws ? $0.draws : nil }
    let count = usable.map(\.replicates.count).min() ?? 0
    draws =
      usable.count == fits.count ? (0..<count).map { draw in usable.flatMap { $0.columns.map { $0[draw] } } } : []
  }

  /// The coefficients, fit after fit.
  func coefficients(_ point: [Double]) -> [Double] {
    parts.flatMap { part in
      part.program.bind(columns: [], rowCount: 1).evaluate(Array(point[part.parameters])).map { $0[0] }
    }
  }

  /// How a computed number is put.
  enum Scale: Sendable {
    /// As it is: it may be any number.
    case linear
    /// A positive number, as its logarithm.
    case logarithm
    /// As it is, a number that lies in a range.
    case within(ValueRange)

    fileprivate var range: ValueRange {
      if case .within(let range) = self { range } else { .all }
    }
  }

  /// Numbers computed from the coefficients, each with its interval.
  ///
  /// - Parameters:
  ///   - scales: of the numbers that the function gives; it gives logarithms where they say so.
  ///   - function: of the coefficients; NaN where a number does not exist, infinite where it is beyond all bounds.
  /// - Returns: on the natural scale.
  func estimates(
    _ scales: [Scale], threads: Int, _ function: @escaping @Sendable (_ coefficients: [Double]) -> [Double]
  ) -> [Estimate] {
    let values = function(coefficients(point))
    let ranges = scales.map(\.range)
    let found = draws.isEmpty ? byFormula(values, ranges, function) : byDraws(values, ranges, threads, function)
    return zip(scales, found).map { scale, estimate in
      if case .logarithm = scale { estimate.exponential } else { estimate }
    }
  }

  private func byDraws(
    _ values: [Double], _ ranges: [ValueRange], _ threads: Int,
    _ function: @escaping @Sendable ([Double]) -> [Double]
  ) -> [Estimate] {
    let draws = draws
    let results = Parallel.map(draws.count, threads: threads, missing: values.map { _ in Double.nan }) {
      { function(draws[$0]) }
    }
    return values.indices.map { index in
      guard values[index].isFinite else { return .notEstimable }
      let sample = results.map { $0[index] }
      return ResampledInference.estimate(
        sample, value: values[index], kind: kind, level: level, QuantityPlace(ranges[index]))
    }
  }

  /// What was solved for, moved by a change in each on its own scale.
  private func moved(_ changes: (Int) -> Double) -> [Double] {
    point.indices.map { index in
      let change = changes(index)
      guard change != 0 else { return point[index] }
      let scale = QuantityScale(ranges[index], at: point[index])
      return scale.inverse(scale.value(point[index]) + change * scale.slope(at: point[index]))
    }
  }

  private func byFormula(
    _ values: [Double], _ ranges: [ValueRange], _ function: ([Double]) -> [Double]
  ) -> [Estimate] {
    let scales = zip(ranges, values).map { QuantityScale($0, at: $1) }
    func onScale(_ moved: [Double]) -> [Double] {
      zip(scales, function(coefficients(moved))).map { $0.value($1) }
    }
    let varying = point.indices.filter { covariance[$0, $0] > 0 && point[$0].isFinite }
    let gradients = varying.map { index -> [Double] in
      let step = 1e-3 * covariance[index, index].squareRoot()
      let ends = [step, -step].map { step in onScale(moved { $0 == index ? step : 0 }) }
      return zip(ends[0], ends[1]).map { ($0 - $1) / (2 * step) }
    }
    return values.indices.map { index in
      guard values[index].isFinite else { return .notEstimable }
      let gradient = gradients.map { $0[index] }
      return estimate(values[index], scales[index], varying, gradient) { onScale($0)[index] }
    }
  }

  /// - Parameter gradient: of the number on its scale by what varies, in the order of `varying`.
  private func estimate(
    _ value: Double, _ scale: QuantityScale, _ varying: [Int], _ gradient: [Double], _ function: ([Double]) -> Double
  ) -> Estimate {
    // V∇g; zero for what the data do not determine.
    let pull = point.indices.map { row in
      varying.contains(row) ? zip(varying, gradient).reduce(0) { $0 + covariance[row, $1.0] * $1.1 } : 0
    }
    let variance = zip(varying, gradient).reduce(0) { $0 + pull[$1.0] * $1.1 }
    guard variance.isFinite, degreesOfFreedom > 0 else {
      return Estimate(value: value, standardError: nil, interval: nil)
    }
    let error = max(0, variance).squareRoot()
    let half = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(0.5 + level / 2) * error
    // Where the number does not exist within what the data allow, that end is open.
    let isThere = [-1.0, 1].map { sign in error == 0 || function(moved { sign * pull[$0] * half / variance }).isFinite }
    let center = scale.value(value)
    let image = { (end: Double) in half == 0 ? value : scale.inverse(end) }
    let ends = Interval(low: center - half, high: center + half, level: level).mapEnds(image).bounded
    return Estimate(
      value: value, standardError: error / scale.slope(at: value),
      interval: Interval(low: isThere[0] ? ends.low : nil, high: isThere[1] ? ends.high : nil, level: level),
      degreesOfFreedom: degreesOfFreedom)
  }
}

extension Estimate {
  /// Of the exponential of what this is an estimate of.
  var exponential: Estimate {
    let image = { (end: Double?) in end.map { exp($0) }.flatMap { $0.isFinite ? $0 : nil } }
    guard let value else { return self }
    return Estimate(
      value: exp(value), standardError: standardError.map { $0 * exp(value) },
      interval: interval.map { Interval(low: image($0.low), high: image($0.high), level: $0.level) },
      degreesOfFreedom: degreesOfFreedom)
  }
}
