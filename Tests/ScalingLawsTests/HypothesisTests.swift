import Foundation
import ScalingLaws
import TestSupport
import Testing

/// Tests of hypotheses against R 4 and against refits under the restriction.
@Suite
struct HypothesisReferenceTests {
  private func cars(_ degree: Int, _ covariance: CovarianceMethod = .hc3) throws -> Fit {
    let terms = ["b0", "b1*speed", "b2*speed^2", "b3*speed^3"].prefix(degree + 1).joined(separator: " + ")
    return try Law("dist = \(terms)").fit(
      to: ReferenceRecords.table("cars.csv"), options: FitOptions(interval: .wald(covariance)))
  }

  @Test("nested F tests of polynomials agree with R's anova and its log-likelihoods")
  func polynomials() throws {
    let fit = try cars(3)
    let joint = try fit.test("b2 = 0, b3 = 0")
    let last = try fit.test("b3 = 0")
    // Records select.cars.nested_F and nested_p: each degree against the next, over the variance of the cubic.
    let records = try ReferenceRecords.scored("select.cars")
    let f = try #require(records.first { $0.field == "nested_F" })
    let p = try #require(records.first { $0.field == "nested_p" })
    let (both, one) = (try #require(result(joint, .nestedF)), try #require(result(last, .nestedF)))
    #expect(largestRelativeError([2 * both.statistic - one.statistic, one.statistic], f.values) < f.tolerance)
    #expect(largestRelativeError([one.pValue], [p.values[1]]) < p.tolerance)
    // R: anova(m1, m3) and 2*(logLik(m3) - logLik(m1)).
    #expect(largestRelativeError([both.statistic, both.pValue], [1.555397542186682, 0.222003554526718]) < 1e-12)
    let ratio = try #require(result(joint, .likelihoodRatio))
    #expect(largestRelativeError([ratio.statistic], [3.27187366490529]) < 1e-12)
    // statsmodels 0.15.0: m.compare_lr_test(r).
    #expect(largestRelativeError([ratio.pValue], [0.19476981911479213]) < 1e-12)
    let restricted = try #require(joint.restrictedCoefficients)
    let line = try cars(1).coefficients.map { $0.estimate.value ?? .nan }
    #expect(largestRelativeError(Array(restricted.prefix(2)), line) < 1e-9)
    #expect(restricted.suffix(2).allSatisfy { abs($0) < 1e-12 })
  }

  @Test("Wald tests use the covariance of the fit")
  func wald() throws {
    let fit = try cars(2)
    // R: m <- lm(dist ~ speed + I(speed^2), cars), V the HC3 sandwich from hatvalues(m); t of b1 - 2 with 47 degrees of
    // freedom, and d'(R V R')^-1 d / 2 of both.
    let one = try #require(result(fit.test("b1 = 2"), .waldT))
    #expect(largestRelativeError([one.statistic, one.pValue], [-0.607289424648681, 0.546581803687884]) < 1e-9)
    let both = try #require(result(fit.test("b1 = 2, b2 = 0"), .waldF))
    #expect(largestRelativeError([both.statistic, both.pValue], [12.4522395369520, 4.57651584663237e-05]) < 1e-9)
    #expect(both.degreesOfFreedom == 2 && both.denominatorDegreesOfFreedom == 47)
    // With the classical covariance Wald's F is that of nested fits.
    let classical = try cars(2, .classical).test("b1 = 2, b2 = 0")
    #expect(
      largestRelativeError(
        [try #require(result(classical, .waldF)).statistic],
        [
          try #require(result(classical, .nestedF)).statistic
        ]) < 1e-10)
  }

  @Test("equal exponents of the Chinchilla law are tested by fitting again under the restriction")
  func exponents() throws {
    let fit = try Law(ChinchillaPoints.formula, positive: ["E", "A", "B"], scale: .log).fit(
      to: ChinchillaPoints.table(isTrimmed: true))
    let test = try fit.test("alpha = beta")
    // R: anova(g, f) of nls fits with one exponent and with two, and 2*(logLik(f) - logLik(g)).
    let f = try #require(result(test, .nestedF))
    #expect(largestRelativeError([f.statistic, f.pValue], [10.4042000190238, 0.0014360573693789]) < 1e-7)
    #expect(largestRelativeError([try #require(result(test, .likelihoodRatio)).statistic], [10.3970719147535]) < 1e-7)
    // SciPy 1.17.1: least_squares(x_scale="jac", xtol=ftol=gtol=1e-15) with one exponent has the sum of squares
    // 0.011969341310426564 at 0.38535451.
    let rise = 0.011969341310426564 / fit.statistics.residualSumOfSquares - 1
    #expect(largestRelativeError([f.statistic], [235 * rise]) < 1e-10)
    #expect(abs(try #require(test.restrictedCoefficients)[2] - 0.38535451) < 1e-8)
    // The likelihood does not see how the equality is written; Wald's test does.
    let other = try fit.test("alpha/beta = 1")
    #expect(largestRelativeError([try #require(result(other, .nestedF)).statistic], [f.statistic]) < 1e-9)
    #expect(result(other, .waldT)?.statistic != result(test, .waldT)?.statistic)
  }

  @Test("a nonlinear equality that removes a coefficient has R's F of nested fits")
  func puromycin() throws {
    let fit = try ReferenceCase.named("nls.puromycin").fit()
    // R: anova of nls(rate ~ 3000*K*conc/(K + conc)) and nls(rate ~ Vm*conc/(K + conc)), Puromycin, treated.
    let test = try fit.test("Vm = 3000*K")
    let f = try #require(result(test, .nestedF))
    #expect(largestRelativeError([f.statistic, f.pValue], [0.833073698262503, 0.382862665994616]) < 1e-8)
    #expect(largestRelativeError([try #require(result(test, .likelihoodRatio)).statistic], [0.960224892865313]) < 1e-8)
  }

  @Test("the p-value of Durbin and Watson is exact, for few rows and for many")
  func durbinWatson() throws {
    // R: lmtest::dwtest(lm(dist ~ speed + I(speed^2) + I(speed^3), cars))$p.value, Pan's algorithm.
    let p = try #require(try cars(3).test("durbin-watson").pValue(.durbinWatson))
    #expect(largestRelativeError([p], [0.132507809490114]) < 1e-9)
  }
}

struct HypothesisTests {
  private func line(_ values: [Double], options: FitOptions = FitOptions()) throws -> Fit {
    let table = try Table(
      source: "line",
      columns: [
        Column(name: "x", storage: .numbers(values.indices.map { Double($0) })),
        Column(name: "w", storage: .numbers(values.map { _ in 2 })), Column(name: "y", storage: .numbers(values)),
      ])
    return try Law("y = a + b*x").fit(to: table, options: options)
  }

  private let values = [1.1, 1.4, 2.2, 2.4, 3.1, 3.4, 4.3, 4.4]

  @Test("equivalence is two one-sided tests of the difference from its margin")
  func equivalence() throws {
    let fit = try line(values, options: FitOptions(interval: .classical))
    let test = try fit.test("b = 0.5 within 0.1")
    let slope = try #require(fit.coefficients["b"])
    let (value, error) = (try #require(slope.value), try #require(slope.standardError))
    let lower = try #require(result(test, .equivalenceLower)), upper = try #require(result(test, .equivalenceUpper))
    #expect(abs(lower.statistic - (value - 0.4) / error) < 1e-9)
    #expect(abs(upper.statistic - (value - 0.6) / error) < 1e-9)
    #expect(test.equivalencePValue == max(lower.pValue, upper.pValue))
    #expect(lower.pValue < 0.01 && upper.pValue < 0.01)
    // Far from the margin nothing is shown.
    #expect(try #require(try fit.test("b = 0.9 within 0.1").equivalencePValue) > 0.9)
  }

  @Test("a norm without a likelihood has Wald's test alone")
  func robust() throws {
    let test = try line(values, options: FitOptions(interval: .mEstimation, norm: .adaptiveHuber)).test("b = 0.5")
    #expect(test.results.map(\.method) == [.waldT])
  }

  @Test("known standard deviations compare the rise of the sum of squares with chi-squared")
  func knownNoise() throws {
    let fit = try line(values, options: FitOptions(weights: try Weights("sd=w")))
    let test = try fit.test("b = 0")
    #expect(test.results.map(\.method) == [.waldT, .likelihoodRatio])
    let held = try line(values, options: FitOptions(weights: try Weights("sd=w"), fixed: ["b": 0]))
    let rise = held.statistics.residualSumOfSquares - fit.statistics.residualSumOfSquares
    #expect(abs((result(test, .likelihoodRatio)?.statistic ?? .nan) / rise - 1) < 1e-12)
    // The square of Wald's statistic, since the noise is known.
    #expect(abs((result(test, .waldT)?.statistic ?? .nan) / rise.squareRoot() - 1) < 1e-12)
  }

  @Test(
    "what cannot be read, or tested, is refused with its reason",
    arguments: [
      ("b", "no equality"), ("b = 1 within 0", "not a positive number"), ("b = 1, a = 2 within 1", "one equality"),
      ("gamma = 1", "not a coefficient"), ("1 = 1", "no coefficient"), ("b = 1, 2*b = 2", "depend on one another"),
      ("durbin-watson, reset", "no equality"),
    ])
  func refusals(_ text: String, _ reason: String) throws {
    let fit = try line(values)
    let error = try #require(throws: FitError.self) { _ = try fit.test(text) }
    #expect(error.description.contains(reason), "\(error.description)")
  }

  @Test("tests of residuals are refused where rows are weighted")
  func weighted() throws {
    let fit = try line(values, options: FitOptions(weights: try Weights("precision=w")))
    for name in Hypothesis.ResidualTest.allCases {
      #expect(throws: FitError.self) { try fit.test(name.rawValue) }
    }
  }

  @Test("a comma inside parentheses or backticks does not separate hypotheses")
  func commas() throws {
    #expect(try Hypothesis("max(a, b) = 1, `c, d` = 2").kind.count == 2)
  }
}

private func result(_ test: HypothesisTest, _ method: HypothesisTest.Method) -> HypothesisTest.Result? {
  test.results.first { $0.method == method }
}

extension Hypothesis.Kind {
  fileprivate var count: Int {
    if case .restrictions(let all) = self { all.count } else { 0 }
  }
}
