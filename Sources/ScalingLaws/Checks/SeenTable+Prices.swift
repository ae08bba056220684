import Statistics

#if canImport(Glibc)
  import Glibc
#endif

extension SeenTable {
  /// Prices an order of magnitude off: by their ratio to another price of the same row, or by what time and quality let
  /// expect of the others.
  var prices: [FitWarning] {
    let prices = columns.filter { $0.role == .price && $0.sorted.count > 5 }
    var found = ratioOutliers(prices)
    let known = Set(found.flatMap(\.lines))
    for price in prices {
      if let warning = trendOutliers(price), known.isDisjoint(with: warning.lines) { found.append(warning) }
    }
    return found
  }

  private func ratioOutliers(_ prices: [CheckedColumn]) -> [FitWarning] {
    guard prices.count > 1 else { return [] }
    let (first, second) = (prices[0], prices[1])
    let rows = (0..<rowCount).filter { first.values[$0] > 0 && second.values[$0] > 0 }
    let ratios = rows.map { log10(second.values[$0] / first.values[$0]) }
    let far = Self.far(withinGroups(ratios, rows), degreesOfFreedom: Double(rows.count - 1)).map { rows[$0] }
    guard !far.isEmpty else { return [] }
    let middle = pow(10, Descriptive.median(ratios))
    let shown = far.prefix(3).map { row in
      "line \(table.lineNumbers[row]): \(first.values[row].plain) and \(second.values[row].plain)"
    }
    return [
      FitWarning(
        .priceOutlier, .warning,
        "\(second.name) is usually \(middle.formatted(significant: 2)) times \(first.name), and far from it in"
          + " \(counted(far.count, "row")) (\(shown.joined(separator: "; ")))",
        hint: "look the price up at its source: a slip of the decimal point looks like this", lines: lines(far),
        numbers: far.map { ("line \(table.lineNumbers[$0])", second.values[$0] / first.values[$0]) })
    ]
  }

  /// Values less the median of their group, by the column of texts that leaves the least spread: sellers differ in what they
  /// charge for one thing against the other. Groups of one or two are compared with all.
  private func withinGroups(_ values: [Double], _ rows: [Int]) -> [Double] {
    let overall = Descriptive.median(values)
    var best = values.map { $0 - overall }
    for column in table.columns {
      guard case .texts(let texts) = column.storage else { continue }
      let groups = Dictionary(grouping: values.indices) { texts.codes[rows[$0]] }
      guard groups.values.contains(where: { $0.count > 2 }) else { continue }
      var centred = values
      for members in groups.values {
        let middle = members.count > 2 ? Descriptive.median(members.map { values[$0] }) : overall
        for member in members { centred[member] -= middle }
      }
      let spread = { (values: [Double]) in Descriptive.medianAbsoluteDeviation(values, center: 0) }
      if spread(centred) < spread(best) { best = centred }
    }
    return best
  }

  private func trendOutliers(_ price: CheckedColumn) -> FitWarning? {
    let others = columns.filter {
      ($0.role == .date || $0.role == .score || $0.role == .parameters) && !$0.isConstant && $0.missing * 4 < rowCount
    }
    let rows = (0..<rowCount).filter { row in price.values[row] > 0 && others.allSatisfy { !$0.values[row].isNaN } }
    guard !others.isEmpty, rows.count > 8 + 2 * others.count else { return nil }
    let logs = rows.map { log10(price.values[$0]) }
    var kept = Array(logs.indices)
    var residuals = logs
    // Rows that a typo put far off are left out and the trend drawn again, so that they do not hide themselves.
    for _ in 0..<5 {
      let columns = others.map { column in rows.map { column.values[$0] }.onOwnScale }
      guard let fit = ColumnRegression(kept.map { logs[$0] }, on: columns.map { column in kept.map { column[$0] } })
      else {
        return nil
      }
      let mean = Descriptive.mean(kept.map { logs[$0] })
      let centre =
        mean
        - columns.indices.reduce(0.0) { sum, index in
          sum + fit.slopes[index] * Descriptive.mean(kept.map { columns[index][$0] })
        }
      residuals = logs.indices.map { row in
        logs[row] - centre - columns.indices.reduce(0.0) { $0 + fit.slopes[$1] * columns[$1][row] }
      }
      let spread = Descriptive.medianAbsoluteDeviation(residuals, center: 0)
      let next = logs.indices.filter { abs(residuals[$0]) <= 3.5 * spread }
      guard next != kept, next.count > rows.count / 2 else { break }
      kept = next
    }
    let far = Self.far(residuals, degreesOfFreedom: Double(rows.count - others.count - 1))
    guard !far.isEmpty else { return nil }
    let shown = far.prefix(3).map { index in
      "line \(table.lineNumbers[rows[index]]): \(price.values[rows[index]].plain), where about"
        + " \(pow(10, logs[index] - residuals[index]).formatted(significant: 2)) would fit"
    }
    return FitWarning(
      .priceOutlier, .warning,
      "\(counted(far.count, "value")) of \(price.name) \(far.count == 1 ? "is" : "are") about an order of magnitude off for"
        + " \(others.map(\.name).listed) (\(shown.joined(separator: "; ")))",
      hint: "look the price up at its source: a slip of the decimal point looks like this",
      lines: lines(far.map { rows[$0] }),
      numbers: far.map { ("line \(table.lineNumbers[rows[$0]])", pow(10, residuals[$0])) })
  }

  /// Places of values a factor of six or more from the middle, and beyond what the spread of the others lets expect in a
  /// table of that size (Student's t on the median absolute deviation, 1 % for all rows).
  private static func far(_ values: [Double], degreesOfFreedom: Double) -> [Int] {
    guard values.count > 5 else { return [] }
    let middle = Descriptive.median(values)
    // Where most values are equal the median deviation is zero; a tenth of an order of magnitude is no typo.
    let spread = max(Descriptive.medianAbsoluteDeviation(values), 0.1)
    let limit = StudentT(degreesOfFreedom: max(degreesOfFreedom, 3)).quantile(1 - 0.005 / Double(values.count))
    return values.indices.filter { abs(values[$0] - middle) > max(limit * spread, 0.75) }
      .sorted { abs(values[$0] - middle) > abs(values[$1] - middle) }
  }
}
