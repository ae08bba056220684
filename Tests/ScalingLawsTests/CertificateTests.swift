import ScalingLaws
import Statistics
import Testing

/// What a certificate asks for besides a zero gradient.
@Suite struct CertificateTests {
  @Test("a global certificate asks for few minima and many starts; a local one for neither")
  func fewStarts() throws {
    let law = try #require(Law.named("broken-power-law-2"))
    let truth = try #require(LawTruth.all["broken-power-law-2"])
    for seed in UInt64(0)..<8 {
      let table = try truth.table(law, rows: 30, noise: 0.01, seed: 40 + seed)
      let convergence = try law.fit(to: table, options: FitOptions(starts: 14)).convergence
      // Fourteen starts that agree leave 2/(14 * 13) = 1.1 %.
      #expect(!convergence.isGlobal, "seed \(40 + seed)")
      #expect(convergence.shareUnseen >= 2.0 / 182)
      #expect(convergence.searchEnd == .limit)
    }
  }

  @Test("one start is enough for a local certificate, and for no global one")
  func oneStart() throws {
    let x = (1...20).map(Double.init)
    let table = try Table(
      source: "decay",
      columns: [
        Column(name: "x", storage: .numbers(x)),
        Column(name: "y", storage: .numbers(x.map { 1 / (1 + 0.3 * $0) + ($0 == 4 ? 0.01 : 0) })),
      ])
    let law = try Law("y = 1/(1 + b*x)")
    for options in [FitOptions(start: ["b": 0.2], starts: 1), FitOptions(starts: 1)] {
      let fit = try law.fit(to: table, options: options)
      #expect(fit.convergence.isCertified, "\(fit.convergence.method)")
      #expect(!fit.convergence.isGlobal)
      #expect(fit.isTrusted)
    }
    #expect(try law.fit(to: table).convergence.isGlobal)
  }

  @Test("a linear law under a convex norm has one minimum, and needs one start")
  func convexNorms() throws {
    let x = (1...20).map(Double.init)
    let table = try Table(
      source: "line",
      columns: [
        Column(name: "x", storage: .numbers(x)),
        Column(name: "y", storage: .numbers(x.map { 1 + 0.3 * $0 + ($0 == 4 ? 5 : 0) })),
      ])
    for norm in [Norm.huber(delta: 0.1), .softL1(width: 0.1), .adaptiveHuber] {
      let convergence = try Law("y = a + b*x").fit(to: table, options: FitOptions(norm: norm)).convergence
      #expect(convergence.isGlobal)
      #expect(convergence.searchEnd == .oneMinimum)
      #expect(convergence.starts <= 4)
    }
    #expect(
      try Law("y = a + b*x").fit(to: table, options: FitOptions(norm: .cauchy(width: 0.1))).convergence.starts >= 15)
  }

  @Test("a direction that the data leave open is not certified, however far a search runs along it")
  func flatDirection() throws {
    var random = RandomStream(seed: 8, stream: 0)
    let x = (0..<30).map { _ in 1e6 + 1e9 * random.uniform() }
    let table = try Table(
      source: "flat",
      columns: [
        Column(name: "x", storage: .numbers(x)),
        Column(name: "y", storage: .numbers(x.map { 2 + 1e-9 * $0 + 0.01 * random.normal() })),
      ])
    // Of the level and the place of the line, one is enough.
    for formula in ["y = a + c*(log10(x) - log10(knee))", "y = a + c*log(x/knee)"] {
      let fit = try Law(formula, positive: ["knee"]).fit(to: table)
      #expect(!fit.convergence.isCertified, "\(formula): \(fit.convergence.method)")
      #expect(!fit.isTrusted)
    }
  }
}
