extension Comparison {
  /// How far a point lies beyond the rows, beside how far back-tests have judged the laws.
  ///
  ///     wₖ(d) = λ wₖ + (1 - λ)/K,   λ = min(1, tested/d)
  ///
  /// Scores say which law foretold best at the distances that were tested. Further out they say ever less, and the average moves
  /// toward equal shares of the K laws, so that its band does not rest on a choice that nothing has tested. The form of λ is a
  /// convention: it is 1 as far as the tests reach, and falls as they cover a smaller part of the way.
  public struct Reach: Sendable, Hashable {
    /// Of the point, beyond the largest row, by the formula of the cuts.
    public let distance: Double
    /// The farthest that a row held out lies beyond the rows of its fit.
    public let tested: Double
    /// Whether distances are in decades; otherwise in ranges of the rows.
    public let isDecades: Bool
    /// λ: how much of the weights the scores decide.
    public var evidence: Double { min(1, tested / distance) }
  }

  /// - Returns: `nil` where there are no cuts, the point does not say how large it is, or it lies not beyond the rows.
  func reach(of point: [String: Double]) -> Reach? {
    guard let cut = cuts.first, let largest = cuts.map(\.largest).max(), let least = cuts.map(\.least).min() else {
      return nil
    }
    var values = point
    for entry in entries {
      for (variable, column) in entry.fit.law.columns { values[column] = point[variable] ?? values[column] }
    }
    guard let size = try? cut.expression.value(values), size > largest else { return nil }
    let isDecades = least > 0
    let distance = { (near: Double, far: Double) in
      isDecades ? Double.logarithm(far / near) / Double.logarithm(10) : (far - near) / (largest - least)
    }
    let tested = cuts.map { distance($0.largestBelow, $0.largest) }.max() ?? 0
    return Reach(distance: distance(largest, size), tested: tested, isDecades: isDecades)
  }
}
