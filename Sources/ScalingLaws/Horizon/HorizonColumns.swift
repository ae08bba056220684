/// Which columns of a table hold success on tasks, or horizons that are known already.
public struct HorizonColumns: Sendable, Hashable {
  /// Columns that the caller names; the rest is told from the names of the columns.
  public struct Given: Sendable, Hashable {
    public var model: String?
    public var date: String?
    public var task: String?
    public var family: String?
    public var minutes: String?
    public var successes: String?
    public var runs: String?
    public var success: String?
    public var weight: String?
    public var horizon: String?

    public init() {}
  }

  /// How the success of a row is told.
  public enum Outcome: Sendable, Hashable {
    /// So many of so many runs.
    case counts(successes: String, runs: String)
    /// 0 or 1: the row is one run.
    case one(String)
  }

  public enum Content: Sendable, Hashable {
    /// Success on tasks of known human time.
    case runs(task: String, family: String?, minutes: String, outcome: Outcome, weight: String?)
    /// One row for each model: its horizon, and the ends of a 95 % interval where there are such columns.
    case horizons(String, low: String?, high: String?)
  }

  public let model: String
  /// `nil` where the table has no dates.
  public let date: String?
  public let content: Content

  /// - Throws: `.noColumn`, `.ambiguousColumn` naming the role and the flag that settles it.
  public init(in table: Table, given: Given = Given()) throws(TrendError) {
    let finder = ColumnFinder(table)
    model = try finder.required(.model, given: given.model, flag: "--model")
    date = try finder.optional(.date, given: given.date, flag: "--date")
    let counts = try finder.optional(.successes, given: given.successes, flag: "--successes")
    let single = try finder.optional(.success, given: given.success, flag: "--success")
    let saysRuns = [given.task, given.minutes, given.successes, given.runs, given.success].contains { $0 != nil }
    let horizon =
      saysRuns || counts != nil && given.horizon == nil
      ? nil : try finder.optional(.horizon, given: given.horizon, flag: "--horizon")
    if let horizon {
      content = .horizons(
        horizon, low: Self.end(of: horizon, ["low", "lower"], in: table),
        high: Self.end(of: horizon, ["high", "upper"], in: table))
      return
    }
    let outcome: Outcome
    if given.success == nil, let counts {
      outcome = .counts(
        successes: counts, runs: try finder.required(.runs, given: given.runs, flag: "--runs"))
    } else if let single {
      outcome = .one(single)
    } else {
      throw .noColumn(role: "successes", flag: "--successes", columns: table.names)
    }
    content = .runs(
      task: try finder.required(.task, given: given.task, flag: "--task"),
      family: try finder.optional(.taskFamily, given: given.family, flag: "--family"),
      minutes: try finder.required(.minutes, given: given.minutes, flag: "--minutes"), outcome: outcome,
      weight: try finder.optional(.runWeight, given: given.weight, flag: "--weight"))
  }

  /// The column with an end of the interval: of `p50_minutes` that is `p50_ci_low_minutes`.
  private static func end(of horizon: String, _ words: Set<String>, in table: Table) -> String? {
    let stem = horizon.lowercased().split(separator: "_").prefix { $0 != "minutes" }.joined(separator: "_")
    return table.names.first { name in
      name != horizon && name.lowercased().hasPrefix(stem) && !words.isDisjoint(with: name.nameWords)
    }
  }
}

extension Table {
  /// A column of lengths of time in minutes: as its unit or its name says, else as it stands.
  func minutes(_ name: String) throws(TableError) -> [Double] {
    let values = try numbers(name)
    // A unit at the end of the name is the column's own; elsewhere in it a word says as much.
    let words = name.nameWords.filter { $0.count > 1 }
    let units = [try column(name).unit].compactMap { $0 } + words.compactMap { Unit($0) }
    guard let unit = units.first(where: { $0.dimension == .time }) else { return values }
    return values.map { $0 * (unit.factor / 60) }
  }
}
