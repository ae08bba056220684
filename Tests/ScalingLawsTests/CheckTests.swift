import Datasets
import Foundation
import ScalingLaws
import Statistics
import Testing

/// Faults that were put into simulated or bundled tables, each to be found by name; tables without one draw no warning.
@Suite struct CheckTests {
  private func warnings(_ check: Check) -> [FitWarning] { check.findings.filter { $0.severity == .warning } }

  private func finding(_ check: Check, _ code: FitWarning.Code) throws -> FitWarning {
    try #require(check.findings.first { $0.code == code }, "\(check.findings.map(\.code.rawValue))")
  }

  @Test("of 200 clean tables of six laws, at most one in twenty draws a warning")
  func clean() throws {
    var failures: [String] = []
    for draw in 0..<200 {
      let kind = CheckedTables.Kind.allCases[draw % CheckedTables.Kind.allCases.count]
      let rows = [25, 60, 150][draw / 6 % 3]
      let table = try CheckedTables.clean(kind, rows: rows, seed: UInt64(draw))
      let found = warnings(try Check(table, law: CheckedTables.law(kind)))
      if !found.isEmpty { failures.append("\(draw) \(kind.rawValue) \(rows): \(found.map(\.message))") }
    }
    print("clean tables with a warning: \(failures.count) of 200\n\(failures.joined(separator: "\n"))")
    #expect(failures.count <= 10, "\(failures.joined(separator: "\n"))")
  }

  @Test("a price that is ten times too high is found by its row, in the bundled list of prices")
  func priceTypo() throws {
    let dataset = try #require(Datasets.named("ai-prices"))
    let table = try Table(bytes: dataset.bytes, source: "@ai-prices")
    #expect(!(try Check(table)).findings.contains { $0.code == .priceOutlier })
    // The 39th price of output, ten times as high.
    let spoiled = try CheckedTables.changing(table, "output_usd_per_mtok") { $0 == 38 ? 10 * $1 : $1 }
    let found = try finding(try Check(spoiled), .priceOutlier)
    #expect(found.severity == .warning && found.lines == [39], "\(found.message)")
  }

  @Test("a price that is ten times off for its time and quality is found by its row")
  func priceOffTrend() throws {
    var random = RandomStream(seed: 4, stream: 0)
    let time = (0..<50).map { _ in 2022 + 4 * random.uniform() }
    let score = (0..<50).map { _ in 0.3 + 0.5 * random.uniform() }
    var price = (0..<50).map { 5 * exp(-1.2 * (time[$0] - 2022) + 4 * score[$0] + 0.3 * random.normal()) }
    let columns = { (price: [Double]) in [("year", time), ("mmlu", score), ("price", price)] }
    #expect(try Check(CheckedTables.table(columns(price))).findings.isEmpty)
    price[17] *= 10
    let found = try finding(try Check(CheckedTables.table(columns(price))), .priceOutlier)
    #expect(found.severity == .warning && found.lines == [18])
    #expect(found.message.contains("order of magnitude off for year and mmlu"))
  }

  @Test("a run that is there twice is found, under its own name and under another")
  func duplicatedRun() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 40, seed: 3)
    let numbers = try ["N", "D", "loss"].map { name in
      (name, try table.numbers(name) + [try table.numbers(name)[11]])
    }
    let names = (0..<40).map { "run \($0)" }
    let same = try Check(CheckedTables.table(numbers, texts: [("run", names + ["run 11"])]))
    let copied = try finding(same, .duplicateRows)
    #expect(copied.severity == .warning && copied.lines == [41])
    let renamed = try finding(
      try Check(CheckedTables.table(numbers, texts: [("run", names + ["final"])])), .duplicateRuns)
    #expect(renamed.severity == .warning && renamed.lines == [41])
    #expect(renamed.message.contains("line 41 and line 12"))
  }

  @Test("tokens in billions in a third of the rows are found, with the factor and the rows")
  func unitMistake() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 60, seed: 5)
    let spoiled = try CheckedTables.changing(table, "D") { $0.isMultiple(of: 3) ? $1 / 1e9 : $1 }
    for check in [try Check(spoiled), try Check(spoiled, law: .chinchilla)] {
      let found = try finding(check, .unitMismatch)
      #expect(found.severity == .warning && found.message.hasPrefix("D holds two groups"))
      #expect(found.message.contains("may be in billions"))
      #expect(found.numbers.first?.value == 1e9)
      #expect(found.lines == (0..<60).filter { $0.isMultiple(of: 3) }.map { $0 + 1 })
    }
  }

  @Test("a unit mistake shows in compute against 6ND as well")
  func unitsAgainstCompute() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 30, seed: 6)
    let (n, d) = (try table.numbers("N"), try table.numbers("D"))
    var c = zip(n, d).map { 6 * $0 * $1 }
    c[4] *= 1e3
    let check = try Check(CheckedTables.table([("params", n), ("tokens", d), ("flops", c)]))
    let found = try finding(check, .flopsRatio)
    #expect(found.severity == .warning && found.lines == [5])
  }

  @Test("a column of N equal to D/20 is found before any fit, and compute of 6ND is named as what it is")
  func collinear() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 40, seed: 7)
    let d = try table.numbers("D")
    let spoiled = try CheckedTables.changing(table, "N") { row, _ in d[row] / 20 }
    for check in [try Check(spoiled), try Check(spoiled, law: .chinchilla)] {
      let found = try finding(check, .collinear)
      #expect(found.severity == .warning && found.message == "D is 20 times N in every row")
    }
    let n = try table.numbers("N")
    let product = try CheckedTables.table([("N", n), ("D", d), ("C", zip(n, d).map { 6 * $0 * $1 })])
    let found = try finding(try Check(product), .collinear)
    #expect(
      found.severity == .note && found.message.contains("C follows from the others: it is proportional to N^1 * D^1"))
  }

  @Test("an outlier is found by its row, whether it has leverage or not", arguments: [3, 20])
  func outlier(_ row: Int) throws {
    let table = try CheckedTables.clean(.powerLaw, rows: 40, seed: 8)
    let spoiled = try CheckedTables.changing(table, "y") { $0 == row ? $1 * 1.3 : $1 }
    let check = try Check(spoiled, law: .powerLaw)
    let found = warnings(check).filter { [.outlier, .influentialRow, .influentialRows].contains($0.code) }
    #expect(!found.isEmpty)
    #expect(found.contains { $0.message.contains("line \(row + 1)") || $0.lines == [row + 1] })
  }

  @Test("noise that grows with a variable is found by the test that is named")
  func heteroscedastic() throws {
    var random = RandomStream(seed: 12, stream: 0)
    let x = (0..<80).map { _ in pow(10, 17 + 7 * random.uniform()) }
    let y = x.map { x in 26.5 * pow(x, -0.055) * exp(0.05 * (log10(x) - 17) / 7 * random.normal()) }
    let check = try Check(CheckedTables.table([("x", x), ("y", y)]), law: .powerLaw)
    let found = try finding(check, .heteroscedastic)
    #expect(found.severity == .warning && found.message.contains("Breusch-Pagan"))
  }

  @Test("a break in the trend is found by the tests that are named")
  func breakInTrend() throws {
    var random = RandomStream(seed: 13, stream: 0)
    let x = (0..<80).map { _ in pow(10, 17 + 7 * random.uniform()) }
    let y = x.map { x in
      let decades = log10(x) - 17
      return 10 * exp(-0.15 * decades - 0.25 * max(0, decades - 3.5) + 0.02 * random.normal())
    }
    let check = try Check(CheckedTables.table([("x", x), ("y", y)]), law: .powerLaw)
    let found = try finding(check, .residualPattern)
    #expect(found.severity == .warning)
    #expect(found.message.contains("Kruskal-Wallis") && found.message.contains("RESET"))
  }

  @Test("values that cannot be are named by line: losses, scores, percentages among shares")
  func impossibleValues() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 20, seed: 14)
    let loss = try CheckedTables.changing(table, "loss") { $0 == 4 ? -$1 : $1 }
    #expect(try finding(try Check(loss), .nonpositiveValues).lines == [5])
    var score = (0..<20).map { 0.3 + 0.02 * Double($0) }
    score[2] = 1
    #expect(try finding(try Check(CheckedTables.table([("score", score)])), .scoreAtLimit).lines == [3])
    score[2] = 62
    score[3] = 71
    let mixed = try finding(try Check(CheckedTables.table([("score", score)])), .percentAndShare)
    #expect(mixed.severity == .warning)
    score = score.map { $0 > 1 ? $0 : 100 * $0 }
    score[7] = 105
    #expect(try finding(try Check(CheckedTables.table([("score", score)])), .scoreOutOfRange).lines == [8])
  }

  @Test("too few scales, a constant and a short range are named")
  func design() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 30, seed: 15)
    let two = try CheckedTables.changing(table, "N") { row, _ in row.isMultiple(of: 2) ? 1e8 : 1e9 }
    #expect(try finding(try Check(two, law: .chinchilla), .fewLevels).message.contains("N has 2 distinct scales"))
    let one = try CheckedTables.changing(table, "N") { _, _ in 1e8 }
    #expect(try finding(try Check(one), .constantPredictor).severity == .warning)
    let short = try CheckedTables.changing(table, "N") { row, _ in 1e8 * (1 + Double(row) / 20) }
    #expect(try finding(try Check(short, law: .chinchilla), .narrowRange).severity == .note)
  }

  @Test("checkpoints of one run are recognised by the name of the run, and by equal steps without it")
  func checkpoints() throws {
    let step = (0..<60).map { Double($0 % 10 + 1) * 1e9 }
    let size = (0..<60).map { pow(10, 8 + Double($0 / 10) / 3) }
    var random = RandomStream(seed: 16, stream: 0)
    let loss = zip(size, step).map {
      (1.7 + 400 * pow($0, -0.34) + 410 * pow($1, -0.28)) * exp(1e-4 * random.normal())
    }
    let columns = [("N", size), ("D", step), ("loss", loss)]
    let unnamed = try finding(try Check(CheckedTables.table(columns)), .repeatedCheckpoints)
    #expect(unnamed.message.contains("60 rows look like checkpoints of 6 runs"))
    let named = try CheckedTables.table(columns, texts: [("run", (0..<60).map { "run \($0 / 10)" })])
    #expect(try finding(try Check(named), .repeatedCheckpoints).hint.contains("--cluster run"))
    let clustered = try Check(named, law: .chinchilla, options: FitOptions(clusters: ["run"]))
    #expect(!clustered.findings.contains { $0.code == .repeatedCheckpoints })
    #expect(clustered.influences.first?.unit == .cluster(column: "run"))
    #expect(clustered.sensitivity?.choices.allSatisfy { $0.pValue == nil } == true)
  }
}
