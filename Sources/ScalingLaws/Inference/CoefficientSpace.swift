import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What intervals of computed numbers are made from: where the coefficients are, how they vary, and refits where there are any.
///
/// Numbers that follow from the coefficients by a search, such as an optimum or a root, have no formula to differentiate. Their
/// gradient is taken by central differences of a thousandth of a standard error, and the interval is `g ± t·se`, with an open end where
/// the number does not exist that far along the direction in which it varies most, `V∇g/√(∇g'V∇g)`. With refits, it is computed for each and its distribution is read.
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

  private struct Part: Sendable {
    let program: Program
    let parameters: Range<Int>
  }

  init(_ fit: SavedFit) throws(FitError) { try self.init([fit]) }

  /// Several fits together, each of its own data: independent, or refits paired by number.
  init(_ fits: [SavedFit]) throws(FitError) {
    var parts: [Part] = []
    var point: [Double] = []
    for fit in fits {
      let solved = fit.solved
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

  /// How a computed number is put: a positive one is worked with as its logarithm.
  enum Scale: Sendable { case linear, logarithm }

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
    let found = draws.isEmpty ? byFormula(values, function) : byDraws(values, threads, function)
    return zip(scales, found).map { $0 == .linear ? $1 : $1.exponential }
  }

  private func byDraws(
    _ values: [Double], _ threads: Int, _ function: @escaping @Sendable ([Double]) -> [Double]
  ) -> [Estimate] {
    let results = Results(count: draws.count)
    let draws = draws
    Parallel.run(draws.count, threads: threads) { { results.set($0, function(draws[$0])) } }
    return values.indices.map { index in
      guard values[index].isFinite else { return .notEstimable }
      let sample = results.values.map { $0[index] }
      return ResampledInference.estimate(sample, value: values[index], kind: kind, level: level)
    }
  }

  private func byFormula(_ values: [Double], _ function: ([Double]) -> [Double]) -> [Estimate] {
    let varying = point.indices.filter { covariance[$0, $0] > 0 && point[$0].isFinite }
    let gradients = varying.map { index -> [Double] in
      let step = 1e-3 * covariance[index, index].squareRoot()
      let ends = [step, -step].map { step in
        var moved = point
        moved[index] += step
        return function(coefficients(moved))
      }
      return zip(ends[0], ends[1]).map { ($0 - $1) / (2 * step) }
    }
    return values.indices.map { index in
      guard values[index].isFinite else { return .notEstimable }
      let gradient = gradients.map { $0[index] }
      return estimate(values[index], varying, gradient) { function($0)[index] }
    }
  }

  /// - Parameter gradient: by what varies, in the order of `varying`.
  private func estimate(
    _ value: Double, _ varying: [Int], _ gradient: [Double], _ function: ([Double]) -> Double
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
    let isThere = [-1.0, 1].map { sign in
      error == 0 || function(coefficients(zip(point, pull).map { $0 + sign * $1 * half / variance })).isFinite
    }
    return Estimate(
      value: value, standardError: error,
      interval: Interval(
        low: isThere[0] ? value - half : nil, high: isThere[1] ? value + half : nil, level: level),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// Memory that threads write to, each its own draws.
  private final class Results: @unchecked Sendable {
    private let memory: UnsafeMutableBufferPointer<[Double]>

    init(count: Int) {
      memory = .allocate(capacity: count)
      memory.initialize(repeating: [])
    }

    deinit {
      memory.deinitialize()
      memory.deallocate()
    }

    func set(_ index: Int, _ numbers: [Double]) { memory[index] = numbers }

    var values: [[Double]] { Array(memory) }
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
