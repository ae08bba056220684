/// Finds the cells of one row of CSV or TSV.
struct RowSplitter {
  struct Cell {
    enum Style: UInt8 { case plain, quoted, doubledQuotes }

    /// The first byte of its content, and the one after the last; quotes around it are outside.
    var start = 0
    var end = 0
    var style = Style.plain

    /// Its first byte, the opening quote included.
    var opening: Int { style == .plain ? start : start - 1 }
  }

  struct Row {
    let cells: Int
    /// Where its last cell ends, and where the next row begins.
    let end: Int
    let next: Int
    /// Line breaks in it, with the one at its end.
    let lines: Int
    let isBlank: Bool
  }

  enum Stop: Error {
    case needsMore
    case fault(Fault, Int)
  }

  /// What is wrong in a cell, counted from 0.
  enum Fault {
    case unterminatedQuote(Int), textAfterQuote(Int), strayQuote(Int), loneCarriageReturn
  }

  static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 10
  private static let carriageReturn: UInt8 = 13

  /// The cells of the last row; those beyond `expected` are only counted.
  private(set) var cells: [Cell] = []
  /// Where the first cell beyond `expected` begins.
  private(set) var firstExtra = 0
  /// The number of cells that a row should have; without a bound while the header is read.
  var expected = Int.max
  private let separator: UInt8
  /// In each byte one more than the largest byte that needs a look; all others are the inside of a cell.
  private let bound: UInt64

  init(separator: UInt8) {
    self.separator = separator
    bound = 0x0101_0101_0101_0101 * UInt64(max(separator, Self.quote) + 1)
  }

  /// The cells of the row that begins at `start`.
  mutating func split(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isAtEnd: Bool) throws(Stop) -> Row {
    var index = start
    var count = 0
    var quotedLines = 0
    while true {
      var cell = Cell(start: index)
      if index < end, base[index] == Self.quote {
        try skipQuoted(base, &index, end, isAtEnd, field: count, &cell, &quotedLines)
      } else {
        index = skipPlain(base, index, end)
        cell.end = index
      }
      store(cell, count)
      count += 1
      if index == end {
        guard isAtEnd else { throw .needsMore }
        return Row(cells: count, end: index, next: index, lines: quotedLines, isBlank: false)
      }
      let byte = base[index]
      if byte == separator {
        index += 1
        continue
      }
      var next = index + 1
      if byte == Self.carriageReturn {
        if next == end, !isAtEnd { throw .needsMore }
        guard next < end, base[next] == Self.lineFeed else { throw .fault(.loneCarriageReturn, index) }
        next += 1
      } else if byte != Self.lineFeed {
        throw .fault(.strayQuote(count - 1), index)
      }
      return Row(cells: count, end: index, next: next, lines: quotedLines + 1, isBlank: index == start)
    }
  }

  @inline(__always)
  private mutating func store(_ cell: Cell, _ count: Int) {
    if count < cells.count, count < expected {
      cells[count] = cell
    } else if count < expected {
      cells.append(cell)
    } else if count == expected {
      firstExtra = cell.opening
    }
  }

  /// The next separator, line end or quote, eight bytes at a time.
  ///
  /// Letters, digits, points and signs of numbers all lie above the comma, so one subtraction passes over eight of them.
  @inline(__always)
  private func skipPlain(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let raw = UnsafeRawPointer(base)
    var index = start
    while index < end {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // The lowest marked byte is exact: only a smaller byte borrows from its neighbour above.
      let marks = (word &- bound) & ~word & 0x8080_8080_8080_8080
      if marks == 0 {
        index += 8
        continue
      }
      index += marks.trailingZeroBitCount >> 3
      if index >= end { return end }
      let byte = base[index]
      if byte == separator || byte == Self.lineFeed || byte == Self.quote || byte == Self.carriageReturn {
        return index
      }
      index += 1
    }
    return end
  }

  /// From an opening quote to what follows the closing one.
  @inline(never)
  private func skipQuoted(
    _ base: UnsafePointer<UInt8>, _ index: inout Int, _ end: Int, _ isAtEnd: Bool, field: Int, _ cell: inout Cell,
    _ lines: inout Int
  ) throws(Stop) {
    let opening = index
    cell.start = opening + 1
    cell.style = .quoted
    index += 1
    while true {
      while index < end, base[index] != Self.quote {
        if base[index] == Self.lineFeed { lines += 1 }
        index += 1
      }
      guard index < end else {
        throw isAtEnd ? .fault(.unterminatedQuote(field), opening) : .needsMore
      }
      if index + 1 == end, !isAtEnd { throw .needsMore }
      guard index + 1 < end, base[index + 1] == Self.quote else { break }
      cell.style = .doubledQuotes
      index += 2
    }
    cell.end = index
    index += 1
    if index == end { return }
    let byte = base[index]
    if byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn {
      throw .fault(.textAfterQuote(field), index)
    }
  }
}
