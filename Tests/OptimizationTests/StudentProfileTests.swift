import Optimization
import Testing

/// Student's t with estimated degrees of freedom, where the likelihood has several maxima in them.
@Suite struct StudentProfileTests {
  /// Rows y, x, count. Simulated; at ν = 1 the likelihood has a maximum too, 1.6 lower.
  private static let rows: [(y: Double, x: Double, count: Double)] = [
    (43.988846613445084, 35.16928216380743, 3.0),
    (50.4889553065905, 43.49688713392128, 3.0),
    (56.48541450824398, 47.553393472861465, 4.0),
    (56.52325423038268, 45.90097726497787, 4.0),
    (68.35958898944311, 44.2412966656244, 3.0),
    (44.36654459480073, 35.039418553632096, 3.0),
    (68.63659533585259, 50.90994457121457, 4.0),
    (39.46999441214928, 30.99968315222948, 3.0),
    (47.633337578709586, 38.57770959696639, 2.0),
    (53.64178664232119, 39.20186865188282, 3.0),
    (77.1998423474829, 54.482251116563205, 2.0),
  ]

  /// The truth: SciPy 1.17.1, `minimize_scalar` over log ν of the least of 40 starts of `minimize(method="Nelder-Mead")` over a, b
  /// and log s, of -Σ w log p with `scipy.stats.t.logpdf`.
  @Test("a maximum between the ends is found though the slope at the lower end points away from it")
  func between() throws {
    let problem = try FitProblem(
      model: linearModel(Self.rows.map { [1, $0.x] }), observed: Self.rows.map(\.y), weights: Self.rows.map(\.count),
      linearParameters: [0, 1])
    for start in [[0.0, 0], [10, 1], [-50, 3]] {
      let fit = try TrustRegion(problem).solve(from: start, norm: .studentT())
      #expect(abs(fit.objective - 100.57104708179465) < 1e-8)
      #expect(abs((fit.degreesOfFreedom ?? 0) - 11.462109359809759) < 1e-4)
      #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
      // No fixed value does better.
      for nu in [1, 2, 4, 8, 11, 12, 20, 100, 1e4] {
        let held = try TrustRegion(problem).solve(from: fit.parameters, norm: .studentT(degreesOfFreedom: nu))
        #expect(held.objective >= fit.objective - 1e-9, "\(nu) degrees of freedom")
      }
    }
  }

  @Test("an end of the degrees of freedom that is reached is said")
  func ends() throws {
    // Two thirds of the rows on a line, the others far off: below one degree of freedom would be likelier still.
    let y = (0..<18).map { (row: Int) -> Double in
      let off = row % 3 == 0 ? 40 * Double(row % 2) - 20 : 1e-4 * Double(row % 4)
      return Double(row) + off
    }
    let problem = try FitProblem(
      model: linearModel((0..<18).map { [1, Double($0)] }), observed: y, linearParameters: [0, 1])
    let fit = try TrustRegion(problem).solve(from: [0, 1], norm: .studentT())
    #expect(fit.degreesOfFreedom == 1)
    let reason = fit.certificate.reason
    #expect(reason.contains("ended at 1, the least that is searched"))
  }
}
