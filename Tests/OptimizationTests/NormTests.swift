import Foundation
import Optimization
import TestSupport
import Testing

@Suite
struct NormTests {
  static func stackLoss() throws -> FitProblem {
    let rows = try Reference.table(References.path("stat/data/stackloss.csv")).rows
    return try FitProblem(
      model: linearModel(rows.map { [1, $0[0], $0[1], $0[2]] }), observed: rows.map { $0[3] })
  }

  static func record(_ id: String) throws -> (values: [Double], tolerance: Double) {
    let records = try References.json("stat/stat_refs.json")["records"] as? [[String: Any]] ?? []
    let record = try #require(records.first { $0["id"] as? String == id })
    let values = (record["value"] as? [String] ?? []).compactMap(Double.init)
    return (values, record["tol_rel"] as? Double ?? 0)
  }

  @Test(
    "the robust fits of the stack-loss data agree with MASS::rlm",
    arguments: [
      ("huber_mad", Norm.adaptiveHuber),
      ("huber_prop2", Norm(.huber(1.345), scale: .proposal2)),
      ("bisquare_mad", Norm.adaptiveTukey),
    ])
  func stackLossAgrees(name: String, norm: Norm) throws {
    let fit = try TrustRegion(Self.stackLoss()).solve(from: [0, 0, 0, 0], norm: norm)
    let coefficients = try Self.record("robust.stackloss.\(name)_coef")
    let scale = try Self.record("robust.stackloss.\(name)_scale")
    #expect(relativeErrors(fit.parameters, coefficients.values) < coefficients.tolerance)
    #expect(relativeErrors([fit.scale], scale.values) < scale.tolerance)
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
  }

  /// EM for the t regression in NumPy, 200,000 steps or a change below 1e-15; SciPy's `gammaln` for the likelihood.
  @Test("Student's t on the stack-loss data agrees with EM run to the end")
  func studentT() throws {
    let problem = try Self.stackLoss()
    let fit = try TrustRegion(problem).solve(from: [0, 0, 0, 0], norm: .studentT(degreesOfFreedom: 4))
    let truth = [-40.06809269073624, 0.8570907789389688, 0.7452688108641793, -0.11512482642807254]
    #expect(relativeErrors(fit.parameters, truth) < 1e-9)
    #expect(abs(fit.scale / 2.0245339331803027 - 1) < 1e-9)
    #expect(abs(fit.objective / 51.42333743265156 - 1) < 1e-12)

    // The same with ν by `scipy.optimize.minimize_scalar` over log ν, good to half the digits.
    let free = try TrustRegion(problem).solve(from: [0, 0, 0, 0], norm: .studentT())
    #expect(abs((free.degreesOfFreedom ?? 0) / 1.0767012426655276 - 1) < 1e-6)
    #expect(abs(free.objective / 49.567676906400905 - 1) < 1e-12)
    #expect(relativeErrors(free.parameters, [-38.48266319, 0.85198995, 0.49024689, -0.07056489]) < 1e-6)
  }

  @Test("quantile regression of Engel's data ends at the vertex of quantreg::rq", arguments: ["0.25", "0.5", "0.75"])
  func engel(tau: String) throws {
    let rows = try Reference.table(References.path("stat/data/engel.csv")).rows
    let problem = try FitProblem(model: linearModel(rows.map { [1, $0[0]] }), observed: rows.map { $0[1] })
    let fit = try TrustRegion(problem).solve(from: [0, 0], norm: .quantile(try #require(Double(tau))))
    #expect(relativeErrors(fit.parameters, try Self.record("quantile.engel.tau\(tau)_coef").values) < 1e-12)
    #expect(relativeErrors([fit.objective], try Self.record("quantile.engel.tau\(tau)_obj").values) < 1e-12)
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
    #expect(fit.residuals.filter { abs($0) < 1e-10 }.count == 2)
  }

  @Test(
    "every smooth norm falls to its least value: the gradient of its own formula vanishes",
    arguments: [
      Norm.softL1(width: 2), .cauchy(width: 2), .tukey(width: 8), .huber(delta: 1),
    ])
  func gradientVanishes(norm: Norm) throws {
    let problem = try Self.stackLoss()
    let fit = try TrustRegion(problem).solve(from: [0, 0, 0, 0], norm: norm)
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
    let model = problem.model.makeEvaluator()
    func objective(_ b: [Double]) -> Double {
      var values = [Double](repeating: 0, count: 21)
      var jacobian = [Double](repeating: 0, count: 84)
      model.evaluate(b, values: &values, jacobian: &jacobian)
      return zip(problem.observed, values).reduce(0) { $0 + rho($1.0 - $1.1, norm) }
    }
    #expect(abs(objective(fit.parameters) / fit.objective - 1) < 1e-13)
    for j in 0..<4 {
      for side in [-1.0, 1] {
        var moved = fit.parameters
        moved[j] *= 1 + side * 1e-5
        #expect(objective(moved) >= fit.objective)
      }
    }
  }

  /// The definitions as SciPy's `least_squares` documents them, halves included.
  private func rho(_ r: Double, _ norm: Norm) -> Double {
    switch norm.shape {
    case .softL1(let c): c * c * ((1 + (r / c) * (r / c)).squareRoot() - 1)
    case .cauchy(let c): 0.5 * c * c * log(1 + (r / c) * (r / c))
    case .tukey(let c): abs(r) > c ? c * c / 6 : c * c / 6 * (1 - pow(1 - (r / c) * (r / c), 3))
    case .huber(let c): abs(r) > c ? c * (abs(r) - 0.5 * c) : 0.5 * r * r
    default: .nan
    }
  }
}

@Suite struct NormErrorTests {
  @Test(
    "a constant out of its range is refused by name",
    arguments: [
      (Norm.quantile(1), "the tau of the norm is 1.0, expected a number between 0 and 1"),
      (.huber(delta: 0), "the width of the norm is 0.0, expected above zero"),
      (Norm(.cauchy(1), scale: .fixed(-1)), "the scale of the norm is -1.0, expected above zero"),
    ])
  func badConstants(norm: Norm, message: String) throws {
    let problem = try FitProblem(model: linearModel([[1], [1]]), observed: [1, 2])
    let error = #expect(throws: OptimizationError.self) { try TrustRegion(problem).solve(from: [0], norm: norm) }
    #expect(error?.description == message)
  }

  @Test("the median is the half-quantile, and a convex norm of one parameter needs no start")
  func median() throws {
    let problem = try FitProblem(model: linearModel([[1], [1], [1], [1], [1]]), observed: [9, 1, 4, 2, 100])
    let fit = try TrustRegion(problem).solve(from: [1000], norm: .quantile(0.5))
    #expect(fit.parameters == [4])
    // |9-4| + |1-4| + 0 + |2-4| + |100-4| = 106, times a half.
    #expect(fit.objective == 53)
    #expect(fit.certificate.isCertified)
  }

  @Test("a weight of two counts a row twice")
  func weights() throws {
    let once = try FitProblem(
      model: linearModel([[1, 1], [1, 2], [1, 3], [1, 5]]), observed: [1, 4, 3, 9], weights: [1, 2, 1, 1])
    let twice = try FitProblem(
      model: linearModel([[1, 1], [1, 2], [1, 2], [1, 3], [1, 5]]), observed: [1, 4, 4, 3, 9])
    for norm in [Norm.squared, .huber(delta: 0.5), .cauchy(width: 1), .adaptiveHuber, .studentT(degreesOfFreedom: 5)] {
      let a = try TrustRegion(once).solve(from: [0, 0], norm: norm)
      let b = try TrustRegion(twice).solve(from: [0, 0], norm: norm)
      #expect(relativeErrors(a.parameters, b.parameters) < 1e-11, "\(norm)")
      #expect(abs(a.objective / b.objective - 1) < 1e-12)
    }
  }
}
