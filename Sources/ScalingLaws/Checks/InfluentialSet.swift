import Optimization
import Statistics

/// Rows that lie far from what the others say, and that together decide the answer.
///
/// Outliers can hide one another: each pulls the fit towards the rest of them, so that leaving out one changes little. So rows
/// are left out one after another, the farthest first, with a new fit each time, and the number of outliers is the last at
/// which the farthest remaining row is beyond the limit of Bonferroni, 1 % for all rows (the generalized extreme studentized
/// deviate test, Rosner 1983, on studentized residuals). Rows that fit the others after all are put back. What is named is the
/// shortest beginning of that order after which the rest of the outliers no longer makes another answer, if the beginning itself
/// does: something moves by two standard errors, or by four of those that the fit has without the rows, because rows that decide
/// a fit also widen its standard errors.
///
/// With many rows all that are beyond the limit leave at once, a few rounds. Where rows far out pull the fit together, so that
/// the search from all rows does not see them, those that lie off as seen from the middle of the design are taken instead.
/// Of more than 100,000 rows nothing is fitted again unless the linear problem at the optimum shows rows that may decide; see
/// `DeletionScreen`.
public struct InfluentialSet: Sendable {
  /// Positions among the rows used, the first to be left out first.
  public let rows: [Int]
  /// All rows that lie beyond the limit once the others of them are gone; `rows` is the beginning.
  public let outliers: [Int]
  /// Answer by answer: with all rows, without `rows`, the standard error of the fit with all rows, and the distance in it.
  public let changes: [Change]

  public struct Change: Sendable, Hashable {
    public let name: String
    public let with: Double
    public let without: Double
    /// Of the value without the rows, as it is compared.
    public let errorWithout: Double
    /// In standard errors of the fit with all rows.
    public let distance: Double
    /// In those of the fit without the rows, to first order.
    public var distanceWithout: Double { distance * errorWith / errorWithout }
    let errorWith: Double
    public let isLogarithmic: Bool
    let isHeadline: Bool
  }

  /// Family-wise level of the test for outliers.
  static let level = 0.01
  /// Standard errors of the fit with all rows that count as another answer.
  static let threshold = 2.0
  /// The same in those of the fit without the rows.
  static let thresholdWithout = 4.0
  /// With more rows, those beyond the limit leave together.
  static let manyRows = 2000
  private static let mostOutliers = 24
  /// Of rows that leave together.
  static let rounds = 5

  /// - Parameter errors: standard errors of the answers as the fit reports them, in the unit in which they are compared.
  /// - Returns: `nil` where there are no outliers, or where they move nothing by two standard errors.
  init?(_ fits: PartialFits, errors: [Double?]) {
    guard let whole = fits.whole(), whole.sigma > 0 else { return nil }
    let found =
      fits.rowCount > Self.manyRows ? Self.together(fits, whole) : Self.oneByOne(fits, whole, taking: Self.mostOutliers)
    var (outliers, final) = Self.puttingBack(found, fits)
    let (pulling, core) = Self.puttingBack(Self.fromTheMiddle(fits, whole), fits)
    if let core, core.sigma < 0.9 * (final ?? whole).sigma { (outliers, final) = (pulling, core) }
    guard !outliers.isEmpty, let final else { return nil }
    let scale = zip(errors, whole.gradients).map { error, gradient in error ?? whole.standardError(gradient) }
    guard Self.isAnotherAnswer(whole, final, fits.answers, errors: scale) else { return nil }
    var (part, count) = (final, outliers.count)
    if outliers.count <= Self.mostOutliers {
      var start = fits.optimum
      for prefix in 1..<outliers.count {
        guard let fit = fits.without(outliers[..<prefix], from: start) else { continue }
        start = fit.point
        let own = fit.gradients.map(fit.standardError)
        if !Self.isAnotherAnswer(fit, final, fits.answers, errors: own) {
          (part, count) = (fit, prefix)
          break
        }
      }
    }
    guard Self.isAnotherAnswer(whole, part, fits.answers, errors: scale) else { return nil }
    self.outliers = outliers
    rows = Array(outliers[..<count])
    let shown = part
    changes = fits.answers.names.indices.map { index in
      Change(
        name: fits.answers.names[index], with: whole.values[index], without: shown.values[index],
        errorWithout: shown.standardError(shown.gradients[index]),
        distance: abs(fits.answers.difference(shown.values[index], from: whole.values[index], index)) / scale[index],
        errorWith: scale[index], isLogarithmic: fits.answers.isLogarithmic[index],
        isHeadline: fits.answers.isHeadline[index])
    }
  }

  /// Whether two standard errors of the fit with all rows, or four of the fit without some, lie between them.
  private static func isAnotherAnswer(
    _ whole: PartialFit, _ part: PartialFit, _ answers: Answers, errors: [Double]
  ) -> Bool {
    largestDistance(whole, part, answers, errors: errors) >= threshold
      || largestDistance(whole, part, answers, errors: part.gradients.map(part.standardError)) >= thresholdWithout
  }

  /// Distance in standard errors between two fits, the largest of all answers.
  private static func largestDistance(
    _ fit: PartialFit, _ other: PartialFit, _ answers: Answers, errors: [Double]
  ) -> Double {
    answers.names.indices.reduce(0.0) { largest, index in
      let distance = abs(answers.difference(fit.values[index], from: other.values[index], index)) / errors[index]
      return distance.isFinite ? max(largest, distance) : largest
    }
  }

  private static func limit(_ fit: PartialFit, rows: Int) -> Double {
    limit(degreesOfFreedom: fit.degreesOfFreedom, rows: rows)
  }

  static func limit(degreesOfFreedom: Double, rows: Int) -> Double {
    StudentT(degreesOfFreedom: max(1, degreesOfFreedom - 1)).quantile(1 - level / 2 / Double(max(rows, 1)))
  }

  /// The outliers in the order in which they leave.
  private static func oneByOne(_ fits: PartialFits, _ whole: PartialFit, taking most: Int) -> [Int] {
    let taking = fits.weights.count { $0 > 0 }
    let room = taking - fits.optimum.count - 5
    // A norm whose scale is estimated takes the long way each time, so it looks less far ahead.
    let patience = if case .fixed = fits.norm.scale { 5 } else { 2 }
    var fit = whole
    var gone: [Int] = []
    var beyond = 0
    while gone.count < min(most, max(1, taking / 10), room), gone.count - beyond < patience {
      let left = fits.weights.indices.filter { fit.weights[$0] > 0 }
      let distances = left.map { abs(fit.studentized($0)) }
      guard let far = distances.indices.max(by: { distances[$0] < distances[$1] }) else { break }
      gone.append(left[far])
      if distances[far] > limit(fit, rows: left.count) { beyond = gone.count }
      guard let next = fits.without(gone, from: fit.point) else { break }
      fit = next
    }
    return Array(gone[..<beyond])
  }

  /// Outliers as they look from the rows in the middle of the design, those of at most twice the average leverage: rows far
  /// out that pull the fit to where they lie, together, hide from the search that begins with all rows.
  private static func fromTheMiddle(_ fits: PartialFits, _ whole: PartialFit) -> [Int] {
    let taking = fits.weights.indices.filter { fits.weights[$0] > 0 }
    let limit = 2 * Double(fits.optimum.count) / Double(taking.count)
    let outside = taking.filter { whole.leverages[$0] > limit }
    guard !outside.isEmpty, outside.count * 4 < taking.count, taking.count - outside.count > fits.optimum.count + 10,
      let middle = fits.without(outside, from: whole.point)
    else { return [] }
    let bound = Self.limit(middle, rows: taking.count)
    return outside.map { (row: $0, distance: abs(middle.studentized($0))) }.filter { $0.distance > bound }
      .sorted { $0.distance > $1.distance }.map(\.row)
  }

  private static func together(_ fits: PartialFits, _ whole: PartialFit) -> [Int] {
    var fit = whole
    var gone: [Int] = []
    for _ in 0..<rounds {
      let left = fits.weights.indices.filter { fit.weights[$0] > 0 }
      let limit = limit(fit, rows: left.count)
      let far = left.map { (row: $0, distance: abs(fit.studentized($0))) }.filter { $0.distance > limit }
      guard !far.isEmpty, gone.count + far.count < fits.rowCount / 10 else { break }
      gone += far.sorted { $0.distance > $1.distance }.map(\.row)
      guard let next = fits.without(gone, from: fit.point) else { break }
      fit = next
    }
    return gone
  }

  /// The outliers without those that agree with the other rows after all, and the fit without them.
  private static func puttingBack(_ outliers: [Int], _ fits: PartialFits) -> ([Int], PartialFit?) {
    guard !outliers.isEmpty, let fit = fits.without(outliers) else { return ([], nil) }
    let limit = limit(fit, rows: fits.rowCount)
    let apart = outliers.filter { abs(fit.studentized($0)) > limit }
    return apart.count == outliers.count ? (outliers, fit) : (apart, apart.isEmpty ? nil : fits.without(apart))
  }
}
