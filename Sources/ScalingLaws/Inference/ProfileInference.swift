import Optimization

/// Profile likelihood intervals of a fit, with everything prepared once for any number of quantities.
///
/// For a quantity q of the coefficients, the interval holds the values c for which
///
///     2 (P(c) - F₀) <= t(1 - α/2, n - p)² s²,   P(c) = min F(θ) where q(θ) = c
///
/// with F half the weighted sum of squares: that is `RSS(c) <= RSS (1 + F(1 - α; 1, n - p)/(n - p))`. Where the noise is
/// known (`--weights sd=`) s is 1 and t is normal; for Student's t F is the negative log-likelihood, in which the scale and
/// the degrees of freedom are minimised with the coefficients, held against chi-squared(1)/2.
///
/// Unlike `θ̂ ± t·se`, the interval does not change with how the law is written, and it is as lopsided as the data say.
/// For a law that is linear in its coefficients, and a linear quantity, it is the classical interval, exactly.
///
/// - Valid when: rows are independent, of equal noise, and the law holds. Clusters do not enter.
/// - Source: Bates & Watts 1988, chapter 6. R: `confint(nls)`, which interpolates the same curve to four to six digits;
///   SAS `PROC NLMIXED` and lmfit `conf_interval` have the same threshold.
final class ProfileInference {
  let names: [String]
  private let search: SearchProblem
  private let likelihood: ProfileLikelihood
  /// In the parameters of the likelihood.
  private let optimum: [Double]
  let fit: Fit
  /// By how much the fit's own optimum lies above where it was found to be.
  private let missed: Double

  /// - Throws: `.noLikelihood`; `.optimization` where a coefficient has no value to start from.
  init(_ fit: Fit) throws(FitError) {
    let search = try fit.searchProblem()
    let values = fit.coefficients.map { $0.estimate.value ?? .nan }
    let start: [Double]
    do { start = try search.space.point(at: values) } catch { throw .formula(error) }
    likelihood = try ProfileLikelihood(fit, problem: search, point: start)
    // What rounds to a bound lies on it.
    let clamped = zip(likelihood.optimum, likelihood.objective.domains).map { $1.clamp($0) }
    if let found = ConstrainedMinimizer(likelihood.objective).minimize(from: clamped) {
      missed = (likelihood.objective.evaluate(clamped) - found.objective) / likelihood.objective.unit
      optimum = found.parameters
    } else {
      (missed, optimum) = (0, clamped)
    }
    names = fit.coefficients.map(\.name)
    self.search = search
    self.fit = fit
  }

  /// The interval of any function of the coefficients; see `ProfileInterval` for its ends.
  ///
  /// - Throws: `.unknownCoefficient`; `.formula` where the expression cannot be evaluated.
  func interval(of expression: Expression, level: Double) throws(FitError) -> Interval {
    try profile(Quantity(name: expression.description, expression: expression), level: level).interval
  }

  /// The profile of a quantity.
  ///
  /// - Parameters:
  ///   - points: how many points of the curve to report on each side; none unless given.
  ///   - target: of the signed root at both ends; that of the level unless given.
  func profile(
    _ quantity: Quantity, level: Double, points: Int = 0, target: Double? = nil
  ) throws(FitError) -> ProfileInterval {
    let expression = try checked(quantity.expression, name: quantity.name)
    let direct = try directly(expression)
    guard direct.isDetermined, likelihood.objective.unit > 0, fit.statistics.residualDegreesOfFreedom > 0 || isKnown
    else {
      return .undefined(quantity.name, estimate: direct.value, level: level)
    }
    let target = target ?? likelihood.threshold(level: level)
    if let half = direct.standardError.map({ $0 * target }), points == 0, let value = direct.value {
      return ProfileInterval(
        name: quantity.name, estimate: value, low: value - half, high: value + half, level: level, lowEnd: .found,
        highEnd: .found, followed: (value - half)...(value + half), curve: [], lowerMinimum: nil)
    }
    let function = try jets(of: expression)
    guard let trace = ProfileTrace(likelihood.objective, optimum: optimum, of: function) else {
      return .undefined(quantity.name, estimate: direct.value, level: level)
    }
    let down = Side(trace, -1, to: target, points: points)
    let up = Side(trace, 1, to: target, points: points)
    var curve: [ProfileInterval.Point] = []
    if points > 0 {
      let rows: [(Double, ProfilePoint)] =
        down.points.reversed().map { (-1.0, $0) } + [(0, trace.origin)] + up.points.map { (1, $0) }
      for (sign, point) in rows {
        curve.append(
          ProfileInterval.Point(
            value: point.value, signedRoot: sign * point.root, coefficients: try coefficients(at: point.parameters)))
      }
    }
    return ProfileInterval(
      name: quantity.name, estimate: direct.value ?? trace.origin.value, low: down.value, high: up.value, level: level,
      lowEnd: down.end, highEnd: up.end,
      followed: min(down.reached, up.reached)...max(down.reached, up.reached), curve: curve,
      lowerMinimum: try lowerMinimum(trace))
  }

  /// What the rise of the objective is held against.
  var unit: Double { likelihood.objective.unit }

  /// |z| where a quantity is held at some values; `nil` for one that is open, or where the likelihood is not found.
  func roots(_ values: [Double?], of expression: Expression) throws(FitError) -> [Double?] {
    let function = try jets(of: checked(expression, name: expression.description))
    guard let trace = ProfileTrace(likelihood.objective, optimum: optimum, of: function) else {
      return values.map { _ in nil }
    }
    return values.map { $0.flatMap(trace.root) }
  }

  private var isKnown: Bool { likelihood.calibration == .normal }

  private func lowerMinimum(_ trace: ProfileTrace) throws(FitError) -> ProfileInterval.LowerMinimum? {
    let unit = likelihood.objective.unit
    if let lower = trace.lower {
      return ProfileInterval.LowerMinimum(
        fall: (trace.origin.objective - lower.objective) / unit + missed,
        coefficients: try coefficients(at: lower.parameters))
    }
    // A fit that was cut short lies above its own optimum.
    guard missed > 1e-6 else { return nil }
    return ProfileInterval.LowerMinimum(fall: missed, coefficients: try coefficients(at: optimum))
  }
}

extension ProfileInference {
  /// One side of a profile.
  private struct Side {
    let value: Double?
    let end: ProfileInterval.End
    let reached: Double
    /// From the estimate outwards.
    let points: [ProfilePoint]

    init(_ trace: ProfileTrace, _ direction: Double, to target: Double, points count: Int) {
      var points: [ProfilePoint] = []
      var here = trace.origin
      var last = trace.follow(direction, from: here, to: count > 0 ? target / Double(count) : target)
      for step in stride(from: 2, through: count, by: 1) {
        guard case .found(_, let near) = last else { break }
        here = near
        points.append(near)
        last = trace.follow(direction, from: here, to: target * Double(step) / Double(count))
      }
      if count > 0 { points.append(last.point) }
      self.points = points
      switch last {
      case .found(let found, _): (value, end, reached) = (found, .found, found)
      case .bound(let point): (value, end, reached) = (point.value, .atBound, point.value)
      case .open(let point), .lost(let point): (value, end, reached) = (nil, .open, point.value)
      }
    }
  }

  /// The expression in the coefficients of this fit, those that are held as numbers.
  func checked(_ expression: Expression, name: String) throws(FitError) -> Expression {
    let free = expression.substituting(fit.options.fixed.mapValues { Expression($0) })
    for symbol in free.symbols where !names.contains(symbol) {
      throw .unknownCoefficient(quantity: name, name: symbol, coefficients: names)
    }
    return free
  }

  /// What needs no search: the value, and for a linear quantity of a linear law the root of `s² g'(X'WX)⁻¹g`.
  private func directly(
    _ expression: Expression
  ) throws(FitError) -> (value: Double?, standardError: Double?, isDetermined: Bool) {
    let inference = fit.inference
    do {
      let solved = inference.inSolved(expression)
      let gradient = try inference.gradient(of: solved)
      let value = try inference.estimate(of: expression).value
      guard value != nil else { return (nil, nil, false) }
      guard fit.isDirect, solved.linearDecomposition(in: inference.parameters) != nil || solved.constant != nil else {
        return (value, nil, true)
      }
      let used = gradient.indices.filter { gradient[$0] != 0 }
      let leverage =
        used.count == 1
        ? gradient[used[0]].squared * inference.solution.inverseGram[used[0], used[0]]
        : inference.solution.leverage(ofRow: gradient)
      let variance = leverage * likelihood.objective.unit
      return (value, variance.isFinite ? variance.squareRoot() : nil, true)
    } catch {
      throw .formula(error)
    }
  }

  /// The expression as a function of the parameters of the likelihood, with its derivatives.
  func jets(of expression: Expression) throws(FitError) -> JetFunction {
    let space = search.space
    let inner = expression.substituting(Dictionary(uniqueKeysWithValues: zip(space.names, space.natural))).simplified
    let (p, size) = (space.names.count, optimum.count)
    let first = space.names.map { inner.derivative(by: $0) }
    var outputs = [inner] + first
    var places: [(row: Int, column: Int)] = []
    for column in 0..<p {
      for row in column..<p {
        let second = first[row].derivative(by: space.names[column])
        guard second.constant != 0 else { continue }
        outputs.append(second)
        places.append((row, column))
      }
    }
    let program: BoundProgram
    do {
      program = try Program(outputs, variables: [], parameters: space.names).bind(columns: [], rowCount: 1)
    } catch {
      throw .formula(error)
    }
    var workspace = program.makeWorkspace()
    var target = [Double](repeating: 0, count: outputs.count)
    return { point in
      target.withUnsafeMutableBufferPointer {
        program.evaluate(Array(point.prefix(p)), into: $0, workspace: &workspace)
      }
      var jet = Jet(
        value: target[0], gradient: Array(target[1...p]) + [Double](repeating: 0, count: size - p),
        hessian: [Double](repeating: 0, count: size * size))
      for (output, place) in places.enumerated() {
        jet.hessian[place.row + place.column * size] = target[1 + p + output]
        jet.hessian[place.column + place.row * size] = target[1 + p + output]
      }
      return jet
    }
  }

  /// The law's coefficients at a point of the likelihood.
  func coefficients(at point: [Double]) throws(FitError) -> [Double] {
    do { return try search.space.coefficients(at: Array(point.prefix(names.count))) } catch { throw .formula(error) }
  }

  /// The most likely point where every expression is zero, and twice how much the negative log-likelihood rises to it.
  ///
  /// - Returns: `nil` where none is found.
  func restricted(to expressions: [Expression]) throws(FitError) -> (rise: Double, coefficients: [Double])? {
    var functions: [JetFunction] = []
    for expression in expressions { functions.append(try jets(of: expression)) }
    let minimizer = ConstrainedMinimizer(likelihood.objective, constraints: functions)
    guard let found = minimizer.minimize(from: optimum, at: expressions.map { _ in 0 }), found.isConverged else {
      return nil
    }
    let rise = found.objective - likelihood.objective.evaluate(optimum)
    return (max(0, 2 * rise), try coefficients(at: found.parameters))
  }
}

extension Fit {
  /// Whether the law is linear in what was solved for, and was solved without a search.
  var isDirect: Bool {
    options.norm == .squared && convergence.iterations == 0 && (try? LinearForm(law, scale: scale)) != nil
  }
}
