import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// What every law of the catalogue must pass.
@Suite struct LawSuiteTests {
  static let names = Law.catalogue.map { $0.id ?? "" }

  private func law(_ id: String) throws -> (law: Law, truth: LawTruth) {
    (try #require(Law.named(id)), try #require(LawTruth.all[id], "\(id) has no simulated truth"))
  }

  @Test("derivatives agree with finite differences", arguments: names)
  func derivatives(_ id: String) throws {
    let (law, truth) = try law(id)
    let table = try truth.table(law, rows: 3, noise: 0, seed: 1)
    for row in 0..<3 {
      var point = truth.coefficients
      for name in truth.ranges.keys { point[name] = try table.numbers(name)[row] }
      let size = abs(try law.formula.right.value(point))
      for (name, value) in truth.coefficients {
        let step = 1e-6 * max(abs(value), 1e-3)
        var (up, down) = (point, point)
        up[name] = value + step
        down[name] = value - step
        let difference = (try law.formula.right.value(up) - law.formula.right.value(down)) / (2 * step)
        let exact = try law.formula.right.derivative(by: name).value(point)
        // Central differences with this step keep about nine digits of the change, and rounding of the value.
        #expect(abs(difference - exact) <= 1e-6 * max(abs(exact), 1e-3) + 1e-15 * size / step, "d \(id) / d \(name)")
      }
    }
  }

  @Test("noise-free data give the coefficients back to eight digits", arguments: names)
  func recoversExactly(_ id: String) throws {
    let (law, truth) = try law(id)
    let fit = try law.fit(to: try truth.table(law, rows: truth.rows, noise: 0, seed: 2))
    for (name, value) in truth.coefficients {
      let estimate = try #require(fit.coefficients[name]?.value)
      #expect(abs(estimate / value - 1) < 1e-8, "\(name)")
    }
    #expect(fit.convergence.isCertified)
  }

  @Test("simulated data of three sizes give the truth within five standard errors, certified", arguments: names)
  func recovers(_ id: String) throws {
    let (law, truth) = try law(id)
    for (rows, factor) in [(truth.rows, 1.0), (120, 0.5), (300, 2)] {
      let fit = try law.fit(to: try truth.table(law, rows: rows, noise: factor * truth.noise, seed: 3))
      #expect(fit.convergence.isCertified, "\(rows) rows")
      for (name, value) in truth.coefficients {
        let estimate = try #require(fit.coefficients[name])
        let error = try #require(estimate.standardError, "\(rows) rows, \(name)")
        #expect(abs(try #require(estimate.value) - value) < 5 * error, "\(rows) rows, \(name)")
      }
    }
  }

  @Test("95 % intervals hold the truth in about 95 of 100 tables", arguments: names)
  func covers(_ id: String) throws {
    let (law, truth) = try law(id)
    let first = try law.fit(to: try truth.table(law, rows: 60, noise: truth.noise, seed: 100))
    let isDirect = first.convergence.starts == 1
    let tables = isDirect ? 300 : id.hasPrefix("broken") ? 8 : 40
    var covered = 0
    var intervals = 0
    for seed in 0..<tables {
      let fit = try law.fit(to: try truth.table(law, rows: truth.rows, noise: truth.noise, seed: UInt64(100 + seed)))
      for (name, value) in truth.coefficients.sorted(by: { $0.key < $1.key }) {
        guard let interval = fit.coefficients[name]?.interval else { continue }
        intervals += 1
        if interval.contains(value) { covered += 1 }
      }
    }
    // The coefficients of one table rise and fall together, so the share scatters as that of about `tables` draws:
    // 1.3 points for 300, 3.4 for 40. Four of these below; HC3 may be conservative.
    let scatter = (0.05 * 0.95 / Double(tables)).squareRoot()
    #expect(Double(covered) / Double(intervals) > 0.95 - 4 * scatter)
    #expect(Double(covered) / Double(intervals) < 0.999 || !isDirect)
    #expect(intervals > tables * truth.coefficients.count * 9 / 10)
  }

  @Test("a line that bends at a row is certified, whatever the noise")
  func bends() throws {
    let (law, truth) = try law("segmented-trend")
    for seed in 0..<40 {
      let fit = try law.fit(to: try truth.table(law, rows: 40, noise: 0.1, seed: UInt64(200 + seed)))
      #expect(fit.convergence.isCertified, "seed \(200 + seed)")
      #expect(fit.convergence.atBound.isEmpty)
      #expect(abs(try #require(fit.coefficients["tau"]?.value) - 2012.3) < 1)
    }
  }

  @Test("laws that bend end at the optimum", arguments: ["data-constrained", "broken-power-law-2"])
  func bendingLaws(_ id: String) throws {
    let (law, truth) = try law(id)
    for seed in 0..<6 {
      let rows = seed == 0 ? 30 : truth.rows
      let fit = try law.fit(to: try truth.table(law, rows: rows, noise: truth.noise, seed: UInt64(300 + seed)))
      #expect(fit.convergence.isCertified)
      // A fourth of the starts at least, so that a global certificate is in reach.
      #expect(4 * fit.convergence.agreeing >= fit.convergence.starts, "seed \(300 + seed)")
      // Of the sum of squares at the truth, noise² times rows, the fit takes p parts of n. Other minima have ten times it.
      #expect(fit.objective < 2 * truth.noise * truth.noise * Double(rows), "seed \(300 + seed)")
    }
  }

  @Test("a design that cannot identify the law is said to be one", arguments: names)
  func saysWhatIsNotIdentified(_ id: String) throws {
    let (law, truth) = try law(id)
    let fit = try law.fit(to: try truth.table(law, rows: truth.rows, noise: truth.noise, seed: 4, spoiled: true))
    let codes: Set<FitWarning.Code> = [.notEstimable, .constantPredictor, .collinear]
    let isVague = fit.coefficients.contains { element in
      guard let value = element.estimate.value, let error = element.estimate.standardError else { return true }
      return error > abs(value)
    }
    #expect(!fit.isTrusted || fit.warnings.contains { codes.contains($0.code) } || isVague)
  }

  @Test("a change of units changes what it must and nothing else", arguments: names)
  func unitInvariance(_ id: String) throws {
    let (law, truth) = try law(id)
    let table = try truth.table(law, rows: truth.rows, noise: truth.noise, seed: 5)
    let scaled = try table.columns.map { column in
      let factor = column.name == "pass" ? 1 : column.name == "t" ? 12.0 : 1000
      return Column(name: column.name, storage: .numbers(try table.numbers(column.name).map { factor * $0 }))
    }
    let (fit, other) = (try law.fit(to: table), try law.fit(to: try Table(source: "scaled", columns: scaled)))
    #expect(other.convergence.isCertified)
    #expect(abs(try #require(fit.statistics.rSquared) - (try #require(other.statistics.rSquared))) < 1e-9)
    // What has no unit stays.
    for name in ["alpha", "beta", "alphaN", "alphaD", "eta", "c0", "c1", "f1", "g", "h", "b"] {
      guard law.coefficients?.contains(where: { $0.name == name && $0.unit == nil }) ?? false, id != "over-training",
        name != "b" || id.hasPrefix("pass") || id == "wright"
      else { continue }
      let (before, after) = (fit.coefficients[name]?.value, other.coefficients[name]?.value)
      #expect(abs(try #require(before) / (try #require(after)) - 1) < 1e-6, "\(name)")
    }
  }

  @Test("a law is finite at the corners of its domain", arguments: names)
  func corners(_ id: String) throws {
    let (law, truth) = try law(id)
    let table = try truth.table(law, rows: 8, noise: 0, seed: 6)
    let coefficients = try #require(law.coefficients)
    for corner in 0..<(1 << coefficients.count) {
      var point: [String: Double] = [:]
      for (place, coefficient) in coefficients.enumerated() {
        let value = try #require(truth.coefficients[coefficient.name])
        let isHigh = corner >> place & 1 == 1
        // An end that is open is taken a few times the true value away; what divides cannot be zero.
        let divides =
          ["R", "g", "alphaD", "C50", "d1", "K"].contains(coefficient.name)
          || (id == "m4" && coefficient.name == "alpha")
          || (id == "data-constrained-joint" && ["A", "alpha", "B", "beta", "RN"].contains(coefficient.name))
        let low = coefficient.domain.lower.isFinite ? coefficient.domain.lower : value - 2 * abs(value)
        let high = coefficient.domain.upper.isFinite ? coefficient.domain.upper : value + 2 * abs(value)
        point[coefficient.name] = isHigh ? high : divides && low == 0 ? value / 5 : low
      }
      for row in 0..<table.rowCount {
        for name in truth.ranges.keys { point[name] = try table.numbers(name)[row] }
        let value = try law.formula.right.value(point)
        #expect(value.isFinite, "\(id) at \(point)")
      }
    }
  }

  @Test("an example of the catalogue runs as it is written", arguments: names)
  func exampleRuns(_ id: String) throws {
    let example = try #require(Law.named(id)?.example)
    let words = shellWords(example)
    #expect(words.prefix(2) == ["scaling", "fit"])
    #expect(words.contains("--law") && words.contains(id))
    // An example on a file of the user's own shows the columns.
    guard example.contains("@") else { return }
    let command = try Command.run(Array(words.dropFirst()))
    #expect(command.status == 0, "\(command.errors)")
  }

  /// The words of a command with single quotes.
  private func shellWords(_ text: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in text {
      switch character {
      case "'": isQuoted.toggle()
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].append(character)
      }
    }
    return words
  }

  @Test("the catalogue has no name twice, and a source, a purpose and LaTeX for each law")
  func entries() {
    #expect(Set(Self.names).count == Self.names.count)
    for law in Law.catalogue {
      #expect(law.source != nil && law.purpose != nil && !law.formula.latex.isEmpty)
      #expect(law.summary.count <= 45, "\(law.summary)")
      let symbols = Set(law.formula.symbols)
      #expect(symbols == Set(law.variables.map(\.name) + (law.coefficients ?? []).map(\.name)), "\(law.id ?? "")")
      for quantity in law.derived { #expect(Set(quantity.expression.symbols).isSubset(of: symbols)) }
    }
    #expect(Set(Self.names) == Set(LawTruth.all.keys))
  }
}
