/// The quadratic model of one iteration, in scaled parameters z = D (θ' - θ), and its minimum within a radius.
///
///     minimise  -bᵀz + zᵀ B z / 2   where ‖z‖ <= radius,  low <= z <= high
///
/// The step is (B + λ I) z = b. Where B = RᵀR comes from a QR decomposition, R is what is factored.
///
/// - Source: Moré 1978, "The Levenberg-Marquardt algorithm: implementation and theory"; Moré & Sorensen 1983.
final class Subproblem {
  /// m, the number of parameters that are free to move.
  var order = 0
  let b: Doubles
  let matrix: Doubles
  let r: Doubles
  var hasR = false
  let z: Doubles
  let low: Doubles
  let high: Doubles
  private let u: Doubles
  private let work: Doubles
  private let block: Doubles
  private let isHeld: UnsafeMutablePointer<Bool>
  private let memory: Doubles

  /// The square of the smallest singular value of a scaled design that still counts as of full rank by B = JᵀJ.
  static let gramThreshold = 1e-14
  /// The smallest diagonal element of R, columns scaled, that still counts as of full rank.
  static let factorThreshold = 1e-11

  init(capacity p: Int) {
    let p = max(p, 1)
    memory = Doubles.allocate(capacity: 4 * p * p + 5 * p)
    memory.initialize(repeating: 0, count: 4 * p * p + 5 * p)
    matrix = memory
    r = memory + p * p
    u = r + p * p
    block = u + p * p
    b = block + p * p
    z = b + p
    low = z + p
    high = low + p
    work = high + p
    isHeld = .allocate(capacity: p)
    isHeld.initialize(repeating: false, count: p)
  }

  deinit {
    memory.deallocate()
    isHeld.deallocate()
  }

  struct Step {
    /// How much the model falls.
    let predicted: Double
    /// ‖z‖
    let length: Double
  }

  private func factor(damping: Double) -> Bool {
    if hasR {
      return SmallFactor.givens(
        r, order: order, damping: damping, threshold: Self.factorThreshold, into: u, row: work)
    }
    return SmallFactor.cholesky(
      matrix, order: order, damping: damping, threshold: Self.gramThreshold, into: u)
  }

  /// The step without a radius or bounds.
  ///
  /// - Returns: how much the model falls, bᵀ B⁻¹ b / 2; nil where B is not positive definite. `z` then has no meaning.
  func solveFully() -> Double? {
    guard factor(damping: 0) else { return nil }
    z.update(from: b, count: order)
    SmallFactor.solveTransposed(u, order: order, z)
    let fall = 0.5 * Kernels.smallDot(z, z, order)
    SmallFactor.solve(u, order: order, z)
    return fall.isFinite ? fall : nil
  }

  /// The step within a radius and the bounds, in `z`.
  func solve(radius: Double) -> Step {
    let damping = searchDamping(radius: radius)
    if isOutside() { holdAtBounds(damping: damping) }
    return Step(predicted: modelFall(), length: Kernels.smallDot(z, z, order).squareRoot())
  }

  private func searchDamping(radius: Double) -> Double {
    let gradient = Kernels.smallDot(b, b, order).squareRoot()
    var lower = 0.0
    var upper = gradient / radius + matrixNorm()
    if solveFully() != nil {
      let length = Kernels.smallDot(z, z, order).squareRoot()
      if length <= 1.1 * radius { return 0 }
      lower = newtonIncrement(length: length, radius: radius)
      upper = gradient / radius
    }
    var damping = max(lower, 0.001 * upper)
    for _ in 0..<30 {
      if damping <= lower || damping >= upper { damping = max(0.001 * upper, (lower * upper).squareRoot()) }
      guard factor(damping: damping) else {
        lower = damping
        damping = 0
        continue
      }
      z.update(from: b, count: order)
      SmallFactor.solveTransposed(u, order: order, z)
      SmallFactor.solve(u, order: order, z)
      let length = Kernels.smallDot(z, z, order).squareRoot()
      if (length - radius).magnitude <= 0.1 * radius { break }
      if length > radius { lower = max(lower, damping) } else { upper = min(upper, damping) }
      if upper - lower <= 1e-3 * upper, length <= radius { break }
      damping = max(lower, damping + newtonIncrement(length: length, radius: radius))
    }
    return damping
  }

  /// The Newton correction of λ for ‖z(λ)‖ = radius; needs the factor and `z` of this λ.
  private func newtonIncrement(length: Double, radius: Double) -> Double {
    work.update(from: z, count: order)
    SmallFactor.solveTransposed(u, order: order, work)
    let slope = Kernels.smallDot(work, work, order)
    return (length - radius) / radius * (length * length / slope)
  }

  private func matrixNorm() -> Double {
    Kernels.smallDot(matrix, matrix, order * order).squareRoot()
  }

  private func modelFall() -> Double {
    var fall = 0.0
    for j in 0..<order {
      fall += z[j] * (b[j] - 0.5 * Kernels.smallDot(matrix + j * order, z, order))
    }
    return fall
  }

  private func isOutside() -> Bool {
    for j in 0..<order where z[j] < low[j] || z[j] > high[j] { return true }
    return false
  }

  /// Holds what left its bounds at the bound and solves for the others, until none leaves.
  private func holdAtBounds(damping: Double) {
    isHeld.update(repeating: false, count: order)
    while isOutside() {
      for j in 0..<order where z[j] < low[j] || z[j] > high[j] {
        z[j] = z[j] < low[j] ? low[j] : high[j]
        isHeld[j] = true
      }
      if !solveRest(damping: damping) { return }
    }
  }

  private func solveRest(damping: Double) -> Bool {
    var count = 0
    for j in 0..<order where !isHeld[j] {
      var value = b[j]
      for k in 0..<order where isHeld[k] { value -= matrix[j + k * order] * z[k] }
      work[count] = value
      count += 1
    }
    guard count > 0 else { return true }
    var target = 0
    for k in 0..<order where !isHeld[k] {
      for j in 0..<order where !isHeld[j] {
        block[target] = matrix[j + k * order]
        target += 1
      }
    }
    let isSolved = SmallFactor.cholesky(block, order: count, damping: damping, threshold: 0, into: u)
    if isSolved {
      SmallFactor.solveTransposed(u, order: count, work)
      SmallFactor.solve(u, order: count, work)
    }
    var source = 0
    for j in 0..<order where !isHeld[j] {
      z[j] = isSolved ? work[source] : 0
      source += 1
    }
    return isSolved
  }
}
