extension CheckFunctionProgram {
  /// Where a t changes its sign on an edge.
  struct Kink {
    let row: Int
    /// How far along the edge.
    var at: Double
    /// The same for the second part of t.
    let tie: Double
    /// What rounding makes of `at`.
    let noise: Double
  }

  /// The row at whose kink the sum stops falling along the edge.
  ///
  /// - Parameters:
  ///   - rate: how fast the sum changes before the first kink, zero or less.
  ///   - tolerance: what rounding makes of it.
  func firstRise(rate: Double, tolerance: Double) -> Int? {
    listKinks()
    var slope = rate
    var first = 0
    while first < kinks.count {
      // Kinks at one place are passed in the order of their second parts.
      var end = first + 1
      while end < kinks.count, kinks[end].at - kinks[first].at <= kinks[first].noise + kinks[end].noise { end += 1 }
      if end > first + 1 { kinks[first..<end].sort { $0.tie == $1.tie ? $0.row < $1.row : $0.tie < $1.tie } }
      for index in first..<end {
        let row = kinks[index].row
        slope += (up[row] + down[row]) * speed[row].magnitude
        if slope >= -tolerance { return row }
      }
      first = end
    }
    return nil
  }

  /// The kinks ahead, nearest first.
  private func listKinks() {
    var size = 0.0
    for j in active.indices { size += edge[j].magnitude }
    kinks.removeAll(keepingCapacity: true)
    for row in 0..<count where speed[row].magnitude > 1e-13 * rowSize[row] * size && up[row] + down[row] > 0 {
      let isAbove = t[row] != 0 ? t[row] > 0 : tie[row] >= 0
      guard isAbove == (speed[row] > 0) else { continue }
      kinks.append(
        Kink(
          row: row, at: t[row] / speed[row], tie: tie[row] / speed[row],
          noise: t[row] == 0 ? 0 : 2 * dust[row] / speed[row].magnitude))
    }
    kinks.sort { $0.at == $1.at ? $0.tie < $1.tie : $0.at < $1.at }
  }
}

extension CheckFunctionProgram {
  /// d at the vertex, in the columns of A: zero in those that depend on others.
  func step() -> [Double] {
    var d = [Double](repeating: 0, count: order)
    for k in active.indices {
      let value = basis.indices.reduce(0.0) { $0 + inverse[k + $1 * active.count] * constants[basis[$1]] }
      for j in 0..<order { d[j] += inverseR[j + k * order] * value }
    }
    // On a face exactly, not to within rounding.
    for row in basis where row >= rows {
      let j = (row - rows) % order
      d[j] = row < rows + order ? constants[row] : -constants[row]
    }
    return d
  }

  /// Σ φᵢ(tᵢ) at the vertex, without the faces.
  var value: Double {
    (0..<rows).reduce(0) { $0 + (t[$1] >= 0 ? up[$1] : -down[$1]) * t[$1] }
  }

  /// By how much the sum at d = 0 may at most exceed that of any other point: Σ φᵢ(cᵢ) - yᵢ cᵢ.
  var gap: Double {
    var sum = 0.0
    for row in 0..<count where !isBasic[row] { sum += lost(row, t[row] != 0 ? t[row] > 0 : tie[row] >= 0) }
    for (slot, row) in basis.enumerated() {
      let y = min(max(multipliers[slot], -down[row]), up[row])
      let c = constants[row]
      sum += c >= 0 ? (up[row] - y) * c : -(down[row] + y) * c
    }
    return sum
  }

  /// The same for a row outside the basis, whose y is at an end of its range.
  private func lost(_ row: Int, _ isAbove: Bool) -> Double {
    let c = constants[row]
    return isAbove == (c >= 0) ? 0 : (up[row] + down[row]) * c.magnitude
  }

  /// The slots whose multiplier is at an end of its range, each with the sign that its t may take at no cost.
  var freeEdges: [(slot: Int, sign: Double)] {
    basis.indices.compactMap { slot in
      let (row, y) = (basis[slot], multipliers[slot])
      let tolerance = max(multiplierNoise(slot), 1e-11 * (up[row] + down[row]))
      if up[row] - y <= tolerance { return (slot, 1) }
      return down[row] + y <= tolerance ? (slot, -1) : nil
    }
  }

  /// So many vertices tell whether the optimum is one point.
  private static let verticesSeen = 64

  /// Whether the optimum that `solve` found is the only one.
  ///
  /// The optima for c + ε are the vertices that edges without cost lead to, one from another. Where all of them are the same
  /// point but for ε, the optimum for c is that point.
  ///
  /// - Returns: `nil` where too many vertices are one point to see them all.
  func isUnique() -> Bool? {
    guard isOptimal else { return nil }
    let home = basis
    defer {
      _ = chooseBasis(home)
      moveToVertex()
    }
    var seen: Set<Set<Int>> = [Set(home)]
    var open = [home]
    while let vertex = open.popLast() {
      guard chooseBasis(vertex), basis.count == vertex.count else { return nil }
      moveToVertex()
      for (slot, sign) in freeEdges {
        setEdge(slot, sign)
        guard let entering = firstRise(rate: 0, tolerance: -multiplierNoise(slot)) else { return false }
        // Longer than rounding: another optimum.
        if t[entering] != 0 { return false }
        var next = basis
        next[slot] = entering
        if seen.insert(Set(next)).inserted { open.append(next) }
        if seen.count > Self.verticesSeen { return nil }
      }
    }
    return true
  }
}
