/// Reasons not to trust a table, or a law fitted to it: everything that was looked at, what was found, and what stood.
///
///     let check = try Check(table, law: .chinchilla, columns: ["N": "params"])
///     check.findings.first
///
/// Thresholds are family-wise: of simulated tables without a fault, at most one in twenty draws a warning.
public struct Check: Sendable {
  public let table: TableCheck
  /// The fit, where a law was given and could be fitted.
  public let fit: Fit?
  /// Of a law that could not be fitted.
  public let fitError: FitError?
  /// Checks of the fit.
  public let fitItems: [CheckItem]
  /// Exact or one-step leave-one-out, by rows and by clusters.
  public let influences: [LeaveOneOut]
  public let influentialSet: InfluentialSet?
  public let sensitivity: Sensitivity?
  public let patterns: ResidualPatterns?
  public let sloppyDirection: SloppyDirection?
  /// Points at which the law was asked for.
  public let targets: [CheckedTarget]

  public var items: [CheckItem] { table.items + fitItems }

  /// Everything that was found, the worst first.
  public var findings: [FitWarning] {
    let all = items.flatMap(\.findings)
    return all.filter { $0.severity == .warning } + all.filter { $0.severity == .note }
  }

  /// - Parameters:
  ///   - table: one row per observation.
  ///   - law: `nil` checks the table alone.
  ///   - columns: from a symbol of the law to its column.
  ///   - options: of the fit that is checked.
  ///   - targets: points at which the law will be asked; how far they are from the data, and which rows decide there.
  /// - Throws: `FitError` whose blame is usage, and for a table without rows. Data that cannot be fitted are a finding.
  public init(
    _ table: Table, law: Law? = nil, columns: [String: String] = [:], options: FitOptions = FitOptions(),
    targets: [[String: Double]] = []
  ) throws(FitError) {
    var (columns, options) = (columns, options)
    if let law { (columns, options) = try law.keepingRunsTogether(table, columns: columns, options: options) }
    self.table = try TableCheck(table, law: law, columns: columns, clusters: options.clusters)
    var fitted: Fit?
    var problem: FitError?
    if let law {
      do { fitted = try law.fit(to: table, columns: columns, options: options) } catch {
        guard error.blame == .data else { throw error }
        problem = error
      }
    }
    fit = fitted
    fitError = problem
    guard let fit = fitted else {
      fitItems =
        problem.map { error in
          [
            CheckItem(
              "fit",
              [
                FitWarning(
                  .notFitted, "there is no fit: \(error.description)",
                  hint: error.hint ?? "mend the table first: see the other findings")
              ])
          ]
        } ?? []
      (influences, influentialSet, sensitivity, patterns, sloppyDirection, self.targets) = ([], nil, nil, nil, nil, [])
      return
    }
    self.targets = targets.map { CheckedTarget($0, fit) }
    let fits = fit.partialFits(targets: targets)
    let errors = fits.map { fit.standardErrors(of: $0.answers) } ?? []
    influentialSet = fits.flatMap { InfluentialSet($0, errors: errors) }
    influences = fits.map { fit.influences($0, errors: errors) } ?? []
    sensitivity = fits.flatMap { Sensitivity(fit, $0, errors: errors) }
    patterns = ResidualPatterns(fit)
    sloppyDirection = SloppyDirection(fit)
    let whole = fits?.whole()
    fitItems =
      FitCheckItems(
        fit: fit, whole: whole, influences: influences, sensitivity: sensitivity, patterns: patterns,
        sloppy: sloppyDirection, targets: self.targets,
        isDuplicatesKnown: !self.table.items.contains {
          $0.name == "duplicate rows" && $0.findings.isEmpty
        },
        known: Set(self.table.findings.map(\.message))
      ).items
  }
}

/// A point at which the law is asked for, and how far outside the data it lies.
public struct CheckedTarget: Sendable {
  public let point: [String: Double]
  /// Variable by variable, decades beyond the nearest end of the data; zero inside.
  public let decades: [(name: String, decades: Double)]
  /// Its variables, in the order of the law.
  private let names: [String]

  init(_ point: [String: Double], _ fit: Fit) {
    self.point = point
    names = fit.law.columns.map(\.variable).filter { point[$0] != nil }
    decades = fit.law.columns.compactMap { variable, column in
      guard let value = point[variable], value > 0 else { return nil }
      let values = fit.sample.column(column)
      guard let low = values.min(), let high = values.max(), low > 0 else { return nil }
      return (variable, max(0, value.decades(above: high), low.decades(above: value)))
    }
  }

  /// `N=7e+10, D=1.4e+12`, in the order of the law.
  public var description: String {
    names.compactMap { name in point[name].map { "\(name)=\($0.formatted(significant: 3))" } }.joined(separator: ", ")
  }

  public var largest: (name: String, decades: Double)? { decades.max { $0.decades < $1.decades } }
}

extension Fit {
  fileprivate func influences(_ fits: PartialFits, errors: [Double?]) -> [LeaveOneOut] {
    let rows = LeaveOneOut(fits, errors: errors, unit: .row, labels: [])
    let clusters = options.clusters.compactMap { column -> LeaveOneOut? in
      guard let texts = try? sample.table.texts(column) else { return nil }
      return LeaveOneOut(
        fits, errors: errors, unit: .cluster(column: column), labels: sample.rows.map { texts[$0] })
    }
    return clusters + (rows.map { [$0] } ?? [])
  }
}
