import Optimization
import Testing

/// Quantile regression where data are discrete: more rows lie on the optimum than it has coefficients.
@Suite struct QuantileTiesTests {
  /// Whole numbers that any language makes alike: x' = 1664525 x + 1013904223 mod 2³² (Numerical Recipes), its upper half.
  private struct Whole {
    var state: UInt32
    mutating func next(below limit: UInt32) -> Double {
      state = 1_664_525 &* state &+ 1_013_904_223
      return Double((state >> 16) % limit)
    }
  }

  /// A table of small whole numbers: a constant and p - 1 predictors, a response, and counts as weights.
  private static func problem(
    seed: UInt32, rows: Int, predictors: Int, isLinear: Bool = true
  ) throws -> FitProblem {
    var whole = Whole(state: seed)
    var (design, response, weights) = ([[Double]](), [Double](), [Double]())
    for _ in 0..<rows {
      design.append([1] + (0..<predictors).map { _ in whole.next(below: 6) })
      response.append(whole.next(below: 9))
      weights.append(1 + whole.next(below: 3))
    }
    return try FitProblem(
      model: linearModel(design), observed: response, weights: weights,
      linearParameters: isLinear ? Array(0...predictors) : [], hasLinearForm: true)
  }

  /// (seed, rows, predictors, tau) and the least sum: Tests/ScalingLawsTests/References/quantile-ties.py, which solves the same
  /// programmes by `scipy.optimize.linprog(method="highs-ds")` (SciPy 1.17.1).
  private static let references: [(seed: UInt32, rows: Int, predictors: Int, tau: Double, least: Double)] = [
    (1, 6, 1, 0.1, 5.5),
    (2, 6, 1, 0.5, 8.0),
    (3, 6, 1, 0.9, 3.1999999999999993),
    (4, 6, 2, 0.1, 1.9333333333333331),
    (5, 6, 2, 0.5, 11.77777777777778),
    (6, 6, 2, 0.9, 4.079999999999999),
    (7, 6, 4, 0.1, 0.7800000000000005),
    (8, 6, 4, 0.5, 1.8313253012048212),
    (9, 6, 4, 0.9, 0.06666666666667434),
    (10, 20, 1, 0.1, 16.400000000000002),
    (11, 20, 1, 0.5, 47.5),
    (12, 20, 1, 0.9, 9.533333333333331),
    (13, 20, 2, 0.1, 16.790000000000013),
    (14, 20, 2, 0.5, 31.9166666666667),
    (15, 20, 2, 0.9, 14.4),
    (16, 20, 4, 0.1, 11.01255605381175),
    (17, 20, 4, 0.5, 28.16279069767442),
    (18, 20, 4, 0.9, 9.837037037037035),
    (19, 60, 1, 0.1, 50.7),
    (20, 60, 1, 0.5, 139.7),
    (21, 60, 1, 0.9, 42.39999999999999),
    (22, 60, 2, 0.1, 50.900000000000006),
    (23, 60, 2, 0.5, 110.9),
    (24, 60, 2, 0.9, 52.42499999999999),
    (25, 60, 4, 0.1, 45.22912621359224),
    (26, 60, 4, 0.5, 126.52752293577983),
    (27, 60, 4, 0.9, 42.21875),
    (28, 200, 1, 0.1, 155.10000000000002),
    (29, 200, 1, 0.5, 438.0),
    (30, 200, 1, 0.9, 165.29999999999995),
    (31, 200, 2, 0.1, 157.0),
    (32, 200, 2, 0.5, 438.33333333333337),
    (33, 200, 2, 0.9, 155.99999999999994),
    (34, 200, 4, 0.1, 147.0),
    (35, 200, 4, 0.5, 463.115),
    (36, 200, 4, 0.9, 146.83658536585364),
    (37, 1000, 1, 0.1, 788.6400000000001),
    (38, 1000, 1, 0.5, 2154.5),
    (39, 1000, 1, 0.9, 821.8999999999999),
    (40, 1000, 2, 0.1, 811.0076923076923),
    (41, 1000, 2, 0.5, 2262.500000000001),
    (42, 1000, 2, 0.9, 816.6999999999998),
    (43, 1000, 4, 0.1, 792.4800000000001),
    (44, 1000, 4, 0.5, 2277.0),
    (45, 1000, 4, 0.9, 811.7999999999998),
  ]

  @Test("tied tables end at the least sum that HiGHS finds, whether or not the model says that it is linear")
  func agreesWithHiGHS() throws {
    for (seed, rows, predictors, tau, least) in Self.references {
      for isLinear in [true, false] {
        let problem = try Self.problem(seed: seed, rows: rows, predictors: predictors, isLinear: isLinear)
        let fit = try TrustRegion(problem).solve(
          from: [Double](repeating: 0, count: predictors + 1), norm: .quantile(tau))
        #expect(abs(fit.objective / least - 1) < 1e-12, "seed \(seed), tau \(tau)")
        #expect(fit.certificate.isCertified, "seed \(seed), tau \(tau): \(fit.certificate.reason)")
        #expect(fit.certificate.evaluations < 40, "seed \(seed), tau \(tau)")
      }
    }
  }

  @Test("an optimum that is an edge is certified and called one of several; a tie alone makes no edge")
  func uniqueness() throws {
    func median(_ values: [Double], _ tau: Double = 0.5) throws -> Solution {
      let problem = try FitProblem(
        model: linearModel(values.map { _ in [1] }), observed: values, linearParameters: [0], hasLinearForm: true)
      return try TrustRegion(problem).solve(from: [0], norm: .quantile(tau))
    }
    // Every number from 1 to 2 is a median of 0, 1, 2, 5; of 0, 1, 1, 5 only 1 is.
    let edge = try median([0, 1, 2, 5])
    #expect(edge.certificate.isCertified && !edge.certificate.isUnique, "\(edge.certificate.reason)")
    #expect(edge.objective == 3 && [1, 2].contains(edge.parameters[0]))
    let point = try median([0, 1, 1, 5])
    #expect(point.certificate.isCertified && point.certificate.isUnique, "\(point.certificate.reason)")
    #expect(point.parameters == [1])
    // Twelve rows on the line y = x and two beside it, one above and one below: the line, and no other.
    let x = (0..<12).map { Double($0 / 2) } + [1, 4]
    let y = x.prefix(12) + [3, 2]
    let line = try FitProblem(
      model: linearModel(x.map { [1, $0] }), observed: Array(y), linearParameters: [0, 1], hasLinearForm: true)
    let fit = try TrustRegion(line).solve(from: [5, 5], norm: .quantile(0.5))
    #expect(fit.certificate.isUnique && fit.certificate.isCertified, "\(fit.certificate.reason)")
    #expect(abs(fit.parameters[0]) < 1e-14 && abs(fit.parameters[1] - 1) < 1e-14 && abs(fit.objective - 2) < 1e-14)
  }

  @Test("bounds are faces of the programme: one that binds is met exactly, and its multiplier is not below zero")
  func bounds() throws {
    let free = try Self.problem(seed: 11, rows: 40, predictors: 2)
    let open = try TrustRegion(free).solve(from: [0, 0, 0], norm: .quantile(0.75))
    let bounded = try free.with(domains: [.free, .between(open.parameters[1] + 0.5, 9), .free])
    let fit = try TrustRegion(bounded).solve(from: [0, 0, 0], norm: .quantile(0.75))
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
    #expect(fit.parameters[1] == open.parameters[1] + 0.5 && fit.certificate.atBound == [1])
    #expect(fit.objective >= open.objective && fit.certificate.multipliers.allSatisfy { $0 >= 0 })
  }

  @Test("a resample is the same whatever was fitted before it")
  func refits() throws {
    let problem = try Self.problem(seed: 5, rows: 60, predictors: 2)
    let fit = try TrustRegion(problem).solve(from: [0, 0, 0], norm: .quantile(0.9))
    let counts = (0..<20).map { replicate in (0..<60).map { Double(($0 * 7 + replicate * 13) % 3) } }
    func refits(_ order: [Int]) throws -> [Int: [Double]] {
      let solver = TrustRegion(problem, options: SolverOptions(polishes: false))
      var results: [Int: [Double]] = [:]
      for replicate in order {
        var point = fit.parameters
        let refit = try point.withUnsafeMutableBufferPointer { point in
          try counts[replicate].withUnsafeBufferPointer {
            try solver.refit(point, weights: $0, norm: .quantile(0.9))
          }
        }
        #expect(refit.isConverged)
        results[replicate] = point
      }
      return results
    }
    #expect(try refits(Array(0..<20)) == refits(Array((0..<20).reversed())))
  }
}
