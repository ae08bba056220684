#if canImport(Glibc)
  import Glibc
#endif

/// The exact distribution of the Durbin–Watson statistic under independent normal noise.
///
///     P(DW <= d) = P(Σ (νₖ - d) ξₖ² <= 0) = ½ - (1/π) ∫₀^∞ Im φ(t)/t dt
///
/// ν are the n - p eigenvalues of `Q₂'AQ₂`, A is the matrix of squared differences and Q₂ spans what the design leaves. They
/// are not computed: with `B = I - 2it(A - dI)`, which is tridiagonal, and Q the orthonormal design,
///
///     φ(t) = [det B · det(Q'B⁻¹Q)]^(-1/2)
///
/// costs n·p² operations. Both matrices have a positive definite real part, so every pivot of their elimination has one too
/// and the sum of the pivots' arguments is the phase itself: there is nothing to unwrap.
///
/// - Source: Durbin & Watson 1950; Imhof 1961; Farebrother 1980 for the determinants. R: `lmtest::dwtest(m)$p.value`, exact by
///   Pan's algorithm below 100 rows and a normal approximation above. This is exact for any number of rows.
struct DurbinWatsonDistribution {
  /// Column by column, orthonormal.
  let design: [[Double]]
  let rows: Int

  /// P(DW <= d), with an absolute error of about 1e-12: a probability near that is zero for all that is known.
  func cumulative(_ d: Double) -> Double {
    guard rows > design.count, d.isFinite else { return .nan }
    // The trapezium rule converges exponentially under t = t₀ exp(u - e⁻ᵘ), which falls off doubly so on the left.
    var last = integral(d, step: 0.25)
    var step = 0.125
    for _ in 0..<6 {
      let next = integral(d, step: step)
      let isSettled = (next - last).magnitude <= 1e-13
      last = next
      if isSettled { break }
      step /= 2
    }
    return min(max(0.5 - last / .pi, 0), 1)
  }

  private func integral(_ d: Double, step: Double) -> Double {
    let scale = 1 / (2 * Double(rows) * (2 + (2 - d) * (2 - d))).squareRoot()
    var sum = 0.0
    var index = 0
    while true {
      let u = -4 + Double(index) * step
      let value = characteristic(scale * exp(u - exp(-u)), d)
      sum += value.imaginary * (1 + exp(-u))
      index += 1
      // φ has the size of t^(-(n - p)/2) far out.
      if value.magnitude < 1e-18 || u > 90 { return step * sum }
    }
  }

  private func characteristic(_ t: Double, _ d: Double) -> Complex {
    var logarithm = Complex(0)
    let off = Complex(0, 2 * t)
    let square = off * off
    var pivot = Complex(1)
    // B = L D L': forward elimination of all columns of the design at once.
    var columns = design.map { $0.map { Complex($0) } }
    var pivots: [Complex] = []
    pivots.reserveCapacity(rows)
    for row in 0..<rows {
      let diagonal = rows == 1 ? 0.0 : row == 0 || row == rows - 1 ? 1.0 : 2.0
      var next = Complex(1, -2 * t * (diagonal - d))
      if row > 0 {
        let factor = off / pivot
        next = next - square / pivot
        for c in columns.indices { columns[c][row] = columns[c][row] - factor * columns[c][row - 1] }
      }
      pivot = next
      pivots.append(pivot)
      logarithm = logarithm + pivot.logarithm
    }
    logarithm = logarithm + inner(columns, pivots)
    let size = exp(-0.5 * logarithm.real)
    return Complex(size * cos(-0.5 * logarithm.imaginary), size * sin(-0.5 * logarithm.imaginary))
  }

  /// log det(Q'B⁻¹Q) from L⁻¹Q and D.
  private func inner(_ columns: [[Complex]], _ pivots: [Complex]) -> Complex {
    let p = columns.count
    var matrix = [Complex](repeating: Complex(0), count: p * p)
    for j in 0..<p {
      for i in 0...j {
        var sum = Complex(0)
        for row in 0..<rows { sum = sum + columns[i][row] * columns[j][row] / pivots[row] }
        (matrix[i + j * p], matrix[j + i * p]) = (sum, sum)
      }
    }
    var logarithm = Complex(0)
    for k in 0..<p {
      logarithm = logarithm + matrix[k + k * p].logarithm
      for j in (k + 1)..<max(p, k + 1) {
        let factor = matrix[k + j * p] / matrix[k + k * p]
        for i in (k + 1)..<p { matrix[i + j * p] = matrix[i + j * p] - factor * matrix[i + k * p] }
      }
    }
    return logarithm
  }
}

/// As much of complex arithmetic as a characteristic function needs.
private struct Complex {
  let real: Double
  let imaginary: Double

  init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }
  var logarithm: Complex { Complex(log(magnitude), atan2(imaginary, real)) }

  static func + (a: Complex, b: Complex) -> Complex { Complex(a.real + b.real, a.imaginary + b.imaginary) }
  static func - (a: Complex, b: Complex) -> Complex { Complex(a.real - b.real, a.imaginary - b.imaginary) }
  static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  static func / (a: Complex, b: Complex) -> Complex {
    let square = b.real * b.real + b.imaginary * b.imaginary
    return Complex(
      (a.real * b.real + a.imaginary * b.imaginary) / square, (a.imaginary * b.real - a.real * b.imaginary) / square)
  }
}
