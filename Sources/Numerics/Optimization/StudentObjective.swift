import Glibc

/// The negative log-likelihood of residuals under Student's t, with its constants among the parameters.
///
///     F(θ, log s, log ν) = Σ wᵢ [lnΓ(ν/2) - lnΓ((ν+1)/2) + ½ log(πν) + log s + (ν+1)/2 log(1 + rᵢ²/(νs²))]
///
/// The scale s, and ν unless it is given, follow the parameters of the model; weights count rows. ν stays between 1 and
/// 1e4, as in the fit.
public final class StudentObjective: SmoothObjective {
  public let domains: [Domain]
  public let unit = 1.0
  private let model: RowDerivatives
  private let weights: [Double]
  private let given: Double?
  private var likelihood = StudentLikelihood(degreesOfFreedom: 1, scale: 1)

  /// - Parameters:
  ///   - degreesOfFreedom: nil where ν is estimated.
  ///   - scale: nil where s is estimated.
  public init(_ problem: FitProblem, degreesOfFreedom: Double?, scale: Double? = nil) {
    model = RowDerivatives(problem)
    weights = problem.weights ?? [Double](repeating: 1, count: problem.observed.count)
    given = degreesOfFreedom
    domains =
      problem.domains + [scale.map { .fixed(log($0)) } ?? .free]
      + (degreesOfFreedom == nil ? [.between(0, log(1e4))] : [])
  }

  /// The point of a fit, in the parameters of this function.
  public func point(_ parameters: [Double], scale: Double, degreesOfFreedom: Double?) -> [Double] {
    parameters + [log(scale)] + (given == nil ? [log(degreesOfFreedom ?? 5)] : [])
  }

  public func evaluate(_ point: [Double]) -> Double {
    let p = model.parameters
    guard model.evaluate(Array(point.prefix(p))) else { return .infinity }
    likelihood = StudentLikelihood(degreesOfFreedom: given ?? exp(point[p + 1]), scale: exp(point[p]))
    var (residuals, weights) = (model.residuals, weights)
    return likelihood.negativeLog(residuals: &residuals, weights: &weights, count: residuals.count)
  }

  public func gradient() -> [Double] {
    let terms = likelihood.terms(model.residuals, weights)
    return model.gradient(terms.psi) + [terms.byScale] + (given == nil ? [terms.byDegrees] : [])
  }

  public func hessian() -> [Double] {
    let terms = likelihood.terms(model.residuals, weights)
    let (p, size) = (model.parameters, domains.count)
    let inner = model.hessian(terms.curvature, terms.psi)
    var result = [Double](repeating: 0, count: size * size)
    for j in 0..<p { for i in 0..<p { result[i + j * size] = inner[i + j * p] } }
    func set(_ i: Int, _ j: Int, _ value: Double) { (result[i + j * size], result[j + i * size]) = (value, value) }
    for (j, value) in model.gradient(terms.psiByScale).enumerated() { set(j, p, value) }
    set(p, p, terms.byScaleTwice)
    guard given == nil else { return result }
    for (j, value) in model.gradient(terms.psiByDegrees).enumerated() { set(j, p + 1, value) }
    set(p, p + 1, terms.byScaleAndDegrees)
    set(p + 1, p + 1, terms.byDegreesTwice)
    return result
  }
}

/// Derivatives of the likelihood by the residuals, by log s and by log ν.
private struct StudentTerms {
  var psi: [Double]
  var curvature: [Double]
  var psiByScale: [Double]
  var psiByDegrees: [Double]
  var byScale = 0.0
  var byScaleTwice = 0.0
  var byDegrees = 0.0
  var byDegreesTwice = 0.0
  var byScaleAndDegrees = 0.0

  init(count: Int) {
    psi = [Double](repeating: 0, count: count)
    curvature = psi
    psiByScale = psi
    psiByDegrees = psi
  }
}

extension StudentLikelihood {
  /// With x = r²/(νs²) and y = x/(1+x).
  fileprivate func terms(_ residuals: [Double], _ weights: [Double]) -> StudentTerms {
    let (nu, square) = (degreesOfFreedom, scale * scale)
    let count = residuals.count
    var terms = StudentTerms(count: count)
    let slope = 0.5 * Self.digamma(0.5 * nu) - 0.5 * Self.digamma(0.5 * (nu + 1)) + 0.5 / nu
    let bend = 0.25 * Self.trigamma(0.5 * nu) - 0.25 * Self.trigamma(0.5 * (nu + 1)) - 0.5 / (nu * nu)
    var (first, second, mixed) = (0.0, 0.0, 0.0)
    for row in 0..<count {
      let r = residuals[row]
      let w = weights[row]
      let wide: Double = w * (nu + 1)
      let room: Double = nu * square + r * r
      let x: Double = r * r / (nu * square)
      let y: Double = x / (1 + x)
      let z: Double = y / (1 + x)
      terms.psi[row] = wide * r / room
      terms.curvature[row] = wide * (nu * square - r * r) / (room * room)
      terms.psiByScale[row] = -2 * wide * r * nu * square / (room * room)
      let bySquare: Double = wide * r * square / (room * room)
      terms.psiByDegrees[row] = nu * (w * r / room - bySquare)
      terms.byScale += w - wide * y
      terms.byScaleTwice += 2 * wide * z
      let ratio: Double = wide / (2 * nu)
      first += w * (slope + 0.5 * log1p(x)) - ratio * y
      second += w * (bend - y / nu) + ratio * (y + z) / nu
      mixed += ratio * 2 * z - w * y
    }
    terms.byDegrees = nu * first
    terms.byDegreesTwice = nu * nu * second + nu * first
    terms.byScaleAndDegrees = nu * mixed
    return terms
  }

  /// ψ'(x) for x > 0: recurrence up to 10, then the asymptotic series.
  ///
  /// - Source: Abramowitz & Stegun 1964, 6.4.6 and 6.4.12. SciPy: `special.polygamma(1, x)`.
  static func trigamma(_ x: Double) -> Double {
    var (argument, shift) = (x, 0.0)
    while argument < 10 {
      shift += 1 / (argument * argument)
      argument += 1
    }
    let z = 1 / (argument * argument)
    // B₂ₖ, the highest first.
    let terms: [Double] = [-691.0 / 2730, 5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6]
    var series = 0.0
    for term in terms { series = z * (series + term) }
    return shift + 1 / argument + 0.5 * z + series / argument
  }
}
