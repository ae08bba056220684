/// Success of models on tasks whose length in human time is known, checked.
public struct HorizonRuns: Sendable {
  /// The runs of one model on one task.
  public struct Cell: Sendable, Hashable {
    /// Index of the task.
    public let task: Int
    public let minutes: Double
    public let runs: Double
    public let successes: Double
    /// Of one run.
    public let weight: Double

    /// log₂ of the minutes.
    var length: Double { .logarithm(minutes) / .logarithm(2) }
  }

  public struct Model: Sendable {
    public let name: String
    /// Decimal year; `nil` where it is not known.
    public let date: Double?
    public let cells: [Cell]
  }

  /// By date, those without one last; models of one date stay in the order of the table.
  public let models: [Model]
  /// The tasks of each family; without a column of families each task is one of its own.
  public let families: [[Int]]
  public let tasks: Int
  /// Rows without a model, a length or runs.
  public let rowsLeftOut: Int

  /// - Parameters:
  ///   - table: one row for each model and task, or for each run.
  ///   - columns: what its columns hold.
  ///   - dates: of models, as decimal years; they count before those of the table.
  /// - Throws: `HorizonError` naming the line.
  public init(_ table: Table, columns: HorizonColumns, dates: [String: Double] = [:]) throws(HorizonError) {
    guard case .runs(let task, let family, let minutes, let outcome, let weight) = columns.content else {
      preconditionFailure("a table of horizons has no runs")
    }
    let read: RunColumns
    do {
      read = try RunColumns(table, columns.model, task, family, minutes, outcome, weight)
    } catch {
      throw .series(.fit(.table(error)))
    }
    var places: [String: Int] = [:]
    var cells: [[Cell]] = []
    var names: [String] = []
    var tasks: [[String]: Int] = [:]
    var families: [String: Int] = [:]
    var members: [[Int]] = []
    var used = 0
    for row in 0..<table.rowCount {
      guard let model = read.models[row], let name = read.tasks[row],
        !read.minutes[row].isNaN, !read.successes[row].isNaN, !read.runs[row].isNaN, read.weights?[row].isNaN != true
      else { continue }
      let line = table.lineNumbers[row]
      try read.check(row, source: table.source, line: line)
      guard read.runs[row] > 0 else { continue }
      used += 1
      let family = (read.families?[row] ?? nil) ?? name
      let number = tasks[[family, name], default: tasks.count]
      if number == tasks.count {
        tasks[[family, name]] = number
        let place = families[family, default: families.count]
        if place == families.count {
          families[family] = place
          members.append([])
        }
        members[place].append(number)
      }
      let place = places[model, default: names.count]
      if place == names.count {
        places[model] = place
        names.append(model)
        cells.append([])
      }
      cells[place].append(
        Cell(
          task: number, minutes: read.minutes[row], runs: read.runs[row], successes: read.successes[row],
          weight: read.weights?[row] ?? 1))
    }
    guard used > 0 else {
      throw .series(
        .noUsableRows(
          source: table.source,
          reason: table.sourceRowCount == 0
            ? "it has none" : table.rowCount == 0 ? "the filter leaves none" : "each lacks a task, its length or runs"))
    }
    guard tasks.count > 1 else { throw .oneTask(source: table.source, tasks: tasks.count) }
    let lengths = cells.joined().map(\.minutes)
    if let first = lengths.first, lengths.allSatisfy({ $0 == first }) {
      throw .oneLength(source: table.source, minutes: first)
    }
    let known = try ReleaseDates.read(table, columns: columns, given: dates)
    let models = names.indices.map { Model(name: names[$0], date: known[names[$0]], cells: Self.merged(cells[$0])) }
    self.models = models.enumerated().sorted {
      ($0.element.date ?? .infinity, $0.offset) < ($1.element.date ?? .infinity, $1.offset)
    }.map(\.element)
    self.families = members
    self.tasks = tasks.count
    rowsLeftOut = table.rowCount - used
  }

  /// Runs of one task, length and weight together, so that they can be drawn from one another.
  private static func merged(_ cells: [Cell]) -> [Cell] {
    var places: [[Double]: Int] = [:]
    var merged: [Cell] = []
    for cell in cells {
      let key = [Double(cell.task), cell.minutes, cell.weight]
      guard let place = places[key] else {
        places[key] = merged.count
        merged.append(cell)
        continue
      }
      let other = merged[place]
      merged[place] = Cell(
        task: cell.task, minutes: cell.minutes, runs: other.runs + cell.runs,
        successes: other.successes + cell.successes, weight: cell.weight)
    }
    return merged
  }
}

/// The columns of runs as they were read.
private struct RunColumns {
  let models: [String?]
  let tasks: [String?]
  let families: [String?]?
  let minutes: [Double]
  let successes: [Double]
  let runs: [Double]
  let weights: [Double]?
  private let names: (minutes: String, successes: String, runs: String?, weight: String)

  init(
    _ table: Table, _ model: String, _ task: String, _ family: String?, _ minutes: String,
    _ outcome: HorizonColumns.Outcome, _ weight: String?
  ) throws(TableError) {
    models = try table.texts(model)
    tasks = try table.texts(task)
    families = try family.map { name throws(TableError) in try table.texts(name) }
    self.minutes = try table.minutes(minutes)
    weights = try weight.map { name throws(TableError) in try table.numbers(name) }
    switch outcome {
    case .counts(let successes, let runs):
      self.successes = try table.numbers(successes)
      self.runs = try table.numbers(runs)
      names = (minutes, successes, runs, weight ?? "")
    case .one(let success):
      successes = try table.successes(success)
      runs = [Double](repeating: 1, count: table.rowCount)
      names = (minutes, success, nil, weight ?? "")
    }
  }

  /// Of a row; more is no count of runs.
  private static let mostRuns = 1e9

  func check(_ row: Int, source: String, line: Int) throws(HorizonError) {
    guard minutes[row] > 0, minutes[row].isFinite else {
      throw .series(.notPositive(source: source, line: line, what: names.minutes, value: minutes[row]))
    }
    if let weights, !(weights[row] >= 0 && weights[row].isFinite) {
      throw .negativeWeight(source: source, line: line, column: names.weight, value: weights[row])
    }
    guard let runs = names.runs else {
      guard [0, 1].contains(successes[row]) else {
        throw .notSuccessOrFailure(source: source, line: line, column: names.successes, value: successes[row])
      }
      return
    }
    for (value, name) in [(successes[row], names.successes), (self.runs[row], runs)]
    where !(value >= 0 && value == value.rounded() && value <= Self.mostRuns) {
      throw .notACount(source: source, line: line, column: name, value: value)
    }
    guard successes[row] <= self.runs[row] else {
      throw .successesAboveRuns(source: source, line: line, successes: successes[row], runs: self.runs[row])
    }
  }
}

extension Table {
  /// 0 and 1, or words for them.
  fileprivate func successes(_ name: String) throws(TableError) -> [Double] {
    let column = try column(name)
    guard column.isTruth else { return try numbers(name) }
    return column.texts.map { text in text.map { Column.truths[$0.lowercased()] ?? .nan } ?? .nan }
  }
}
