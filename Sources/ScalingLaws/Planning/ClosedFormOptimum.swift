#if canImport(Glibc)
  import Glibc
#endif

/// The optimum of `E + A·N^-α + B·D^-β` for a cost `k·N·D`, in closed form.
///
///     N* = G·(C/k)^a,  D* = (C/k)^b / G,  a = β/(α+β),  b = α/(α+β),  G = (αA/(βB))^(1/(α+β))
///     L* = E + K·(C/k)^(-γ),  γ = αβ/(α+β),  K = A·G^-α + B·G^β
///
/// - Source: Hoffmann et al. 2022, eq. 4.
struct ClosedFormOptimum: Sendable {
  /// k.
  let unit: Double
  /// Where E, A, α, B and β are found among the coefficients, or their values where they are held.
  private let sources: [Source]

  private enum Source: Sendable {
    case coefficient(Int)
    case held(Double)
  }

  /// - Returns: `nil` for any other law or cost.
  init?(_ fit: SavedFit, cost: Expression, size: String, data: String) {
    guard fit.law == "chinchilla", (size, data) == ("N", "D") else { return nil }
    let product = (cost / (.symbol(size) * .symbol(data))).simplified
    let probes = [(2.0, 3.0), (5e8, 1e10)].compactMap { try? product.value([size: $0.0, data: $0.1]) }
    let isProduct = cost.linearDecomposition(in: [data]).map { $0.offset.constant == 0 } ?? false
    guard isProduct, probes.count == 2, probes[0] > 0, abs(probes[0] / probes[1] - 1) < 1e-14 else { return nil }
    unit = probes[0]
    var sources: [Source] = []
    for name in ["E", "A", "alpha", "B", "beta"] {
      if let value = fit.fixed[name] {
        sources.append(.held(value))
      } else if let place = fit.coefficients.firstIndex(of: name) {
        sources.append(.coefficient(place))
      } else {
        return nil
      }
    }
    self.sources = sources
  }

  /// E, A, α, B and β.
  private func values(_ coefficients: [Double]) -> [Double] {
    sources.map { source in
      switch source {
      case .coefficient(let place): coefficients[place]
      case .held(let value): value
      }
    }
  }

  /// log N*, log D* and L* for a budget; NaN where the law has no optimum.
  func optimum(budget: Double, _ coefficients: [Double]) -> (logSize: Double, logData: Double, loss: Double) {
    let v = values(coefficients)
    let (A, alpha, B, beta) = (v[1], v[2], v[3], v[4])
    guard A > 0, B > 0, alpha > 0, beta > 0 else { return (.nan, .nan, .nan) }
    let logG = log(alpha * A / (beta * B)) / (alpha + beta)
    let logProduct = log(budget / unit)
    let logSize = logG + beta / (alpha + beta) * logProduct
    let logData = logProduct - logSize
    return (logSize, logData, v[0] + A * exp(-alpha * logSize) + B * exp(-beta * logData))
  }

  /// log C for a loss at the optimum; NaN at or below the floor.
  func logBudget(loss: Double, _ coefficients: [Double]) -> Double {
    let v = values(coefficients)
    let (E, A, alpha, B, beta) = (v[0], v[1], v[2], v[3], v[4])
    guard A > 0, B > 0, alpha > 0, beta > 0, loss > E else { return .nan }
    let logG = log(alpha * A / (beta * B)) / (alpha + beta)
    let k = A * exp(-alpha * logG) + B * exp(beta * logG)
    return log(unit) - log((loss - E) / k) * (alpha + beta) / (alpha * beta)
  }
}
