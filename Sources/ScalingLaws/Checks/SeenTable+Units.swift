import Escaping
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

extension SeenTable {
  /// Columns that fall into two groups which one factor of a thousand, million, billion or trillion brings together.
  var units: [FitWarning] {
    columns.filter { $0.low > 0 && $0.role != .date && $0.role != .score && ($0.isUsed ?? true) && !$0.isConstant }
      .compactMap(twoUnits)
  }

  private func twoUnits(_ column: CheckedColumn) -> FitWarning? {
    let logs = column.sorted.map { log10($0) }
    let gaps = zip(logs, logs.dropFirst()).map { $1 - $0 }
    guard logs.count >= 6, let widest = gaps.indices.max(by: { gaps[$0] < gaps[$1] }) else { return nil }
    let rest = gaps.indices.filter { $0 != widest }.map { gaps[$0] }.max() ?? 0
    let (small, large) = (logs[...widest], logs[(widest + 1)...])
    guard gaps[widest] > 1.5, gaps[widest] > 3 * rest, Set(small).count > 2, Set(large).count > 2,
      let bottom = large.first, let top = large.last
    else { return nil }
    let overlaps = [3.0, 6, 9, 12].map { shift in
      (shift, small.count { $0 + shift >= bottom - 0.2 && $0 + shift <= top + 0.2 })
    }
    guard let best = overlaps.max(by: { $0.1 < $1.1 }), best.1 * 10 >= small.count * 6 else { return nil }
    let limit = column.sorted[widest]
    let rows = column.values.indices.filter { column.values[$0] <= limit }
    let others = column.sorted.count - rows.count
    let minority = rows.count <= others ? rows : column.values.indices.filter { column.values[$0] > limit }
    return FitWarning(
      .unitMismatch, .warning,
      "\(column.name) holds two groups with nothing between them, \(rows.count) rows up to"
        + " \(limit.formatted(significant: 3)) and \(others) from \(column.sorted[widest + 1].formatted(significant: 3)): times"
        + " 1e\(Int(best.0)), the first lie among the second, so they may be in \(Self.unit(best.0))"
        + " (\(lines(minority).lineList))",
      hint: "bring the column to one unit, as in "
        + String.flag("--derive", "x = \(Names.quoted(column.name)) * 1e\(Int(best.0))") + " for these rows",
      lines: lines(minority), numbers: [("factor", pow(10, best.0)), ("gap in decades", gaps[widest])])
  }

  private static func unit(_ decades: Double) -> String {
    switch decades {
    case 3: "thousands"
    case 6: "millions"
    case 9: "billions"
    default: "trillions"
    }
  }

  /// Compute against six times parameters times tokens (Kaplan et al. 2020, table 1).
  var flops: [FitWarning] {
    guard let flops = first(.flops), let size = first(.parameters), let tokens = first(.tokens) else { return [] }
    let ratios = (0..<rowCount).map { flops.values[$0] / (6 * size.values[$0] * tokens.values[$0]) }
    let rows = ratios.indices.filter { ratios[$0] > 0 && ratios[$0].isFinite }
    guard rows.count > 1 else { return [] }
    let middle = Descriptive.median(rows.map { ratios[$0] })
    let (low, high) = (rows.map { ratios[$0] }.min() ?? 0, rows.map { ratios[$0] }.max() ?? 0)
    let far = rows.filter { abs(log10(ratios[$0] / middle)) > 1 }
    let numbers = [("least C/(6ND)", low), ("median C/(6ND)", middle), ("greatest C/(6ND)", high)]
    let name = "\(Names.quoted(flops.name))/(6 * \(Names.quoted(size.name)) * \(Names.quoted(tokens.name)))"
    if !far.isEmpty || abs(log10(middle)) > 1 {
      return [
        FitWarning(
          .flopsRatio, severity(flops),
          far.isEmpty
            ? "\(name) is \(middle.formatted(significant: 3)) in the median row: a unit is wrong, or the count of operations is"
              + " another one"
            : "\(name) is \(middle.formatted(significant: 3)) in the median row and more than ten times off in"
              + " \(counted(far.count, "row")) (\(lines(far).lineList)): a unit is wrong there",
          hint: "compare the units of the three columns row by row", lines: lines(far), numbers: numbers)
      ]
    }
    guard high > 1.5 * low else { return [] }
    return [
      FitWarning(
        .flopsRatio, .note,
        "\(name) varies from \(low.formatted(significant: 3)) to \(high.formatted(significant: 3)): compute, parameters or tokens"
          + " are counted in another way in some rows",
        hint: "say which parameters and operations are counted (embedding, attention, last layer); fit with each",
        numbers: numbers)
    ]
  }
}
