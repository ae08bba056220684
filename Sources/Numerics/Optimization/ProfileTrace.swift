/// The profile of a quantity: the least value of an objective where the quantity is held, followed away from the minimum.
///
///     P(c) = min F(θ) where q(θ) = c,    z(c) = ± √(2 (P(c) - F₀) / unit)
///
/// z is nearly a straight line in c and its slope is known at every point, since P' is the multiplier λ:
///
///     dz/dc = λ / (unit z)
///
/// So the first step goes straight to where z should have the value sought, along the tangent of the minimisers, and cubic
/// interpolation of c as a function of z ends it in two or three more. Where the step leads elsewhere, shorter ones follow
/// the curve.
///
/// - Source: Bates & Watts 1988, section 6.1.2 (profile t); Venzon & Moolgavkar 1988 (the end as a pair of equations).
public final class ProfileTrace {
  private let minimizer: ConstrainedMinimizer
  private let quantity: JetFunction
  private let domains: [Domain]
  private let unit: Double
  /// F₀
  private let least: Double
  /// The minimum with nothing held.
  public let origin: ProfilePoint
  /// The lowest point that was met, where it lies below the minimum that the profile is of.
  public private(set) var lower: ProfilePoint?

  /// The parameters, in their own lengths, may move so many times as far as to where the end is first expected.
  private static let farthest = 1e6
  private static let mostSteps = 200
  /// A fall of the objective below its minimum that counts, in units.
  private static let noticeable = 1e-6

  /// - Parameter optimum: where the objective is least.
  /// - Returns: nil where the objective or the quantity is not finite there, or the quantity does not change.
  public init?(_ objective: any SmoothObjective, optimum: [Double], of quantity: @escaping JetFunction) {
    self.quantity = quantity
    domains = objective.domains
    unit = objective.unit
    minimizer = ConstrainedMinimizer(objective, constraints: [quantity])
    let value = quantity(optimum).value
    guard value.isFinite, let first = minimizer.minimize(from: optimum, at: [value]), !first.tangent.isEmpty else {
      return nil
    }
    least = first.objective
    // At the minimum itself the slope is that of the curvature.
    let slope = (unit / first.curvature).squareRoot()
    origin = ProfilePoint(
      value: first.values[0], root: 0, parameters: first.parameters, objective: first.objective,
      tangent: first.tangent, slope: slope.isFinite ? slope : .infinity, atBound: first.atBound, scale: first.scale)
  }

  /// |z| where the quantity is held at a value, reached in one step from the minimum; `nil` where no minimum is found there.
  public func root(at value: Double) -> Double? {
    let change = value - origin.value
    return point(from: moved(origin, by: change), at: value, change < 0 ? -1 : 1)?.root
  }

  /// Follows the profile to one side until z reaches a target.
  ///
  /// - Parameters:
  ///   - direction: 1 towards larger values of the quantity, -1 towards smaller.
  ///   - start: a point of the profile on that side, at or before the target.
  ///   - target: of |z|, above zero.
  public func follow(_ direction: Double, from start: ProfilePoint, to target: Double) -> ProfileEnd {
    var here = start
    var first = here.length(of: here.slope * (target - here.root))
    if !first.isFinite || first == 0 { first = 1 }
    // One predicted step, half as long again, may be taken at once.
    var limit = 1.5 * first
    var travelled = 0.0
    for _ in 0..<Self.mostSteps where travelled < Self.farthest * first {
      let perValue = here.length(of: 1)
      let wanted = min(here.slope * (target - here.root), perValue > 0 ? limit / perValue : .infinity)
      guard wanted.isFinite, wanted > 0 else { return .lost(at: here) }
      let predicted = moved(here, by: direction * wanted)
      let value = quantity(predicted).value
      let isAdvancing = direction * (value - here.value) > 1e-14 * max(here.value.magnitude, origin.value.magnitude)
      guard isAdvancing else {
        // The bounds, or the range of the quantity, leave no room.
        if limit > 1e-9 * first {
          limit /= 8
          continue
        }
        return stopped(here, direction)
      }
      guard let next = point(from: predicted, at: value, direction), isNear(next, predicted, here, first) else {
        limit = min(limit, here.length(of: wanted)) / 4
        if limit < 1e-9 * first { return stopped(here, direction) }
        continue
      }
      if let end = settled(next, direction, target) { return end }
      if next.root >= target {
        let end = refine(here, next, direction, target)
        // A step that was long enough to meet another branch: shorter ones follow this one. A gap further out, where z levels off, is
        // where the likelihood can no longer be told from rounding.
        guard case .lost(let gap) = end, gap.root < 0.5 * target, limit > 1e-9 * first else { return end }
        limit = min(limit, here.length(of: wanted)) / 4
        continue
      }
      travelled += here.length(of: next.value - here.value)
      limit = 3 * max(limit, here.length(of: wanted))
      here = next
    }
    return .open(at: here)
  }

  private func stopped(_ here: ProfilePoint, _ direction: Double) -> ProfileEnd {
    isPressed(here, direction) ? .bound(at: here) : .open(at: here)
  }

  /// Whether bounds alone keep the quantity from moving on.
  private func isPressed(_ here: ProfilePoint, _ direction: Double) -> Bool {
    guard !here.atBound.isEmpty else { return false }
    let jet = quantity(here.parameters)
    // Along each parameter that could still move, the quantity stays or turns back.
    return here.parameters.indices.allSatisfy { j in
      let slope = direction * jet.gradient[j]
      if domains[j].isFixed || slope == 0 { return true }
      return slope > 0 ? here.parameters[j] >= domains[j].upper : here.parameters[j] <= domains[j].lower
    }
  }

  /// A step that leads far from where the tangent points may have found another branch.
  private func isNear(_ next: ProfilePoint, _ predicted: [Double], _ here: ProfilePoint, _ first: Double) -> Bool {
    let step = here.length(of: next.value - here.value)
    guard step > 0.02 * first else { return true }
    let miss = zip(next.parameters, predicted).enumerated().reduce(0.0) { sum, pair in
      let distance = here.scale[pair.offset] * (pair.element.0 - pair.element.1)
      return sum + distance * distance
    }.squareRoot()
    return miss <= 1.5 * step
  }

  /// Where the tangent leads, within the bounds.
  private func moved(_ here: ProfilePoint, by change: Double) -> [Double] {
    zip(here.parameters, here.tangent).enumerated().map { index, pair in
      domains[index].clamp(pair.0 + change * pair.1)
    }
  }

  private func point(from start: [Double], at value: Double, _ direction: Double) -> ProfilePoint? {
    guard let found = minimizer.minimize(from: start, at: [value]), found.isConverged, !found.tangent.isEmpty else {
      return nil
    }
    let excess = found.objective - least
    let root = max(0, 2 * excess / unit).squareRoot()
    let slope = unit * root / (direction * found.multipliers[0])
    let point = ProfilePoint(
      value: found.values[0], root: root, parameters: found.parameters, objective: found.objective,
      tangent: found.tangent, slope: slope > 0 && slope.isFinite ? slope : .infinity, atBound: found.atBound,
      scale: found.scale)
    if excess < -Self.noticeable * unit, found.objective < lower?.objective ?? .infinity { lower = point }
    return point
  }

  // MARK: - The end between two points

  private func refine(_ before: ProfilePoint, _ after: ProfilePoint, _ direction: Double, _ target: Double)
    -> ProfileEnd
  {
    var (low, high) = (before, after)
    var isBisecting = false
    for _ in 0..<60 {
      if let end = settled(low, direction, target) ?? settled(high, direction, target) { return end }
      let width = high.value - low.value
      guard width.magnitude > 1e-14 * max(low.value.magnitude, high.value.magnitude) else { break }
      let fraction = isBisecting ? 0.5 : Self.crossing(low, high, target, direction)
      let value = low.value + fraction * width
      let near = fraction < 0.5 ? low : high
      guard
        let next = point(from: moved(near, by: value - near.value), at: value, direction)
          ?? point(from: moved(low, by: value - low.value), at: value, direction)
      else {
        // Nothing is known there: the nearer half.
        guard let half = point(from: moved(low, by: 0.25 * width), at: low.value + 0.25 * width, direction) else {
          break
        }
        if half.root < target { low = half } else { high = half }
        continue
      }
      let old = width.magnitude
      if next.root < target { low = next } else { high = next }
      isBisecting =
        (high.value - low.value).magnitude > 0.5 * old && !isBisecting
        && (next.root - target).magnitude > 1e-3 * target
    }
    return low.root >= Self.nearTarget * target ? .found(low.value, near: low) : .lost(at: low)
  }

  /// An end at which z has less of its target than this is a gap in the curve, not where it crosses.
  private static let nearTarget = 0.99

  /// The end from a point where z has nearly its target: what is left is a step of Newton's, with an error of its square.
  private func settled(_ point: ProfilePoint, _ direction: Double, _ target: Double) -> ProfileEnd? {
    guard (point.root - target).magnitude <= 1e-8 * target, point.slope.isFinite else { return nil }
    return .found(point.value + direction * point.slope * (target - point.root), near: point)
  }

  /// Where z crosses a target between two points, as a fraction of the way: cubic interpolation of c by z.
  private static func crossing(
    _ low: ProfilePoint, _ high: ProfilePoint, _ target: Double, _ direction: Double
  ) -> Double {
    let width = high.root - low.root
    let rise = (high.value - low.value).magnitude
    let t = (target - low.root) / width
    var fraction = t
    if low.slope.isFinite, high.slope.isFinite {
      let (a, b) = (low.slope * width / rise, high.slope * width / rise)
      fraction = t * t * (3 - 2 * t) + t * (1 - t) * ((1 - t) * a - t * b)
    }
    return fraction > 1e-4 && fraction < 1 - 1e-4 ? fraction : fraction > 0 && fraction < 1 ? fraction : 0.5
  }
}

/// A point of a profile.
public struct ProfilePoint: Sendable {
  /// c, at which the quantity is held.
  public let value: Double
  /// |z|: the root of how much the objective has risen, two of its units being 1.
  public let root: Double
  /// Where the objective is least with the quantity held.
  public let parameters: [Double]
  public let objective: Double
  /// dθ/dc
  let tangent: [Double]
  /// d|c|/d|z|; infinite where the profile does not rise.
  let slope: Double
  let atBound: [Int]
  let scale: [Double]

  /// How far the parameters move with a change of the quantity, in their own lengths.
  func length(of change: Double) -> Double {
    change.magnitude * zip(tangent, scale).reduce(0.0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }.squareRoot()
  }
}

/// Where a profile ends on one side.
public enum ProfileEnd: Sendable {
  /// It reaches the target at this value; the point is the nearest that was computed.
  case found(Double, near: ProfilePoint)
  /// Bounds of the parameters keep the quantity from going further, below the target.
  case bound(at: ProfilePoint)
  /// It stays below the target as far as it can be followed.
  case open(at: ProfilePoint)
  /// The minimum with the quantity held was not found beyond this point.
  case lost(at: ProfilePoint)

  /// The last point that was computed.
  public var point: ProfilePoint {
    switch self {
    case .found(_, let point), .bound(let point), .open(let point), .lost(let point): point
    }
  }
}
