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

  /// A mapping without what is not in the formula, and options in which the rows of one run are clusters.
  ///
  /// Clusters that are named win, and `FitOptions.noClusters` takes rows for independent. Nor are runs clusters where the interval that is
  /// asked for keeps none together, where they have constants of their own, where all rows are of one run, or each of its own.
  ///
  /// - Throws: as `runColumn`.
  func keepingRunsTogether(
    _ table: Table, columns mapping: [String: String], options given: FitOptions
  ) throws(FitError) -> (columns: [String: String], options: FitOptions) {
    let column = try runColumn(table, columns: mapping)
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
    do { texts = try table.texts(column) } catch { throw .table(error) }
    let count = Set(texts.compactMap { $0 }).count
    if count < 2 {
      options.runs = .single(column: column)
    } else if count == texts.count {
      options.runs = .apart
    } else {
      options.runs = .together(column: column, isMapped: mapping[Self.runName] != nil)
      options.clusters = [column]
    }
    return (columns, options)
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
          "\"\(column)\" names the run of each row, so rows of one run are taken for dependent (\(counted(clusterCounts.first ?? 0, "cluster")))",
          hint: "--cluster \(FitOptions.noClusters) takes all rows for independent")
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
