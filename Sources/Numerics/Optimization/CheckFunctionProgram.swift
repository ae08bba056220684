/// An exact minimum of a sum of check functions of linear forms in a box, a linear programme.
///
///     minimise  Σ φᵢ(tᵢ),   t = c - A d,   φᵢ(t) = upᵢ t for t >= 0 and -downᵢ t below
///
/// A face of the box is a row more, with a slope that the others do not outweigh. A minimum lies at a vertex, where as many of
/// the tᵢ are zero as there are columns. From a vertex the search leaves along the edge on which the sum falls fastest, passes
/// kinks of the sum while it falls, and stops at the next vertex; see `solve`.
///
/// Ties are the rule where data are discrete: more rows than columns have t = 0, and a step along an edge may have no length.
/// They are broken by a change ε of c that is smaller than any number: each t has a second part, `ε - A d(ε)`, that decides
/// where the first is zero. Every step then lowers the sum, so no vertex comes back; and the vertex that is best for c + ε is
/// best for c.
///
/// The multipliers prove it: with y between -down and up in every row and Aᵀy = 0, no point has a sum below Σ yᵢ cᵢ.
///
/// - Source: Barrodale & Roberts 1973; Koenker & d'Orey 1987; Charnes 1952 for the ε.
final class CheckFunctionProgram {
  /// n, the rows without the faces.
  let rows: Int
  let order: Int
  /// n + 2p: the upper faces of the box and then the lower ones are the last.
  let count: Int
  /// A without the faces: n × p.
  let columns: Doubles
  /// c: n values, then the distances of the faces; infinite where there is none.
  let constants: Doubles
  let up: Doubles
  let down: Doubles
  /// What rounding makes of c.
  let noise: Doubles
  /// The rows whose t is zero at the last vertex.
  var basis: [Int] = []
  /// y of the rows of the basis.
  var multipliers: [Double] = []
  private(set) var isOptimal = false
  private(set) var pivots = 0

  /// A R⁻¹ with the faces, column by column.
  let q: Doubles
  /// R⁻¹, p × p.
  let inverseR: Doubles
  /// The columns that do not depend on those before them. The others do not move.
  var active: [Int] = []
  /// The inverse of the rows of the basis: element (j, slot) at [j + slot * m], m columns being active.
  let inverse: Doubles
  let t: Doubles
  /// What rounding makes of t; one that is smaller is zero.
  let dust: Doubles
  /// What decides where t is zero.
  let tie: Doubles
  let speed: Doubles
  private let epsilon: Doubles
  /// d in the columns of `q`, for t and for its second part.
  private let point: Doubles
  private let tiePoint: Doubles
  let edge: Doubles
  private let work: Doubles
  /// The largest element of a row of `q`.
  let rowSize: Doubles
  /// Σ |q| max(up, down), column by column.
  let columnSize: Doubles
  var isBasic: [Bool]
  var kinks: [Kink] = []
  private let memory: Doubles

  init(rows: Int, order: Int) {
    self.rows = rows
    self.order = order
    count = rows + 2 * order
    isBasic = [Bool](repeating: false, count: count)
    let p = order
    let size = rows * p + count * (10 + p) + 3 * p * p + 5 * p + 1
    memory = .allocate(capacity: size)
    memory.initialize(repeating: 0, count: size)
    columns = memory
    constants = columns + rows * p
    up = constants + count
    down = up + count
    noise = down + count
    t = noise + count
    dust = t + count
    tie = dust + count
    speed = tie + count
    epsilon = speed + count
    rowSize = epsilon + count
    q = rowSize + count
    inverseR = q + count * p
    inverse = inverseR + p * p
    work = inverse + p * p
    point = work + p * p
    tiePoint = point + p
    edge = tiePoint + p
    columnSize = edge + p
  }

  deinit { memory.deallocate() }

  /// Follows edges to the optimum from a vertex at `preferred`, as far as these rows are independent; rows of small t do for
  /// the rest.
  ///
  /// - Returns: false where no column is left, or rounding keeps the search from its end.
  @discardableResult
  func solve(from preferred: [Int]) -> Bool {
    (isOptimal, pivots) = (false, 0)
    orthogonalize()
    guard !active.isEmpty else { return false }
    // Another ε is another way, should rounding have barred the first.
    for attempt in 0..<3 where !isOptimal {
      drawTies(attempt)
      guard chooseBasis(attempt == 0 ? preferred : basis) else { return false }
      follow(limit: pivots + Self.fewestPivots + 50 * order)
    }
    return isOptimal
  }

  /// A step passes many kinks, so that pivots are a few for each column, whatever the number of rows.
  private static let fewestPivots = 500

  private func follow(limit: Int) {
    while true {
      moveToVertex()
      guard let (slot, sign, rate) = leaving() else {
        isOptimal = true
        return
      }
      setEdge(slot, sign)
      guard pivots < limit, let entering = firstRise(rate: rate, tolerance: multiplierNoise(slot)) else { return }
      exchange(slot, for: entering)
    }
  }

  /// Puts a row in the place of one of the basis; `edge` is the way from the old vertex to the new.
  func exchange(_ slot: Int, for entering: Int) {
    isBasic[basis[slot]] = false
    isBasic[entering] = true
    basis[slot] = entering
    pivots += 1
    if pivots % 16 == 0, invert() { return }
    let m = active.count
    for k in 0..<m {
      var sum = 0.0
      for j in 0..<m { sum += q[entering + j * count] * inverse[j + k * m] }
      work[k] = sum
    }
    for j in 0..<m { inverse[j + slot * m] /= work[slot] }
    for k in 0..<m where k != slot {
      for j in 0..<m { inverse[j + k * m] -= work[k] * inverse[j + slot * m] }
    }
  }

  /// Computes both parts of t, and the multipliers, of the vertex of the basis.
  func moveToVertex() {
    let m = active.count
    for j in 0..<m { (point[j], tiePoint[j]) = (0, 0) }
    // What rounding of the rows of the basis does to the point.
    var size = 0.0
    for slot in 0..<m {
      let (c, e) = (constants[basis[slot]], epsilon[basis[slot]])
      for j in 0..<m {
        size += inverse[j + slot * m].magnitude * noise[basis[slot]]
        point[j] += inverse[j + slot * m] * c
        tiePoint[j] += inverse[j + slot * m] * e
      }
    }
    t.update(from: constants, count: count)
    tie.update(from: epsilon, count: count)
    for j in 0..<m {
      Kernels.add(-point[j], q + j * count, to: t, count)
      Kernels.add(-tiePoint[j], q + j * count, to: tie, count)
      size += Self.rounding * point[j].magnitude
    }
    for row in 0..<count {
      dust[row] = noise[row] + rowSize[row] * size
      if t[row].magnitude <= dust[row] { t[row] = 0 }
    }
    for row in basis { (t[row], tie[row]) = (0, 0) }
    for row in 0..<count { speed[row] = isBasic[row] ? 0 : slope(row) }
    Kernels.dots(speed, columns: q, stride: count, columnCount: m, count, into: work)
    for slot in 0..<m { multipliers[slot] = -Kernels.smallDot(inverse + slot * m, work, m) }
  }

  /// What a sum of products is off by, relative to its terms.
  private static let rounding = 8 * Double.ulpOfOne

  /// φ' of a row outside the basis.
  @inline(__always)
  private func slope(_ row: Int) -> Double {
    (t[row] != 0 ? t[row] > 0 : tie[row] >= 0) ? up[row] : -down[row]
  }

  /// What rounding makes of a multiplier.
  func multiplierNoise(_ slot: Int) -> Double {
    let m = active.count
    var sum = 0.0
    for j in 0..<m { sum += inverse[j + slot * m].magnitude * columnSize[j] }
    return 16 * Double.ulpOfOne * sum
  }

  /// The row of the basis whose edge falls most steeply, the sign that its t takes, and how fast the sum falls in t.
  private func leaving() -> (slot: Int, sign: Double, rate: Double)? {
    let m = active.count
    var steepest = 0.0
    var choice: (Int, Double, Double)?
    for slot in 0..<m {
      let (row, y) = (basis[slot], multipliers[slot])
      let excess = max(y - up[row], -down[row] - y)
      guard excess > multiplierNoise(slot) else { continue }
      let length = Kernels.smallDot(inverse + slot * m, inverse + slot * m, m).squareRoot()
      if excess / length > steepest {
        steepest = excess / length
        choice = (slot, y > up[row] ? 1 : -1, -excess)
      }
    }
    return choice
  }

  /// The way of the vertex as the t of a row of the basis takes a sign, and how fast every t falls on it.
  func setEdge(_ slot: Int, _ sign: Double) {
    let m = active.count
    for row in 0..<count { speed[row] = 0 }
    for j in 0..<m {
      edge[j] = -sign * inverse[j + slot * m]
      Kernels.add(edge[j], q + j * count, to: speed, count)
    }
    for row in basis { speed[row] = 0 }
  }

  /// ε: a number of its own for each row, the same in every run.
  private func drawTies(_ attempt: Int) {
    for row in 0..<count {
      var bits = (UInt64(row) &+ 1) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(attempt) &* 0xD1B5_4A32_D192_ED03
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      epsilon[row] = Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53 - 0.5
    }
  }
}
