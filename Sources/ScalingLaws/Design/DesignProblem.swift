/// A choice of runs as numbers: what a run of each candidate adds to the information, draw by draw, and what is to be known.
struct DesignProblem: Sendable {
  let criterion: DesignCriterion
  /// p, the number of coefficients.
  let order: Int
  /// Cheapest first.
  let costs: [Double]
  /// Place by place of `costs`, the candidate.
  let candidates: [Int]
  let draws: Int
  let targetCount: Int
  /// Coordinate i of h at draw d and place j at `(d * order + i) * count + j`; see `InformationFactors`.
  let rows: [Double]
  /// The same numbers place by place, at `(place * draws + d) * order + i`: what one run adds lies together.
  private let runRows: [Double]
  /// Target by target and draw by draw, its gradient in the same coordinates, at `d * targetCount + target`.
  let gradients: [[Double]]

  var count: Int { costs.count }

  /// h of a place, draw by draw, times a factor.
  func row(_ place: Int, times factor: Double = 1) -> [Double] {
    runRows[place * draws * order..<(place + 1) * draws * order].map { factor * $0 }
  }

  /// The factors of some runs.
  ///
  /// - Parameter runs: place and how often it is run, which need not be whole.
  func factors(_ runs: [(place: Int, count: Double)]) -> InformationFactors {
    var factors = InformationFactors(order: order, draws: draws)
    for run in runs where run.count > 0 { factors.append(row(run.place, times: run.count.squareRoot())) }
    return factors
  }

  /// What the criterion is, less what it is without runs.
  func value(_ factors: InformationFactors) -> Double {
    var sum = 0.0
    for draw in 0..<draws {
      switch criterion {
      case .d: sum -= factors.logDeterminant(draw: draw) / Double(order)
      case .a:
        let ratios = (0..<targetCount).map { ratio(factors, draw: draw, target: $0) }
        sum += Double.logarithm(ratios.reduce(0, +) / Double(targetCount))
      case .c:
        for target in 0..<targetCount {
          sum += Double.logarithm(ratio(factors, draw: draw, target: target)) / Double(targetCount)
        }
      }
    }
    return sum / Double(draws)
  }

  /// The variance of a target, as a share of what it is without runs.
  func ratio(_ factors: InformationFactors, draw: Int, target: Int) -> Double {
    let gradient = gradients[draw * targetCount + target]
    let solved = factors.solveTransposed(gradient, draw: draw)
    return solved.dot(solved) / gradient.dot(gradient)
  }
}

extension DesignProblem {
  /// - Parameters:
  ///   - targets: as expressions of what was solved for, with their names.
  ///   - points: draws of what was solved for. One without a finite law or target is left out, unless it is the estimate.
  /// - Throws: `.undefined`, `.targetUndefined`, `.targetFixed`, `.fit`.
  init(
    _ basis: DesignBasis, candidates runs: CandidateRuns, targets: [(name: String, expression: Expression)],
    criterion: DesignCriterion, points: [[Double]], areEstimates: Bool
  ) throws(DesignError) {
    let inference = basis.fit.inference
    let cheapest = runs.costs.indices.sorted { (runs.costs[$0], $0) < (runs.costs[$1], $1) }
    guard let root = inference.covariance.covarianceRoot else { throw .notDetermined(inference.parameters) }
    let law = try RunRows(basis, runs, order: cheapest)
    let slopes = try TargetGradients(targets, parameters: inference.parameters, points: points)
    let turned = root.transposed
    var rows: [Double] = []
    var gradients: [[Double]] = []
    var kept = 0
    rows.reserveCapacity(points.count * inference.parameters.count * cheapest.count)
    for (draw, point) in points.enumerated() {
      let own = law.whitened(at: point, by: turned)
      let sought = targets.indices.map { turned * slopes.gradient($0, draw: draw) }
      let isUsable = own.allSatisfy { ($0 * $0).isFinite }
      let isSought = sought.allSatisfy { $0.dot($0).isFinite && $0.dot($0) > 0 }
      if areEstimates {
        guard isUsable else { throw law.fault(own) }
        for (target, gradient) in zip(targets, sought) where !(gradient.dot(gradient) > 0) {
          throw gradient.allSatisfy { $0 == 0 } ? .targetFixed(target.name) : .targetUndefined(target.name)
        }
        guard isSought else { throw .targetUndefined(targets[0].name) }
      }
      guard isUsable, isSought else { continue }
      rows += own
      gradients += sought
      kept += 1
    }
    self.criterion = criterion
    order = inference.parameters.count
    costs = cheapest.map { runs.costs[$0] }
    candidates = cheapest
    draws = kept
    targetCount = targets.count
    let (count, length) = (cheapest.count, kept * inference.parameters.count)
    self.rows = rows
    runRows = [Double](unsafeUninitializedCapacity: rows.count) { buffer, size in
      for place in 0..<count {
        for index in 0..<length {
          buffer.initializeElement(at: place * length + index, to: rows[index * count + place])
        }
      }
      size = rows.count
    }
    self.gradients = gradients
  }
}

/// The law's derivatives at candidate runs, each in units of the noise of a run.
private struct RunRows {
  private let model: LawModel
  private let weights: [Double]
  private let runs: CandidateRuns
  private let order: [Int]
  private let formula: String

  init(_ basis: DesignBasis, _ runs: CandidateRuns, order: [Int]) throws(DesignError) {
    let fit = basis.fit
    let inference = fit.inference
    let onScale = fit.scale.applied(to: fit.formula.right, positive: Set(inference.names))
    let columns = zip(runs.variables, runs.columns).map { name, values in
      (symbol: name, values: order.map { values[$0] })
    }
    let missing = basis.neededVariables.filter { !runs.variables.contains($0) }
    guard missing.isEmpty else { throw .missingVariables(missing, candidates: runs.source) }
    let efficiency = (fit.noise.efficiency ?? 1).squareRoot()
    do {
      model = try LawModel(
        inference.inSolved(onScale), names: inference.parameters, columns: columns, rowCount: order.count)
    } catch {
      throw .fit(.formula(error))
    }
    var weights: [Double] = []
    for candidate in order {
      do {
        weights.append(efficiency / (try fit.noise.size(at: runs.point(candidate)) ?? .nan))
      } catch {
        throw .fit(error)
      }
    }
    self.weights = weights
    self.runs = runs
    self.order = order
    formula = fit.formula.right.description
  }

  /// h of every candidate at a draw, coordinate by coordinate.
  func whitened(at point: [Double], by turned: Matrix) -> [Double] {
    let slopes = model.jacobian(at: point)
    var rows: [Double] = []
    rows.reserveCapacity(slopes.count * order.count)
    for coordinate in slopes.indices {
      for place in order.indices {
        var sum = 0.0
        for (index, slope) in slopes.enumerated() where turned[coordinate, index] != 0 {
          sum += turned[coordinate, index] * slope[place]
        }
        rows.append(sum * weights[place])
      }
    }
    return rows
  }

  /// The first candidate where something is not finite.
  func fault(_ rows: [Double]) -> DesignError {
    let place = order.indices.first { place in
      stride(from: place, to: rows.count, by: order.count).contains { !(rows[$0] * rows[$0]).isFinite }
    }
    return .undefined(
      place: runs.place(order[place ?? 0]), what: "\(formula), or one of its derivatives,", isTable: runs.lines != nil)
  }
}

/// Gradients of some expressions by what was solved for, at many points.
private struct TargetGradients {
  private let outputs: [[Double]]
  private let parameterCount: Int

  init(
    _ targets: [(name: String, expression: Expression)], parameters: [String], points: [[Double]]
  ) throws(DesignError) {
    let slopes = targets.flatMap { target in parameters.map { target.expression.derivative(by: $0) } }
    parameterCount = parameters.count
    do {
      let program = try Program(slopes, variables: parameters, parameters: [])
      let columns = parameters.indices.map { index in points.map { $0[index] } }
      outputs = slopes.isEmpty ? [] : program.bind(columns: columns, rowCount: points.count).evaluate()
    } catch {
      throw .fit(.formula(error))
    }
  }

  func gradient(_ target: Int, draw: Int) -> [Double] {
    (0..<parameterCount).map { outputs[target * parameterCount + $0][draw] }
  }
}
