import ScalingLaws
import Testing

@Suite struct CoupledTests {
  @Test("the coupled law is Skaling's in other coefficients: the same optimum, and its exponents are quantities")
  func skaling() throws {
    let truth = try #require(LawTruth.all["coupled"])
    let coupled = try #require(Law.named("coupled"))
    let table = try truth.table(coupled, rows: 60, noise: truth.noise, seed: 12)
    let fit = try coupled.fit(to: table)
    // Videau et al. 2026 write (A/N^alpha + B/D^beta)^k + E. The search starts near the answer: this is about the law.
    let written = try Law("loss = (A/N^alpha + B/D^beta)^k + E", positive: ["A", "B", "E", "k"], scale: .log)
    let point = fit.coefficients.reduce(into: [String: Double]()) { $0[$1.name] = $1.estimate.value }
    let g = try #require(point["g"])
    let start = try ["A": "A^(1/g)", "B": "B^(1/g)", "alpha": "alpha/g", "beta": "beta/g", "k": "g", "E": "E"]
      .mapValues { try Expression(parsing: $0).value(point) }
    let other = try written.fit(to: table, options: FitOptions(start: start))
    #expect(abs(other.objective / fit.objective - 1) < 1e-9)
    #expect(abs(try #require(other.coefficients["k"]?.value) / g - 1) < 1e-5)
    for (name, quantity) in [("alpha", "skaling_alpha"), ("beta", "skaling_beta")] {
      let value = try #require(fit.derived.first { $0.quantity.name == quantity }?.estimate.value)
      #expect(abs(try #require(other.coefficients[name]?.value) / value - 1) < 1e-5)
    }
  }
}
