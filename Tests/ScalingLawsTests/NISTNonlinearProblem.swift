import Foundation
import ScalingLaws
import TestSupport
import Testing

/// A nonlinear problem of NIST's, as `Tests/References/strd` holds it.
struct NISTNonlinearProblem: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let level: String
  let formula: String
  let names: [String]
  let start1: [String]
  let start2: [String]
  let certified: [String]
  let standardDeviations: [String]
  let residualSumOfSquares: String

  static let folder = URL(filePath: References.path("strd"))
  static let all: [NISTNonlinearProblem] = {
    let data = (try? Data(contentsOf: folder.appending(path: "problems.json"))) ?? Data()
    return (try? JSONDecoder().decode([NISTNonlinearProblem].self, from: data)) ?? []
  }()

  var testDescription: String { name }
  var path: String { Self.folder.appending(path: "\(name).csv").path }

  func start(_ number: Int) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(names, (number == 1 ? start1 : start2).map { Double($0) ?? .nan }))
  }

  /// What a result is compared with, and to how many digits it must agree.
  struct Truth {
    let coefficients: [Double]
    let standardErrors: [Double]
    let residualSumOfSquares: Double
    let coefficientDigits: Double
    let standardErrorDigits: Double
    let sumOfSquaresDigits: Double
  }

  /// NIST's own values, which hold 11 digits.
  var certifiedTruth: Truth {
    // The eleventh digit is rounded. The residuals of Lanczos1 are rounding errors of the data, those of Lanczos2 nearly.
    let digits = ["Lanczos1": 2.5, "Lanczos2": 9][name]
    return Truth(
      coefficients: certified.compactMap(Double.init), standardErrors: standardDeviations.compactMap(Double.init),
      residualSumOfSquares: Double(residualSumOfSquares) ?? .nan, coefficientDigits: 9.9,
      standardErrorDigits: digits ?? 9.6, sumOfSquaresDigits: digits ?? 9.6)
  }

  /// Values solved at 110 digits from the decimal text, with the digits that survive the rounding of the data to doubles.
  func preciseTruth() throws -> Truth {
    let record = try #require(try References.json("strd/strd.json")[name] as? [String: Any])
    let precise = try #require(record["hp"] as? [String: Any])
    let ceilings = try #require(precise["fp64_data_ceiling"] as? [String: Double])
    let numbers = { (key: String) in (precise[key] as? [String] ?? []).compactMap(Double.init) }
    let ceiling = { (key: String) in ceilings[key] ?? .nan }
    return Truth(
      coefficients: numbers("params"), standardErrors: numbers("stderr"),
      residualSumOfSquares: Double(precise["rss"] as? String ?? "") ?? .nan,
      coefficientDigits: min(11, ceiling("params") - 1), standardErrorDigits: min(10, ceiling("stderr") - 0.5),
      sumOfSquaresDigits: min(10, ceiling("rss") - 0.5))
  }

  /// Holds a result against both truths.
  func check(coefficients: [Double], standardErrors: [Double], residualSumOfSquares: Double) throws {
    for truth in [certifiedTruth, try preciseTruth()] {
      let digits = agreeingDigits(coefficients, truth.coefficients)
      #expect(digits >= truth.coefficientDigits, "coefficients of \(name)")
      #expect(agreeingDigits(standardErrors, truth.standardErrors) >= truth.standardErrorDigits, "errors of \(name)")
      #expect(
        agreeingDigits([residualSumOfSquares], [truth.residualSumOfSquares]) >= truth.sumOfSquaresDigits,
        "sum of squares of \(name)")
    }
  }
}
