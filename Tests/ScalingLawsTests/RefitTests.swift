import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// Refits to resamples of rows.
@Suite struct RefitTests {
  /// A power law with noise, from fixed streams.
  private func powerLaw(rows: Int) throws -> Table {
    var random = RandomStream(seed: 5, stream: 0)
    let x = (0..<rows).map { _ in pow(10, 1 + 3 * random.uniform()) }
    let y = x.map { (2 + 5 * pow($0, -0.4)) * exp(0.02 * random.normal()) }
    return try Table(
      source: "simulated",
      columns: [Column(name: "x", storage: .numbers(x)), Column(name: "y", storage: .numbers(y))])
  }

  private func counts(_ replicates: Int, rows: Int) -> [[UInt16]] {
    (0..<replicates).map { replicate in
      var random = RandomStream(seed: 9, stream: UInt64(replicate))
      var counts = [UInt16](repeating: 0, count: rows)
      for _ in 0..<rows { counts[random.integer(below: rows)] += 1 }
      return counts
    }
  }

  @Test(
    "a refit to counts is the fit to the table with these counts as weights",
    arguments: [Norm.squared, .huber(delta: 0.02), .adaptiveHuber, .studentT(degreesOfFreedom: 4)])
  func sameAsFit(_ norm: Norm) throws {
    let table = try powerLaw(rows: 60)
    let law = try Law("y = E + A*x^-b", scale: .log)
    let counts = counts(5, rows: 60)
    let interval: IntervalMethod = norm == .squared ? .classical : .mEstimation
    let refits = try law.fit(to: table, options: FitOptions(interval: interval, norm: norm)).refits().run(
      counts: counts)
    for (replicate, weights) in counts.enumerated() {
      let column = Column(name: "w", storage: .numbers(weights.map(Double.init)))
      let weighted = try Table(source: "weighted", columns: table.columns + [column])
      let fit = try law.fit(
        to: weighted, options: FitOptions(weights: try Weights("count=w"), interval: interval, norm: norm))
      // A scale that is estimated is found to 1e-10 and moves F by as much times the rows; F of a fixed one is exact.
      #expect(abs(refits.objectives[replicate] / fit.objective - 1) < (norm == .adaptiveHuber ? 1e-7 : 1e-12))
      for (value, element) in zip(refits.coefficients(of: replicate), fit.coefficients) {
        #expect(abs(value / (element.estimate.value ?? .nan) - 1) < 1e-7, "\(element.name)")
      }
      #expect(refits.isCertified[replicate])
    }
  }

  @Test("a law that is linear in its coefficients is refitted too, on top of the weights that it has")
  func linear() throws {
    let table = try Table(
      source: "four",
      columns: [
        Column(name: "x", storage: .numbers([0, 1, 2, 3])), Column(name: "y", storage: .numbers([1, 2, 4, 3])),
        Column(name: "w", storage: .numbers([1, 1, 1, 2])),
      ])
    let fit = try Law("y = a + b*x").fit(to: table, options: FitOptions(weights: try Weights("precision=w")))
    let refits = try fit.refits().run(rows: [[0, 1, 1, 3], [0, 0, 3, 3]])
    // By hand: rows (0, 1), (1, 2) twice, (3, 3) with weight 2. The normal equations 5a + 8b = 11, 8a + 20b = 22 give
    // a = 44/36 and b = 22/36.
    let solved: [Double] = [11.0 / 9, 11.0 / 18]
    for (value, truth) in zip(refits.coefficients(of: 0), solved) { #expect(abs(value / truth - 1) < 1e-14) }
    // Two points: the line through (0, 1) and (3, 3).
    let line: [Double] = [1, 2.0 / 3]
    for (value, truth) in zip(refits.coefficients(of: 1), line) { #expect(abs(value / truth - 1) < 1e-14) }
  }

  @Test("a resample that does not determine the law is not certified")
  func degenerate() throws {
    let table = try powerLaw(rows: 20)
    let fit = try Law("y = E + A*x^-b", scale: .log).fit(to: table)
    let refits = try fit.refits().run(rows: [[Int](repeating: 3, count: 20), Array(0..<20)])
    #expect(refits.isCertified == [false, true])
  }

  @Test("a fit without a value for a coefficient cannot be refitted")
  func noOptimum() throws {
    let table = try Table(
      source: "same",
      columns: [
        Column(name: "x", storage: .numbers([1, 1, 1])), Column(name: "y", storage: .numbers([1, 2, 4])),
      ])
    let fit = try Law("y = a + b*x").fit(to: table)
    #expect(throws: FitError.self) { try fit.refits() }
  }

  @Test("the results are the same, bit for bit, for any number of threads")
  func threads() throws {
    let fit = try Law("y = E + A*x^-b", scale: .log).fit(
      to: powerLaw(rows: 50), options: FitOptions(interval: .mEstimation, norm: .huber(delta: 0.02)))
    let refits = try fit.refits()
    let counts = counts(200, rows: 50)
    let one = refits.run(counts: counts)
    for threads in [2, 4, 7] { #expect(refits.run(counts: counts, threads: threads) == one) }
    #expect(!one.isCertified.contains(false))
  }
}

/// The 4,000 stored resamples of the Chinchilla points, against the optimum of each.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct StoredResampleTests {
  @Test("each of 4,000 draws reaches the reference optimum, for one, two and four threads alike")
  func draws() throws {
    let bytes = try Data(contentsOf: URL(filePath: Shared.path("data/chinchilla/epoch_boot_indices.u16le")))
    let indices = [UInt8](bytes)
    let counts = (0..<4000).map { replicate in
      var counts = [UInt16](repeating: 0, count: 240)
      for position in 0..<240 {
        let byte = 2 * (replicate * 240 + position)
        // Positions in the whole file, whose first five rows are the five highest losses.
        counts[(Int(indices[byte]) | Int(indices[byte + 1]) << 8) - 5] += 1
      }
      return counts
    }
    let fit = try Law(ChinchillaPoints.formula).fit(
      to: ChinchillaPoints.table(isTrimmed: true),
      options: FitOptions(scale: .log, interval: .mEstimation, norm: .huber(delta: 1e-3)))
    let refits = try fit.refits()
    let result = refits.run(counts: counts)
    #expect(!result.isCertified.contains(false))
    #expect(refits.run(counts: counts, threads: 2) == result)
    #expect(refits.run(counts: counts, threads: 4) == result)

    let reference = try Table(contentsOf: Shared.path("data/chinchilla/epoch_boot_ref.csv"))
    let worst = { (name: String, values: [Double]) in
      largestRelativeError(values, try reference.numbers(name))
    }
    let found = try [
      worst("F", result.objectives), worst("a", result["A"].map { log($0) }), worst("b", result["B"].map { log($0) }),
      worst("e", result["E"].map { log($0) }), worst("alpha", result["alpha"]), worst("beta", result["beta"]),
    ]
    print("largest relative errors of 4,000 refits in F, a, b, e, alpha, beta: \(found)")
    #expect(found[0] < 1e-12)
    // The coefficients of the file are good to 2e-7: at its draw 10 a Newton step in mpmath at 40 digits still moves `a` by
    // 1.2e-7, at ours by 1e-14, and F, which hardly notices, is 1e-15 higher there.
    #expect(found.dropFirst().allSatisfy { $0 < 1e-6 })
    // F, a, b, e, alpha and beta of three draws by Newton steps in mpmath at 40 digits, Huber norm with delta 1/1000.
    let exact: [(draw: Int, values: [Double])] = [
      (
        0,
        [
          0.000901863664203781591, 5.8566628755386377, 7.7648130123135885,
          0.58407380428722743, 0.32863328398509272, 0.37185387975104811,
        ]
      ),
      (
        1,
        [
          0.000841132456656348396, 6.1899859256168326, 7.3198591298692912,
          0.58977698164825369, 0.34896519017305414, 0.34999004231082522,
        ]
      ),
      (
        10,
        [
          0.00116802507977315759, 6.1552932521778399, 8.1507224876121871,
          0.61312907728922814, 0.34747409790150484, 0.39040512731810813,
        ]
      ),
    ]
    for (draw, values) in exact {
      let c = Array(result.coefficients(of: draw))
      let ours = [result.objectives[draw], log(c[1]), log(c[3]), log(c[0]), c[2], c[4]]
      #expect(largestRelativeError(ours, values) < 1e-9, "draw \(draw)")
    }
    // `DESIGN.md` section 10 of `../shared`, to the digits given there.
    let errors: KeyValuePairs = [
      "A": 124.493640, "B": 1293.169034, "E": 0.025657043, "alpha": 0.0153974750, "beta": 0.0205941689,
    ]
    for (name, error) in errors {
      #expect(abs(Descriptive.standardDeviation(result[name]) / error - 1) < 1e-6, "\(name)")
    }
  }
}
