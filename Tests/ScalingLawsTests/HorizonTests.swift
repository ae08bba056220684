import Datasets
import Foundation
import Statistics
import Testing

@testable import ScalingLaws

@Suite struct HorizonTests {
  private func table(_ text: String) throws -> Table { try Table(bytes: Array(text.utf8), source: "runs.csv") }

  private func bundled(_ name: String, where condition: String? = nil) throws -> Table {
    let dataset = try #require(Datasets.named(name))
    let table = try Table(bytes: dataset.bytes, source: "@\(name)")
    guard let condition else { return table }
    return try table.filtering(try Expression(parsing: condition))
  }

  private func analysis(
    _ table: Table, replicates: Int = 0, change: (inout HorizonAnalysis.Questions) -> Void = { _ in }
  ) throws -> HorizonAnalysis {
    var questions = HorizonAnalysis.Questions()
    questions.replicates = replicates
    change(&questions)
    return try HorizonAnalysis(table, columns: try HorizonColumns(in: table), questions: questions)
  }

  /// Roots of the score equations by scipy.optimize.root: References/horizon.py.
  private static let references: [(model: String, p50: Double, p80: Double, slope: Double, success: Double)] = [
    ("GPT-4 0314", 4.35098179917, 0.449430132225, -0.423273729367, 0.222427058934),
    ("Claude 3 Opus", 4.73735009265, 0.364391267465, -0.374621502055, 0.245735315023),
    ("GPT-4 Turbo", 4.0831606874, 0.300675722001, -0.368361622513, 0.236089698573),
    ("GPT-4o", 7.8269634973, 0.486681568819, -0.345933382412, 0.298444960554),
    ("Claude 3.5 Sonnet (Old)", 23.2534983755, 1.8364578323, -0.378515562491, 0.392649963333),
    ("o1-preview", 38.2406595436, 2.37035276643, -0.345542688078, 0.483542107445),
    ("Claude 3.5 Sonnet (New)", 60.9415022293, 4.29721142308, -0.36233967824, 0.494502664728),
    ("o1", 43.3159361264, 1.01685679016, -0.256118375828, 0.469305557124),
    ("gpt-3.5-turbo-instruct", 0.0174982921549, 0.00207847298104, -0.451030108823, 0.0122133517099),
    ("human", 921.886329311, 96.6130464325, -0.425988633267, 0.782453897825),
  ]

  @Test("horizons, slopes and average success are those of a weighted logistic regression by SciPy")
  func horizons() throws {
    let models = try analysis(try bundled("horizon-runs")).models
    #expect(models.count == Self.references.count + 1)
    for reference in Self.references {
      let model = try #require(models.first { $0.name == reference.model })
      for (found, expected) in [
        (model.horizons[0].value, reference.p50), (model.horizons[1].value, reference.p80),
        (model.curve?.slope, reference.slope), (model.record?.averageSuccess, reference.success),
      ] {
        #expect(abs(try #require(found) / expected - 1) < 1e-8, "\(reference.model)")
      }
    }
    let davinci = try #require(models.first { $0.name == "davinci-002" })
    #expect(davinci.absence == .noSuccess && davinci.horizon.value == nil && davinci.curve == nil)
  }

  @Test("a refit by Newton's method is the fit by the engine, at the table and at a resample")
  func refits() throws {
    let table = try bundled("horizon-runs")
    let runs = try HorizonRuns(table, columns: try HorizonColumns(in: table))
    let model = try #require(runs.models.first { $0.name == "o1" })
    let curve = try SuccessCurve.fitted(to: model.cells).get()
    var random = RandomStream(seed: 5)
    for replicate in 0..<3 {
      let cells = model.cells.map { cell in
        let times = replicate == 0 ? 1 : Double(random.integer(below: 3))
        return HorizonRuns.Cell(
          task: cell.task, minutes: cell.minutes, runs: times * cell.runs, successes: times * cell.successes,
          weight: cell.weight)
      }
      let refit = try #require(
        SuccessRefit(curve, lengths: cells.map(\.length)).curve(
          successes: cells.map { $0.weight * $0.successes }, runs: cells.map { $0.weight * $0.runs }))
      let fitted = try SuccessCurve.fitted(to: cells.filter { $0.runs > 0 }).get()
      #expect(abs(refit.slope / fitted.slope - 1) < 1e-8, "\(replicate)")
      #expect(abs(refit.length(at: 0.5) - fitted.length(at: 0.5)) < 1e-7, "\(replicate)")
    }
  }

  @Test("resamples of families, tasks and runs scatter as NumPy's do")
  func bootstrap() throws {
    // References/horizon.py, 2,000 resamples: standard deviations of log2 p50. Those of 2,000 and of 1,000 draws are each known to
    // about 2 and 3 per cent, and more where tails are long.
    let expected = ["GPT-4 0314": 1.2308, "GPT-4o": 1.2834, "Claude 3.5 Sonnet (Old)": 0.87, "o1-preview": 0.9718]
    let table = try bundled("horizon-runs", where: "model != \"human\"")
    let runs = try HorizonRuns(table, columns: try HorizonColumns(in: table))
    let curves = runs.models.map { try? SuccessCurve.fitted(to: $0.cells).get() }
    let draws = ItemResampling(replicates: 1000, seed: 0, threads: 2).draws(runs, curves: curves, chances: [0.5])
    for (name, deviation) in expected {
      let place = try #require(runs.models.firstIndex { $0.name == name })
      let found = Descriptive.standardDeviation(draws.map { $0[place][0] })
      #expect(abs(found / deviation - 1) < 0.12, "\(name): \(found)")
    }
  }

  @Test("the numbers depend on the seed, and not on the threads")
  func deterministic() throws {
    let table = try bundled("horizon-runs")
    let intervals = { (seed: UInt64, threads: Int) in
      let found = try self.analysis(table, replicates: 150) { ($0.seed, $0.threads) = (seed, threads) }
      return found.models.map(\.horizon.interval) + [found.trend?.growth.logPerYear.interval]
    }
    let one = try intervals(7, 1)
    #expect(try intervals(7, 3) == one)
    #expect(try intervals(8, 1) != one)
  }

  @Test(
    "published doubling times are those of the file, and their interval if models deviate independently is NumPy's",
    arguments: [
      // Days as in METR's file and paper; ends and share: References/horizon.py.
      ("v1.1-2026-01", "release_date >= 2023", 130.801, 104.452559415, 174.926676785, 0.430421781392),
      ("v1.1-2026-04", "release_date >= 2023", 128.744, 109.143592256, 156.924619217, 0.569332833673),
      ("v1.0", "release_date < 2025.25", 212.176, 172.660969195, 275.146970524, 1),
    ] as [(String, String, Double, Double, Double, Double)])
  func published(
    _ version: String, _ dates: String, _ days: Double, _ low: Double, _ high: Double, _ share: Double
  ) throws {
    let condition = "version == \"\(version)\" and is_sota == \"yes\" and \(dates)"
    let trend = try #require(try analysis(try bundled("time-horizons", where: condition)).trend)
    #expect(abs(try #require(trend.doublingDays.value) - days) < 5e-4)
    let ends = try #require(trend.independent.daysPerFactorOfTwo.interval)
    let (least, greatest) = (try #require(ends.low), try #require(ends.high))
    #expect(abs(least / low - 1) < 1e-9 && abs(greatest / high - 1) < 1e-9)
    #expect(abs(try #require(trend.itemShare) - share) < 1e-9)
    let wide = try #require(trend.doublingDays.interval)
    let floor = try #require(wide.low)
    #expect(floor < low && (wide.high ?? .infinity) > high)
  }

  @Test("days are counted by the calendar, leap years and all")
  func days() throws {
    let year = { (text: String) in try #require(CalendarDate(text)).decimalYear.julianYears }
    // Python: (date(2024, 3, 1) - date(2023, 12, 31)).days and so on.
    for (first, last, days) in [
      ("2023-12-31", "2024-03-01", 61.0), ("2019-02-14", "2025-02-24", 2202), ("1999-12-31", "2000-01-01", 1),
      ("2024-12-31", "2025-01-01", 1),
    ] {
      #expect(abs((try year(last) - year(first)) * 365.25 - days) < 1e-6, "\(first)")
    }
  }

  /// Models whose horizons double in a known time, on tasks whose families differ.
  private func world(_ random: inout RandomStream, doublingYears: Double) throws -> Table {
    let families = 24
    var text = "model,release_date,family,task,minutes,runs,successes\n"
    var tasks: [(family: Int, name: String, length: Double, difficulty: Double)] = []
    for family in 0..<families {
      let (base, effect) = (9.5 * random.uniform(), 1.5 * random.normal())
      for task in 0..<(1 + random.integer(below: 4)) {
        let length = base + random.normal()
        tasks.append((family, "t\(task)", length, length + effect + 1.2 * random.normal()))
      }
    }
    for model in 0..<9 {
      let date = 2023 + 0.22 * Double(model) + 0.2 * random.uniform()
      let horizon = 2 + (date - 2023) / doublingYears + 0.4 * random.normal()
      for task in tasks {
        let p = 1 / (1 + exp(task.difficulty - horizon))
        let solved = random.binomial(trials: 6, probability: p)
        text += "m\(model),\(date),f\(task.family),f\(task.family)\(task.name),\(exp2(task.length)),6,\(solved)\n"
      }
    }
    return try table(text)
  }

  @Test("intervals of doubling time and horizons hold the truth of simulated models")
  func coverage() throws {
    var random = RandomStream(seed: 11)
    let worlds = 40
    var (held, narrow) = (0, 0)
    for _ in 0..<worlds {
      let found = try analysis(try world(&random, doublingYears: 0.6), replicates: 200)
      let trend = try #require(found.trend)
      let rate = log(2) / 0.6
      held += try #require(trend.growth.logPerYear.interval).contains(rate) ? 1 : 0
      narrow += try #require(trend.independent.logPerYear.interval).contains(rate) ? 1 : 0
    }
    // Of 40 worlds at 95 %, fewer than 34 hold it once in 200 times.
    #expect(held >= 36 && narrow >= 34, "\(held), \(narrow)")
  }

  @Test("runs row by row are the counts, and a task's own date or that of another table is taken")
  func forms() throws {
    let counts = """
      model,release_date,task,human_minutes,successes,runs
      A,2024-01-01,t1,1,3,4
      A,2024-01-01,t2,8,2,4
      A,2024-01-01,t3,60,1,4
      B,2025-01-01,t1,1,4,4
      B,2025-01-01,t2,8,3,4
      B,2025-01-01,t3,60,1,4
      """
    var single = "model,task,minutes,success\n"
    for line in counts.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      let (solved, runs) = (Int(cells[4]) ?? 0, Int(cells[5]) ?? 0)
      for run in 0..<runs { single += "\(cells[0]),\(cells[2]),\(cells[3]),\(run < solved ? 1 : 0)\n" }
    }
    let together = try analysis(try table(counts), replicates: 200)
    let dates = try ReleaseDates.read(try table("model,released\nA,2024-01-01\nB,2025-01-01\n"))
    let apart = try analysis(try table(single), replicates: 200) { $0.dates = dates }
    #expect(together.models.map(\.horizon) == apart.models.map(\.horizon))
    #expect(together.trend?.doublingDays.value == apart.trend?.doublingDays.value)
    let undated = try analysis(try table(single))
    #expect(undated.trend == nil && undated.warnings.contains { $0.code == .missingValues })
  }

  @Test("models without a horizon are named with the reason, and stay outside the trend")
  func absences() throws {
    let text = """
      model,release_date,task,human_minutes,successes,runs
      all,2024-01-01,t1,1,4,4
      all,2024-01-01,t2,8,4,4
      none,2024-02-01,t1,1,0,4
      none,2024-02-01,t2,8,0,4
      split,2024-03-01,t1,1,4,4
      split,2024-03-01,t2,8,0,4
      rising,2024-04-01,t1,1,1,4
      rising,2024-04-01,t2,8,3,4
      good,2024-05-01,t1,1,3,4
      good,2024-05-01,t2,8,1,4
      """
    let found = try analysis(try table(text))
    #expect(found.models.map(\.absence) == [.noFailure, .noSuccess, .separated, .notFalling, nil])
    #expect(found.trend == nil)
    for (name, reason) in [
      ("all", "every run succeeds"), ("none", "no run succeeds"),
      ("split", "success and failure are separated by length"),
      ("rising", "success does not fall with the length of the task"),
    ] {
      #expect(found.warnings.contains { $0.message == "no horizon for \(name): \(reason)" }, "\(name)")
    }
  }

  @Test("a form is told apart where the table and its resamples have it ahead, and not where they do not")
  func shapes() throws {
    let rows = { (bend: Double, error: Double) in
      (0..<14).map { index in
        let t = Double(index) / 4
        let value = exp2(1 + t + bend * t * t + (index % 2 == 0 ? 0.1 : -0.1))
        return "m\(index),\(2022 + t),\(value),\(value / exp2(error)),\(value * exp2(error))\n"
      }.joined()
    }
    let header = "model,date,p50_minutes,p50_low_minutes,p50_high_minutes\n"
    let told = { (bend: Double, error: Double) in
      let trend = try self.analysis(try self.table(header + rows(bend, error)), replicates: 200).trend
      return try #require(trend).shapes.filter { trend?.isToldApart($0) ?? false }.map(\.form)
    }
    #expect(try told(0.6, 0.3).contains(.quadratic))
    #expect(try told(0, 0.3).isEmpty)
    // The same bend with errors as large as it.
    #expect(try told(0.05, 1.5).isEmpty)
  }
}
