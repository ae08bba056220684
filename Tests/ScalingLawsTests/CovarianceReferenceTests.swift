import Foundation
import ScalingLaws
import TestSupport
import Testing

/// Clustered, HAC and robust covariances against R's sandwich and clubSandwich, and against their formulas written out.
@Suite
struct CovarianceReferenceTests {
  /// Lines `name_what value value …` of `References/clusters.out`, made by the script of the same name.
  static let reference: [String: [Double]] = {
    let file = Shared.repository.appending(path: "Tests/ScalingLawsTests/References/clusters.out")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return Dictionary(
      lines.filter { !$0.hasPrefix("#") }.map { line in
        let words = line.split(separator: " ")
        return (String(words[0]), words.dropFirst().compactMap { Double($0) })
      }
    ) { first, _ in first }
  }()

  private func compare(_ result: [Double], _ key: String, _ tolerance: Double = 1e-10) throws {
    let truth = try #require(Self.reference[key], "\(key)")
    let error = largestRelativeError(result, truth)
    // R prints 15 digits; the formulas there lose some more to normal matrices.
    #expect(error < tolerance, "\(key): relative error \(error), \(result) for \(truth)")
  }

  /// The first twelve firms, ten years each. R: w <- 1 + (seq_len(n) %% 4)
  private func firms() throws -> Table {
    let table = try ReferenceRecords.table("petersen.csv").filtering(try Expression(parsing: "firm <= 12"))
    let weights = (1...table.rowCount).map { Double(1 + $0 % 4) }
    return try table.appending(column: Column(name: "w", storage: .numbers(weights)))
  }

  private func cars(_ formula: String, _ options: FitOptions, scale: ResidualScale = .identity) throws -> Fit {
    try Law(formula, scale: scale).fit(to: try ReferenceRecords.table("cars.csv"), options: options)
  }

  static let clustered = ["cr0", "cr1", "cr2", "cr3"]

  @Test("clustered standard errors agree with clubSandwich, with and without weights", arguments: clustered)
  func oneWay(_ method: String) throws {
    let interval = try IntervalMethod(method)
    for weights in [nil, "precision=w"] {
      let options = FitOptions(
        weights: try weights.map { text throws(FitError) in try Weights(text) }, interval: interval,
        clusters: ["firm"])
      let fit = try Law("y = b0 + b1*x").fit(to: try firms(), options: options)
      try compare(fit.standardErrors, "\(weights == nil ? "firms" : "weighted")_\(method)")
      #expect(largestRelativeError(fit.covariance.diagonal.map { $0.squareRoot() }, fit.standardErrors) < 1e-14)
    }
    let parabola = try cars("dist = a + b*speed + c*speed^2", FitOptions(interval: interval, clusters: ["speed"]))
    try compare(parabola.standardErrors, "speeds_\(method)", 1e-9)
  }

  @Test("Satterthwaite degrees of freedom agree with clubSandwich: for coefficients and for a combination")
  func satterthwaite() throws {
    let tables: [(key: String, weights: String?)] = [("firms", nil), ("weighted", "precision=w")]
    for (key, weights) in tables {
      let options = FitOptions(
        weights: try weights.map { text throws(FitError) in try Weights(text) }, interval: .cr2, clusters: ["firm"])
      let fit = try Law("y = b0 + b1*x").fit(to: try firms(), options: options)
      try compare(fit.coefficients.map { $0.estimate.degreesOfFreedom ?? .nan }, "\(key)_df")
      let combination = try fit.estimate("b0 + 0.7*b1").estimate
      let interval = try #require(combination.interval)
      try compare(
        [
          combination.value ?? .nan, combination.standardError ?? .nan, combination.degreesOfFreedom ?? .nan,
          interval.low ?? .nan, interval.high ?? .nan,
        ], "\(key)_combination")
      // A prediction is a combination too.
      let mean = try #require(try fit.predict(["x": 0.7]).mean)
      #expect(
        largestRelativeError([mean.low ?? .nan, mean.high ?? .nan], [interval.low ?? 0, interval.high ?? 0]) < 1e-12)
    }
    let parabola = try cars("dist = a + b*speed + c*speed^2", FitOptions(interval: .cr2, clusters: ["speed"]))
    try compare(parabola.coefficients.map { $0.estimate.degreesOfFreedom ?? .nan }, "speeds_df", 1e-9)
  }

  @Test("clusters by two columns agree with R: V1 + V2 - V12, each with its own correction", arguments: clustered)
  func twoWay(_ method: String) throws {
    let options = FitOptions(interval: try IntervalMethod(method), clusters: ["firm", "year"])
    let law = try Law("y = b0 + b1*x")
    let fit = try law.fit(to: try firms(), options: options)
    try compare(fit.standardErrors, "twoway_\(method)")
    #expect(fit.clusterCounts == [12, 10])
    #expect(fit.coefficients.allSatisfy { $0.estimate.degreesOfFreedom == 9 })
    if method == "cr0" || method == "cr1" {
      let whole = try law.fit(to: try ReferenceRecords.table("petersen.csv"), options: options)
      try compare(whole.standardErrors, "petersen_twoway_\(method)")
    }
  }

  @Test("HAC standard errors agree with NeweyWest: lag zero, weights, with and without the factor")
  func neweyWest() throws {
    for lag in [0, 2, 5] {
      for isAdjusted in [true, false] {
        let method = IntervalMethod.hac(lag: lag, isAdjusted: isAdjusted)
        let fit = try cars("dist = a + b*speed + c*speed^2", FitOptions(interval: method))
        try compare(fit.standardErrors, "parabola_\(method.description)")
      }
    }
    let weighted = try cars(
      "dist = a + b*speed", FitOptions(weights: try Weights("precision=1/speed"), interval: .hac(lag: 3)))
    try compare(weighted.standardErrors, "weighted_line_hac:3")
  }

  static let sandwiches = ["hc0", "hc1", "hc2", "hc3", "hc4", "hac:2"] + clustered

  @Test("robust norms, one with negative slopes and one with weights, agree with the formulas", arguments: sandwiches)
  func robustNorms(_ method: String) throws {
    let interval = try IntervalMethod(method)
    let stack = try ReferenceRecords.table("stackloss.csv")
    let table =
      try stack
      .appending(column: Column(name: "g", storage: .numbers((0..<21).map { Double($0 / 3) })))
      .appending(column: Column(name: "w", storage: .numbers((0..<21).map { [1, 2, 0.5][$0 % 3] })))
    for text in ["huber:2", "cauchy:2.5", "soft-l1:2"] {
      let isClustered = method.hasPrefix("cr")
      let options = FitOptions(
        weights: text == "soft-l1:2" ? try Weights("precision=w") : nil, interval: interval, norm: try Norm(text),
        clusters: isClustered ? ["g"] : [])
      let fit = try Law(ReferenceCase.stackloss).fit(to: table, options: options)
      try compare(fit.values, "\(text)_coef", 1e-9)
      // Leverages near 1 magnify what is left of the optimum.
      try compare(fit.standardErrors, "\(text)_\(method)", method == "hc4" ? 1e-6 : 1e-8)
      if method == "cr2" {
        try compare(fit.coefficients.map { $0.estimate.degreesOfFreedom ?? .nan }, "\(text)_df", 1e-8)
      }
      let quantity = try fit.estimate("b1/b2").estimate
      #expect(quantity.standardError != nil && quantity.interval != nil)
      let point = ["Air.Flow": 60.0, "Water.Temp": 20, "Acid.Conc.": 85]
      #expect(try fit.predict(point).mean?.low != nil && fit.predict(point).newRun?.high != nil)
    }
  }

  @Test("a nonlinear law on the log scale agrees with the formulas", arguments: sandwiches)
  func nonlinear(_ method: String) throws {
    let options = FitOptions(
      interval: try IntervalMethod(method), clusters: method.hasPrefix("cr") ? ["speed"] : [])
    let fit = try cars("dist = b1 + exp(b2 + 0.15*speed)*speed", options, scale: .log)
    try compare(fit.values, "curve_coef", 1e-9)
    try compare(fit.standardErrors, "curve_\(method)", 1e-8)
    if method == "cr2" {
      try compare(fit.coefficients.map { $0.estimate.degreesOfFreedom ?? .nan }, "curve_df", 1e-8)
    }
  }
}
