/// Scores of models on benchmarks, adjusted for chance and checked: each model on each benchmark once, all of them connected.
public struct IndexScores: Sendable {
  /// Adjusted scores below and above these count as these, since a logistic curve reaches neither 0 nor 1.
  public static let limits = 0.001...0.999

  public let columns: IndexColumns
  public let source: String
  public let sha256: String
  public let filters: [Filter]
  public let derivations: [String]
  /// Rows in the source.
  public let rows: Int
  /// Rows that lack a model, a benchmark or a score.
  public let rowsLeftOut: Int
  /// In the order of the table.
  public let models: [String]
  public let benchmarks: [String]
  /// Scores at or beyond `limits`.
  public let atLimit: Int
  /// Scores below chance, which count as the lower limit.
  public let belowChance: Int
  /// Models with several scores on one benchmark, of which the mean is taken: `GPT-5 on MMLU`.
  public let repeated: [String]

  /// One score: positions in `models` and `benchmarks`, and its value within `limits`. By model, then as in the table.
  struct Cell: Sendable {
    let model: Int
    let benchmark: Int
    let score: Double
  }

  let cells: [Cell]

  /// How many scores there are.
  public var count: Int { cells.count }

  /// - Throws: `.notAShare`, `.chance` naming the line; `.tooFew`; `.apart` naming the groups; `.noSpread`; `.fit(.table)`.
  public init(_ table: Table, columns: IndexColumns) throws(IndexError) {
    var reader = Reader(table)
    try reader.read(columns)
    let models = reader.models.names
    let benchmarks = reader.benchmarks.names
    guard models.count >= 3, benchmarks.count >= 2 else {
      throw .tooFew(source: table.source, models: models, benchmarks: benchmarks)
    }
    var sums: [Int: (sum: Double, count: Int, first: Int)] = [:]
    for (place, found) in reader.found.enumerated() {
      let key = found.model * benchmarks.count + found.benchmark
      let old = sums[key] ?? (0, 0, place)
      sums[key] = (old.sum + found.score, old.count + 1, old.first)
    }
    var cells: [Cell] = []
    var repeated: [String] = []
    for (place, found) in reader.found.enumerated() {
      guard let all = sums[found.model * benchmarks.count + found.benchmark], all.first == place else { continue }
      let mean = all.sum / Double(all.count)
      if all.count > 1 { repeated.append("\(models[found.model]) on \(benchmarks[found.benchmark])") }
      cells.append(
        Cell(
          model: found.model, benchmark: found.benchmark,
          score: min(max(mean, Self.limits.lowerBound), Self.limits.upperBound)))
    }
    self.cells = cells.enumerated().sorted { ($0.element.model, $0.offset) < ($1.element.model, $1.offset) }
      .map(\.element)
    self.columns = columns
    self.repeated = repeated
    (self.models, self.benchmarks) = (models, benchmarks)
    (source, sha256, filters, derivations) = (table.source, table.sha256, table.filters, table.derivations)
    (rows, rowsLeftOut) = (table.sourceRowCount, reader.rowsLeftOut)
    atLimit = self.cells.count { $0.score == Self.limits.lowerBound || $0.score == Self.limits.upperBound }
    belowChance = reader.found.count { $0.score < 0 }
    try checkConnected()
    if let first = self.cells.first, self.cells.allSatisfy({ $0.score == first.score }) {
      throw .noSpread(source: source, value: first.score)
    }
  }

  /// Scores of each model, and of each benchmark.
  var modelCounts: [Int] { Self.counts(cells.map(\.model), models.count) }
  var benchmarkCounts: [Int] { Self.counts(cells.map(\.benchmark), benchmarks.count) }

  private static func counts(_ places: [Int], _ count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for place in places { counts[place] += 1 }
    return counts
  }

  /// - Throws: `.apart` where models and benchmarks fall into groups that no score joins.
  private func checkConnected() throws(IndexError) {
    let roots = Folds.groups([cells.map(\.model), cells.map(\.benchmark)], rows: cells.count)
    var groups: [Int: [Cell]] = [:]
    for (root, cell) in zip(roots, cells) { groups[root, default: []].append(cell) }
    guard groups.count > 1 else { return }
    let sorted = groups.values.sorted { ($1.count, $0[0].model) < ($0.count, $1[0].model) }
    throw .apart(
      source: source,
      groups: sorted.map { group in
        IndexError.Group(
          models: Set(group.map(\.model)).count, benchmarks: Set(group.map(\.benchmark)).count,
          model: models[group[0].model], benchmark: benchmarks[group[0].benchmark])
      })
  }
}

extension IndexScores {
  /// Names with their places, in the order in which they come.
  fileprivate struct Register {
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]

    mutating func place(of name: String) -> Int {
      if let place = places[name] { return place }
      places[name] = names.count
      names.append(name)
      return names.count - 1
    }
  }

  fileprivate struct Reader {
    let table: Table
    var models = Register()
    var benchmarks = Register()
    var found: [(model: Int, benchmark: Int, score: Double)] = []
    var rowsLeftOut = 0

    init(_ table: Table) { self.table = table }

    mutating func read(_ columns: IndexColumns) throws(IndexError) {
      let names: [String?]
      let chance: [Double]?
      do {
        names = try table.texts(columns.model)
        chance = try columns.chance.map { chance throws(TableError) in try table.values(of: chance) }
      } catch {
        throw .fit(.table(error))
      }
      switch columns.layout {
      case .long(let benchmark, let score):
        let tests: [String?]
        do { tests = try table.texts(benchmark) } catch { throw .fit(.table(error)) }
        let values = try shares(score)
        for row in 0..<table.rowCount {
          guard let model = names[row], let test = tests[row], !values[row].isNaN else {
            rowsLeftOut += 1
            continue
          }
          try add(model, test, values[row], chance?[row], row)
        }
      case .wide(let tests):
        let values = try tests.map { test throws(IndexError) in try shares(test) }
        for row in 0..<table.rowCount {
          guard let model = names[row], values.contains(where: { !$0[row].isNaN }) else {
            rowsLeftOut += 1
            continue
          }
          for (test, column) in zip(tests, values) where !column[row].isNaN {
            try add(model, test, column[row], chance?[row], row)
          }
        }
      }
    }

    private mutating func add(
      _ model: String, _ benchmark: String, _ score: Double, _ chance: Double?, _ row: Int
    ) throws(IndexError) {
      var adjusted = score
      if let chance {
        guard chance >= 0, chance < 1 else {
          throw .chance(source: table.source, line: table.lineNumbers[row], value: chance)
        }
        adjusted = (score - chance) / (1 - chance)
      }
      found.append((models.place(of: model), benchmarks.place(of: benchmark), adjusted))
    }

    /// A column as shares of one; NaN where missing.
    private func shares(_ name: String) throws(IndexError) -> [Double] {
      var values: [Double]
      let isPercent: Bool
      do {
        values = try table.numbers(name)
        isPercent = try table.column(name).unit == .some(.percentage)
      } catch {
        throw .fit(.table(error))
      }
      if isPercent { values = values.map { $0 / 100 } }
      for (row, value) in values.enumerated() where !value.isNaN && !(0...1).contains(value) {
        throw .notAShare(
          source: table.source, line: table.lineNumbers[row], column: name, value: isPercent ? value * 100 : value)
      }
      return values
    }
  }
}
