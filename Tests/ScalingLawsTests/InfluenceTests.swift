import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// Which rows decide a fit, alone and together.
@Suite struct InfluenceTests {
  @Test("leaving one row out of a line moves it exactly as the textbook formula says")
  func line() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 10]
    let y: [Double] = [1.1, 1.9, 3.2, 3.9, 5.1, 8.5]
    let table = try CheckedTables.table([("x", x), ("y", y)])
    let law = try Law("y = a + b*x")
    let check = try Check(table, law: law, options: FitOptions(interval: .classical))
    let rows = try #require(check.influences.first)
    #expect(rows.isExact && rows.count == 6)
    let slope = try #require(rows.largest.first { $0.name == "b" })
    // Each row left out and the line solved anew, by the textbook sums.
    func fitted(without left: Int) -> Double {
      let kept = x.indices.filter { $0 != left }
      let (mx, my) = (kept.map { x[$0] }.reduce(0, +) / 5, kept.map { y[$0] }.reduce(0, +) / 5)
      return kept.reduce(0.0) { $0 + (x[$1] - mx) * (y[$1] - my) } / kept.reduce(0.0) { $0 + pow(x[$1] - mx, 2) }
    }
    #expect(slope.row == 5)
    #expect(abs(slope.without / fitted(without: 5) - 1) < 1e-12)
    let error = try #require(check.fit?.coefficients["b"]?.standardError)
    #expect(abs(slope.distance / ((slope.without - slope.estimate) / error) - 1) < 1e-9)
  }

  @Test("two outliers that hide each other are found together, where neither moves the fit alone")
  func masking() throws {
    // A line with noise of 0.1 and, far out, two equal points well below it: each alone leaves the other to hold the line.
    var random = RandomStream(seed: 2, stream: 0)
    var x = (0..<40).map { Double($0) / 10 }
    var y = x.map { 1 + 2 * $0 + 0.1 * random.normal() }
    x += [8, 8.1]
    y += [9, 9.1]
    let check = try Check(CheckedTables.table([("x", x), ("y", y)]), law: try Law("y = a + b*x"))
    let set = try #require(check.influentialSet)
    #expect(set.rows.sorted() == [40, 41])
    // The truth is 2.
    #expect(abs(try #require(set.changes.first { $0.name == "b" }).without - 2) < 0.1)
    #expect(check.findings.contains { $0.code == .influentialRows && $0.lines == [41, 42] })
  }

  @Test("with many rows the deletions are one step, and said to be")
  func manyRows() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 3000, seed: 21)
    let check = try Check(table, law: .chinchilla)
    let rows = try #require(check.influences.first)
    #expect(!rows.isExact && rows.count == 3000)
    // One of the largest, with a fit of its own: the first-order step is near it.
    let largest = try #require(rows.largest.first { $0.name == "beta" })
    let refit = try #require(try check.fit?.refits().run(rows: [(0..<3000).filter { $0 != largest.row }]))
    #expect(abs((refit["beta"][0] - largest.estimate) / (largest.without - largest.estimate) - 1) < 0.05)
  }

  @Test("floors, norms and ends of the data are tried, and the least determined combination is named")
  func sensitivity() throws {
    let check = try Check(try CheckedTables.clean(.chinchilla, rows: 60, seed: 22), law: .chinchilla)
    let choices = try #require(check.sensitivity?.choices)
    #expect(choices.contains { $0.name == "--norm huber" } && choices.contains { $0.name.hasPrefix("E held at") })
    #expect(choices.count { $0.kind == .range } == 6)
    let held = try #require(choices.first { $0.kind == .floor })
    #expect(abs(abs(held.distances[0]) - 1) < 1e-9)
    let sloppy = try #require(check.sloppyDirection)
    #expect(sloppy.ratio > 100 && sloppy.changes.map(\.name) == ["E", "A", "alpha", "B", "beta"])
  }

  @Test("a point far outside the data is called so, with its distance in decades")
  func extrapolation() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 60, seed: 23)
    let check = try Check(table, law: .chinchilla, targets: [["N": 1e12, "D": 1e11]])
    let largest = try table.numbers("N").max() ?? .nan
    let found = try #require(check.findings.first { $0.code == .extrapolation && $0.severity == .warning })
    #expect(abs(try #require(found.numbers.first { $0.name == "decades of N" }).value - log10(1e12 / largest)) < 1e-12)
    #expect(check.influences.first?.largest.contains { $0.name == "loss at N=1e+12, D=1e+11" } == true)
  }
}

/// Five of 245 points decide the law that the field fits most.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct ChinchillaInfluenceTests {
  @Test(
    "the five rows are found together, with how far they move beta and the optimal size, and the answer without them")
  func five() throws {
    let all = try Law.chinchilla.fit(to: ChinchillaPoints.table(isTrimmed: false))
    let losses = try ChinchillaPoints.table(isTrimmed: false).numbers("loss")
    let highest = losses.indices.sorted { losses[$0] > losses[$1] }.prefix(5)
    let set = try #require(all.influentialSet())
    #expect(Set(set.rows) == Set(highest))
    // The answer without them is that of the trimmed table, where these rows are not there at all.
    let trimmed = try Law.chinchilla.fit(to: ChinchillaPoints.table(isTrimmed: true))
    for name in ["E", "alpha", "beta"] {
      let change = try #require(set.changes.first { $0.name == name })
      let (with, without) = (
        try #require(all.coefficients[name]?.value), try #require(trimmed.coefficients[name]?.value)
      )
      #expect(abs(change.with / with - 1) < 1e-9 && abs(change.without / without - 1) < 1e-7)
      let error = try #require(all.coefficients[name]?.standardError)
      #expect(abs(change.distance - abs(without - with) / error) < 1e-5)
    }
    #expect(try #require(set.changes.first { $0.name == "beta" }).distance > 4.5)
    let size = try #require(set.changes.first { $0.name == "N*(5.76e+23)" })
    let expected = try #require(
      trimmed.estimate("(alpha*A/(beta*B))^(1/(alpha+beta))*(5.76e23/6)^(beta/(alpha+beta))").estimate.value)
    #expect(abs(size.without / expected - 1) < 1e-6)
    #expect(size.with > 2.1e11 && size.without < 8.5e10 && size.distance > 4)
  }

  @Test(
    "without the five no rows decide the answer, whatever the norm",
    arguments: [Norm.squared, .huber(delta: 1e-3), .adaptiveHuber, .adaptiveTukey])
  func trimmed(_ norm: Norm) throws {
    let fit = try Law.chinchilla.fit(
      to: ChinchillaPoints.table(isTrimmed: true), options: FitOptions(norm: norm, replicates: 200))
    #expect(fit.influentialSet() == nil)
    #expect(!fit.warnings.contains { $0.code == .influentialRows })
  }

  @Test("with the norm of the paper the rows still decide the answer; Tukey's bounds what they can do")
  func robust() throws {
    let table = try ChinchillaPoints.table(isTrimmed: false)
    let huber = try Law.chinchilla.fit(to: table, options: FitOptions(norm: .huber(delta: 1e-3), replicates: 200))
    let set = try #require(huber.influentialSet())
    #expect(set.rows.count >= 4 && set.rows.allSatisfy { $0 < 5 })
    let tukey = try Law.chinchilla.fit(to: table, options: FitOptions(norm: .adaptiveTukey, replicates: 200))
    #expect(tukey.influentialSet() == nil)
  }
}
