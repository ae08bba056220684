import Datasets
import Foundation
import Statistics
import Testing

@testable import ScalingLaws

/// One scale of capability: against the published index, against SciPy, and on tables whose truth is known.
@Suite struct IndexTests {
  private static func bundled(_ name: String) throws -> Table {
    let dataset = try #require(Datasets.named(name))
    return try Table(bytes: dataset.bytes, source: "@\(name)", options: ReadOptions(format: .csv))
  }

  private static func index(
    _ table: Table, anchors: [IndexScale.Anchor] = [], ridge: Double? = nil, slopeAnchor: String? = nil,
    threads: Int = 2
  ) throws -> CapabilityIndex {
    var options = IndexOptions()
    options.scale = try IndexScale(anchors)
    options.ridge = ridge ?? options.ridge
    (options.slopeAnchor, options.threads) = (slopeAnchor, threads)
    return try CapabilityIndex(try IndexScores(table, columns: try IndexColumns(in: table)), options: options)
  }

  /// Of the Epoch Capabilities Index.
  private static let published = [
    IndexScale.Anchor(model: "Claude 3.5 Sonnet", value: 130), IndexScale.Anchor(model: "GPT-5", value: 150),
  ]

  private func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }

  /// Differences from the published index, model by model, and both.
  private func beside(_ index: CapabilityIndex) throws -> (differences: [Double], ours: [Double], theirs: [Double]) {
    let table = try Self.bundled("model-capability")
    let names = try table.texts("model")
    let values = try table.numbers("eci_2026_08")
    let known = Dictionary(
      zip(names, values).compactMap { name, value in name.flatMap { value.isNaN ? nil : ($0, value) } }
    ) { first, _ in first }
    let pairs = try index.models.map { (try #require($0.index.value), try #require(known[$0.name])) }
    return (pairs.map { $0 - $1 }, pairs.map(\.0), pairs.map(\.1))
  }

  // The publisher's fit penalises by 0.1 and holds the slope of Winogrande at 1; both are options here.
  @Test("the published index of 222 models is reproduced to 0.05 points, and its difficulties to 0.06")
  func publishedIndex() throws {
    let index = try Self.index(
      Self.bundled("benchmark-scores"), anchors: Self.published, ridge: 0.1, slopeAnchor: "Winogrande")
    #expect(index.search.isCertified && index.search.agreeing > 1)
    let (differences, ours, theirs) = try beside(index)
    #expect(differences.count == 222)
    // 0.0454 when written, the largest 0.226 in a model of four scores.
    #expect(rootMeanSquare(differences) < 0.05)
    #expect((differences.map(abs).max() ?? .nan) < 0.25)
    #expect(Correlation.spearman(ours, theirs) > 0.99999)
    let difficulties = try Self.bundled("benchmark-difficulty")
    let known = Dictionary(
      uniqueKeysWithValues: zip(try difficulties.texts("benchmark").compactMap { $0 }, try difficulties.numbers("edi")))
    let apart = try index.benchmarks.map { try #require($0.difficulty.value) - (try #require(known[$0.name])) }
    // 0.0524 when written.
    #expect(apart.count == 57 && rootMeanSquare(apart) < 0.06)
  }

  @Test("with the default penalty, a tenth of the published one, weak models fall further and the order stays")
  func defaults() throws {
    let index = try Self.index(Self.bundled("benchmark-scores"), anchors: Self.published)
    let (differences, ours, theirs) = try beside(index)
    // When written 5.84, 0.30 and, above 110 points, 1.4.
    #expect(rootMeanSquare(differences) < 6)
    #expect(Descriptive.median(differences.map(abs)) < 0.35)
    #expect(rootMeanSquare(zip(differences, theirs).filter { $1 > 110 }.map(\.0)) < 1.5)
    #expect(Correlation.spearman(ours, theirs) > 0.9999)
    // Mathematics stands against common sense.
    #expect(index.second.isShown && index.second.high.contains("HellaSwag"))
    #expect(index.second.low.contains("MATH level 5"))
  }

  private static let small = """
    model,b1,b2,b3,b4
    m1,0.12,0.05,,0.31
    m2,0.25,0.11,0.04,0.38
    m3,0.41,,0.09,0.52
    m4,0.58,0.33,0.16,
    m5,0.71,0.52,,0.66
    m6,0.83,0.61,0.42,0.79
    m7,,0.81,0.65,0.77
    m8,0.95,0.88,0.79,0.90

    """

  private func table(_ text: String) throws -> Table { try Table(bytes: Array(text.utf8), source: "t.csv") }

  private func expect(_ found: [Double?], _ expected: [Double], within tolerance: Double) throws {
    #expect(found.count == expected.count)
    for (value, known) in zip(found, expected) { #expect(abs(try #require(value) - known) < tolerance) }
  }

  // Numbers of References/index.py: dense least squares and derivatives by differences.
  @Test("a small table agrees with SciPy: index, standard errors, difficulties, slopes, on both scales")
  func smallTable() throws {
    let table = try table(Self.small)
    let index = try Self.index(table)
    let models = index.models.sorted { $0.name < $1.name }
    #expect(abs(index.search.objective - 0.019656598601) < 1e-11)
    #expect(abs(index.degreesOfFreedom - 13.062123) < 1e-5)
    try expect(
      models.map(\.index.value),
      [-1.4672523, -1.0282403, -0.5465125, -0.1803932, 0.2176089, 0.5423925, 1.0245194, 1.4378776], within: 1e-6)
    try expect(
      models.map(\.index.standardError),
      [0.066387, 0.061393, 0.05931, 0.043765, 0.053142, 0.037918, 0.042264, 0.04529], within: 2e-6)
    let items = index.benchmarks.sorted { $0.name < $1.name }
    try expect(items.map(\.difficulty.value), [-0.3483639, 0.219435, 0.7074257, -0.5830947], within: 1e-6)
    try expect(items.map(\.slope), [1.6886874, 1.6779017, 1.8359809, 0.949219], within: 1e-6)
    try expect(items.map(\.spread), [0.0147904, 0.0196049, 0.0066075, 0.0401227], within: 1e-6)
    let anchored = try Self.index(table, anchors: [.init(model: "m2", value: 10), .init(model: "m7", value: 20)])
      .models.sorted { $0.name < $1.name }
    try expect(
      anchored.map(\.index.value), [7.8613569, 10, 12.3467323, 14.1302796, 16.0691429, 17.6513233, 20, 22.0136707],
      within: 1e-6)
    try expect(
      anchored.map(\.index.standardError), [0.629539, 0, 0.403454, 0.303298, 0.345587, 0.275733, 0, 0.386408],
      within: 2e-6)
    // t with 13.06 degrees of freedom.
    let first = try #require(anchored.first?.index)
    let half = try #require(first.interval?.high) - (try #require(first.value))
    #expect(abs(half / (try #require(first.standardError)) - 2.159325) < 1e-5)
  }

  @Test("gradient and Hessian agree with differences, with a slope held and without", arguments: [nil, 1])
  func derivatives(_ fixed: Int?) throws {
    let table = try table(Self.small)
    let scores = try IndexScores(table, columns: try IndexColumns(in: table))
    let problem = IndexProblem(scores, ridge: 0.1, fixedSlope: fixed)
    var random = RandomStream(seed: 4)
    var point = (0..<problem.size).map { _ in random.normal() }
    for place in problem.slope(0)..<problem.size { point[place] = 1 + 0.2 * point[place] }
    let system = problem.system(point, isExact: true)
    let matrix = problem.matrix(system)
    let step = 1e-5
    for place in 0..<problem.size where fixed.map({ place != problem.slope($0) }) ?? true {
      var (up, down) = (point, point)
      up[place] += step
      down[place] -= step
      let slope = (problem.objective(up) - problem.objective(down)) / (4 * step)
      #expect(abs(slope - system.gradient[place]) < 1e-9)
      let (above, below) = (problem.system(up, isExact: true), problem.system(down, isExact: true))
      for other in 0..<problem.size where fixed.map({ other != problem.slope($0) }) ?? true {
        let curve = (above.gradient[other] - below.gradient[other]) / (2 * step)
        #expect(abs(curve - matrix[other, place]) < 1e-8)
      }
    }
  }

  @Test("without a benchmark models move as they do in a fit of the others")
  func leaveOneOut() throws {
    let index = try Self.index(try table(Self.small))
    let rest = try Self.index(
      try table(Self.small.replacingOccurrences(of: #",[^,\n]*\n"#, with: "\n", options: .regularExpression)))
    let before = Dictionary(uniqueKeysWithValues: index.models.map { ($0.name, $0.index.value ?? .nan) })
    let shifts = rest.models.map { ($0.index.value ?? .nan) - (before[$0.name] ?? .nan) }
    let found = try #require(index.benchmarks.first { $0.name == "b4" }?.leftOut)
    #expect(abs(found.shift - rootMeanSquare(shifts)) < 1e-5)
    #expect(abs(abs(found.largest) - (shifts.map(abs).max() ?? .nan)) < 1e-5)
  }

  /// A table of so many models and benchmarks, each score there with some probability, with its true capabilities.
  ///
  /// - Parameter second: share of the noise that a second number of each model makes, half of the benchmarks against the other half.
  private func simulated(
    _ models: Int, _ benchmarks: Int, there: Double, second: Double = 0, noise: Double = 0.08, seed: UInt64
  ) throws -> (table: Table, truth: [Double]) {
    var random = RandomStream(seed: seed)
    let truth = (0..<models).map { _ in random.normal() }
    let items = (0..<benchmarks).map { _ in (random.normal(), exp(0.3 * random.normal()) * 1.7) }
    var text = "model,benchmark,score\n"
    for model in 0..<models {
      let other = random.normal()
      for (place, (difficulty, slope)) in items.enumerated() {
        let p = 1 / (1 + exp(-slope * (truth[model] - difficulty)))
        let side = place < benchmarks / 2 ? 1.0 : -1
        let deviation = second.squareRoot() * side * other + (1 - second).squareRoot() * random.normal()
        let score = min(max(p + noise * 2 * (p * (1 - p)).squareRoot() * deviation, 0), 1)
        if random.uniform() < there { text += "m\(model),b\(place),\(score)\n" }
      }
    }
    return (try table(text), truth)
  }

  // 94.6 % when written: the study of docs/decisions/index.md has more tables, designs and methods.
  @Test("intervals of 60 tables of 30 models on 12 benchmarks, 60 % of the scores there, cover the truth in 93 to 97 %")
  func coverage() throws {
    var (covered, all) = (0, 0)
    for seed in 0..<60 {
      let (table, truth) = try simulated(30, 12, there: 0.6, seed: UInt64(100 + seed))
      let (below, above) = truth[5] < truth[20] ? (5, 20) : (20, 5)
      let (low, high) = (truth[below], truth[above])
      // Anchors that stand close give a unit that is nearly all error.
      guard high - low > 0.5 else { continue }
      let index = try Self.index(
        table, anchors: [.init(model: "m\(below)", value: 0), .init(model: "m\(above)", value: 1)])
      for model in index.models where !model.isAnchor {
        let place = try #require(Int(model.name.dropFirst()))
        covered += try #require(model.index.interval).contains((truth[place] - low) / (high - low)) ? 1 : 0
        all += 1
      }
    }
    #expect(all > 1000)
    #expect((0.93...0.97).contains(Double(covered) / Double(all)), "\(covered) of \(all)")
  }

  @Test("a second scale is shown where half of the noise is one, and not where none is")
  func secondScale() throws {
    var (found, imagined) = (0, 0)
    for seed in 0..<12 {
      found +=
        try Self.index(simulated(40, 15, there: 0.6, second: 0.6, seed: UInt64(seed)).table).second.isShown ? 1 : 0
      imagined += try Self.index(simulated(40, 15, there: 0.6, seed: UInt64(seed)).table).second.isShown ? 1 : 0
    }
    #expect(found >= 10 && imagined <= 1, "\(found), \(imagined)")
  }

  @Test("one thread and two give the same bits; draws scatter as the standard errors say")
  func draws() throws {
    let table = try simulated(30, 12, there: 0.6, seed: 3).table
    let (one, two) = (try Self.index(table, threads: 1), try Self.index(table, threads: 2))
    #expect(one.models.map(\.index) == two.models.map(\.index))
    #expect(one.second == two.second && one.benchmarks.map(\.leftOut) == two.benchmarks.map(\.leftOut))
    let draws = try one.draws(2000)
    #expect(try draws.columns.map(\.texts) == two.draws(2000).columns.map(\.texts))
    for model in one.models {
      let values = try draws.numbers(model.name)
      let ratio = Descriptive.standardDeviation(values) / (try #require(model.index.standardError))
      // 2,000 draws give a deviation to 1.6 %; the scale of each draw is not linear in it.
      #expect((0.9...1.15).contains(ratio), "\(model.name) \(ratio)")
    }
  }

  @Test("the same scores in long and in wide form give the same index")
  func forms() throws {
    let wide = try Self.index(try table(Self.small))
    var long = "model,task,score\n"
    let rows = Self.small.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    for row in rows.dropFirst() {
      for (name, cell) in zip(rows[0].dropFirst(), row.dropFirst()) where !cell.isEmpty {
        long += "\(row[0]),\(name),\(cell)\n"
      }
    }
    #expect(try Self.index(try table(long)).models.map(\.index) == wide.models.map(\.index))
  }
}
