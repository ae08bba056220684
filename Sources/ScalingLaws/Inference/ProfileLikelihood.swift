import Optimization
import Statistics

/// The log-likelihood of a fit as a profile sees it: a function to minimise, where it is least, and what its rise is held
/// against.
///
/// Anything with these parts can be profiled: `objective` is the negative log-likelihood, or stands for it in its own unit,
/// over what was searched for and any constants of the noise behind it.
struct ProfileLikelihood {
  /// How the signed root of the rise is distributed.
  enum Calibration: Sendable, Hashable {
    /// Twice the rise of the log-likelihood against chi-squared(1).
    case normal
    /// The rise of the sum of squares over the residual variance against F(1, df).
    case studentT(degreesOfFreedom: Double)
  }

  let objective: any SmoothObjective
  /// In the parameters of `objective`.
  let optimum: [Double]
  let calibration: Calibration

  /// |z| at both ends of an interval.
  func threshold(level: Double) -> Double {
    switch calibration {
    case .normal: StandardNormal().quantile(0.5 + level / 2)
    case .studentT(let df): StudentT(degreesOfFreedom: df).quantile(0.5 + level / 2)
    }
  }
}

extension ProfileLikelihood {
  /// The likelihood of least squares or of Student's t.
  ///
  /// - Parameter point: the optimum, in what is searched for.
  /// - Throws: `.noLikelihood`.
  init(_ fit: Fit, problem: SearchProblem, point: [Double]) throws(FitError) {
    let (norm, weights) = (fit.options.norm, fit.options.weights?.kind)
    guard norm.hasLikelihood(weights: weights) else { throw .noLikelihood(norm: norm, weights: weights) }
    switch norm.shape {
    case .studentT(let given):
      var fixed: Double?
      if case .fixed(let scale) = norm.scale { fixed = scale }
      let student = StudentObjective(problem.problem, degreesOfFreedom: given, scale: fixed)
      objective = student
      optimum = student.point(
        point, scale: fit.robust?.scale ?? fixed ?? 1, degreesOfFreedom: fit.robust?.degreesOfFreedom)
      calibration = .normal
    default:
      let isKnown = fit.statistics.isSigmaKnown
      let sigma = fit.statistics.sigma ?? .nan
      objective = SumOfSquaresObjective(problem.problem, unit: isKnown ? 1 : sigma * sigma)
      optimum = point
      calibration =
        isKnown ? .normal : .studentT(degreesOfFreedom: Double(fit.statistics.residualDegreesOfFreedom))
    }
  }
}

extension Norm {
  /// Whether the norm with weights of a kind is a negative log-likelihood.
  func hasLikelihood(weights: Weights.Kind?) -> Bool {
    switch shape {
    case .squared, .binomial, .firth: true
    // A t with a weight that is no count is not a distribution of one observation.
    case .studentT: weights == nil || weights == .count
    default: false
    }
  }
}
