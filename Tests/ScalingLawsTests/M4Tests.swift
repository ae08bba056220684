import Foundation
import ScalingLaws
import Testing

@Suite struct M4Tests {
  @Test("the law solves the implicit equation of its source")
  func implicit() throws {
    let law = try #require(Law.named("m4"))
    let beta = try #require(law.derived.first { $0.name == "beta" })
    for (alpha, c) in [(0.3, 0.2), (1, 0.5), (2.7, 0.9)] {
      let coefficients = ["E": 0.1, "E0": 0.9, "c": c, "K": 5e3, "alpha": alpha]
      let factor = try beta.expression.value(coefficients)
      for x in [10.0, 1e3, 5e3, 1e5, 1e7] {
        let loss = try law.formula.right.value(coefficients.merging(["x": x]) { own, _ in own })
        let left = (loss - 0.1) / pow(0.9 - loss, alpha)
        // E0 - loss cancels where x is small: eleven digits are left.
        #expect(abs(left / (factor * pow(x, -c)) - 1) < 1e-10, "x \(x), alpha \(alpha)")
      }
    }
  }

  @Test("far above K it is a power law with a floor, and with alpha 1 a logistic curve in log x")
  func limits() throws {
    let law = try #require(Law.named("m4"))
    let point = ["E": 0.1, "E0": 0.9, "c": 0.5, "K": 1e3, "alpha": 2.0]
    let far = try law.formula.right.value(point.merging(["x": 1e15]) { own, _ in own })
    #expect(abs((far - 0.1) / (0.8 * 1e-6) - 1) < 1e-5)
    let logistic = try law.formula.right.value(point.merging(["alpha": 1, "x": 1e4]) { _, new in new })
    #expect(abs(logistic - (0.1 + 0.8 / (1 + 10.0.squareRoot()))) < 1e-15)
  }
}
