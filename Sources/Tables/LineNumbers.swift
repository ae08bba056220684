/// The line in the source at which each row begins, counted from 1.
///
/// Stored as runs of equal steps, so a plain CSV of any length takes one run, and so does JSON with five lines to an
/// object. The worst case, a selection in falling order, is twelve bytes to a row.
public struct LineNumbers: Sendable, Equatable {
  private struct Run: Sendable, Equatable {
    let row: UInt32
    let line: UInt32
    var step: UInt32
  }

  private var runs: [Run] = []
  private var last = 0

  /// The number of rows.
  public private(set) var count = 0

  /// No rows yet.
  public init() {}

  /// One line for each row.
  public init(_ lines: [Int]) {
    for line in lines { append(line) }
  }

  /// Rows 1 to `count`, the numbering of a table made in memory.
  public init(rows count: Int) {
    precondition(count >= 0, "a table has no fewer than 0 rows")
    self.count = count
    last = count
    if count > 0 { runs = [Run(row: 0, line: 1, step: 1)] }
  }

  /// Adds the line of the next row. Lines do not decrease while reading, but may in a selection.
  public mutating func append(_ line: Int) {
    defer {
      count += 1
      last = line
    }
    if let run = runs.last {
      let step = line - last
      if step == Int(run.step) { return }
      if count == Int(run.row) + 1, step >= 0 {
        runs[runs.count - 1].step = UInt32(clamping: step)
        return
      }
    }
    runs.append(Run(row: UInt32(clamping: count), line: UInt32(clamping: line), step: 1))
  }

  /// The line of a row, counted from 0.
  public subscript(row: Int) -> Int {
    precondition(row >= 0 && row < count, "row \(row) of \(count)")
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(runs[middle].row) <= row { low = middle } else { high = middle }
    }
    let run = runs[low]
    return Int(run.line) + (row - Int(run.row)) * Int(run.step)
  }

  /// The lines of some rows, in the order given.
  public func selecting(rows: [Int]) -> LineNumbers {
    var selected = LineNumbers()
    for row in rows { selected.append(self[row]) }
    return selected
  }
}
