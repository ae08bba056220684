import Escaping

extension SeenTable {
  /// Rows that repeat one another: in every cell, or in every number under another name.
  var duplicates: [FitWarning] {
    guard rowCount > 1 else { return [] }
    let numbers = columns.filter { !$0.isConstant }
    let texts = table.columns.compactMap { column -> [Int32]? in
      if case .texts(let texts) = column.storage { texts.codes } else { nil }
    }
    var first: [[UInt64]: Int] = [:]
    var copies: [(row: Int, of: Int)] = []
    for row in 0..<rowCount {
      let key = numbers.map { $0.values[row].bitPattern }
      if let original = first[key] { copies.append((row, original)) } else { first[key] = row }
    }
    guard !copies.isEmpty, !numbers.isEmpty else { return [] }
    // Where every column is coarse, equal rows are to be expected.
    let isFine = numbers.contains { Set($0.values.map(\.bitPattern)).count * 2 > rowCount - copies.count }
    let isMuch = copies.count * 2 >= rowCount
    let severity: FitWarning.Severity = (isFine && numbers.count > 1) || isMuch ? .warning : .note
    let same = copies.filter { copy in texts.allSatisfy { $0[copy.row] == $0[copy.of] } }.map(\.row)
    let renamed = copies.filter { copy in !texts.allSatisfy { $0[copy.row] == $0[copy.of] } }
    var found: [FitWarning] = []
    if !same.isEmpty {
      let lines = lines(same)
      found.append(
        FitWarning(
          .duplicateRows, severity,
          "\(counted(lines.count, "row")) \(lines.count == 1 ? "repeats" : "repeat") an earlier one in every cell"
            + " (\(lines.lineList)): copies make intervals narrower without telling more",
          hint: "keep one of each, or say with --cluster which rows belong together", lines: lines))
    }
    if !renamed.isEmpty {
      let lines = lines(renamed.map(\.row))
      let pairs = renamed.prefix(3).map { "line \(table.lineNumbers[$0.row]) and line \(table.lineNumbers[$0.of])" }
      found.append(
        FitWarning(
          .duplicateRuns, severity,
          "\(counted(lines.count, "row")) \(lines.count == 1 ? "has" : "have") the numbers of another row under another name"
            + " (\(pairs.listed)): one run may be there twice",
          hint: "keep one of each unless they are separate runs that came out equal", lines: lines))
    }
    return found
  }

  /// Rows that share an identifier of a run while tokens or steps go on: checkpoints, which depend on one another.
  func checkpoints(isClustered: Bool) -> [FitWarning] {
    guard !isClustered else { return [] }
    for column in table.columns where Self.namesRun(column.name) || Self.namesModel(column.name) {
      let texts = column.texts
      let groups = Dictionary(grouping: (0..<rowCount).filter { texts[$0] != nil }) { texts[$0] ?? "" }
        .filter { $0.value.count > 2 }
      guard let largest = groups.map(\.value).max(by: { $0.count < $1.count }), let progress = progress(in: largest),
        Self.namesRun(column.name) || progress.isRegular(in: largest)
      else { continue }
      let rows = groups.values.reduce(0) { $0 + $1.count }
      return [
        FitWarning(
          .repeatedCheckpoints, .warning,
          "\(rows) of \(counted(rowCount, "row")) share their \(column.name) with two or more others while \(progress.name) goes on"
            + " (up to \(largest.count) of one): checkpoints of one run depend on one another",
          hint:
            "\(String.flag("--cluster", column.name)) gives intervals that allow for it; or keep the last row of each run",
          numbers: [("runs", Double(groups.count)), ("rows", Double(rows))])
      ]
    }
    return unnamedCheckpoints
  }

  private static func namesRun(_ name: String) -> Bool {
    !name.words.isDisjoint(with: ["run", "runs", "runid", "experiment", "trial"])
  }

  /// A model may be trained several times for longer: its rows are checkpoints where they come in equal steps.
  private static func namesModel(_ name: String) -> Bool { !name.words.isDisjoint(with: ["model", "name", "id"]) }

  /// The column that takes another value in each of these rows and tells how far a run went.
  private func progress(in rows: [Int]) -> CheckedColumn? {
    columns.first { column in
      column.role.tellsProgress(named: column.name) && Set(rows.map { column.values[$0] }).count == rows.count
    }
  }

  /// Without a name for runs: many rows of one size whose tokens go up in equal steps while the loss falls.
  private var unnamedCheckpoints: [FitWarning] {
    guard let size = first(.parameters), let tokens = first(.tokens), let loss = first(.loss) else { return [] }
    let groups = Dictionary(grouping: 0..<rowCount) { size.values[$0] }.values.filter { $0.count >= 5 }
    let runs = groups.filter { group in
      let order = group.sorted { tokens.values[$0] < tokens.values[$1] }
      let falls = zip(order, order.dropFirst()).filter { loss.values[$1] <= loss.values[$0] }
      return tokens.isRegular(in: group) && falls.count * 10 >= (order.count - 1) * 9
    }
    guard !runs.isEmpty else { return [] }
    return [
      FitWarning(
        .repeatedCheckpoints, .warning,
        "\(runs.reduce(0) { $0 + $1.count }) rows look like checkpoints of \(counted(runs.count, "run")): one"
          + " \(size.name), \(tokens.name) in equal steps, \(loss.name) falling",
        hint: "add a column that names the run and give it to --cluster; checkpoints depend on one another",
        numbers: [("runs", Double(runs.count))])
    ]
  }
}

extension CheckedColumn {
  /// Whether the values in these rows go up in equal steps, to a twentieth.
  fileprivate func isRegular(in rows: [Int]) -> Bool {
    let order = rows.map { values[$0] }.sorted()
    let steps = zip(order, order.dropFirst()).map { $1 - $0 }
    guard let low = steps.min(), let high = steps.max() else { return false }
    return low > 0 && high < 1.05 * low
  }
}

extension String {
  /// The words of a name, in small letters.
  var words: Set<String> { Set(lowercased().split { !$0.isLetter }.map(String.init)) }
}
