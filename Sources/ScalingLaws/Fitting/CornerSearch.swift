import Optimization

/// The optimum of a law with a corner, such as `max(t - tau, 0)`, where it may lie on a row.
///
/// The objective has a corner wherever `tau` meets a value of the data, and a minimum there has no zero gradient that
/// could certify it. Between two neighbouring values the law is smooth: the best of all such pieces, each searched
/// within its bounds, is the optimum. One at the end of a piece is pressed against it from both sides.
///
/// Where there are many pieces, those around the best of a grid of places are searched, and the grid is refined until few
/// pieces are left.
///
/// - Source: Hudson 1966, who takes the pieces one by one.
struct CornerSearch {
  /// Which coefficient is the place of the corner.
  let coefficient: Int
  /// Where pieces begin and end, in increasing order. The outermost on each side are too short for a line.
  private let places: [Double]
  private let domain: Domain

  /// So many pieces are searched one by one.
  private static let fewPieces = 128
  private static let gridSize = 33
  /// Units in the last place. A place that comes back from its logarithm is off by as many as the logarithm is large, and
  /// that of 1e24 is 55.
  private static let margin = 64.0

  /// - Returns: `nil` for a law with no such corner, or with several.
  init?(_ problem: SearchProblem) {
    guard problem.corners.count == 1, let corner = problem.corners.first else { return nil }
    coefficient = corner.coefficient
    domain = problem.problem.domains[coefficient]
    guard !domain.isFixed else { return nil }
    let (lower, upper) = (domain.lower, domain.upper)
    let inner = corner.places.dropFirst().dropLast().filter { $0 > lower && $0 < upper }
    let isCut = (low: corner.places.contains { $0 <= lower }, high: corner.places.contains { $0 >= upper })
    places = (isCut.low ? [lower] : []) + inner + (isCut.high ? [upper] : [])
    guard places.count > 1 else { return nil }
  }

  /// Whether a value is a bound of the coefficient itself, not only the end of a piece.
  func isBound(_ value: Double) -> Bool { value == domain.lower || value == domain.upper }

  /// The best of the pieces.
  ///
  /// - Parameter other: the best point of a search that took no notice of corners.
  /// - Returns: `nil` where no piece is certified, where `other` is lower, or as low and certified itself.
  func search(_ problem: FitProblem, norm: Norm, as search: MultiStart, besides other: Solution) -> MultiStartResult? {
    var once = search
    once.maximumStarts = 1
    var best: (objective: Double, piece: (Double, Double))?
    for piece in pieces(problem, norm, once, near: other) {
      guard let found = fit(problem, piece, norm, once, near: other)?.best, found.certificate.isCertified else {
        continue
      }
      if found.objective < best?.objective ?? .infinity { best = (found.objective, piece) }
    }
    let isCertified = other.certificate.isCertified
    guard let best, best.objective <= other.objective * (isCertified ? 1 - search.tolerance : 1 + search.tolerance),
      let result = fit(problem, best.piece, norm, search, near: other), result.best.certificate.isCertified
    else { return nil }
    let place = result.best.parameters[coefficient]
    let (first, last) = inside((places[0], places[places.count - 1]))
    return (place == first || place == last) && !isBound(place) ? nil : result
  }

  /// A piece without its ends, but for those that are bounds.
  ///
  /// On the corner itself a derivative is that of one side, and which side differs between `max`, `min` and `abs`. Some units
  /// in the last place away it is that of the piece; they also cover the rounding of a place that was computed.
  private func inside(_ piece: (Double, Double)) -> (Double, Double) {
    let low = isBound(piece.0) ? piece.0 : piece.0 + Self.margin * piece.0.ulp
    let high = isBound(piece.1) ? piece.1 : piece.1 - Self.margin * piece.1.ulp
    return low < high ? (low, high) : piece
  }

  /// The pieces to search.
  private func pieces(
    _ problem: FitProblem, _ norm: Norm, _ search: MultiStart, near other: Solution
  ) -> [(Double, Double)] {
    var range = 0..<places.count - 1
    while range.count > Self.fewPieces {
      let grid = (0..<Self.gridSize).map { range.lowerBound + range.count * $0 / (Self.gridSize - 1) }
      let values = grid.map { place in
        fit(problem, (places[place], places[place]), norm, search, near: other)?.best.objective ?? .infinity
      }
      guard let least = grid.indices.min(by: { values[$0] < values[$1] }) else { break }
      range = grid[max(least - 1, 0)]..<grid[min(least + 1, grid.count - 1)]
    }
    return range.map { (places[$0], places[$0 + 1]) }
  }

  private func fit(
    _ problem: FitProblem, _ piece: (Double, Double), _ norm: Norm, _ search: MultiStart, near other: Solution
  ) -> MultiStartResult? {
    var (domains, search) = (problem.domains, search)
    let piece = inside(piece)
    domains[coefficient] = .between(piece.0, piece.1)
    search.region[coefficient] = .linear(piece.0, piece.1)
    guard let bounded = try? problem.with(domains: domains) else { return nil }
    // With the place held, the rest is found easily; from the best of three places, so is the place.
    let places = piece.0 == piece.1 ? [piece.0] : [piece.0, 0.5 * (piece.0 + piece.1), piece.1]
    let starts = places.map { place in
      var start = other.parameters
      start[coefficient] = place
      return start
    }
    let start = TrustRegion(bounded, options: search.options).best(of: starts, holding: [coefficient])
    return try? search.fit(bounded, norm: norm, from: start)
  }
}
