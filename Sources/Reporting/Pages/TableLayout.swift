import Escaping
import ScalingLaws

/// Where the columns of a table stand in a width of text.
struct TableLayout {
  private let table: PageTable
  private let header: [String]
  private let rows: [[String]]
  /// Those that are shown, by their places.
  private var shown: [Int]
  /// Of those shown; empty where each row is a list.
  private var widths: [Int] = []
  private var gap = 3
  private let width: Int

  /// Headings of columns that had no room, each once.
  var missing: [String] {
    header.indices.reduce(into: []) { found, column in
      if !shown.contains(column), !found.contains(header[column]) { found.append(header[column]) }
    }
  }

  /// Columns of a higher rank are in no list.
  private static let leastRank = 3

  init(_ table: PageTable, width: Int) {
    self.table = table
    self.width = width
    header = table.columns.map(\.header.escapedForLine)
    rows = table.rows.map { $0.map(\.escapedForLine) }
    shown = Array(table.columns.indices)
    fit()
  }

  private mutating func fit() {
    while true {
      let natural = shown.map(natural)
      for gap in [3, 2] where needs(natural, gap) <= width {
        (widths, self.gap) = (natural, gap)
        return
      }
      let least = shown.map(least)
      if needs(least, 2) <= width {
        (widths, gap) = (spread(from: least, to: natural), 2)
        return
      }
      guard let rank = shown.map({ table.columns[$0].rank }).max(), rank > 0 else { break }
      shown.removeAll { table.columns[$0].rank == rank }
    }
    // A list has room for more, but is long.
    shown = table.columns.indices.filter { table.columns[$0].rank <= Self.leastRank }
  }

  private func needs(_ widths: [Int], _ gap: Int) -> Int {
    2 + widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  private func cells(_ column: Int) -> [String] { rows.map { $0[column] } }

  private func natural(_ column: Int) -> Int {
    max(header[column].count, cells(column).map(\.count).max() ?? 0)
  }

  /// Broken between words; a text into pieces of no less than this.
  private func least(_ column: Int) -> Int {
    let words = { (text: String) in text.split(separator: " ").map(\.count).max() ?? 0 }
    let longest = cells(column).map(\.count).max() ?? 0
    let inside =
      table.columns[column].kind == .text
      ? max(cells(column).map(words).max() ?? 0, min(longest, Self.leastText)) : longest
    return max(words(header[column]), inside)
  }

  private static let leastText = 14

  /// What is left over goes to the columns that lack most.
  private func spread(from least: [Int], to natural: [Int]) -> [Int] {
    var widths = least
    var left = width - needs(least, 2)
    while left > 0,
      let column = widths.indices.max(by: { natural[$0] - widths[$0] < natural[$1] - widths[$1] }),
      widths[column] < natural[column]
    {
      widths[column] += 1
      left -= 1
    }
    return widths
  }

  func lines(_ pen: TextPen) -> [String] {
    guard !widths.isEmpty else { return shown.isEmpty ? [] : list(pen) }
    return lines(of: header, isHeader: true, pen)
      + rows.flatMap { lines(of: $0, isHeader: false, pen) }
  }

  private func lines(of row: [String], isHeader: Bool, _ pen: TextPen) -> [String] {
    let cells = zip(shown, widths).map { column, width in
      let text = row[column]
      return text.count <= width ? [text] : text.wrapped(at: width)
    }
    let height = cells.map(\.count).max() ?? 1
    return (0..<height).map { line in
      // Headings of several lines stand on the rows.
      let texts = cells.map { cell -> String in
        let place = isHeader ? line - (height - cell.count) : line
        return cell.indices.contains(place) ? cell[place] : ""
      }
      let last = texts.lastIndex { !$0.isEmpty } ?? -1
      var drawn = "  "
      for index in texts.indices where index <= last {
        let column = table.columns[shown[index]]
        let padding = String(repeating: " ", count: max(0, widths[index] - texts[index].count))
        let text = pen.drawn(texts[index], isHeader || texts[index].isEmpty ? nil : column.style)
        drawn += (index == 0 ? "" : String(repeating: " ", count: gap))
        drawn += column.isNumber ? padding + text : text + (index == last ? "" : padding)
      }
      return last < 0 ? "" : drawn
    }
  }

  /// Each row as a list of its columns.
  private func list(_ pen: TextPen) -> [String] {
    rows.enumerated().flatMap { index, row in
      (index == 0 ? [] : [""])
        + shown.filter { !row[$0].isEmpty }.enumerated().flatMap { place, column in
          let margin = place == 0 ? "  " : "    "
          let name = header[column].isEmpty ? "" : header[column] + ": "
          let line = name + row[column]
          let isWhole = table.columns[column].isNumber && margin.count + line.count > width
          let lines =
            isWhole
            ? name.wrapped(at: width, after: margin + "  ", first: margin) + [margin + "  " + row[column]]
            : line.wrapped(at: width, after: margin + "  ", first: margin)
          return lines.map { pen.drawn($0, table.columns[column].style) }
        }
    }
  }
}

extension PageTable.Column {
  fileprivate var style: TextPen.Style? {
    switch emphasis {
    case .estimate: .estimate
    case .verdict: .verdict
    case nil: nil
    }
  }
}
