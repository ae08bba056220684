import Statistics

/// The rows at which a check of a large table looks: all of a small one, and of more than 100,000 one at random from each of 50,000
/// stretches of equal length, by the stream of a fixed seed, so that it is the same sample each time.
struct RowSample {
  let rows: [Int]
  /// Whether some are left out.
  let isPart: Bool

  static let mostRows = 100_000
  static let size = 50_000

  init(_ all: [Int]) {
    isPart = all.count > Self.mostRows
    guard isPart else {
      rows = all
      return
    }
    var stream = RandomStream(seed: 0, stream: 0)
    let length = Double(all.count) / Double(Self.size)
    var rows: [Int] = []
    for stretch in 0..<Self.size {
      let place = Int((Double(stretch) + stream.uniform()) * length)
      let row = all[min(all.count - 1, place)]
      // Rounding may bring two stretches to one row.
      if rows.last != row { rows.append(row) }
    }
    self.rows = rows
  }

  /// What a message that speaks of it ends in.
  var ending: String { isPart ? ", on a sample of \(counted(rows.count, "row"))" : "" }
}
