import Foundation
import ScalingLaws
import Statistics
import Testing

/// Laws that name the run of each row.
@Suite struct RunColumnTests {
  /// Curves of loss against tokens; what a run is above or below the law is common to its rows.
  private func curves(runs: Int = 12, points: Int = 6, name: String = "run", seed: UInt64 = 3) throws -> Table {
    var random = RandomStream(seed: seed, stream: 0)
    var columns: [String: [Double]] = ["loss": [], "C": [], name: []]
    for run in 0..<runs {
      let shift = 0.02 * random.normal()
      for point in 0..<points {
        let c = pow(10, 2 + 0.3 * Double(run % 4) + Double(point) / 2)
        columns["C"]?.append(c)
        columns["loss"]?.append((1.5 + 20 * pow(c, -0.4)) * exp(shift + 0.005 * random.normal()))
        columns[name]?.append(Double(run))
      }
    }
    return try Table(
      source: "curves",
      columns: columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) })
  }

  private let law = Law.powerLawFloor

  @Test("rows of one run are clusters where the table has a column of that name, and the fit says so")
  func found() throws {
    let fit = try law.fit(to: curves())
    let asked = try law.fit(to: curves(), options: FitOptions(clusters: ["run"]))
    #expect(fit.options.clusters == ["run"] && fit.intervalMethod == .cr3 && fit.clusterCounts == [12])
    #expect(fit.coefficients.map(\.estimate) == asked.coefficients.map(\.estimate))
    let note = try #require(fit.warnings.first { $0.code == .clusteredByRun })
    #expect(note.severity == .note && note.hint.contains("--cluster none"))
    // What was asked for needs no note.
    #expect(!asked.warnings.contains { $0.code == .clusteredByRun })
  }

  @Test("a column of another name is mapped like any other; a law that has no run refuses it")
  func mapped() throws {
    let table = try curves(name: "model")
    let fit = try law.fit(to: table, columns: ["run": "model"])
    #expect(fit.options.clusters == ["model"] && !fit.warnings.contains { $0.code == .clusteredByRun })
    // Unmapped it is found by its name, and said.
    #expect(try law.fit(to: table).warnings.contains { $0.code == .clusteredByRun })
    // Of a name that says nothing it is found by what it holds.
    let shaded = try law.fit(to: curves(name: "shade"))
    #expect(shaded.options.clusters == ["shade"])
    #expect(shaded.warnings.contains { $0.code == .clusteredByRun && $0.message.contains("look like checkpoints") })
    #expect(throws: FitError.self) { try law.fit(to: table, columns: ["run": "name"]) }
    #expect(throws: FitError.unknownVariable("run", symbols: ["score", "b0", "b1", "C", "b2", "D", "b3", "T"])) {
      try Law.logLinear.fit(to: table, columns: ["run": "model", "score": "loss"])
    }
  }

  @Test(
    "a column of families, vendors or seeds clusters the rows of any law unasked, and none refuses it",
    arguments: ["family", "Vendor", "run_id", "trial", "training seed"])
  func groups(_ name: String) throws {
    let table = try curves(name: name)
    let straight = try Law("loss = a + b*log(C)")
    let fit = try straight.fit(to: table)
    #expect(fit.options.clusters == [name] && fit.intervalMethod == .cr3)
    #expect(try straight.fit(to: table, options: FitOptions(clusters: ["none"])).intervalMethod == .hc3Effective)
    // A method that was asked for and keeps no rows together stays.
    #expect(try straight.fit(to: table, options: FitOptions(interval: .hc3)).options.clusters.isEmpty)
    // What the law uses marks no groups by its name, nor what has too few for its coefficients, or as many as rows.
    let used = try Law("loss = a + b*log(C) + c*`\(name)`").fit(to: table)
    #expect(used.warnings.contains { $0.code == .clusteredByRun && $0.message.contains("look like checkpoints") })
    #expect(try straight.fit(to: curves(runs: 3, name: name)).options.clusters.isEmpty)
    #expect(try straight.fit(to: curves(points: 1, name: name)).options.clusters.isEmpty)
  }

  @Test("robust norms draw whole runs by default")
  func robust() throws {
    let options = FitOptions(norm: try Norm("huber:0.001"), replicates: 99)
    let fit = try law.fit(to: curves(), options: options)
    var named = options
    named.clusters = ["run"]
    let asked = try law.fit(to: curves(), options: named)
    #expect(fit.options.clusters == ["run"] && fit.draws?.columns == asked.draws?.columns && fit.draws != nil)
  }

  @Test("other clusters win, none takes rows for independent, and so does an interval that keeps none together")
  func told() throws {
    let table = try curves()
    #expect(try law.fit(to: table, options: FitOptions(clusters: ["C"])).options.clusters == ["C"])
    let apart = try law.fit(to: table, options: FitOptions(clusters: [FitOptions.noClusters]))
    #expect(apart.options.clusters.isEmpty && apart.intervalMethod == .hc3Effective)
    // The rows are alike within a run, and the warning names the column.
    #expect(apart.warnings.contains { $0.code == .clusteredResiduals && $0.hint == "--cluster run" })
    let asked = try law.fit(to: table, options: FitOptions(interval: .hc3))
    #expect(asked.options.clusters.isEmpty && asked.intervalMethod == .hc3)
    #expect(try law.fit(to: table, options: FitOptions(interval: .cr2)).options.clusters == ["run"])
    // A column that is called none is a column.
    let odd = try law.fit(to: curves(name: "none"), options: FitOptions(clusters: ["none"]))
    #expect(odd.options.clusters == ["none"] && odd.clusterCounts == [12])
  }

  @Test(
    "a law of one's own finds runs by the name of their column; taken for independent, the warning of residuals names it"
  )
  func ownLaw() throws {
    let own = try Law("loss = E + A*C^-alpha", positive: ["E", "A", "alpha"], scale: .log)
    #expect(try own.fit(to: curves()).options.clusters == ["run"])
    let fit = try own.fit(to: curves(), options: FitOptions(clusters: [FitOptions.noClusters]))
    #expect(fit.options.clusters.isEmpty && fit.intervalMethod == .hc3Effective)
    #expect(fit.warnings.contains { $0.code == .clusteredResiduals && $0.hint == "--cluster run" })
  }

  @Test("one run says so, and runs of one row each are rows")
  func ends() throws {
    let one = try law.fit(to: curves(runs: 1, points: 12))
    #expect(one.options.clusters.isEmpty && one.warnings.contains { $0.code == .singleRun })
    let each = try law.fit(to: curves(runs: 24, points: 1, seed: 5))
    #expect(each.options.clusters.isEmpty && each.intervalMethod == .hc3Effective)
    #expect(!each.warnings.contains { $0.code == .singleRun || $0.code == .clusteredByRun })
    // Few runs are said to be few, as with clusters that are named.
    #expect(try law.fit(to: curves(runs: 4)).warnings.contains { $0.code == .fewClusters && $0.severity == .warning })
  }

  @Test("runs that are fitted one by one, or have constants of their own, are no clusters")
  func apart() throws {
    let grouped = try law.fit(to: curves(runs: 4, points: 8), by: "run")
    #expect(grouped.fitted.count == 4 && grouped.fitted.allSatisfy { $0.fit.options.clusters.isEmpty })
    #expect(!grouped.warnings.contains { $0.code == .singleRun })
    let effect = try Law.powerLaw.fit(
      to: curves(), columns: ["y": "loss", "x": "C"], options: FitOptions(effect: "run"))
    #expect(effect.options.clusters.isEmpty)
  }

  @Test("laws of training curves, checkpoints and inference have a run; laws of models and of time have none")
  func catalogue() {
    let without = Law.catalogue.filter { $0.run == nil }.map { $0.id ?? "" }
    #expect(
      without == [
        "log-linear", "logistic-score", "log-logistic", "exponential-trend", "segmented-trend", "wright",
        "logistic-adoption", "elasticity",
      ])
    #expect(Law.catalogue.allSatisfy { !$0.formula.symbols.contains(Law.runName) })
  }
}
