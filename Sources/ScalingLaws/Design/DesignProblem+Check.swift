extension DesignProblem {
  /// The variance of a target, averaged over the draws.
  func meanVariance(_ factors: InformationFactors, target: Int) -> Double {
    let variances = (0..<draws).map { draw in
      let solved = factors.solveTransposed(gradients[draw * targetCount + target], draw: draw)
      return solved.dot(solved)
    }
    return variances.reduce(0, +) / Double(draws)
  }

  /// Variances computed anew from all rows by a pivoted QR decomposition, against those of the factors.
  func deviation(_ factors: InformationFactors, _ runs: [(place: Int, count: Double)]) -> Double {
    var largest = 0.0
    let unit = Matrix.identity(order)
    let added = runs.map { row($0.place, times: $0.count.squareRoot()) }
    for draw in 0..<draws {
      let rows =
        (0..<order).map { unit.column($0) } + added.map { Array($0[draw * order..<(draw + 1) * order]) }
      guard let decomposition = try? QRDecomposition(Matrix(columns: rows).transposed) else { return .infinity }
      for target in 0..<targetCount {
        let gradient = gradients[draw * targetCount + target]
        var solved = decomposition.permutation.map { gradient[$0] }
        let r = decomposition.r
        for i in 0..<order {
          for k in 0..<i { solved[i] -= r[k, i] * solved[k] }
          solved[i] /= r[i, i]
        }
        let anew = solved.dot(solved) / gradient.dot(gradient)
        largest = max(largest, abs(ratio(factors, draw: draw, target: target) / anew - 1))
      }
    }
    return largest
  }
}
