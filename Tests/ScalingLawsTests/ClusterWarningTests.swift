import Foundation
import ScalingLaws
import Statistics
import Testing

/// Residuals that are alike where a variable repeats.
@Suite struct ClusterWarningTests {
  /// Eight sizes with six runs each; a share of the variance of the noise is common to a size.
  private func fit(share: Double, seed: UInt64, clusters: [String] = []) throws -> Fit {
    var random = RandomStream(seed: seed, stream: 1)
    var columns: [String: [Double]] = ["x": [], "t": [], "y": []]
    for size in 0..<8 {
      let shift = random.normal() * share.squareRoot()
      for run in 0..<6 {
        let (x, t) = (Double(size), Double(run) + random.uniform())
        let noise = 0.1 * (shift + random.normal() * (1 - share).squareRoot())
        columns["x"]?.append(x)
        columns["t"]?.append(t)
        columns["y"]?.append(1 + 0.3 * x - 0.2 * t + noise)
      }
    }
    let table = try Table(
      source: "simulated",
      columns: columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) })
    return try Law("y = a + b*x + c*t").fit(to: table, options: FitOptions(clusters: clusters))
  }

  @Test("noise that rows of one size share is found, and the column named")
  func found() throws {
    let warning = try #require(try fit(share: 0.7, seed: 1).warnings.first { $0.code == .clusteredResiduals })
    #expect(warning.severity == .warning && warning.hint == "--cluster x" && warning.message.contains("8 groups"))
    #expect(try !fit(share: 0.7, seed: 1, clusters: ["x"]).warnings.contains { $0.code == .clusteredResiduals })
  }

  @Test("independent noise is not called clustered: none of 200 tables at a level of one in a thousand")
  func falseAlarms() throws {
    // The chance of two alarms or more in 200 tables at 1e-3 is below 2 %.
    let alarms = try (0..<200).count {
      try fit(share: 0, seed: 100 + UInt64($0)).warnings.contains { $0.code == .clusteredResiduals }
    }
    #expect(alarms <= 1)
  }

  /// Rows of eight names that nothing knows, some shifted by what they share.
  private func named(_ count: Int, shift: Double, rows: Int = 40, seed: UInt64) throws -> Fit {
    var random = RandomStream(seed: seed, stream: 2)
    let shifts = count == 2 ? [0, shift] : (0..<count).map { _ in shift * random.normal() }
    var text = "Haus,x,y\n"
    for row in 0..<rows {
      let x = random.uniform()
      text += "h\(row % count),\(x),\(1 + x + 0.1 * (shifts[row % count] + random.normal()))\n"
    }
    return try Law("y = a + b*x").fit(to: Table(bytes: Array(text.utf8), source: "named"))
  }

  @Test("a column of texts that no name tells is asked as well; of two groups it says to give each a constant")
  func texts() throws {
    let eight = try #require(try named(8, shift: 1.5, seed: 3).warnings.first { $0.code == .clusteredResiduals })
    #expect(eight.hint == "--cluster Haus")
    let two = try #require(try named(2, shift: 4, seed: 3).warnings.first { $0.code == .clusteredResiduals })
    #expect(two.hint.hasPrefix("--effect Haus"))
    #expect(try !named(2, shift: 4, seed: 3).warnings.contains { $0.code == .twoGroups })
    let alarms = try (0..<200).count {
      try named(8, shift: 0, seed: 100 + UInt64($0)).warnings.contains { $0.code == .clusteredResiduals }
    }
    // At 5e-3 four or more in 200 have a chance of 2 %.
    #expect(alarms <= 3)
  }

  /// Nine sizes with six lengths each, of one run for each size or of separate runs.
  private func lengths(share: Double, seed: UInt64, column: String?) throws -> Fit {
    var random = RandomStream(seed: seed, stream: 3)
    var text = (column.map { "\($0)," } ?? "") + "N,D,loss\n"
    for size in 0..<9 {
      let shift = random.normal()
      for step in 1...6 {
        let (n, d) = (3e7 * pow(2, Double(size)), 5e9 * Double(step))
        let noise = 0.01 * (share.squareRoot() * shift + (1 - share).squareRoot() * random.normal())
        text += (column == nil ? "" : "\(size + 17),") + "\(n),\(d),\(exp(2 - 0.1 * log(n) - 0.1 * log(d) + noise))\n"
      }
    }
    return try Law("loss = exp(a - b*log(N) - c*log(D))", scale: .log).fit(
      to: Table(bytes: Array(text.utf8), source: "runs"))
  }

  @Test("checkpoints are kept together whatever their column is called, and without one", arguments: ["Lauf", nil])
  func checkpoints(_ column: String?) throws {
    let fit = try lengths(share: 0.8, seed: 1, column: column)
    #expect(fit.options.clusters == [column ?? "N"] && fit.covarianceMethod == .cr3)
    let note = try #require(fit.warnings.first { $0.code == .clusteredByRun })
    #expect(note.severity == .note && note.message.contains("look like checkpoints of one run"))
  }

  @Test("a grid of separate runs is taken for checkpoints in at most 5 % of 200 tables")
  func separateRuns() throws {
    let taken = try (0..<200).count {
      try !lengths(share: 0, seed: 500 + UInt64($0), column: nil).options.clusters.isEmpty
    }
    // Simulated elsewhere: 2 to 4 %. More than 15 of 200 at 4 % have a chance of 1 %.
    #expect(taken <= 15)
  }

  @Test("a law that does not fit is called that, and not rows of a random text checkpoints")
  func misfit() throws {
    var random = RandomStream(seed: 8, stream: 5)
    var taken = 0
    for _ in 0..<40 {
      var text = "C,loss,hardware\n"
      for _ in 0..<50 {
        let c = pow(10, 18 + 6 * random.uniform())
        text += "\(c),\((1.7 + 300 * pow(c, -0.12)) * exp(0.005 * random.normal())),h\(random.integer(below: 6))\n"
      }
      let fit = try Law("loss = A*C^-b", scale: .log).fit(to: Table(bytes: Array(text.utf8), source: "floor"))
      if !fit.options.clusters.isEmpty { taken += 1 }
    }
    // At one in fifty four or more have a chance of 1 %; every table was taken where groups were not drawn at random.
    #expect(taken <= 3)
  }

  /// Rows on a line, half of them of another recipe.
  private func recipes(distance: Double, seed: UInt64) throws -> Fit {
    var random = RandomStream(seed: seed, stream: 4)
    var text = "x,y\n"
    for row in 0..<160 {
      let x = random.uniform()
      text += "\(x),\(1 + x + 0.1 * (random.normal() + (row % 2 == 0 ? distance : 0)))\n"
    }
    return try Law("y = a + b*x").fit(to: Table(bytes: Array(text.utf8), source: "recipes"))
  }

  @Test("two recipes three standard deviations apart are seen in the residuals, and one is not taken for two")
  func twoRecipes() throws {
    let seen = try (0..<20).count {
      try recipes(distance: 3, seed: UInt64($0)).warnings.contains { $0.code == .twoGroups }
    }
    // Nine in ten.
    #expect(seen >= 14)
    let warning = try #require(try recipes(distance: 5, seed: 1).warnings.first { $0.code == .twoGroups })
    // One half by construction; lines of either kind follow one another.
    #expect(warning.lines.count > 70 && warning.lines.count < 90)
    let alarms = try (0..<200).count {
      try recipes(distance: 0, seed: 900 + UInt64($0)).warnings.contains { $0.code == .twoGroups }
    }
    #expect(alarms <= 4)
  }
}
