/// What comes between start values and the norm that is minimised.
///
/// Least squares of all rows is a good first step and always the same one: where every start takes it, they agree with one
/// another whatever other minima the norm has. So starts that are to be independent in the norm itself take the least
/// squares of rows that each draws for itself, and half of them go straight from there to the norm, where the others
/// come to it from a wide one.
///
/// - Source: random subsets of rows as starts of a norm that is not convex: Rousseeuw 1984; Salibian-Barrera & Yohai 2006.
public struct StartPath: Sendable, Hashable {
  /// What the weight of each row is multiplied by in the least squares before the norm; nil is one for every row.
  public var rowFactors: [Double]?
  /// Whether least squares comes first; otherwise the norm begins at the start values, which are then already near.
  public var beginsWithLeastSquares: Bool
  /// Whether a norm of fixed width is narrowed down from one that most residuals are inside of.
  public var isNarrowed: Bool

  public init(rowFactors: [Double]? = nil, beginsWithLeastSquares: Bool = true, isNarrowed: Bool = true) {
    self.rowFactors = rowFactors
    self.beginsWithLeastSquares = beginsWithLeastSquares
    self.isNarrowed = isNarrowed
  }

  /// Least squares of all rows first.
  public static let leastSquares = StartPath()
  /// The norm itself, from start values that are near.
  public static let direct = StartPath(beginsWithLeastSquares: false)
  /// The norm itself and at once, from start values that somebody chose.
  public static let given = StartPath(beginsWithLeastSquares: false, isNarrowed: false)
}
