/// The tangent space of constraints at a point, in scaled parameters z = D θ, with the Lagrange function in it.
///
///     W = ∂²F - Σ λᵢ ∂²qᵢ,   A Z = 0,   (ZᵀWZ + μI) y = -Zᵀ∂F,   step = D⁻¹ Z y
struct ConstraintFrame {
  /// Dimensions of the tangent space.
  let order: Int
  private(set) var multipliers: [Double]
  private let parameters: Int
  private let lengths: [Double]
  private let free: [Int]
  /// k × k: the first m columns span the constraints, the others the tangent space Z.
  private let basis: [Double]
  private let constraints: Int
  /// W over the free parameters, scaled: k × k.
  private let hessian: [Double]
  /// ZᵀWZ
  private let reduced: [Double]
  /// Zᵀ∂F
  private let slope: [Double]
  /// The first constraint in the basis of constraints: R of Aᵀ = Q R.
  private let triangle: [Double]

  /// - Returns: nil where the constraints depend on one another in the free parameters.
  init?(_ state: ConstrainedMinimizer.State, domains: [Domain], scale: [Double]) {
    let p = state.point.count
    let m = state.jets.count
    let lengths = scale.map { $0 > 0 ? $0 : 1 }
    let gradient = (0..<p).map { state.gradient[$0] / lengths[$0] }
    let normals = state.jets.map { jet in (0..<p).map { jet.gradient[$0] / lengths[$0] } }
    let varied = (0..<p).filter { !domains[$0].isFixed && domains[$0].lower < domains[$0].upper }
    let inner = varied.filter { state.point[$0] > domains[$0].lower && state.point[$0] < domains[$0].upper }
    // Multipliers of the parameters inside their bounds say which others are pressed against theirs.
    var free = varied
    if inner.count < varied.count,
      let first = OrthogonalBasis(normals, on: inner) ?? OrthogonalBasis(normals, on: varied)
    {
      let guess = first.multipliers(of: gradient)
      free = varied.filter { j in
        let pull = gradient[j] - (0..<m).reduce(0.0) { $0 + guess[$1] * normals[$1][j] }
        let isPressed =
          (state.point[j] <= domains[j].lower && pull >= 0) || (state.point[j] >= domains[j].upper && pull <= 0)
        return !isPressed
      }
    }
    var chosen = OrthogonalBasis(normals, on: free)
    if chosen == nil, free.count < varied.count {
      // A quantity of what lies on a bound alone.
      free = varied
      chosen = OrthogonalBasis(normals, on: varied)
    }
    guard let frame = chosen else { return nil }
    let k = free.count
    let multipliers = frame.multipliers(of: gradient)
    var hessian = [Double](repeating: 0, count: k * k)
    for (b, j) in free.enumerated() {
      for (a, i) in free.enumerated() {
        var value = state.hessian[i + j * p]
        for (jet, multiplier) in zip(state.jets, multipliers) { value -= multiplier * jet.hessian[i + j * p] }
        hessian[a + b * k] = value / (lengths[i] * lengths[j])
      }
    }
    parameters = p
    self.lengths = lengths
    self.free = free
    self.multipliers = multipliers
    self.hessian = hessian
    constraints = m
    basis = frame.columns
    triangle = frame.triangle
    order = k - m
    let q = frame.columns
    slope = (0..<(k - m)).map { c in (0..<k).reduce(0.0) { $0 + q[$1 + (c + m) * k] * gradient[free[$1]] } }
    var reduced = [Double](repeating: 0, count: (k - m) * (k - m))
    for b in 0..<(k - m) {
      let image = Self.product(hessian, Array(q[(b + m) * k..<(b + m + 1) * k]))
      for a in 0..<(k - m) { reduced[a + b * (k - m)] = (0..<k).reduce(0.0) { $0 + q[$1 + (a + m) * k] * image[$1] } }
    }
    self.reduced = reduced
  }

  private static func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    let k = vector.count
    return (0..<k).map { i in (0..<k).reduce(0.0) { $0 + matrix[i + $1 * k] * vector[$1] } }
  }

  /// The damped step, and by how much the model of F falls.
  ///
  /// - Returns: nil where the damped matrix is not positive definite.
  func step(damping: Double) -> (move: [Double], fall: Double)? {
    guard let y = solve(slope.map { -$0 }, damping: damping) else { return nil }
    var fall = 0.0
    let image = Self.product(reduced, y)
    for i in 0..<order { fall -= y[i] * (slope[i] + 0.5 * image[i]) }
    return (outOfFrame(Array(repeating: 0, count: constraints) + y), fall)
  }

  /// How the minimiser moves with the first constraint, and the second derivative of the minimum by it.
  func tangent() -> (move: [Double], curvature: Double)? {
    guard constraints > 0 else { return nil }
    let k = free.count
    // A d = (1, 0, …): Rᵀ t = e₁ along the constraints, then W d = 0 in the tangent space.
    var along = [Double](repeating: 0, count: constraints)
    for i in 0..<constraints {
      var value = i == 0 ? 1.0 : 0
      for j in 0..<i { value -= triangle[j + i * constraints] * along[j] }
      along[i] = value / triangle[i + i * constraints]
    }
    var particular = [Double](repeating: 0, count: k)
    for c in 0..<constraints { for i in 0..<k { particular[i] += basis[i + c * k] * along[c] } }
    let image = Self.product(hessian, particular)
    let right = (0..<order).map { c in
      -(0..<k).reduce(0.0) { $0 + basis[$1 + (c + constraints) * k] * image[$1] }
    }
    guard let y = order > 0 ? solve(right, damping: 0) ?? solve(right, damping: 1e-6) : [] else { return nil }
    var direction = particular
    for c in 0..<order { for i in 0..<k { direction[i] += basis[i + (c + constraints) * k] * y[c] } }
    let bend = Self.product(hessian, direction)
    let curvature = (0..<k).reduce(0.0) { $0 + direction[$1] * bend[$1] }
    return (outOfFrame(along + y), curvature)
  }

  private func solve(_ right: [Double], damping: Double) -> [Double]? {
    var factor = [Double](repeating: 0, count: order * order)
    // Scaled lengths are about 1, so that a pivot below this is a direction that is not determined.
    guard SmallFactor.cholesky(reduced, order: order, damping: damping * unit, threshold: 1e-15 * unit, into: &factor)
    else { return nil }
    var y = right
    SmallFactor.solveTransposed(factor, order: order, &y)
    SmallFactor.solve(factor, order: order, &y)
    return y.allSatisfy(\.isFinite) ? y : nil
  }

  /// The mean size of the diagonal, to which damping is relative.
  private var unit: Double {
    let trace = (0..<order).reduce(0.0) { $0 + reduced[$1 + $1 * order].magnitude }
    return trace > 0 ? trace / Double(max(order, 1)) : 1
  }

  private func outOfFrame(_ coordinates: [Double]) -> [Double] {
    let k = free.count
    var move = [Double](repeating: 0, count: parameters)
    for (i, j) in free.enumerated() {
      move[j] = (0..<k).reduce(0.0) { $0 + basis[i + $1 * k] * coordinates[$1] } / lengths[j]
    }
    return move
  }
}

/// Orthonormal vectors of which the first m span some normals, by Gram and Schmidt, twice.
struct OrthogonalBasis {
  /// k × k.
  let columns: [Double]
  /// R of the normals: m × m.
  let triangle: [Double]
  private let free: [Int]
  private let count: Int

  /// - Returns: nil where the normals depend on one another.
  init?(_ normals: [[Double]], on free: [Int]) {
    let (k, m) = (free.count, normals.count)
    guard k >= m else { return nil }
    var vectors: [[Double]] = []
    var triangle = [Double](repeating: 0, count: m * m)
    for (column, normal) in normals.enumerated() {
      var vector = free.map { normal[$0] }
      let length = Self.length(vector)
      for _ in 0..<2 {
        for (row, other) in vectors.enumerated() {
          let product = zip(vector, other).reduce(0.0) { $0 + $1.0 * $1.1 }
          triangle[row + column * m] += product
          for i in 0..<k { vector[i] -= product * other[i] }
        }
      }
      let rest = Self.length(vector)
      guard rest > 1e-12 * length, rest.isFinite else { return nil }
      triangle[column + column * m] = rest
      vectors.append(vector.map { $0 / rest })
    }
    // Unit vectors complete the basis, each time the one that is furthest from it.
    while vectors.count < k {
      let room = (0..<k).map { i in vectors.reduce(1.0) { $0 - $1[i] * $1[i] } }
      let axis = room.indices.max { room[$0] < room[$1] } ?? 0
      var vector = (0..<k).map { $0 == axis ? 1.0 : 0 }
      for _ in 0..<2 {
        for other in vectors {
          let product = zip(vector, other).reduce(0.0) { $0 + $1.0 * $1.1 }
          for i in 0..<k { vector[i] -= product * other[i] }
        }
      }
      let length = Self.length(vector)
      vectors.append(vector.map { $0 / length })
    }
    columns = vectors.flatMap(\.self)
    self.triangle = triangle
    self.free = free
    count = m
  }

  /// λ with Aᵀλ as near to the gradient as it can be.
  func multipliers(of gradient: [Double]) -> [Double] {
    let k = free.count
    var solved = (0..<count).map { c in (0..<k).reduce(0.0) { $0 + columns[$1 + c * k] * gradient[free[$1]] } }
    for i in stride(from: count - 1, through: 0, by: -1) {
      for j in (i + 1)..<max(count, i + 1) { solved[i] -= triangle[i + j * count] * solved[j] }
      solved[i] /= triangle[i + i * count]
    }
    return solved
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
  }
}
