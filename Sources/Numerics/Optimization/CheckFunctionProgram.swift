/// An exact minimum of a sum of check functions of linear forms, a linear programme.
///
///     minimise  Σ φᵢ(tᵢ),   t = c - A d,   φᵢ(t) = upᵢ t for t >= 0 and -downᵢ t below
///
/// A minimum lies at a vertex, where p of the tᵢ are zero. From a vertex the search leaves along the edge whose
/// multiplier is out of its range, passes kinks of the sum while it falls, and stops at the next vertex.
///
/// - Source: Barrodale & Roberts 1973; Koenker & d'Orey 1987.
struct CheckFunctionProgram {
  /// p columns of N rows.
  var columns: [[Double]]
  var constants: [Double]
  var up: [Double]
  var down: [Double]

  struct Vertex {
    var d: [Double]
    /// The rows whose t is zero.
    var basis: [Int]
    /// φ' that balances the sum at each row of the basis, between -down and up at a minimum.
    var multipliers: [Double]
    var isOptimal: Bool
    var pivots: Int
  }

  /// Σ φᵢ(tᵢ) at d, over the first `count` rows.
  func value(_ d: [Double], count: Int) -> Double {
    zip(residuals(d).prefix(count), zip(up, down)).reduce(0) { $0 + ($1.0 >= 0 ? $1.1.0 : -$1.1.1) * $1.0 }
  }

  func residuals(_ d: [Double]) -> [Double] {
    var t = constants
    for (j, column) in columns.enumerated() where d[j] != 0 {
      for row in t.indices { t[row] -= column[row] * d[j] }
    }
    return t
  }

  /// Follows edges from a basis whose rows are independent.
  func solve(from start: [Int], pivotLimit: Int) -> Vertex {
    var basis = start
    var vertex = Vertex(d: [], basis: start, multipliers: [], isOptimal: false, pivots: 0)
    while true {
      guard let inverse = invert(basis) else { return vertex }
      let d = combine(inverse, basis.map { constants[$0] })
      let t = settled(residuals(d), basis)
      let y = multipliers(t, basis, inverse)
      vertex = Vertex(d: d, basis: basis, multipliers: y, isOptimal: false, pivots: vertex.pivots)
      guard let (slot, sign) = leaving(y, basis) else {
        vertex.isOptimal = true
        return vertex
      }
      guard vertex.pivots < pivotLimit else { return vertex }
      let edge = inverse.map { -sign * $0[slot] }
      let rate = sign > 0 ? up[basis[slot]] - y[slot] : down[basis[slot]] + y[slot]
      guard let entering = firstRise(t, edge, basis, rate: rate) else { return vertex }
      basis[slot] = entering
      vertex.pivots += 1
    }
  }

  /// Residuals with rounding dust set to zero, so that ties are ties.
  private func settled(_ t: [Double], _ basis: [Int]) -> [Double] {
    var t = t
    for row in t.indices where t[row].magnitude <= 1e-14 * constants[row].magnitude { t[row] = 0 }
    for row in basis { t[row] = 0 }
    return t
  }

  /// y with Σ_basis y a = -Σ_others φ' a
  private func multipliers(_ t: [Double], _ basis: [Int], _ inverse: [[Double]]) -> [Double] {
    var isBasic = [Bool](repeating: false, count: t.count)
    for row in basis { isBasic[row] = true }
    let sums = columns.map { column in
      column.indices.reduce(0.0) { sum, row in
        isBasic[row] ? sum : sum + column[row] * (t[row] >= 0 ? up[row] : -down[row])
      }
    }
    return basis.indices.map { slot in -sums.indices.reduce(0.0) { $0 + inverse[$1][slot] * sums[$1] } }
  }

  /// The row of the basis whose multiplier is furthest out of range, and the sign that its t takes.
  private func leaving(_ y: [Double], _ basis: [Int]) -> (slot: Int, sign: Double)? {
    var worst = 0.0
    var choice: (Int, Double)?
    for (slot, row) in basis.enumerated() {
      let width = max(up[row] + down[row], Double.leastNormalMagnitude)
      let excess = max(y[slot] - up[row], -down[row] - y[slot]) / width
      if excess > max(worst, 1e-12) {
        worst = excess
        choice = (slot, y[slot] > up[row] ? 1 : -1)
      }
    }
    return choice
  }

  /// The row at whose kink the sum stops falling along an edge.
  private func firstRise(_ t: [Double], _ edge: [Double], _ basis: [Int], rate: Double) -> Int? {
    var speed = [Double](repeating: 0, count: t.count)
    for (j, column) in columns.enumerated() where edge[j] != 0 {
      for row in speed.indices { speed[row] += column[row] * edge[j] }
    }
    for row in basis { speed[row] = 0 }
    let kinks = t.indices.filter { row in
      guard speed[row].magnitude > 1e-13 else { return false }
      return t[row] >= 0 ? speed[row] > 0 : speed[row] < 0
    }.map { (row: $0, at: t[$0] / speed[$0]) }.sorted { $0.at == $1.at ? $0.row < $1.row : $0.at < $1.at }
    var slope = rate
    for kink in kinks {
      slope += (up[kink.row] + down[kink.row]) * speed[kink.row].magnitude
      if slope >= 0 { return kink.row }
    }
    return nil
  }

  private func combine(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The inverse of the rows of a basis, by Gauss-Jordan with pivoting; nil where they depend on each other.
  private func invert(_ basis: [Int]) -> [[Double]]? {
    let p = basis.count
    var a = basis.map { row in columns.map { $0[row] } }
    var inverse = (0..<p).map { i in (0..<p).map { $0 == i ? 1.0 : 0 } }
    for k in 0..<p {
      guard let pivot = (k..<p).max(by: { a[$0][k].magnitude < a[$1][k].magnitude }) else { return nil }
      guard a[pivot][k].magnitude > 1e-13 else { return nil }
      a.swapAt(k, pivot)
      inverse.swapAt(k, pivot)
      let scale = 1 / a[k][k]
      for j in 0..<p {
        a[k][j] *= scale
        inverse[k][j] *= scale
      }
      for i in 0..<p where i != k && a[i][k] != 0 {
        let factor = a[i][k]
        for j in 0..<p {
          a[i][j] -= factor * a[k][j]
          inverse[i][j] -= factor * inverse[k][j]
        }
      }
    }
    return inverse
  }
}
