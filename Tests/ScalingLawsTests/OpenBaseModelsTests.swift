import Datasets
import Foundation
import ScalingLaws
import TestSupport
import Testing

/// A bundled table against R's `lm` with `sandwich`, and against mpmath at 50 digits.
@Suite struct OpenBaseModelsTests {
  /// Lines `what term value` of a file in `References`, made by the script of the same name.
  private func reference(_ name: String) throws -> [String: Double] {
    let file = Shared.repository.appending(path: "Tests/ScalingLawsTests/References/\(name)")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return Dictionary(
      lines.compactMap { line in
        let words = line.split(separator: " ")
        return words.count == 3 ? Double(words[2]).map { ("\(words[0]) \(words[1])", $0) } : nil
      }
    ) { first, _ in first }
  }

  private let terms = ["(Intercept)", "log10(params)", "log10(tokens)"]

  private func fit(_ covariance: CovarianceMethod) throws -> Fit {
    let dataset = try #require(Datasets.named("open-base-models"))
    let table = try Table(bytes: dataset.bytes, source: "@open-base-models", options: ReadOptions(format: .csv))
    return try Law("mmlu = b0 + b1*log10(params) + b2*log10(tokens)")
      .fit(to: table, options: FitOptions(interval: .wald(covariance)))
  }

  @Test("coefficients agree with mpmath to fourteen digits and with R to twelve")
  func coefficients() throws {
    let result = try fit(.hc3).coefficients.map { $0.estimate.value ?? .nan }
    for (file, tolerance) in [("open-base-models-mpmath.out", 1e-14), ("open-base-models-lm.out", 1e-12)] {
      let reference = try reference(file)
      let truth = try terms.map { try #require(reference["coef \($0)"]) }
      #expect(largestRelativeError(result, truth) < tolerance, "\(file)")
    }
  }

  @Test(
    "standard errors agree with R's sandwich to ten digits",
    arguments: [CovarianceMethod.classical, .hc0, .hc1, .hc2, .hc3])
  func standardErrors(_ method: CovarianceMethod) throws {
    let reference = try reference("open-base-models-lm.out")
    let key = method == .classical ? "se_classical" : "se_\(method.description.uppercased())"
    let truth = try terms.map { try #require(reference["\(key) \($0)"], "\(key) \($0)") }
    let result = try fit(method).coefficients.map { $0.estimate.standardError ?? .nan }
    #expect(largestRelativeError(result, truth) < 1e-10)
  }
}
