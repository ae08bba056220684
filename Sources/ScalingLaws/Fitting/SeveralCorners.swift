import Optimization

/// The optimum of a law with several corners, such as `c1*max(t - t1, 0) + c2*max(t - t2, 0)`.
///
/// The rows cut the objective into cells, one piece for each corner, and in each cell the law is smooth. They are too many to
/// search them all:
///
/// 1. The law is fitted with the corners held on a grid of places.
/// 2. From each of the best minima of the grid, the corners walk from row to row while the objective falls, in strides that
///    are halved.
/// 3. The cells around the row where they stand are searched, and their neighbours across a border that is met, while the
///    objective falls.
///
/// So the work grows with the number of rows only as a fit does. Between two corners along the same rows lie as many
/// places as beside one (`Corner.fewestPlaces`), those under the corners counted.
struct SeveralCorners {
  private let cuts: [CornerCuts]
  private let problem: FitProblem
  private let norm: Norm
  private let search: MultiStart
  private let other: Solution
  private let solver: TrustRegion
  private let held: [Int]

  /// The norm of the grid and of the walk, where the one to minimise has a scale that takes many fits to settle.
  private let rough: Norm
  /// Places along each axis of the grid, for two corners, three, and more.
  private static let gridSizes = [2: 40, 3: 12]
  private static let leastGridSize = 5
  /// So many minima of the grid are followed.
  private static let followed = 10
  /// From so many rows on a grid has half as many lines, and fewer minima are followed.
  private static let manyRows = 2000

  struct Result {
    let found: MultiStartResult
    /// The coefficients that are places of corners, and not on a bound of their own.
    let corners: [Int]
  }

  /// - Parameter other: the best point of a search that took no notice of corners.
  /// - Returns: `nil` for a law with one corner or none.
  init?(_ prepared: SearchProblem, norm: Norm, as search: MultiStart, besides other: Solution) {
    cuts = CornerCuts.all(prepared)
    guard cuts.count > 1 else { return nil }
    problem = prepared.problem
    (self.norm, self.search, self.other) = (norm, search, other)
    solver = TrustRegion(problem, options: search.options)
    held = cuts.map(\.coefficient)
    if case .fixed = norm.scale { rough = norm } else { rough = .quantile(0.5) }
  }

  private var hasManyRows: Bool { problem.observed.count > Self.manyRows }

  /// - Returns: `nil` where no cell has an optimum that is as good as the other point.
  func optimum() -> Result? {
    let grid = Grid(self)
    var best: (cell: [Int], solution: Solution)?
    for place in grid.minima.prefix(hasManyRows ? Self.followed / 3 : Self.followed) {
      let row = walk(from: place, stride: grid.stride)
      guard let end = descend(from: row), end.solution.objective < best?.solution.objective ?? .infinity else {
        continue
      }
      best = end
    }
    let room = search.tolerance * other.objective.magnitude
    let limit = other.objective + (other.certificate.isCertified ? -room : room)
    let isAllowed = isSeparated(held.map { other.parameters[$0] })
    guard let best, best.solution.objective <= limit || !isAllowed,
      let found = fit(cell: best.cell, from: best.solution.parameters, as: search)
    else { return nil }
    return Result(
      found: found, corners: cuts.filter { !$0.isBound(found.best.parameters[$0.coefficient]) }.map(\.coefficient))
  }

  /// Whether places enough lie between any two corners along the same rows.
  private func isSeparated(_ places: [Double]) -> Bool {
    cuts.indices.allSatisfy { one in
      cuts.indices.dropFirst(one + 1).allSatisfy { two in
        guard cuts[one].rows == cuts[two].rows else { return true }
        let (low, high) = (min(places[one], places[two]), max(places[one], places[two]))
        return cuts[one].rows.count { $0 >= low && $0 <= high } >= Corner.fewestPlaces
      }
    }
  }

  /// The objective with the corners on rows, the rest fitted; infinite where two are too close.
  private func objective(_ rows: [Int]) -> Double {
    let places = zip(cuts, rows).map { $0.places[$1] }
    guard isSeparated(places) else { return .infinity }
    var start = other.parameters
    for (index, place) in zip(held, places) { start[index] = place }
    return solver.objective(from: start, norm: rough, holding: held) ?? .infinity
  }

  /// From row to row while the objective falls, each corner by a stride or not at all, and then by half a stride.
  private func walk(from start: [Int], stride: Int) -> [Int] {
    var (place, stride) = (start, stride)
    var seen = [start: objective(start)]
    while stride > 0 {
      var best = (place: place, value: seen[place] ?? .infinity)
      for next in neighbours(of: place, stride: stride) {
        let value = seen[next] ?? objective(next)
        seen[next] = value
        if value < best.value { best = (next, value) }
      }
      if best.place == place { stride /= 2 } else { place = best.place }
    }
    return place
  }

  private func neighbours(of place: [Int], stride: Int) -> [[Int]] {
    Self.combinations(place.count, of: [-stride, 0, stride]).compactMap { step in
      let next = zip(place, step).map { $0 + $1 }
      return zip(next, cuts).allSatisfy { $1.places.indices.contains($0) } ? next : nil
    }
  }

  /// Every choice of one of some values for each of several axes.
  fileprivate static func combinations(_ count: Int, of values: [Int]) -> [[Int]] {
    (0..<count).reduce([[]]) { all, _ in all.flatMap { head in values.map { head + [$0] } } }
  }

  /// The best cell around rows, and across its borders while that is lower.
  private func descend(from rows: [Int]) -> (cell: [Int], solution: Solution)? {
    var start = other.parameters
    for (cut, row) in zip(cuts, rows) { start[cut.coefficient] = cut.places[row] }
    var best: (cell: [Int], solution: Solution)?
    var open = Self.combinations(rows.count, of: [-1, 0]).map { zip(rows, $0).map { $0 + $1 } }
    var seen = Set<[Int]>()
    while let cell = open.popLast() {
      guard seen.insert(cell).inserted, isCell(cell),
        let solution = fit(cell: cell, from: best?.solution.parameters ?? start, as: once)?.best,
        solution.objective < best?.solution.objective ?? .infinity
      else { continue }
      best = (cell, solution)
      // Its neighbours, across the borders on which it ends.
      for (axis, cut) in cuts.enumerated() where solution.certificate.atBound.contains(cut.coefficient) {
        let (low, high) = cut.piece(cell[axis])
        var next = cell
        next[axis] += solution.parameters[cut.coefficient] - low < high - solution.parameters[cut.coefficient] ? -1 : 1
        open.append(next)
      }
    }
    return best
  }

  private var once: MultiStart {
    var once = search
    once.maximumStarts = 1
    return once
  }

  /// Whether every piece is there, and two corners along the same rows have a piece between them, whose ends they may share.
  private func isCell(_ cell: [Int]) -> Bool {
    guard zip(cell, cuts).allSatisfy({ $0 >= 0 && $0 < $1.places.count - 1 }) else { return false }
    return isSeparated(zip(cell, cuts).map { 0.5 * ($1.places[$0] + $1.places[$0 + 1]) })
  }

  private func fit(cell: [Int], from start: [Double], as search: MultiStart) -> MultiStartResult? {
    var (domains, search, start) = (problem.domains, search, start)
    for (cut, index) in zip(cuts, cell) {
      let (low, high) = cut.inside(cut.piece(index))
      domains[cut.coefficient] = .between(low, high)
      search.region[cut.coefficient] = .linear(low, high)
      start[cut.coefficient] = min(max(start[cut.coefficient], low), high)
    }
    guard let bounded = try? problem.with(domains: domains) else { return nil }
    var middle = start
    for cut in cuts {
      middle[cut.coefficient] = 0.5 * (domains[cut.coefficient].lower + domains[cut.coefficient].upper)
    }
    let first = TrustRegion(bounded, options: search.options).best(of: [start, middle], holding: held)
    return try? search.fit(bounded, norm: norm, from: first)
  }
}

extension SeveralCorners {
  /// The objective over a grid of rows.
  private struct Grid {
    /// Rows between two lines of the grid, on the axis that has most of them.
    let stride: Int
    /// The points that none beside them is below, lowest first, as rows.
    let minima: [[Int]]

    init(_ search: SeveralCorners) {
      let cuts = search.cuts
      let size = (gridSizes[cuts.count] ?? leastGridSize) / (search.hasManyRows ? 2 : 1)
      let lines = cuts.map { cut in
        let last = cut.places.count - 1
        return last < size ? Array(0...last) : (0..<size).map { $0 * last / (size - 1) }
      }
      stride = lines.map { ($0.last ?? 0) / max($0.count - 1, 1) }.max() ?? 1
      var values: [[Int]: Double] = [:]
      let points = lines.reduce([[]]) { all, line in all.flatMap { head in line.indices.map { head + [$0] } } }
      let value = { (point: [Int]) in search.objective(zip(lines, point).map { $0[$1] }) }
      let isMirrored = Self.isMirrored(points.filter { Set($0).count == cuts.count }, lines, value)
      for point in points where !isMirrored || point == point.sorted() { values[point] = value(point) }
      let steps = combinations(cuts.count, of: [-1, 0, 1])
      let least = values.filter { point, value in
        value.isFinite
          && steps.allSatisfy { step in value <= values[zip(point, step).map { $0 + $1 }] ?? .infinity }
      }
      minima = least.sorted { $0.value == $1.value ? $0.key.lexicographicallyPrecedes($1.key) : $0.value < $1.value }
        .map { zip(lines, $0.key).map { $0[$1] } }
    }

    /// Whether the order of the corners makes no difference, as of like terms, seen from a few points.
    private static func isMirrored(_ points: [[Int]], _ lines: [[Int]], _ value: ([Int]) -> Double) -> Bool {
      guard lines.allSatisfy({ $0 == lines[0] }), points.count > 6 else { return false }
      return (1...3).allSatisfy { quarter in
        let point = points[points.count * quarter / 4]
        let (one, two) = (value(point), value(point.reversed()))
        return one.isFinite && (one - two).magnitude <= 1e-9 * one.magnitude
      }
    }
  }
}
