import Foundation
import ScalingLaws
import Testing

/// What weights mean under norms that are not squares.
@Suite struct RobustWeightTests {
  private static let x = (1...12).map(Double.init)
  private static let y = [5.56, 3.902, 3.434, 3.036, 3.097, 2.571, 2.744, 2.413, 2.379, 1.298, 2.292, 2.172]
  private static let sd = (0..<12).map { [0.2, 0.05, 0.1][$0 % 3] }

  private func table(_ columns: [String: [Double]] = [:]) throws -> Table {
    var all = columns
    all["x"] = Self.x
    all["y"] = Self.y
    return try Table(
      source: "rows", columns: all.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) })
  }

  private func fit(_ norm: Norm, _ weights: String, _ table: Table) throws -> Fit {
    try Law("y = a + b*x^-c").fit(
      to: table, options: FitOptions(weights: try Weights(weights), interval: .mEstimation, norm: norm))
  }

  /// SciPy 1.17.1, `least_squares(lambda p: (p[0] + p[1]*x**-p[2] - y)/sd, [1.5, 4, 0.7], jac=..., loss=LOSS, f_scale=F,
  /// xtol=1e-15, ftol=1e-15, gtol=1e-15)`: `x` and `cost`. Its last gradient, 1e-7, leaves eight digits of the coefficients.
  static let scipy: [(norm: Norm, coefficients: [Double], cost: Double)] = [
    (.huber(delta: 1.345), [1.4457650175240953, 3.9423227154967564, 0.656072534973619], 15.10607100115461),
    (.softL1(width: 1), [1.4518824993409114, 3.943359768382011, 0.6591240489443758], 11.071255378283515),
    (.cauchy(width: 1), [1.6763843762615445, 3.8496623452764966, 0.7817241239309838], 4.976856952467129),
  ]

  @Test("known standard deviations scale the residual that the norm sees, as in SciPy", arguments: 0..<3)
  func standardDeviations(_ index: Int) throws {
    let expected = Self.scipy[index]
    let fit = try fit(expected.norm, "sd=s", try table(["s": Self.sd]))
    #expect(fit.convergence.isCertified)
    #expect(abs(fit.objective / expected.cost - 1) < 1e-12)
    for (name, value) in zip(["a", "b", "c"], expected.coefficients) {
      #expect(abs(try #require(fit.coefficients[name]?.value) / value - 1) < 1e-7, "\(name)")
    }
  }

  @Test("precision weights are standard deviations of one over their root")
  func precisions() throws {
    let table = try table(["s": Self.sd, "w": Self.sd.map { 1 / ($0 * $0) }])
    let (one, other) = (
      try fit(.huber(delta: 1.345), "sd=s", table), try fit(.huber(delta: 1.345), "precision=w", table)
    )
    #expect(abs(one.objective / other.objective - 1) < 1e-12)
    let (a, b) = (try #require(one.coefficients["c"]), try #require(other.coefficients["c"]))
    #expect(abs(try #require(a.value) / (try #require(b.value)) - 1) < 1e-9)
    #expect(abs(try #require(a.standardError) / (try #require(b.standardError)) - 1) < 1e-8)
  }

  @Test("a row of weight zero takes no part under a robust norm")
  func zeroWeight() throws {
    let weights = (0..<12).map { $0 == 9 ? 0.0 : 4 }
    let all = try fit(.huber(delta: 0.5), "precision=w", try table(["w": weights]))
    let rows = Self.x.indices.filter { $0 != 9 }
    let kept = try Table(
      source: "kept",
      columns: [
        Column(name: "x", storage: .numbers(rows.map { Self.x[$0] })),
        Column(name: "y", storage: .numbers(rows.map { Self.y[$0] })),
        Column(name: "w", storage: .numbers(rows.map { _ in 4 })),
      ])
    let without = try fit(.huber(delta: 0.5), "precision=w", kept)
    #expect(abs(all.objective / without.objective - 1) < 1e-12)
    let (a, b) = (try #require(all.coefficients["a"]), try #require(without.coefficients["a"]))
    #expect(abs(try #require(a.value) / (try #require(b.value)) - 1) < 1e-9)
    #expect(abs(try #require(a.standardError) / (try #require(b.standardError)) - 1) < 1e-8)
  }

  @Test("counts multiply the norm, as copies of the row do")
  func counts() throws {
    let counts = (0..<12).map { [1, 2, 3][$0 % 3] }
    let counted = try fit(.huber(delta: 0.1), "count=n", try table(["n": counts.map(Double.init)]))
    let rows = counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    let copied = try Law("y = a + b*x^-c").fit(
      to: try Table(
        source: "copies",
        columns: [
          Column(name: "x", storage: .numbers(rows.map { Self.x[$0] })),
          Column(name: "y", storage: .numbers(rows.map { Self.y[$0] })),
        ]), options: FitOptions(interval: .mEstimation, norm: .huber(delta: 0.1)))
    #expect(abs(counted.objective / copied.objective - 1) < 1e-12)
  }

  @Test("refits to the rows as they are give the fit back under known standard deviations")
  func refits() throws {
    let fit = try fit(.huber(delta: 1.345), "sd=s", try table(["s": Self.sd]))
    let again = try fit.refits().run(counts: [[UInt16](repeating: 1, count: 12)])
    #expect(abs(again.objectives[0] / fit.objective - 1) < 1e-12)
  }
}
