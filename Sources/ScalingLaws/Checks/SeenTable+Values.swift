import Escaping

#if canImport(Glibc)
  import Glibc
#endif

extension SeenTable {
  /// Values at or below zero in columns that are positive by what they stand for.
  var nonpositive: [FitWarning] {
    columns.filter { [.loss, .parameters, .tokens, .flops, .price].contains($0.role) && $0.low <= 0 }.map { column in
      let rows = column.values.indices.filter { column.values[$0] <= 0 }
      return FitWarning(
        .nonpositiveValues, severity(column),
        "\(column.name) is zero or less in \(counted(rows.count, "row")) (\(lines(rows).lineList)); a \(column.role.noun) is"
          + " positive",
        hint:
          "correct them, or leave them out with \(String.flag("--where", "\(Names.quoted(column.name)) > 0")); the log scale refuses them",
        lines: lines(rows))
    }
  }

  var scores: [FitWarning] { columns.filter { $0.role == .score }.flatMap(scores) }

  private func scores(_ column: CheckedColumn) -> [FitWarning] {
    let rows = column.values.indices.filter { !column.values[$0].isNaN }
    if hasOwnScale(column, rows) { return [] }
    let isPercent = column.high > 1.5
    let limit = isPercent ? 100.0 : 1
    var found: [FitWarning] = []
    let outside = rows.filter { column.values[$0] < 0 || column.values[$0] > limit }
    if !outside.isEmpty {
      found.append(
        FitWarning(
          .scoreOutOfRange, severity(column),
          "\(column.name) is outside 0 to \(limit.plain) in \(counted(outside.count, "row")) (\(lines(outside).lineList))",
          hint: "a score is a share between 0 and 1 or a percentage: correct these rows, or say what the column is",
          lines: lines(outside)))
    }
    if isPercent, let mixed = shares(column, rows) { return found + [mixed] }
    let isLogistic = law?.formula.right.description.contains("exp") ?? false
    if isPercent, column.isUsed == true, law?.law.purpose == .score, law?.law.scale == .logit || isLogistic {
      found.append(
        FitWarning(
          .percentAndShare, .warning,
          "\(column.name) is in percent (up to \(column.high.plain)), and the law takes shares",
          hint: String.flag("--derive", "share = \(Names.quoted(column.name)) / 100")))
    }
    let atLimit = rows.filter { column.values[$0] == 0 || column.values[$0] == limit }
    if !atLimit.isEmpty {
      found.append(
        FitWarning(
          .scoreAtLimit, .note,
          "\(column.name) is exactly 0 or \(limit.plain) in \(counted(atLimit.count, "row")) (\(lines(atLimit).lineList)): such a"
            + " score tells that the model is beyond the scale, not how far",
          hint: "the logit scale refuses them; fit on --scale identity, or leave them out and say so",
          lines: lines(atLimit)))
    }
    return found
  }

  /// Whether it is neither shares nor percentages: an index, a rating, a score in points. Its name says so, or a tenth of its values and
  /// more lie where neither has any.
  private func hasOwnScale(_ column: CheckedColumn, _ rows: [Int]) -> Bool {
    let outside = rows.count { column.values[$0] < 0 || column.values[$0] > 100 }
    let isNamed = !column.name.words.isDisjoint(with: ["index", "elo", "rating", "eci", "points", "iq", "zscore"])
    return outside > 0 && (isNamed || outside * 10 >= rows.count)
  }

  /// Shares among percentages: values up to one, then none for a factor of five.
  private func shares(_ column: CheckedColumn, _ rows: [Int]) -> FitWarning? {
    let small = rows.filter { column.values[$0] > 0 && column.values[$0] <= 1 }
    let large = rows.filter { column.values[$0] > 1 }.map { column.values[$0] }
    guard let top = small.map({ column.values[$0] }).max(), let bottom = large.min(), bottom > 5 * top,
      small.count > 1 || small.count * 10 >= rows.count
    else { return nil }
    return FitWarning(
      .percentAndShare, severity(column),
      "\(column.name) seems to hold shares in \(counted(small.count, "row")) (\(lines(small).lineList)) and percentages in the"
        + " others: nothing lies between \(top.plain) and \(bottom.plain)",
      hint: "bring them to one unit", lines: lines(small))
  }
}

extension CheckedColumn.Role {
  fileprivate var noun: String {
    switch self {
    case .loss: "loss"
    case .parameters: "number of parameters"
    case .tokens: "number of tokens"
    case .flops: "number of operations"
    case .price: "price"
    case .score, .date, .other: "value"
    }
  }
}
