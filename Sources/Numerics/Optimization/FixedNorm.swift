import Glibc

/// A smooth norm whose width in units of the residual is known: what the solver minimises.
///
/// The half-square is exact near zero, so every norm has ψ'(0) = 1. Student's t at a scale and ν is Cauchy's norm of the
/// width s √ν, up to a factor.
enum FixedNorm: Hashable {
  case squared
  case huber(Double)
  case softL1(Double)
  case cauchy(Double)
  case tukey(Double)

  /// Fills w ψ(r) and w ψ'(r) for each row.
  ///
  /// - Returns: F = Σ w ρ(r).
  func evaluate(residuals: Doubles, weights: ReadOnlyDoubles, count: Int, psi: Doubles, curvature: Doubles) -> Double {
    let rows = Rows(residuals: residuals, weights: weights, count: count, psi: psi, curvature: curvature)
    switch self {
    case .squared:
      return rows.sum { r in (0.5 * r * r, r, 1) }
    case .huber(let c):
      return rows.sum { r in
        let size = r.magnitude
        let inner = size < c ? size : c
        return (inner * (size - 0.5 * inner), r < 0 ? -inner : inner, size <= c ? 1 : 0)
      }
    case .softL1(let c):
      return rows.sum { r in
        let u = r / c
        let root = (1 + u * u).squareRoot()
        // √(1 + u²) - 1 without cancellation.
        return (r * r / (1 + root), r / root, 1 / (root * root * root))
      }
    case .cauchy(let c):
      return rows.sum { r in
        let u = r / c
        let q = 1 + u * u
        return (0.5 * c * c * log1p(u * u), r / q, (1 - u * u) / (q * q))
      }
    case .tukey(let c):
      return rows.sum { r in
        let u = r / c
        let v = u * u
        guard v < 1 else { return (c * c / 6, 0, 0) }
        let m = 1 - v
        return (r * r * (0.5 - v * (0.5 - v / 6)), r * m * m, m * (1 - 5 * v))
      }
    }
  }

  /// The width of a norm that a narrowing sequence of norms leads to; nil where none is needed.
  var width: Double? {
    switch self {
    case .squared, .tukey: nil
    case .huber(let c), .softL1(let c), .cauchy(let c): c
    }
  }

  /// The same norm with another width.
  func widened(to width: Double) -> FixedNorm {
    switch self {
    case .squared: .squared
    case .huber: .huber(width)
    case .softL1: .softL1(width)
    case .cauchy: .cauchy(width)
    case .tukey: .tukey(width)
    }
  }

  private struct Rows {
    let residuals: Doubles
    let weights: ReadOnlyDoubles
    let count: Int
    let psi: Doubles
    let curvature: Doubles

    @inline(__always)
    func sum(_ norm: (Double) -> (rho: Double, psi: Double, curvature: Double)) -> Double {
      var even = 0.0
      var odd = 0.0
      var row = 0
      while row + 1 < count {
        let first = norm(residuals[row])
        let second = norm(residuals[row + 1])
        even += weights[row] * first.rho
        odd += weights[row + 1] * second.rho
        psi[row] = weights[row] * first.psi
        psi[row + 1] = weights[row + 1] * second.psi
        curvature[row] = weights[row] * first.curvature
        curvature[row + 1] = weights[row + 1] * second.curvature
        row += 2
      }
      if row < count {
        let last = norm(residuals[row])
        even += weights[row] * last.rho
        psi[row] = weights[row] * last.psi
        curvature[row] = weights[row] * last.curvature
      }
      return even + odd
    }
  }
}
