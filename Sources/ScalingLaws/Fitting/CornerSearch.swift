import Optimization

/// The optimum of a law with a corner, such as `max(t - tau, 0)`, where it lies on a row.
///
/// The objective has a corner wherever `tau` meets a value of the data, and a minimum there has no zero gradient that
/// could certify it. Between two neighbouring values the law is smooth: the best of all such pieces, each searched
/// within its bounds, is the optimum. One at the end of a piece is pressed against it from both sides.
///
/// - Source: Hudson 1966, who takes the pieces one by one.
struct CornerSearch {
  /// Which coefficient is the place of the corner.
  let coefficient: Int
  /// Where corners may lie, in increasing order. The outermost two pieces on each side are too short for a line.
  private let places: [Double]

  /// - Returns: `nil` for a law without a corner, or one whose place has bounds of its own.
  init?(_ law: BoundLaw, problem: SearchProblem, data: (String) -> [Double]) {
    for (index, name) in problem.space.names.enumerated() {
      guard case .corner(let variable)? = law.region(of: name), problem.problem.domains[index] == .free else {
        continue
      }
      coefficient = index
      places = Array(Set(data(variable))).sorted().dropFirst().dropLast()
      return
    }
    return nil
  }

  /// The best of the pieces; `nil` where it is not certified, or where `other` is lower.
  func search(_ problem: FitProblem, norm: Norm, as search: MultiStart, below other: Double) -> MultiStartResult? {
    var once = search
    (once.maximumStarts, once.agreement) = (1, 1)
    let pieces = Array(zip(places, places.dropFirst()))
    var best: (objective: Double, piece: (Double, Double))?
    for piece in pieces {
      guard let found = fit(problem, piece, norm, once)?.best, found.certificate.isCertified else { continue }
      if found.objective < best?.objective ?? .infinity { best = (found.objective, piece) }
    }
    guard let best, best.objective <= other * (1 + search.tolerance),
      let result = fit(problem, best.piece, norm, search), result.best.certificate.isCertified
    else { return nil }
    let place = result.best.parameters[coefficient]
    return place == places.first || place == places.last ? nil : result
  }

  private func fit(
    _ problem: FitProblem, _ piece: (Double, Double), _ norm: Norm, _ search: MultiStart
  ) -> MultiStartResult? {
    var (domains, search) = (problem.domains, search)
    domains[coefficient] = .between(piece.0, piece.1)
    search.region[coefficient] = .linear(piece.0, piece.1)
    let bounded = try? FitProblem(
      model: problem.model, observed: problem.observed, weights: problem.weights, domains: domains,
      linearParameters: problem.linearParameters)
    return bounded.flatMap { try? search.fit($0, norm: norm) }
  }
}
