/// What comes between start values and the norm that is minimised.
///
/// Least squares of all rows is a good first step and always the same one: where every start takes it, they agree with one
/// another whatever other minima the norm has. So starts that are to be independent in the norm itself see the rows each in its own
/// way first: some of them only, or all with random weights, through least squares and, for weights, through the norm.
///
/// Of 24 starts each on four problems whose best minimum least squares does not lead to, random subsets of rows reached it from 4 to
/// 67 %, random weights from 4 to 67 %, each where the other was weak; widths of the norm drawn at random reached three of them never.
///
/// - Source: random subsets of rows as starts of a norm that is not convex: Rousseeuw 1984; Salibian-Barrera & Yohai 2006. Random
///   weights: Rubin 1981, whose weights are exponential.
public struct StartPath: Sendable, Hashable {
  /// What the weight of each row is multiplied by on the way; nil is one for every row.
  public var rowFactors: [Double]?
  /// Whether the norm is minimised with these weights too, before it is without them.
  public var weighsNorm: Bool
  /// Whether least squares comes first; otherwise the norm begins at the start values, which are then already near.
  public var beginsWithLeastSquares: Bool
  /// Whether a norm of fixed width is narrowed down from one that most residuals are inside of.
  public var isNarrowed: Bool

  public init(
    rowFactors: [Double]? = nil, weighsNorm: Bool = false, beginsWithLeastSquares: Bool = true, isNarrowed: Bool = true
  ) {
    self.rowFactors = rowFactors
    self.weighsNorm = weighsNorm
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
