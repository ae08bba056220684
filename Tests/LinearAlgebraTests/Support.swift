import Foundation
import LinearAlgebra
import TestSupport
import Testing
import VectorMath

/// The largest relative error of one list of numbers against another.
func relativeError(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { found, expected in
    if found == expected { return 0 }
    let error = abs(found - expected) / abs(expected)
    return error.isNaN ? .infinity : error
  }.max() ?? 0
}

func relativeError(_ found: Double, _ expected: Double) -> Double {
  relativeError([found], [expected])
}

/// Uniform numbers between 0 and 1, the same in every run (a linear congruential generator, Knuth's constants).
struct UniformNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }

  mutating func next(_ count: Int) -> [Double] { (0..<count).map { _ in next() } }
}

/// A linear problem of NIST's Statistical Reference Datasets, with values solved at 110 digits.
struct ReferenceProblem: Sendable, CustomTestStringConvertible {
  let name: String
  let design: [ExtendedColumn]
  let response: ExtendedColumn
  let coefficients: [Double]
  let standardErrors: [Double]
  let residualSumOfSquares: Double
  let residualDegreesOfFreedom: Int
  /// The digits that data rounded to doubles can determine; 99 where they are exact.
  let ceiling: Double

  var testDescription: String { name }

  static let all: [ReferenceProblem] = {
    guard let problems = try? References.json("strd/strd.json") as? [String: [String: Any]] else { return [] }
    let folder = URL(filePath: References.path("strd"))
    return problems.values.filter { $0["kind"] as? String == "linear" }
      .compactMap { ReferenceProblem($0, folder: folder) }.sorted { $0.name < $1.name }
  }()

  private init?(_ record: [String: Any], folder: URL) {
    guard let name = record["name"] as? String, let file = record["csv"] as? String,
      let formula = record["formula"] as? String, let reference = record["hp"] as? [String: Any],
      let ceilings = reference["fp64_data_ceiling"] as? [String: Any],
      let table = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
    else { return nil }
    func numbers(_ key: String) -> [Double] { (reference[key] as? [String] ?? []).compactMap(Double.init) }
    let lines = table.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    var columns: [String: [Double]] = [:]
    for (index, header) in lines[0].enumerated() {
      columns[header] = lines[1...].compactMap { Double($0[index].trimmingCharacters(in: .whitespaces)) }
    }
    guard let response = columns["y"], let residual = (reference["rss"] as? String).flatMap(Double.init),
      let degrees = record["df"] as? Int, let ceiling = ceilings["params"] as? Double
    else { return nil }
    self.name = name
    self.response = ExtendedColumn(response)
    design = formula.split(separator: "+").map { term in
      // A term is b0, b1*x, or b2*x**2.
      let factors = term.replacingOccurrences(of: "**", with: "^").split(separator: "*")
      guard factors.count == 2 else { return ExtendedColumn([Double](repeating: 1, count: response.count)) }
      let parts = factors[1].split(separator: "^")
      let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 1
      return ExtendedColumn((columns[String(parts[0])] ?? []).map { DoubleDouble($0).power(exponent) })
    }
    coefficients = numbers("params")
    standardErrors = numbers("stderr")
    residualSumOfSquares = residual
    residualDegreesOfFreedom = degrees
    self.ceiling = ceiling
  }
}
