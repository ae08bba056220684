import Escaping

#if canImport(Glibc)
  import Glibc
#endif

extension SeenTable {
  /// Columns that are numbers but for a few cells, such as one with a stray mark: they count as texts.
  var strayTexts: [FitWarning] {
    table.columns.compactMap { column in
      // A name that says a quantity makes texts in it strays, as long as they are fewer than the numbers.
      let isQuantity = CheckedColumn.Role(columnNamed: column.name, isDate: false) != .other
      let rows = column.rowsAmongNumbers(atMost: isQuantity ? 0.5 : 0.1)
      guard let first = rows.first, let text = column.selecting(rows: [first]).texts[0] else { return nil }
      return FitWarning(
        .textAmongNumbers, .warning,
        "\(column.name) holds numbers but for \(counted(rows.count, "cell")) (\(lines(rows).lineList)), such as"
          + " \(text.quotedForLine(limit: 60)), so it counts as text",
        hint: "correct them, or say with --missing that such a text stands for a missing value", lines: lines(rows))
    }
  }

  var missing: [FitWarning] {
    columns.filter { $0.missing > 0 && ($0.isUsed ?? true) }.map { column in
      let rows = column.values.indices.filter { column.values[$0].isNaN }
      return FitWarning(
        .missingValues, .note,
        "\(column.name) is missing in \(rows.count) of \(counted(rowCount, "row")) (\(lines(rows).lineList))",
        hint: "--drop-missing leaves such rows out of a fit; say why they are missing", lines: lines(rows))
    }
  }

  var constants: [FitWarning] {
    guard rowCount > 1 else { return [] }
    return columns.filter(\.isConstant).map { column in
      FitWarning(
        .constantPredictor, severity(column), "\(column.name) is \(column.low.formatted(significant: 6)) in every row",
        hint: column.isUsed == true
          ? "its coefficient cannot be separated from the constant: add rows where it differs, or leave its term out"
          : "nothing can be learned about it here", numbers: [(column.name, column.low)])
    }
  }

  /// One or two values do not show a curve.
  var levels: [FitWarning] {
    magnitudes.filter { $0.levels < 3 }.map { column in
      FitWarning(
        .fewLevels, severity(column),
        "\(column.name) has \(counted(column.levels, "distinct scale")) only: an exponent with a floor needs three or more",
        hint: "add runs at other values of \(column.name), or fit a law that is linear in its logarithm",
        numbers: [("levels", Double(column.levels))])
    }
  }

  var ranges: [FitWarning] {
    magnitudes.filter { $0.levels > 2 && $0.high < 3 * $0.low }.map { column in
      FitWarning(
        .narrowRange, .note,
        "\(column.name) spans a factor of \((column.high / column.low).formatted(significant: 2)) only"
          + " (\(column.low.formatted(significant: 3)) to \(column.high.formatted(significant: 3)))",
        hint: "an exponent over so short a range is weakly determined; any prediction is an extrapolation",
        numbers: [("factor", column.high / column.low)])
    }
  }

  /// Predictors that follow from one another: a constant ratio, a power, or a product such as C = 6ND.
  var collinearities: [FitWarning] {
    let candidates = magnitudes.prefix(8)
    let rows = (0..<rowCount).filter { row in candidates.allSatisfy { !$0.values[row].isNaN } }
    guard candidates.count > 1, rows.count > 3 else { return [] }
    let logs = candidates.map { column in rows.map { log(column.values[$0]) } }
    var found: [FitWarning] = []
    var tied: Set<Int> = []
    for first in candidates.indices {
      for second in candidates.indices where second > first && !tied.contains(second) {
        guard let warning = pair(candidates[first], logs[first], candidates[second], logs[second]) else { continue }
        found.append(warning)
        tied.insert(second)
      }
    }
    let free = candidates.indices.filter { !tied.contains($0) }
    guard free.count > 2, let last = free.last else { return found }
    let others = free.dropLast()
    guard let fit = ColumnRegression(logs[last], on: others.map { logs[$0] }), 1 - fit.rSquared < 1e-4 else {
      return found
    }
    let isExact = fit.residuals.allSatisfy { abs($0) < 0.02 }
    let names = zip(others, fit.slopes).filter { abs($0.1) > 0.01 }.map {
      "\(candidates[$0.0].name)^\($0.1.formatted(significant: 3))"
    }
    return found + [
      FitWarning(
        .collinear, law == nil ? .note : .warning,
        "\(candidates[last].name) follows from the others\(isExact ? "" : " almost"): it is proportional to"
          + " \(names.joined(separator: " * "))",
        hint: "fit with all but one of them: their coefficients cannot be separated",
        numbers: [("1 - R²", 1 - fit.rSquared)])
    ]
  }

  private func pair(
    _ first: CheckedColumn, _ x: [Double], _ second: CheckedColumn, _ y: [Double]
  ) -> FitWarning? {
    let hint =
      "the data cannot tell the effect of \(first.name) from that of \(second.name): add runs with other ratios, or fit one"
      + " of them"
    let ratios = zip(x, y).map { $1 - $0 }
    if let low = ratios.min(), let high = ratios.max(), high - low < 0.01 {
      let (ratio, isSmaller) = (exp((low + high) / 2), low < 0)
      let (small, large) = isSmaller ? (second, first) : (first, second)
      return FitWarning(
        .collinear, severity(first, second),
        "\(large.name) is \((isSmaller ? 1 / ratio : ratio).formatted(significant: 4)) times \(small.name) in every row",
        hint: hint, numbers: [("ratio", isSmaller ? 1 / ratio : ratio)])
    }
    guard let fit = ColumnRegression(y, on: [x]), 1 - fit.rSquared < 0.005 else { return nil }
    let inflation = 1 / (1 - fit.rSquared)
    return FitWarning(
      .collinear, severity(first, second),
      "\(first.name) and \(second.name) move together: \(second.name) is nearly proportional to"
        + " \(first.name)^\(fit.slopes[0].formatted(significant: 3)) (variance inflation \(inflation.formatted(significant: 2)))",
      hint: hint, numbers: [("variance inflation", inflation), ("exponent", fit.slopes[0])])
  }
}
