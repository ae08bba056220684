extension Law.Variable {
  /// Of laws that are fitted to training curves, or to checkpoints: the rows of one run share its seed, its data and its luck.
  static let trainingRun = Law.Variable(Law.runName, "training run that the row belongs to")
  /// Of laws of inference: the rows of one model share its problems and its answers.
  static let askedModel = Law.Variable(Law.runName, "model that the row belongs to, or one series of its answers")
}

extension Law {
  /// What laws call the column that names the run of each row.
  public static let runName = "run"

  /// The column that names the run of each row: the one that is mapped to the law's `run`, or that has its name.
  ///
  /// - Returns: `nil` where the law names none, or the table has no such column.
  /// - Throws: `.table` for a mapped column that does not exist.
  func runColumn(_ table: Table, columns mapping: [String: String]) throws(FitError) -> String? {
    guard run != nil else { return nil }
    guard let column = mapping[Self.runName] else { return table.names.contains(Self.runName) ? Self.runName : nil }
    do { _ = try table.column(column) } catch { throw .table(error) }
    return column
  }

  /// A mapping without what is not in the formula, and options in which the rows of one run are clusters; without a run, those of one
  /// family, vendor, model or the like (`Table.dependentColumn`).
  ///
  /// Clusters that are named win, and `FitOptions.noClusters` takes rows for independent. Nor are runs clusters where the interval that is
  /// asked for keeps none together, where they have constants of their own, where all rows are of one run, or each of its own.
  ///
  /// - Parameter findsGroups: whether columns are known by their names where the law has no run.
  /// - Throws: as `runColumn`.
  func keepingRunsTogether(
    _ table: Table, columns mapping: [String: String], options given: FitOptions, findsGroups: Bool = true
  ) throws(FitError) -> (columns: [String: String], options: FitOptions) {
    let run = try runColumn(table, columns: mapping)
    let group =
      findsGroups
      ? table.dependentColumn(
        besides: used(mapping, given),
        coefficients: formula.right.symbols.count { !table.names.contains(mapping[$0] ?? $0) }) : nil
    let column = run ?? group
    var options = given
    var columns = mapping
    if run != nil { columns[Self.runName] = nil }
    if options.clusters == [FitOptions.noClusters], !table.names.contains(FitOptions.noClusters) {
      (options.clusters, options.runs) = ([], .apart)
    }
    guard options.runs == .unknown, options.clusters.isEmpty, let column, column != options.effect,
      options.interval?.takesClusters ?? true
    else { return (columns, options) }
    let texts: [String?]
    do throws(TableError) { texts = try table.texts(column) } catch { throw .table(error) }
    let count = Set(texts.compactMap { $0 }).count
    if count < 2 {
      options.runs = run == nil ? .apart : .single(column: column)
    } else if count == texts.count {
      options.runs = .apart
    } else {
      options.runs = .together(column: column, isMapped: run != nil && mapping[Self.runName] != nil)
      options.clusters = [column]
    }
    return (columns, options)
  }

  /// Columns that the law, its weights or its groups use.
  private func used(_ mapping: [String: String], _ options: FitOptions) -> Set<String> {
    let own = formula.symbols.map { mapping[$0] ?? $0 }
    return Set(own + [options.effect].compactMap { $0 } + (options.weights?.expression.columnNames ?? []))
  }
}

extension Table {
  /// What columns are called whose rows share something that a law does not say, the widest groups first.
  private static let dependentWords = [
    "family", "vendor", "lab", "organisation", "organization", "developer", "run", "trial", "model", "seed",
  ]

  /// The column whose equal values mark rows that depend on one another, by its name.
  ///
  /// Of several the first in the order of `dependentWords` that has more groups than the law has coefficients, so that leaving any one
  /// out still determines them.
  ///
  /// - Returns: `nil` where there is none, its values do not repeat, or some are missing in rows that have all that is used.
  func dependentColumn(besides used: Set<String>, coefficients: Int) -> String? {
    let values = used.compactMap { try? numbers($0) }
    let rows = (0..<rowCount).filter { row in values.allSatisfy { !$0[row].isNaN } }
    for word in Self.dependentWords {
      for name in names where !used.contains(name) {
        guard name.nameWords.contains(word),
          let texts = try? texts(name)
        else { continue }
        let labels = rows.compactMap { texts[$0] }
        let groups = Set(labels).count
        if labels.count == rows.count, groups > coefficients + 1, groups < rows.count { return name }
      }
    }
    return nil
  }
}

/// What became of the runs that a law's rows may belong to.
enum RunClusters: Sendable, Hashable {
  /// Not looked for yet.
  case unknown
  /// Rows are taken for independent.
  case apart
  /// All rows are of one run.
  case single(column: String)
  /// The clusters are those of the column; it was mapped, or found by its name.
  case together(column: String, isMapped: Bool)
  /// The rows look like checkpoints of runs that no name tells.
  case checkpoints(Checkpoints)
}

extension Fit {
  /// What is to know of the column that the law calls `run`.
  var runNotes: [FitWarning] {
    switch options.runs {
    case .unknown, .apart, .together(_, isMapped: true): []
    case .together(let column, isMapped: false):
      [
        FitWarning(
          .clusteredByRun, .note,
          "rows of equal \"\(column)\" are taken for dependent (\(counted(clusterCounts.first ?? 0, "cluster")))",
          hint: "--cluster \(FitOptions.noClusters) takes all rows for independent")
      ]
    case .checkpoints(let found):
      [
        FitWarning(
          .clusteredByRun, .note,
          "rows of equal \"\(found.column)\" look like checkpoints of one run (\"\(found.progress)\" goes on, residuals resemble their"
            + " neighbours, p \(found.pValue.formatted(significant: 2))) and are taken for dependent"
            + " (\(counted(clusterCounts.first ?? 0, "cluster")))",
          hint: "--cluster \(FitOptions.noClusters) takes all rows for independent",
          numbers: [(name: "p", value: found.pValue)])
      ]
    case .single(let column):
      [
        FitWarning(
          .singleRun,
          "all rows have the same \"\(column)\": nothing tells how runs differ, and the intervals take the rows of this one for"
            + " independent",
          hint: "add other runs; what is said here is said of this run only")
      ]
    }
  }
}
