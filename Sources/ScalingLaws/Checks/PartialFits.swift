import Optimization
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Fits of one law to part of the rows of a fit, or by another norm, each from the optimum of the fit.
///
/// Each comes with what deletion diagnostics need: residuals, leverages and standard errors at its own optimum, from a QR
/// decomposition of the derivatives there. Belongs to one thread.
final class PartialFits {
  let answers: Answers
  let rowCount: Int
  let prepared: SearchProblem
  let optimum: [Double]
  let norm: Norm
  /// Weights of all rows.
  let weights: [Double]
  /// Labels of the first column of clusters.
  let clusters: [Int]?
  private let solver: TrustRegion
  private let evaluator: any ModelEvaluator
  /// What is solved for and lies on no bound.
  private let free: [Int]

  /// - Throws: `.optimization` where a coefficient of the fit has no value.
  init(_ fit: Fit, targets: [[String: Double]] = []) throws(FitError) {
    prepared = try fit.searchProblem()
    let start = fit.coefficients.map { $0.estimate.value ?? .nan }
    if let index = start.firstIndex(where: { !$0.isFinite }) {
      throw .optimization(.notFinite(what: "start value", index: index))
    }
    do { optimum = try prepared.space.point(at: start) } catch { throw .formula(error) }
    answers = try Answers(fit, space: prepared.space, targets: targets)
    rowCount = prepared.model.residualCount
    norm = fit.options.norm
    weights = prepared.problem.weights ?? [Double](repeating: 1, count: rowCount)
    clusters = try fit.options.clusters.first.map { column throws(FitError) in try fit.sample.labels(of: column) }
    solver = TrustRegion(prepared.problem, options: SolverOptions(fit.options, polishes: false))
    evaluator = prepared.problem.model.makeEvaluator()
    free = prepared.space.names.indices.filter { !fit.convergence.atBound.contains(fit.law.coefficients[$0]) }
  }

  /// The fit itself.
  func whole() -> PartialFit? { partial(at: optimum, weights: weights, norm: norm) }

  /// The fit to all rows but some.
  func without(_ rows: some Sequence<Int>, from start: [Double]? = nil) -> PartialFit? {
    var kept = weights
    for row in rows { kept[row] = 0 }
    var point = start ?? optimum
    let refit = point.withUnsafeMutableBufferPointer { point in
      kept.withUnsafeBufferPointer { kept in try? solver.refit(point, weights: kept, norm: norm) }
    }
    guard let refit, refit.isConverged else { return nil }
    return partial(at: point, weights: kept, norm: norm)
  }

  /// The answers of the fit to all rows but some; no more than that is computed.
  func values(without rows: [Int]) -> [Double]? {
    var kept = weights
    for row in rows { kept[row] = 0 }
    var point = optimum
    let refit = point.withUnsafeMutableBufferPointer { point in
      kept.withUnsafeBufferPointer { kept in try? solver.refit(point, weights: kept, norm: norm) }
    }
    guard let refit, refit.isConverged else { return nil }
    return answers.evaluate(at: point).values
  }

  /// The fit to all rows by another norm, or with some of what is solved for held.
  func fit(norm: Norm, holding held: [Int: Double] = [:]) -> PartialFit? {
    var start = optimum
    var domains = prepared.problem.domains
    for (index, value) in held { (start[index], domains[index]) = (value, .fixed(value)) }
    guard
      let problem = try? prepared.problem.with(domains: domains, linearParameters: []),
      let solution = try? TrustRegion(problem, options: SolverOptions(maximumIterations: 500)).solve(
        from: start, norm: norm, path: .direct),
      solution.certificate.isCertified
    else { return nil }
    return partial(at: solution.parameters, weights: weights, norm: norm, free: free.filter { held[$0] == nil })
  }

  private func partial(at point: [Double], weights: [Double], norm: Norm, free: [Int]? = nil) -> PartialFit? {
    let width = prepared.model.parameterCount
    var values = [Double](repeating: 0, count: rowCount)
    var jacobian = [Double](repeating: 0, count: rowCount * width)
    evaluator.evaluate(point, values: &values, jacobian: &jacobian)
    let residuals = zip(prepared.problem.observed, values).map { $0 - $1 }
    let roots = weights.map { $0.squareRoot() }
    let free = free ?? self.free
    let columns = free.map { column in zip(jacobian[column * rowCount..<(column + 1) * rowCount], roots).map { $0 * $1 }
    }
    return PartialFit(
      point: point, residuals: residuals, weights: weights, columns: columns, free: free, norm: norm,
      clusters: clusters,
      raw: { row in free.map { jacobian[$0 * self.rowCount + row] } }, answers: answers)
  }
}

/// A fit to part of the rows, with what deletion diagnostics need.
struct PartialFit {
  let point: [Double]
  /// Of all rows, those left out too.
  let residuals: [Double]
  let weights: [Double]
  /// Those left out have none.
  let leverages: [Double]
  /// The standard deviation of the noise: of least squares √(RSS/df), of another norm from the median absolute residual.
  let sigma: Double
  let degreesOfFreedom: Double
  let isRobust: Bool
  /// Of the answers, with the gradients of how they are compared.
  let values: [Double]
  let gradients: [[Double]]
  private let q: Matrix
  private let r: Matrix
  private let order: [Int]
  private let free: [Int]
  private let clusters: [Int]?
  private let raw: (Int) -> [Double]

  fileprivate init?(
    point: [Double], residuals: [Double], weights: [Double], columns: [[Double]], free: [Int], norm: Norm,
    clusters: [Int]?, raw: @escaping (Int) -> [Double], answers: Answers
  ) {
    guard !columns.isEmpty, residuals.allSatisfy(\.isFinite),
      let factor = try? QRDecomposition(Matrix(columns: columns)),
      factor.rank(tolerance: 1e-13) == columns.count, let q = try? factor.thinQ()
    else { return nil }
    self.point = point
    self.residuals = residuals
    self.weights = weights
    self.q = q
    r = factor.r
    order = factor.permutation
    self.free = free
    self.clusters = clusters
    self.raw = raw
    let width = columns.count
    leverages = residuals.indices.map { row in (0..<width).reduce(0.0) { $0 + q[row, $1].squared } }
    let kept = weights.indices.filter { weights[$0] > 0 }
    let df = Double(kept.count - width)
    guard df > 0 else { return nil }
    degreesOfFreedom = df
    isRobust = norm != .squared
    if norm == .squared {
      sigma = (kept.reduce(0.0) { $0 + weights[$1] * residuals[$1].squared } / df).squareRoot()
    } else {
      let spread = Descriptive.medianAbsoluteDeviation(
        kept.map { residuals[$0] * weights[$0].squareRoot() }, center: 0)
      sigma = spread * (Double(kept.count) / df).squareRoot()
    }
    (values, gradients) = answers.evaluate(at: point)
  }

  /// How far one unit of each weighted residual moves a function of what is solved for, to first order.
  func movements(_ gradient: [Double]) -> [Double] {
    let pull = pulls(free.map { gradient[$0] })
    let width = pull.count
    var result = [Double](repeating: 0, count: residuals.count)
    for column in 0..<width where pull[column] != 0 {
      for row in result.indices { result[row] += q[row, column] * pull[column] }
    }
    return result
  }

  /// `R⁻ᵀ g`, in the order of the pivots.
  private func pulls(_ gradient: [Double]) -> [Double] {
    var pull = order.map { gradient[$0] }
    for row in pull.indices {
      for column in 0..<row { pull[row] -= r[column, row] * pull[column] }
      pull[row] /= r[row, row]
    }
    return pull
  }

  /// How far leaving a row out moves a function, to first order: one step from the optimum, row by row.
  func steps(_ gradient: [Double]) -> [Double] {
    let moved = movements(gradient)
    return residuals.indices.map { row in
      let room = 1 - leverages[row]
      guard weights[row] > 0, room > Linearization.leastRoom else { return 0 }
      return -moved[row] * residuals[row] * weights[row].squareRoot() / room
    }
  }

  /// Standard error of a function: by the jackknife's first-order form for least squares (HC3, or its sums over clusters),
  /// by the median absolute residual for other norms.
  func standardError(_ gradient: [Double]) -> Double {
    if isRobust { return classicalError(gradient) }
    let steps = steps(gradient)
    guard let clusters else { return steps.reduce(0.0) { $0 + $1.squared }.squareRoot() }
    var sums: [Int: Double] = [:]
    for (row, step) in steps.enumerated() { sums[clusters[row], default: 0] += step }
    return sums.sorted { $0.key < $1.key }.reduce(0.0) { $0 + $1.value.squared }.squareRoot()
  }

  /// `sigma · √(g' (J'WJ)⁻¹ g)`.
  func classicalError(_ gradient: [Double]) -> Double {
    sigma * pulls(free.map { gradient[$0] }).reduce(0.0) { $0 + $1.squared }.squareRoot()
  }

  /// The residual of a row in the standard deviations that it should have: studentized without the row for rows that take
  /// part, and as a new observation for those left out.
  func studentized(_ row: Int) -> Double {
    if weights[row] > 0 {
      let room = 1 - leverages[row]
      guard room > Linearization.leastRoom else { return 0 }
      let value = residuals[row] * weights[row].squareRoot() / (sigma * room.squareRoot())
      guard !isRobust else { return value }
      let rest = degreesOfFreedom - value.squared
      return rest > 0 ? value * ((degreesOfFreedom - 1) / rest).squareRoot() : (value < 0 ? -.infinity : .infinity)
    }
    let spread = pulls(raw(row)).reduce(0.0) { $0 + $1.squared }
    return residuals[row] / (sigma * (1 + spread).squareRoot())
  }
}
