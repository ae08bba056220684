import Glibc
import Statistics

extension TrustRegion {
  /// Why the iterations for a norm ended, and the constants it ended with.
  struct RobustStop {
    var reason: StopReason
    var scale: Double
    var degreesOfFreedom: Double?
  }

  /// Minimises a robust norm from the current point, with its scale and degrees of freedom where these are estimated.
  func minimizeRobust(_ norm: Norm, isNarrowed: Bool = true) -> Solution {
    let stop: RobustStop
    switch norm.shape {
    case .studentT(let degrees?): stop = settleScale(norm, degrees)
    case .studentT(nil): stop = settleDegreesOfFreedom(norm)
    case .tukey:
      // Tukey's norm has many local minima; Huber's estimate is a start that outliers do not move.
      if isNarrowed, case .medianAbsoluteDeviation = norm.scale { _ = settleScale(.adaptiveHuber, nil) }
      stop = settleScale(norm, nil, isNarrowed: isNarrowed)
    default: stop = settleScale(norm, nil, isNarrowed: isNarrowed)
    }
    var certificate = certify(stop.reason)
    var objective: Double?
    if case .studentT(nil) = norm.shape { certificate.reason += degreesNote(stop) }
    if let degrees = stop.degreesOfFreedom {
      objective = StudentLikelihood(degreesOfFreedom: degrees, scale: stop.scale)
        .negativeLog(residuals: current.residuals, weights: weights, count: rows)
    }
    return solution(
      certificate, scale: stop.scale, objective: objective, degreesOfFreedom: stop.degreesOfFreedom)
  }

  /// Minimises at the scale s for which the residuals give back s.
  ///
  ///     log S(θ(s)) - log s = 0
  ///
  /// θ(s) is the optimum at the scale s, and S the estimate from its residuals. The equation in one unknown is solved by
  /// the secant method, which takes few solves where iterated reweighting takes a hundred steps.
  ///
  /// - Parameters:
  ///   - first: a scale that is near; nil takes that of the residuals, and comes down to the norm from a wider one.
  ///   - isNarrowed: see `approach`.
  ///   - roughly: a relative error of s that is good enough on the way to another norm.
  func settleScale(
    _ norm: Norm, _ degrees: Double?, from first: Double? = nil, isNarrowed: Bool = true, roughly: Double = 0
  ) -> RobustStop {
    if case .fixed(let scale) = norm.scale {
      let reason = approach(norm.fixed(scale: scale, degreesOfFreedom: degrees), isNarrowed: isNarrowed)
      return RobustStop(reason: reason, scale: scale, degreesOfFreedom: degrees)
    }
    let smallest = (noise / max(totalWeight, 1)).squareRoot()
    var scale = first ?? weightedMedianScale()
    guard scale > smallest else { return RobustStop(reason: .rounding, scale: scale, degreesOfFreedom: degrees) }
    let start = norm.fixed(scale: scale, degreesOfFreedom: degrees)
    var reason =
      first == nil
      ? approach(start, isNarrowed: isNarrowed) : minimize(start, usesNewton: true, roughly: roughly)
    var gap = log(estimate(norm, at: scale, degrees) / scale)
    var step = gap
    for _ in 0..<100 where gap.isFinite && gap.magnitude > max(roughly, 2 * Double.ulpOfOne) {
      // A factor of two at most: the secant is only locally right.
      step = min(max(step, -0.7), 0.7)
      scale *= exp(step)
      guard scale > smallest else { break }
      reason = minimize(norm.fixed(scale: scale, degreesOfFreedom: degrees), usesNewton: true, roughly: roughly)
      let next = log(estimate(norm, at: scale, degrees) / scale)
      // Rounding, not the secant, moves the scale from here on.
      if next.magnitude < 1e-13 { gap = next; break }
      let secant = -next * step / (next - gap)
      step = secant.isFinite && secant.sign == next.sign ? secant : next
      gap = next
    }
    if !(gap.magnitude <= max(roughly, 1e-10)) { reason = .noProgress }
    return RobustStop(reason: reason, scale: scale, degreesOfFreedom: degrees)
  }

  private var totalWeight: Double { (0..<rows).reduce(0) { $0 + weights[$1] } }

  /// S: the scale that the residuals of the current point give, where the norm had the scale s.
  private func estimate(_ norm: Norm, at s: Double, _ degrees: Double?) -> Double {
    switch (norm.scale, norm.shape) {
    case (.fixed(let value), _): return value
    case (.medianAbsoluteDeviation, _): return weightedMedianScale()
    case (.proposal2, .huber(let k)):
      let limit = k * s * k * s
      let sum = (0..<rows).reduce(0) { $0 + weights[$1] * min(current.residuals[$1] * current.residuals[$1], limit) }
      let inside = 1 - 2 * StandardNormal().cumulative(-k)
      let density = exp(-0.5 * k * k) / (2 * Double.pi).squareRoot()
      let expected = inside + k * k * (1 - inside) - 2 * k * density
      return (sum / ((totalWeight - Double(parametersVaried)) * expected)).squareRoot()
    default:
      let nu = degrees ?? 5
      let sum = (0..<rows).reduce(0.0) {
        let square = current.residuals[$1] * current.residuals[$1]
        return $0 + weights[$1] * (nu + 1) * square / (nu + square / (s * s))
      }
      return (sum / totalWeight).squareRoot()
    }
  }

  private var parametersVaried: Int { isVaried.reduce(0) { $0 + ($1 ? 1 : 0) } }
}
