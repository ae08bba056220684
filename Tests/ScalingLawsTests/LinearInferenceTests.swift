import Foundation
import ScalingLaws
import TestSupport
import Testing

/// What intervals and diagnostics must not say.
@Suite struct LinearInferenceTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(source: "t", columns: columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  private func fit(
    _ formula: String, _ columns: [(String, [Double])], _ options: FitOptions = FitOptions()
  ) throws -> Fit {
    try Law(formula).fit(to: try table(columns), options: options)
  }

  private let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  private let y: [Double] = [1.2, 1.9, 3.3, 3.8, 5.1, 6.4, 6.8, 8.3, 8.9, 10.4, 10.8, 12.2]

  @Test(
    "a row that alone decides a coefficient leaves it without an HC standard error; the default is then classical, and says so"
  )
  func decisiveRow() throws {
    let dummy = [Double](repeating: 0, count: 11) + [1]
    let columns = [("x", x), ("y", y), ("d", dummy)]
    let asked = try fit("y = a + b*x + c*d", columns, FitOptions(interval: .hc3))
    #expect(asked.coefficients["c"]?.value != nil && asked.coefficients["c"]?.standardError == nil)
    #expect(asked.coefficients["b"]?.standardError != nil)
    #expect(asked.warnings.contains { $0.code == .decisiveRow && $0.message.contains("line 12") })
    let byDefault = try fit("y = a + b*x + c*d", columns)
    #expect(byDefault.intervalMethod == .classical && byDefault.coefficients["c"]?.interval != nil)
    let note = try #require(byDefault.warnings.first { $0.code == .decisiveRow })
    #expect(note.severity == .note && note.message.contains("line 12") && note.message.contains("classical"))
    // R: sandwich::vcovHC(type = "HC3") gives NaN for all here; what the row does not touch is defined.
    let classical = try fit("y = a + b*x + c*d", columns, FitOptions(interval: .classical))
    #expect(classical.coefficients["c"] == byDefault.coefficients["c"])
    #expect(classical.warnings.contains { $0 == note })
  }

  @Test("known standard deviations set the standard errors, and a poor fit to them is warned of")
  func knownStandardDeviations() throws {
    let columns = [("x", x), ("y", y), ("e", [Double](repeating: 0.5, count: 12)), ("f", x.map { _ in 0.005 })]
    let wide = try fit("y = a + b*x", columns, FitOptions(weights: try Weights("sd=e")))
    let narrow = try fit("y = a + b*x", columns, FitOptions(weights: try Weights("sd=f")))
    let ratio =
      try #require(wide.coefficients["b"]?.standardError) / (try #require(narrow.coefficients["b"]?.standardError))
    #expect(abs(ratio - 100) < 1e-9)
    // By hand: sd / sqrt(sum (x - mean)^2) = 0.5 / sqrt(143).
    #expect(abs(try #require(wide.coefficients["b"]?.standardError) - 0.5 / 143.0.squareRoot()) < 1e-14)
    #expect(
      narrow.warnings.contains { $0.code == .excessScatter } && !wide.warnings.contains { $0.code == .excessScatter })
  }

  @Test("counts are as good as rows written out: estimates, errors, diagnostics and warnings")
  func counts() throws {
    let counts = x.map { Double(Int($0) % 3 + 1) }
    let rows = x.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    for method in [CovarianceMethod.classical, .hessian, .hc0, .hc1, .hc2, .hc3, .hc4] {
      let options = FitOptions(weights: try Weights("count=n"), interval: .wald(method))
      let counted = try fit("y = a + b*x", [("x", x), ("y", y), ("n", counts)], options)
      let written = try fit(
        "y = a + b*x", [("x", rows.map { x[$0] }), ("y", rows.map { y[$0] })], FitOptions(interval: .wald(method)))
      for name in ["a", "b"] {
        let (one, other) = (try #require(counted.coefficients[name]), try #require(written.coefficients[name]))
        #expect(abs(try #require(one.standardError) / (try #require(other.standardError)) - 1) < 1e-12, "\(method)")
      }
      #expect(abs(try #require(counted.statistics.aic) - (try #require(written.statistics.aic))) < 1e-10)
      #expect(abs(counted.rows.studentized[0] - written.rows.studentized[0]) < 1e-12)
      #expect(abs(counted.rows.cooksDistances[0] - written.rows.cooksDistances[0]) < 1e-12)
      #expect(counted.warnings.allSatisfy { $0.code != .outlier })
    }
  }

  @Test("one row off an exact line is named, however exact the others are")
  func exactLineWithOneRowOff() throws {
    var off = x.map { 2 * $0 }
    off[5] += 7
    let warning = try #require(
      try fit("y = a + b*x", [("x", x), ("y", off)]).warnings.first { [.outlier, .influentialRow].contains($0.code) })
    #expect(warning.message.contains("line 6"))
  }

  @Test("a quantity that runs to infinity within what the data allow has an open end")
  func openEnds() throws {
    let values: [Double] = [10, 30, 4, 25, 7, 9]
    let result = try fit(
      "y = p*exp(-k*t)", [("t", [0, 1, 2, 3, 4, 5]), ("y", values)], FitOptions(scale: .log))
    let k = try #require(result.coefficients["k"]?.interval)
    #expect(try #require(k.low) < 0 && (try #require(k.high)) > 0)
    let halving = try #require(try result.estimate("12*log(2)/k").estimate.interval)
    #expect(halving.high == nil)
    #expect(abs(try #require(halving.low) - 12 * log(2) / (try #require(k.high))) < 1e-9)
    let square = try #require(try result.estimate("1/k^2").estimate.interval)
    #expect(square.high == nil && square.low != nil)
    #expect(try #require(try result.estimate("p/k").estimate.interval).high == nil)
    #expect(try #require(try result.estimate("log(k)").estimate.interval).low == nil)
    let bounded = try #require(try result.estimate("p*k").estimate.interval)
    #expect(bounded.low != nil && bounded.high != nil)
  }

  @Test("a bound that binds moves a linear law to the bound and says so")
  func bindingBound() throws {
    let options = FitOptions(domains: ["b": .between(-.infinity, 0.5)])
    let result = try fit("y = a + b*x", [("x", x), ("y", y)], options)
    #expect(abs(try #require(result.coefficients["b"]?.value) - 0.5) < 1e-12)
    #expect(result.convergence.atBound == ["b"])
    // By hand: with b at 0.5 the constant is mean(y) - 0.5 mean(x).
    let constant = y.reduce(0, +) / 12 - 0.5 * 6.5
    #expect(abs(try #require(result.coefficients["a"]?.value) - constant) < 1e-10)
  }

  @Test("text in a formula is an indicator")
  func indicator() throws {
    let text = "g,y\na,1\na,3\nb,10\nb,12\n"
    let table = try Table(bytes: Array(text.utf8), source: "t.csv")
    let result = try Law("y = m + d*(g == \"b\")").fit(to: table)
    #expect(abs(try #require(result.coefficients["m"]?.value) - 2) < 1e-12)
    #expect(abs(try #require(result.coefficients["d"]?.value) - 9) < 1e-12)
  }

  @Test("CR3 is what leaving each cluster out does, with t(G-1) intervals")
  func clusters() throws {
    let labels: [Double] = [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5]
    let weights: [Double] = [1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 1, 1]
    for weighted in [false, true] {
      var options = FitOptions(clusters: ["g"])
      if weighted { options.weights = try Weights("precision=w") }
      let columns = [("x", x), ("y", y), ("g", labels), ("w", weights)]
      let all = try fit("y = a + b*x", columns, options)
      let slope = try #require(all.coefficients["b"])
      // By brute force: the sum over clusters of (b - b without the cluster)^2.
      var sum = 0.0
      for cluster in Set(labels) {
        let rows = labels.indices.filter { labels[$0] != cluster }
        let rest = columns.map { name, values in (name, rows.map { values[$0] }) }
        options.clusters = []
        let without = try fit("y = a + b*x", rest, options)
        sum += pow(try #require(slope.value) - (try #require(without.coefficients["b"]?.value)), 2)
      }
      let error = try #require(slope.standardError)
      #expect(abs(error / sum.squareRoot() - 1) < 1e-11)
      // R: qt(0.975, 4)
      let interval = try #require(slope.interval)
      #expect(abs((try #require(interval.high) - (try #require(slope.value))) / error - 2.7764451051977987) < 1e-10)
      #expect(all.warnings.contains { $0.code == .fewClusters })
    }
  }

  @Test(
    "what one cluster alone determines has no clustered standard error",
    arguments: [CovarianceMethod.cr0, .cr1, .cr2, .cr3])
  func decisiveCluster(_ method: CovarianceMethod) throws {
    let labels: [Double] = [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5]
    let columns = [("x", x), ("y", y), ("g", labels), ("d", labels.map { $0 == 5 ? 1 : 0 })]
    let result = try fit("y = a + b*x + c*d", columns, FitOptions(interval: .wald(method), clusters: ["g"]))
    #expect(result.coefficients["c"]?.value != nil && result.coefficients["c"]?.standardError == nil)
    // By hand: the other coefficients are those of the fit without the cluster, and rest on the other clusters.
    let rows = labels.indices.filter { labels[$0] != 5 }
    let rest = columns.prefix(3).map { name, values in (name, rows.map { values[$0] }) }
    let without = try fit("y = a + b*x", rest, FitOptions(interval: .wald(method), clusters: ["g"]))
    let (all, some) = (result.coefficients["b"]?.standardError, without.coefficients["b"]?.standardError)
    #expect(try #require(all) > 0 && (try #require(some)) > 0)
  }

  @Test("clusters and standard errors that do not go together are refused")
  func clusterRefusals() throws {
    #expect(throws: FitError.clusterNeeded(.cr3)) {
      try fit("y = a + b*x", [("x", x), ("y", y)], FitOptions(interval: .cr3))
    }
    #expect(throws: FitError.clusterUnused(.hc3)) {
      try fit("y = a + b*x", [("x", x), ("y", y)], FitOptions(interval: .hc3, clusters: ["x"]))
    }
    #expect(throws: FitError.clusterUnused(.mEstimation)) {
      try fit(
        "y = a + b*x", [("x", x), ("y", y)], FitOptions(interval: .mEstimation, norm: .adaptiveHuber, clusters: ["x"]))
    }
    #expect(throws: FitError.severalClusterColumns(.jackknife)) {
      try fit("y = a + b*x", [("x", x), ("y", y)], FitOptions(interval: .jackknife, clusters: ["x", "y"]))
    }
    let one = #expect(throws: FitError.self) {
      let columns = [("x", x), ("y", y), ("g", x), ("same", x.map { _ in 7 })]
      _ = try fit("y = a + b*x", columns, FitOptions(clusters: ["g", "same"]))
    }
    #expect(one == .oneCluster("same") && one?.blame == .data && one?.hint != nil)
    #expect(throws: FitError.countsHaveNoOrder) {
      let options = FitOptions(weights: try Weights("count=n"), interval: .hac(lag: 1))
      _ = try fit("y = a + b*x", [("x", x), ("y", y), ("n", x)], options)
    }
  }
}
