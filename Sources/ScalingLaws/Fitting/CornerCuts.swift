import Optimization

/// Where the objective of a law is cut into pieces along the place of a corner: at every row, within the domain.
struct CornerCuts {
  /// Which coefficient is the place of the corner.
  let coefficient: Int
  /// Where pieces begin and end, in increasing order.
  let places: [Double]
  /// The places of all rows, in increasing order.
  let rows: [Double]
  private let domain: Domain

  /// Units in the last place. A place that comes back from its logarithm is off by as many as the logarithm is large, and
  /// that of 1e24 is 55.
  private static let margin = 64.0

  /// Those of each corner that is searched for and has pieces.
  static func all(_ problem: SearchProblem) -> [CornerCuts] {
    problem.corners.compactMap { CornerCuts($0, domain: problem.problem.domains[$0.coefficient]) }
  }

  private init?(_ corner: Corner, domain: Domain) {
    guard !domain.isFixed else { return nil }
    coefficient = corner.coefficient
    rows = corner.places
    self.domain = domain
    let (lower, upper) = (domain.lower, domain.upper)
    // The outermost on each side are too short for a line.
    let inner = rows.dropFirst().dropLast().filter { $0 > lower && $0 < upper }
    let isCut = (low: rows.contains { $0 <= lower }, high: rows.contains { $0 >= upper })
    places = (isCut.low ? [lower] : []) + inner + (isCut.high ? [upper] : [])
    guard places.count > 1 else { return nil }
  }

  /// Whether a value is a bound of the coefficient itself, not only the end of a piece.
  func isBound(_ value: Double) -> Bool { value == domain.lower || value == domain.upper }

  /// A piece without its ends, but for those that are bounds.
  ///
  /// On the corner itself a derivative is that of one side, and which side differs between `max`, `min` and `abs`. Some units
  /// in the last place away it is that of the piece; they also cover the rounding of a place that was computed.
  func inside(_ piece: (Double, Double)) -> (Double, Double) {
    let low = isBound(piece.0) ? piece.0 : piece.0 + Self.margin * piece.0.ulp
    let high = isBound(piece.1) ? piece.1 : piece.1 - Self.margin * piece.1.ulp
    return low < high ? (low, high) : piece
  }

  /// The piece number `index`.
  func piece(_ index: Int) -> (Double, Double) { (places[index], places[index + 1]) }
}
