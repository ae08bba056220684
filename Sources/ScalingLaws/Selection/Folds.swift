import Statistics

/// Which rows are left out together in cross-validation.
///
/// Rows that depend on one another are left out together: the others would tell what they hold. Each piece (a row, or a cluster)
/// is its own fold where there are few of them, or pieces are dealt to folds at random, by a seed.
struct Folds: Sendable {
  /// Row by row, the number of its fold.
  let fold: [Int]
  let count: Int
  /// Whether each piece is a fold of its own.
  let leavesOneOut: Bool

  /// Above so many pieces, ten folds take the place of one for each: refits of a thousand folds take a tenth of a second.
  private static let mostPieces = 1000
  private static let usual = 10

  /// - Parameters:
  ///   - groups: row by row, the number of its cluster.
  ///   - count: how many folds; `nil` leaves out one piece each.
  init(groups: [Int], count wanted: Int?, seed: UInt64) {
    var pieces: [Int: Int] = [:]
    let piece = groups.map { group in
      let number = pieces[group] ?? pieces.count
      pieces[group] = number
      return number
    }
    let total = pieces.count
    let count = min(wanted ?? (total > Self.mostPieces ? Self.usual : total), total)
    self.count = count
    leavesOneOut = count == total
    guard count < total else {
      fold = piece
      return
    }
    var order = Array(0..<total)
    var random = RandomStream(seed: seed, stream: 0)
    for last in stride(from: total - 1, to: 0, by: -1) { order.swapAt(last, random.integer(below: last + 1)) }
    var foldOfPiece = [Int](repeating: 0, count: total)
    for (position, piece) in order.enumerated() { foldOfPiece[piece] = position % count }
    fold = piece.map { foldOfPiece[$0] }
  }

  /// Rows that share a value of any of several columns are in one group, as are rows that are linked through others.
  ///
  /// - Parameter labels: column by column, a number for each row; none puts each row in a group of its own.
  static func groups(_ labels: [[Int]], rows: Int) -> [Int] {
    var parent = Array(0..<rows)
    func root(_ row: Int) -> Int {
      var row = row
      while parent[row] != row {
        parent[row] = parent[parent[row]]
        row = parent[row]
      }
      return row
    }
    for column in labels {
      var first: [Int: Int] = [:]
      for row in 0..<rows {
        if let other = first[column[row]] { parent[root(row)] = root(other) } else { first[column[row]] = row }
      }
    }
    return (0..<rows).map(root)
  }
}
