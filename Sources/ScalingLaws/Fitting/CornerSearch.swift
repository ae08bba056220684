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
  var coefficient: Int { cuts.coefficient }
  private let cuts: CornerCuts

  /// So many pieces are searched one by one.
  private static let fewPieces = 128
  private static let gridSize = 33

  /// - Returns: `nil` for a law with no such corner, or with several; see `SeveralCorners`.
  init?(_ problem: SearchProblem) {
    let all = CornerCuts.all(problem)
    guard all.count == 1 else { return nil }
    cuts = all[0]
  }

  /// Whether the corner ended on a bound of the coefficient itself, not only the end of a piece.
  func isBound(_ solution: Solution) -> Bool { cuts.isBound(solution.parameters[coefficient]) }

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
    // As good will do where the other point is no optimum.
    let room = search.tolerance * other.objective.magnitude
    guard let best, best.objective <= other.objective + (other.certificate.isCertified ? -room : room),
      let result = fit(problem, best.piece, norm, search, near: other), result.best.certificate.isCertified
    else { return nil }
    return result
  }

  /// The pieces to search.
  private func pieces(
    _ problem: FitProblem, _ norm: Norm, _ search: MultiStart, near other: Solution
  ) -> [(Double, Double)] {
    let places = cuts.places
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
    let piece = cuts.inside(piece)
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
