import ScalingLaws
import Statistics
import Testing

/// What a certificate asks for besides a zero gradient.
@Suite struct CertificateTests {
  @Test("an optimum that fewer than four of the starts reach is not certified, and the record says so")
  func fewStarts() throws {
    let law = try #require(Law.named("broken-power-law-2"))
    let truth = try #require(LawTruth.all["broken-power-law-2"])
    var refused = 0
    for seed in UInt64(0)..<8 {
      let table = try truth.table(law, rows: 30, noise: 0.01, seed: 40 + seed)
      let convergence = try law.fit(to: table, options: FitOptions(starts: 5)).convergence
      #expect(!convergence.isCertified || convergence.agreeing >= 4, "seed \(40 + seed)")
      guard !convergence.isCertified else { continue }
      refused += 1
      #expect(convergence.method.contains("a certificate needs 4") || convergence.agreeing == 0)
    }
    // Thirty rows hardly determine nine coefficients.
    #expect(refused > 0)
  }

  @Test("one start that the user gives, or asks for, is all that a certificate needs then")
  func ownStart() throws {
    let x = (1...20).map(Double.init)
    let table = try Table(
      source: "decay",
      columns: [
        Column(name: "x", storage: .numbers(x)),
        Column(name: "y", storage: .numbers(x.map { 1 / (1 + 0.3 * $0) + ($0 == 4 ? 0.01 : 0) })),
      ])
    let law = try Law("y = 1/(1 + b*x)")
    for options in [FitOptions(start: ["b": 0.2]), FitOptions(starts: 1)] {
      let convergence = try law.fit(to: table, options: options).convergence
      #expect(convergence.isCertified, "\(convergence.method)")
    }
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
