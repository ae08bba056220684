import Datasets
import Foundation
import ScalingLaws
import TestSupport
import Testing

@Suite struct GroupTests {
  private func models() throws -> Table {
    let dataset = try #require(Datasets.named("open-base-models"))
    return try Table(bytes: dataset.bytes, source: "@open-base-models", options: ReadOptions(format: .csv))
  }

  private func table(_ text: String) throws -> Table {
    try Table(bytes: Array(text.utf8), source: "runs.csv", options: ReadOptions(format: .csv))
  }

  private let law = "mmlu = b0 + b1*log10(params) + b2*log10(tokens)"

  // R: d <- read.csv("datasets/open-base-models.csv")
  //    m <- lm(mmlu ~ 0 + family + log10(params) + log10(tokens), data = d); summary(m)$coefficients
  static let effects: [(name: String, estimate: Double, error: Double)] = [
    ("b0[Llama-2]", -0.705503087255219041, 0.500288125476462175),
    ("b0[Pythia]", -0.880841963530987648, 0.466596276838598223),
    ("b0[Amber]", -0.956334215764591100, 0.497078964555406566),
    ("b0[TinyLlama]", -0.903795202982058177, 0.514367765496885787),
    ("b1", 0.078348137938458073, 0.015366887129623322), ("b2", 0.037470095239530474, 0.043756469669603094),
  ]

  @Test("intercepts of groups agree with R's lm(y ~ 0 + group + x), classical and HC1")
  func effect() throws {
    let fit = try Law(law).fit(to: try models(), options: FitOptions(interval: .classical, effect: "family"))
    #expect(fit.effect?.groups.count == 28 && fit.coefficients.count == 30)
    for (name, estimate, error) in Self.effects {
      let result = try #require(fit.coefficients[name])
      #expect(largestRelativeError([try #require(result.value)], [estimate]) < 1e-11, "\(name)")
      #expect(largestRelativeError([try #require(result.standardError)], [error]) < 1e-11, "\(name)")
    }
    // R: summary(m)$sigma, deviance(m); of lm(mmlu ~ family + ...): r.squared, fstatistic; and r.squared of the
    // regression of columns less the means of their families.
    let statistics = fit.statistics
    #expect(statistics.residualDegreesOfFreedom == 67)
    let numbers = [
      (statistics.sigma, 0.081388578175544235), (statistics.residualSumOfSquares, 0.44381474404825721),
      (statistics.rSquared, 0.87487164792380845), (statistics.fTest?.statistic, 16.153454856912333),
      (fit.effect?.withinRSquared, 0.34705055462001305),
    ]
    for (result, truth) in numbers { #expect(largestRelativeError([result ?? .nan], [truth]) < 1e-11, "\(truth)") }

    // R: sqrt(diag(sandwich::vcovHC(m, type = "HC1")))
    let robust = try Law(law).fit(to: try models(), options: FitOptions(interval: .hc1, effect: "family"))
    for (name, error) in [("b0[Pythia]", 0.614568903853148440), ("b1", 0.018722670021638868)] {
      let result = try #require(robust.coefficients[name]?.standardError)
      #expect(largestRelativeError([result], [error]) < 1e-10, "\(name)")
    }
  }

  @Test("the formula of an effect reads back, and its intercepts can be asked for in quantities")
  func readsBack() throws {
    let fit = try Law(law).fit(to: try models(), options: FitOptions(effect: "family"))
    let formula = try Formula(fit.law.formula.description)
    #expect(formula.right == fit.law.formula.right)
    let gap = try fit.estimate("`b0[Llama-2]` - `b0[Pythia]`").estimate
    #expect(abs(try #require(gap.value) - (Self.effects[0].estimate - Self.effects[1].estimate)) < 1e-12)
    #expect(fit.effect?.formula.description == "mmlu = b0 + b1 * log10(params) + b2 * log10(tokens)")
  }

  @Test("a group of one row is noted, and has no standard error that rests on its own residual")
  func singletons() throws {
    let fit = try Law(law).fit(to: try models(), options: FitOptions(effect: "family"))
    let note = try #require(fit.warnings.first { $0.code == .singleRowGroup })
    #expect(note.severity == .note && note.message.contains("Amber and TinyLlama"))
    #expect(fit.coefficients["b0[Amber]"]?.value != nil)
    #expect(fit.coefficients["b0[Amber]"]?.standardError == nil)
    #expect(fit.coefficients["b0[Pythia]"]?.standardError != nil)
  }

  @Test("on the log scale the factor in front is the constant of a group, as in R's lm(log(y) ~ 0 + group + log(x))")
  func factor() throws {
    let fit = try Law("mmlu = p0*params^b", scale: .log).fit(
      to: try models(), options: FitOptions(interval: .classical, effect: "family"))
    // R: exp(coef(m)["familyPythia"]), coef(m)["log(params)"] and its standard error.
    let truth = [0.054434915207138793, 0.074512690524974584, 0.013785107352581856]
    let slope = try #require(fit.coefficients["b"])
    let result = [fit.coefficients["p0[Pythia]"]?.value, slope.value, slope.standardError].map { $0 ?? .nan }
    #expect(largestRelativeError(result, truth) < 1e-10)
    #expect(fit.convergence.iterations == 0, "solved directly")
  }

  @Test("groups of a nonlinear law share its exponents and have a floor each")
  func nonlinear() throws {
    // loss = E[g] + 400 N^-0.3 exactly, with E = 1.7 and 2.1, so that the truth is the answer.
    var text = "g,N,loss\n"
    for (group, floor) in [("web", 1.7), ("code", 2.1)] {
      for exponent in stride(from: 7.0, through: 10, by: 0.25) {
        let size = pow(10, exponent)
        // A ripple, so that the fit is not perfect.
        let ripple = 1e-3 * sin(17 * exponent + floor)
        text += "\(group),\(size),\(floor + 400 * pow(size, -0.3) + ripple)\n"
      }
    }
    let fit = try Law("loss = E + A/N^alpha", positive: ["A"], scale: .log)
      .fit(to: try table(text), options: FitOptions(effect: "g"))
    #expect(fit.convergence.isCertified)
    #expect(fit.coefficients.map(\.name).sorted() == ["A", "E[code]", "E[web]", "alpha"])
    for (name, truth) in [("E[web]", 1.7), ("E[code]", 2.1), ("alpha", 0.3)] {
      #expect(abs(try #require(fit.coefficients[name]?.value) - truth) < 0.01, "\(name)")
    }
    #expect(fit.effect?.withinRSquared == nil)
  }

  @Test("an effect is refused where the law has no constant, and where the column is used as a number")
  func refusals() throws {
    let table = try models()
    let law = try Law("mmlu = a*params^b")
    let error = #expect(throws: FitError.self) { try law.fit(to: table, options: FitOptions(effect: "family")) }
    #expect(error?.description.contains("has no constant on the identity scale") == true)
    #expect(error?.hint?.contains("--scale log") == true)
    #expect(error?.blame == .usage)
    let used = #expect(throws: FitError.self) {
      try Law("mmlu = a + b*params").fit(to: table, options: FitOptions(effect: "params"))
    }
    #expect(used?.description.contains("as a number") == true)
    let many = #expect(throws: FitError.self) {
      try Law("mmlu = a + b*params").fit(to: table, options: FitOptions(effect: "model"))
    }
    if case .tooFewRows(let rows, let names) = many { #expect(rows == 97 && names.count == 98) } else { Issue.record() }
  }

  @Test("a row whose group is missing is an error by line, or left out and named")
  func missingGroup() throws {
    let text = "g,x,y\nA,1,1\nA,2,2.1\n,3,9\nB,1,4\nB,2,5.2\nB,3,6\n"
    let law = try Law("y = a + b*x")
    #expect(throws: FitError.missingValues(source: "runs.csv", column: "g", lines: [4])) {
      try law.fit(to: try table(text), options: FitOptions(effect: "g"))
    }
    let fit = try law.fit(to: try table(text), options: FitOptions(dropsMissing: true, effect: "g"))
    #expect(fit.data.rowsUsed == 5)
    #expect(fit.warnings.contains { $0.code == .ungroupedRows && $0.message.contains("line 4") })
    let grouped = try law.fit(to: try table(text), by: "g")
    #expect(grouped.ungroupedLines == [4])
    #expect(grouped.warnings.contains { $0.code == .ungroupedRows && $0.message.contains("line 4") })
  }

  @Test("a fit by group is that of its rows alone, and a group that cannot be fitted spoils no other")
  func by() throws {
    let grouped = try Law("mmlu = b0 + b1*log10(params)").fit(
      to: try models(), by: "family", options: FitOptions(interval: .classical))
    #expect(grouped.groups.count == 28 && grouped.fitted.count == 26 && grouped.isTrusted)
    #expect(grouped.groups.first?.value == "Llama-2")
    // R: summary(lm(mmlu ~ log10(params), data = subset(d, family == "Pythia")))$coefficients
    let pythia = try #require(grouped["Pythia"])
    let result = pythia.coefficients.flatMap { [$0.estimate.value ?? .nan, $0.estimate.standardError ?? .nan] }
    let truth = [0.2104824229807118752, 0.0345822638098641152, 0.0050495200279458479, 0.0038209341250412931]
    #expect(largestRelativeError(result, truth) < 1e-11)
    let amber = try #require(grouped.groups.first { $0.value == "Amber" })
    #expect(amber.rows == 1 && amber.error?.description.contains("1 row cannot determine") == true)
    let warning = try #require(grouped.warnings.first { $0.code == .groupNotFitted })
    #expect(warning.message.hasPrefix("family Amber and TinyLlama: not fitted"))
  }

  @Test("numbers and dates are groups by their printed value, in order")
  func numbersAndDates() throws {
    let text =
      "year,day,x,y\n"
      + [(2021, "2024-02-01"), (2020, "2024-01-15")].flatMap { year, day in
        (1...4).map { "\(year),\(day),\($0),\(Double($0 * $0) + Double(year) / 1000)\n" }
      }.joined()
    let law = try Law("y = a + b*x")
    #expect(try law.fit(to: try table(text), by: "year").groups.map(\.value) == ["2020", "2021"])
    #expect(try law.fit(to: try table(text), by: "day").groups.map(\.value) == ["2024-01-15", "2024-02-01"])
  }

  @Test("what the caller got wrong is said once, not once for each group")
  func usage() throws {
    let table = try models()
    #expect(throws: FitError.self) { try Law("mmlu = b0 + b1*log10(params)").fit(to: table, by: "famly") }
    #expect(throws: FitError.level(2)) {
      try Law("mmlu = b0 + b1*log10(params)").fit(to: table, by: "family", options: FitOptions(level: 2))
    }
    #expect(throws: FitError.self) {
      try Law(law).fit(to: table, by: "family", options: FitOptions(effect: "family"))
    }
  }

  @Test("where no group can be trusted, neither can the whole")
  func nothingTrusted() throws {
    let grouped = try Law("y = a + b*x").fit(to: try table("g,x,y\nA,1,1\nA,2,3\nB,1,2\n"), by: "g")
    #expect(grouped.fitted.count == 1 && !grouped.isTrusted)
  }
}
