import Glibc

/// Minimises a smooth function where some quantities are held at values, within bounds of the parameters.
///
///     minimise F(θ)   where qᵢ(θ) = cᵢ,  θ in its domains
///
/// Each step is Newton's for the Lagrange function in the tangent space of the constraints, damped until F falls, and then
/// brought back to the constraints, which costs no evaluation of F. So F falls from point to point and the constraints
/// hold all the way. Parameters pressed against a bound are held there.
///
/// - Source: Nocedal & Wright 2006, 15.3 (null-space steps) and 18.3; Gabay & Luenberger 1976 (steps along the surface).
public final class ConstrainedMinimizer {
  let objective: any SmoothObjective
  let constraints: [JetFunction]
  /// How strongly F bends along each parameter: a change of `1 / scale` moves it by about one unit.
  private var scale: [Double]
  /// The same at the first point of all; a parameter that F does not depend on any more keeps a share of it.
  private var firstScale: [Double]
  private static let leastShare = 1e-3
  private let limit = 100
  /// The expected fall, in units of F, that ends the steps. A Newton step leaves its square.
  private static let tolerance = 1e-12

  public init(_ objective: any SmoothObjective, constraints: [JetFunction] = []) {
    self.objective = objective
    self.constraints = constraints
    scale = [Double](repeating: 0, count: objective.domains.count)
    firstScale = scale
  }

  /// Minimises from a start, which is moved to the nearest point that meets the constraints.
  ///
  /// - Returns: nil where no such point is found, or F is not finite there.
  public func minimize(from start: [Double], at targets: [Double] = []) -> ConstrainedPoint? {
    if scale.allSatisfy({ $0 == 0 }) {
      guard objective.evaluate(start).isFinite else { return nil }
      updateScale(objective.hessian())
      firstScale = scale
    }
    guard let first = restored(start, to: targets), var state = state(at: first) else { return nil }
    var damping = 0.0
    for _ in 0..<limit {
      let frame = ConstraintFrame(state, domains: objective.domains, scale: scale)
      guard let frame else { return nil }
      guard frame.order > 0 else { return end(state, frame, isConverged: true) }
      if let newton = frame.step(damping: 0) {
        if newton.fall <= Self.tolerance * objective.unit { return end(state, frame, isConverged: true) }
      } else if damping == 0 {
        damping = 1e-3
      }
      guard let next = descend(state, frame, targets, &damping) else {
        let rest = frame.step(damping: 0)?.fall ?? .infinity
        return end(state, frame, isConverged: rest <= 1e-9 * objective.unit)
      }
      state = next
    }
    return ConstraintFrame(state, domains: objective.domains, scale: scale).map { end(state, $0, isConverged: false) }
  }

  /// The first damped step that lowers F; nil where none does.
  private func descend(
    _ state: State, _ frame: ConstraintFrame, _ targets: [Double], _ damping: inout Double
  ) -> State? {
    let noise = 1e-13 * max(state.objective.magnitude, objective.unit)
    for _ in 0..<40 {
      if let step = frame.step(damping: damping) {
        var moved = state.point
        for (j, domain) in objective.domains.enumerated() {
          moved[j] = domain.clamp(moved[j] + step.move[j])
        }
        if let point = restored(moved, to: targets) {
          let value = objective.evaluate(point)
          let fall = state.objective - value
          if fall > 1e-4 * step.fall || (step.fall <= 10 * noise && fall >= -noise) {
            if fall > 0.7 * step.fall { damping = damping < 1e-6 ? 0 : damping / 10 }
            return self.state(at: point, value: value)
          }
        }
      }
      damping = max(1e-3, 6 * damping)
    }
    return nil
  }

  // MARK: - Points

  struct State {
    let point: [Double]
    let objective: Double
    let gradient: [Double]
    let hessian: [Double]
    let jets: [Jet]
  }

  private func state(at point: [Double], value known: Double? = nil) -> State? {
    let value = known ?? objective.evaluate(point)
    guard value.isFinite else { return nil }
    let hessian = objective.hessian()
    updateScale(hessian)
    return State(
      point: point, objective: value, gradient: objective.gradient(), hessian: hessian,
      jets: constraints.map { $0(point) })
  }

  private func updateScale(_ hessian: [Double]) {
    let p = scale.count
    for j in 0..<p {
      let length = (hessian[j + j * p].magnitude / objective.unit).squareRoot()
      if length.isFinite { scale[j] = max(length, Self.leastShare * firstScale[j]) }
    }
  }

  private func end(_ state: State, _ frame: ConstraintFrame, isConverged: Bool) -> ConstrainedPoint {
    let (tangent, curvature) = frame.tangent() ?? ([], .nan)
    let atBound = state.point.indices.filter { j in
      let domain = objective.domains[j]
      return !domain.isFixed && (state.point[j] <= domain.lower || state.point[j] >= domain.upper)
    }
    return ConstrainedPoint(
      parameters: state.point, objective: state.objective, values: state.jets.map(\.value),
      multipliers: frame.multipliers, tangent: tangent, curvature: curvature, atBound: atBound, scale: lengths,
      isConverged: isConverged)
  }

  private var lengths: [Double] { scale.map { $0 > 0 ? $0 : 1 } }

  // MARK: - Constraints

  /// The nearest point where the quantities have these values, in the metric of `scale`; nil where none is found.
  func restored(_ start: [Double], to targets: [Double]) -> [Double]? {
    guard !targets.isEmpty else { return start }
    var point = start
    var last = Double.infinity
    for _ in 0..<30 {
      let jets = constraints.map { $0(point) }
      var worst = 0.0
      for (jet, target) in zip(jets, targets) {
        guard jet.value.isFinite, jet.gradient.allSatisfy(\.isFinite) else { return nil }
        let size = zip(jet.gradient, point).reduce(target.magnitude) { max($0, ($1.0 * $1.1).magnitude) }
        worst = max(worst, size > 0 ? (target - jet.value).magnitude / size : 0)
      }
      if worst <= 1e-15 || (worst >= 0.5 * last && worst <= 1e-12) { return point }
      last = worst
      guard let move = restoringMove(jets, targets, point) else { return nil }
      for (j, domain) in objective.domains.enumerated() { point[j] = domain.clamp(point[j] + move[j]) }
    }
    return last <= 1e-10 ? point : nil
  }

  /// D⁻²Aᵀ(AD⁻²Aᵀ)⁻¹(c - q), without parameters that it would press out of their domain.
  private func restoringMove(_ jets: [Jet], _ targets: [Double], _ point: [Double]) -> [Double]? {
    let (m, p, lengths) = (jets.count, point.count, lengths)
    var isFree = objective.domains.map { !$0.isFixed }
    for _ in 0...p {
      var gram = [Double](repeating: 0, count: m * m)
      for a in 0..<m {
        for b in 0..<m {
          gram[a + b * m] = (0..<p).reduce(0.0) { sum, j in
            isFree[j] ? sum + jets[a].gradient[j] * jets[b].gradient[j] / (lengths[j] * lengths[j]) : sum
          }
        }
      }
      guard let solved = SmallFactor.solution(gram, (0..<m).map { targets[$0] - jets[$0].value }) else { return nil }
      let move = (0..<p).map { j in
        isFree[j] ? (0..<m).reduce(0.0) { $0 + jets[$1].gradient[j] * solved[$1] } / (lengths[j] * lengths[j]) : 0
      }
      let blocked = (0..<p).filter { j in
        let domain = objective.domains[j]
        return (move[j] < 0 && point[j] <= domain.lower) || (move[j] > 0 && point[j] >= domain.upper)
      }
      guard !blocked.isEmpty else { return move }
      for j in blocked { isFree[j] = false }
    }
    return nil
  }
}

extension SmallFactor {
  /// x with B x = b, by Cholesky of a matrix scaled to unit diagonal; nil where it is not positive definite.
  static func solution(_ matrix: [Double], _ b: [Double]) -> [Double]? {
    let m = b.count
    var roots = [Double](repeating: 1, count: m)
    for i in 0..<m {
      guard matrix[i + i * m] > 0, matrix[i + i * m].isFinite else { return nil }
      roots[i] = matrix[i + i * m].squareRoot()
    }
    var scaled = matrix
    for j in 0..<m { for i in 0..<m { scaled[i + j * m] /= roots[i] * roots[j] } }
    var factor = [Double](repeating: 0, count: m * m)
    guard cholesky(scaled, order: m, damping: 0, threshold: 1e-14, into: &factor) else { return nil }
    var x = (0..<m).map { b[$0] / roots[$0] }
    solveTransposed(factor, order: m, &x)
    solve(factor, order: m, &x)
    for i in 0..<m { x[i] /= roots[i] }
    return x
  }
}
