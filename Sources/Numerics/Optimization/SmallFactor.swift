/// Factors of p × p systems in caller-owned memory: element (i, j) at [i + j * order].
///
/// The systems come with columns scaled to about one, so pivots can be judged by their size.
enum SmallFactor {
  /// Upper triangular U with UᵀU = B + λ I, by Cholesky.
  ///
  /// - Returns: false when a pivot is at or below `threshold`; U is then not complete.
  static func cholesky(
    _ b: ReadOnlyDoubles, order: Int, damping: Double, threshold: Double, into u: Doubles
  ) -> Bool {
    for j in 0..<order {
      for i in 0..<j {
        var sum = b[i + j * order]
        for k in 0..<i { sum -= u[k + i * order] * u[k + j * order] }
        u[i + j * order] = sum / u[i + i * order]
      }
      var pivot = b[j + j * order] + damping
      for k in 0..<j { pivot -= u[k + j * order] * u[k + j * order] }
      guard pivot > threshold, pivot.isFinite else { return false }
      u[j + j * order] = pivot.squareRoot()
    }
    return true
  }

  /// Upper triangular U with UᵀU = RᵀR + λ I, by Givens rotations of R on top of √λ I.
  ///
  /// The condition of R is kept, where forming RᵀR would square it.
  ///
  /// - Parameter row: scratch of `order` values.
  /// - Returns: false when a diagonal element of U is at or below `threshold`.
  static func givens(
    _ r: ReadOnlyDoubles, order: Int, damping: Double, threshold: Double, into u: Doubles, row: Doubles
  ) -> Bool {
    u.update(from: r, count: order * order)
    let root = damping.squareRoot()
    if root > 0 {
      for first in 0..<order {
        for k in first..<order { row[k] = k == first ? root : 0 }
        for k in first..<order where row[k] != 0 { rotate(u, order: order, at: k, row: row) }
      }
    }
    for j in 0..<order where !(u[j + j * order].magnitude > threshold) { return false }
    return true
  }

  /// Rotates row k of U with another row so that the latter has a zero in column k.
  private static func rotate(_ u: Doubles, order: Int, at k: Int, row: Doubles) {
    let diagonal = u[k + k * order]
    let length = (diagonal * diagonal + row[k] * row[k]).squareRoot()
    let cosine = diagonal / length
    let sine = row[k] / length
    for j in k..<order {
      let upper = u[k + j * order]
      u[k + j * order] = cosine * upper + sine * row[j]
      row[j] = cosine * row[j] - sine * upper
    }
  }

  /// x with Uᵀ x = x, in place.
  static func solveTransposed(_ u: ReadOnlyDoubles, order: Int, _ x: Doubles) {
    for i in 0..<order {
      var sum = x[i]
      for k in 0..<i { sum -= u[k + i * order] * x[k] }
      x[i] = sum / u[i + i * order]
    }
  }

  /// x with U x = x, in place.
  static func solve(_ u: ReadOnlyDoubles, order: Int, _ x: Doubles) {
    for i in stride(from: order - 1, through: 0, by: -1) {
      var sum = x[i]
      for k in i + 1..<max(order, i + 1) { sum -= u[i + k * order] * x[k] }
      x[i] = sum / u[i + i * order]
    }
  }

  /// R of A = Q R by Householder reflections; A is n × p, n >= p, and is overwritten.
  ///
  /// - Parameter sums: scratch of `columns` values.
  static func householder(_ a: Doubles, rows: Int, columns: Int, into r: Doubles, sums: Doubles) {
    for k in 0..<columns {
      let column = a + k * rows + k
      let length = rows - k
      let norm = Kernels.dot(column, column, length).squareRoot()
      for i in 0..<columns { r[i + k * columns] = i < k ? a[i + k * rows] : 0 }
      let alpha = column[0] > 0 ? -norm : norm
      r[k + k * columns] = alpha
      guard norm > 0 else { continue }
      column[0] -= alpha
      let scale = 1 / (alpha * column[0])
      let rest = columns - k - 1
      Kernels.dots(column, columns: column + rows, stride: rows, columnCount: rest, length, into: sums)
      for j in 0..<rest { Kernels.add(sums[j] * scale, column, to: column + (j + 1) * rows, length) }
    }
  }
}
