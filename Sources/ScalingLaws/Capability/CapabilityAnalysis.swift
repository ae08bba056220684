/// Scores against the logs of resources: slopes, whether they are straight, over what range, beside time, and beside other forms.
public struct CapabilityAnalysis: Sendable {
  /// What was found about one score.
  public struct Score: Sendable {
    public let score: Expression
    public let rows: Int
    public let rowsLeftOut: Int
    /// Least and greatest score.
    public let range: ClosedRange<Double>
    public let slopes: ResourceSlopes
    /// `nil` where these rows determine no curvature.
    public let straightness: Straightness?
    public let span: StraightSpan?
    /// A change of slope along the path; `nil` for too few rows. It takes rows as independent.
    public let bend: TrendBreak?
    /// `nil` where not even two forms are determined.
    public let forms: FormComparison?

    public var verdict: CapabilityVerdict { straightness?.verdict ?? .notDecided }
  }

  public let columns: CapabilityColumns
  public let source: String
  public let sha256: String
  public let filters: [Filter]
  public let derivations: [String]
  /// Rows in the source.
  public let rows: Int
  public let scores: [Score]
  public let separation: ResourceSeparation
  public let level: Double
  public let margin: Double
  public let warnings: [FitWarning]

  /// - Parameters:
  ///   - table: one row per model.
  ///   - columns: which columns are scores, resources, date and groups.
  ///   - level: nominal coverage of intervals.
  ///   - margin: factor, above 1, within which two slopes count as the same.
  ///   - seed: of the tables that are simulated to test for a break.
  /// - Throws: `TrendError`; for any of the scores, as `CapabilityRows`.
  public init(_ table: Table, columns: CapabilityColumns, level: Double = 0.95, margin: Double = 1.5, seed: UInt64 = 0)
    throws(TrendError)
  {
    do { try CoverageLevel.check(level) } catch { throw .fit(error) }
    guard level > 0.5 else { throw .levelOfClaims(level) }
    guard margin > 1, margin.isFinite else { throw .margin(margin) }
    var scores: [Score] = []
    for score in columns.scores {
      let rows = try CapabilityRows(table, score: score, columns: columns)
      do { scores.append(try Score(score, rows, level: level, margin: margin, seed: seed)) } catch { throw .fit(error) }
    }
    separation = ResourceSeparation(table, columns: columns)
    self.columns = columns
    self.scores = scores
    self.level = level
    self.margin = margin
    source = table.source
    sha256 = table.sha256
    filters = table.filters
    derivations = table.derivations
    rows = table.sourceRowCount
    warnings = Self.warnings(scores, columns: columns, separation: separation)
  }

  /// Whether any score has a slope with an interval.
  public var hasResult: Bool { scores.contains { $0.slopes.perDecade.contains { $0.interval != nil } } }
}

extension CapabilityAnalysis.Score {
  init(_ score: Expression, _ rows: CapabilityRows, level: Double, margin: Double, seed: UInt64) throws(FitError) {
    slopes = try ResourceSlopes(rows, level: level)
    let values = slopes.perDecade.compactMap(\.value)
    if values.count == rows.names.count, let path = ResourcePath(rows, slopes: values) {
      straightness = try Straightness(rows, path, level: level, margin: margin)
      span = try StraightSpan(rows, path, level: level, margin: margin)
      bend = TrendBreak(rows, path, slopes: values, level: level, seed: seed)
      forms = FormComparison(rows, path, level: level)
    } else {
      (straightness, span, bend, forms) = (nil, nil, nil, nil)
    }
    self.score = score
    self.rows = rows.count
    rowsLeftOut = rows.rowsLeftOut
    range = (rows.y.min() ?? .nan)...(rows.y.max() ?? .nan)
  }
}

extension TrendBreak {
  /// Of a score along the path of its resources, freed of what they differ by off the path.
  fileprivate init?(_ rows: CapabilityRows, _ path: ResourcePath, slopes: [Double], level: Double, seed: UInt64) {
    let adjusted = rows.y.indices.map { row in
      let off = zip(zip(slopes, rows.x), path.gamma).reduce(0) { sum, part in
        sum + part.0.0 * (part.0.1[row] - part.1 * path.u[row])
      }
      return (u: path.u[row], y: rows.y[row] - off)
    }.sorted { ($0.u, $0.y) < ($1.u, $1.y) }
    self.init(t: adjusted.map(\.u), y: adjusted.map(\.y), level: level, seed: seed)
  }
}

extension CapabilityAnalysis {
  private static func warnings(
    _ scores: [Score], columns: CapabilityColumns, separation: ResourceSeparation
  ) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let taken = Set(columns.resources.map(\.description))
    for pair in separation.pairs where pair.isClose {
      let both = taken.contains(pair.first) && taken.contains(pair.second)
      warnings.append(
        FitWarning(
          .collinear, both ? .warning : .note,
          "log \(pair.first) and log \(pair.second) go together (correlation \(pair.correlation.formatted(significant: 4))):"
            + " these rows cannot tell what each does",
          hint: "rows in which one differs while the other stays would"))
    }
    for score in scores {
      let name = score.score.description
      if score.rows < 20 {
        warnings.append(
          FitWarning(
            .fewPoints, .note, "\(name): \(counted(score.rows, "row")): only a large bend would be detected",
            hint: "add rows, above all with few and with many resources"))
      }
      if score.rowsLeftOut > 0 {
        warnings.append(
          FitWarning(
            .unplacedRows, .note,
            "\(name): \(counted(score.rowsLeftOut, "row")) left out: no score, resource, date or group",
            hint: "fill the values in, if they are known"))
      }
    }
    return warnings
  }
}
