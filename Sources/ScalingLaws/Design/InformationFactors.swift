/// Draw by draw, the triangular factor of the information of some runs, in coordinates in which what was known before is the
/// identity.
///
///     RᵀR = I + Σ h hᵀ,   h = Lᵀ ∂f/∂θ · √efficiency / sd,   LLᵀ the covariance before
///
/// A run is added by rotations (a row of a QR decomposition), so no digits are lost to squares; one is taken away by beginning anew.
struct InformationFactors: Sendable {
  let order: Int
  let draws: Int
  /// Row i and column j of draw d at `(d * order + i) * order + j`.
  private(set) var elements: [Double]

  /// Those of no runs.
  init(order: Int, draws: Int) {
    self.order = order
    self.draws = draws
    elements = [Double](repeating: 0, count: draws * order * order)
    for draw in 0..<draws {
      for index in 0..<order { elements[(draw * order + index) * order + index] = 1 }
    }
  }

  /// Adds a row for each draw.
  ///
  /// - Parameter rows: draw by draw, h times the square root of how often the run counts.
  mutating func append(_ rows: [Double]) {
    var rows = rows
    let (order, draws) = (order, draws)
    elements.withUnsafeMutableBufferPointer { elements in
      rows.withUnsafeMutableBufferPointer { rows in
        guard let all = elements.baseAddress, let given = rows.baseAddress else { return }
        for draw in 0..<draws { Self.rotate(all + draw * order * order, given + draw * order, order) }
      }
    }
  }

  /// Rotates a row into a triangular factor; the row is used up.
  private static func rotate(_ r: UnsafeMutablePointer<Double>, _ x: UnsafeMutablePointer<Double>, _ order: Int) {
    for i in 0..<order where x[i] != 0 {
      let row = r + i * order
      let length = (row[i].squared + x[i].squared).squareRoot()
      let (cosine, sine) = (row[i] / length, x[i] / length)
      for j in i..<order {
        let (own, other) = (row[j], x[j])
        row[j] = cosine * own + sine * other
        x[j] = cosine * other - sine * own
      }
    }
  }

  /// `R⁻ᵀ v` for a draw: its squared length is `vᵀ (RᵀR)⁻¹ v`.
  func solveTransposed(_ vector: [Double], draw: Int) -> [Double] {
    let base = draw * order * order
    var solution = vector
    for i in 0..<order {
      for k in 0..<i { solution[i] -= elements[base + k * order + i] * solution[k] }
      solution[i] /= elements[base + i * order + i]
    }
    return solution
  }

  /// `log det RᵀR` for a draw.
  func logDeterminant(draw: Int) -> Double {
    2 * (0..<order).reduce(0.0) { $0 + Double.logarithm(elements[(draw * order + $1) * order + $1]) }
  }
}
