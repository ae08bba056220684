extension CheckFunctionProgram {
  /// A column that is this much shorter once it is freed of those before it depends on them.
  private static let dependence = 1e-11

  /// Frees each column of those before it, over the rows that count, so that a basis can be judged by the size of its pivots.
  func orthogonalize() {
    let (n, p) = (rows, order)
    active.removeAll(keepingCapacity: true)
    for index in 0..<p * p { inverseR[index] = 0 }
    for column in 0..<p {
      let position = active.count
      let target = q + position * count
      for row in 0..<n { target[row] = up[row] + down[row] > 0 ? columns[row + column * n] : 0 }
      let length = Kernels.dot(target, target, n).squareRoot()
      for j in 0..<p { inverseR[j + position * p] = j == column ? 1 : 0 }
      // Twice is enough (Kahan, in Parlett 1980).
      for _ in 0..<2 {
        for k in 0..<position {
          let share = Kernels.dot(q + k * count, target, n) / Double(n)
          Kernels.add(-share, q + k * count, to: target, n)
          for j in 0..<p { inverseR[j + position * p] -= share * inverseR[j + k * p] }
        }
      }
      let rest = Kernels.dot(target, target, n).squareRoot()
      guard rest > Self.dependence * length, length.isFinite else { continue }
      let factor = Double(n).squareRoot() / rest
      for row in 0..<n { target[row] *= factor }
      for j in 0..<p { inverseR[j + position * p] *= factor }
      active.append(column)
    }
    addFaces()
    measure()
  }

  /// Rows of the faces: ± the rows of R⁻¹. One that is infinitely far is no row at all.
  private func addFaces() {
    for side in 0..<2 {
      for j in 0..<order {
        let row = rows + side * order + j
        let isThere = constants[row] < .infinity
        if !isThere { constants[row] = 1 }
        for k in active.indices {
          let element = inverseR[j + k * order]
          q[row + k * count] = isThere ? (side == 0 ? element : -element) : 0
        }
      }
    }
  }

  private func measure() {
    for row in 0..<count { rowSize[row] = 0 }
    for k in active.indices {
      var sum = 0.0
      for row in 0..<count {
        let size = q[row + k * count].magnitude
        rowSize[row] = max(rowSize[row], size)
        if row < rows { sum += size * max(up[row], down[row]) }
      }
      columnSize[k] = sum
    }
  }

  /// Takes independent rows for the basis: those preferred, then those of the smallest t.
  func chooseBasis(_ preferred: [Int]) -> Bool {
    let m = active.count
    for row in 0..<count { isBasic[row] = false }
    basis.removeAll(keepingCapacity: true)
    var reduced = [Double](repeating: 0, count: m * m)
    var pivots: [Int] = []
    var rest = [Double](repeating: 0, count: m)
    /// Adds a row unless it depends on those there are.
    func take(_ row: Int, threshold: Double) {
      guard basis.count < m, !isBasic[row], up[row] + down[row] > 0 else { return }
      for j in 0..<m { rest[j] = q[row + j * count] }
      for (k, pivot) in pivots.enumerated() where rest[pivot] != 0 {
        let factor = rest[pivot]
        for j in 0..<m { rest[j] -= factor * reduced[j + k * m] }
        rest[pivot] = 0
      }
      guard let pivot = rest.indices.max(by: { rest[$0].magnitude < rest[$1].magnitude }),
        rest[pivot].magnitude > threshold * rowSize[row]
      else { return }
      for j in 0..<m { reduced[j + pivots.count * m] = rest[j] / rest[pivot] }
      pivots.append(pivot)
      basis.append(row)
      isBasic[row] = true
    }
    for row in preferred where row < count { take(row, threshold: 1e-8) }
    if basis.count < m {
      for row in smallest(4 * m) { take(row, threshold: 1e-3) }
    }
    if basis.count < m {
      let order = smallest(rows)
      for threshold in [1e-3, 1e-6, 1e-12] {
        for row in order where basis.count < m { take(row, threshold: threshold) }
      }
    }
    multipliers = [Double](repeating: 0, count: m)
    return basis.count == m && invert()
  }

  /// So many rows of the smallest t at d = 0, in increasing order.
  private func smallest(_ limit: Int) -> [Int] {
    guard limit < rows else { return (0..<rows).sorted { constants[$0].magnitude < constants[$1].magnitude } }
    var found: [Int] = []
    var largest = Double.infinity
    for row in 0..<rows where constants[row].magnitude < largest && up[row] + down[row] > 0 {
      if found.count == limit { found.removeLast() }
      let place = found.firstIndex { constants[$0].magnitude > constants[row].magnitude } ?? found.count
      found.insert(row, at: place)
      if found.count == limit { largest = constants[found[limit - 1]].magnitude }
    }
    return found
  }

  /// The inverse of the rows of the basis, by Gauss-Jordan with pivoting.
  ///
  /// - Returns: false where they depend on each other; the inverse then stays as it was.
  func invert() -> Bool {
    let m = active.count
    var a = [Double](repeating: 0, count: m * m)
    var result = a
    for slot in 0..<m {
      for j in 0..<m { a[slot + j * m] = q[basis[slot] + j * count] }
      result[slot + slot * m] = 1
    }
    for k in 0..<m {
      guard let pivot = (k..<m).max(by: { a[$0 + k * m].magnitude < a[$1 + k * m].magnitude }),
        a[pivot + k * m].magnitude > 1e-13
      else { return false }
      for j in 0..<m {
        a.swapAt(k + j * m, pivot + j * m)
        result.swapAt(k + j * m, pivot + j * m)
      }
      let factor = 1 / a[k + k * m]
      for j in 0..<m {
        a[k + j * m] *= factor
        result[k + j * m] *= factor
      }
      for i in 0..<m where i != k && a[i + k * m] != 0 {
        let factor = a[i + k * m]
        for j in 0..<m {
          a[i + j * m] -= factor * a[k + j * m]
          result[i + j * m] -= factor * result[k + j * m]
        }
      }
    }
    for index in 0..<m * m { inverse[index] = result[index] }
    return true
  }
}
