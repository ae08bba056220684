import Escaping

/// Columns of text, lined up.
package struct TextTable {
  package enum Alignment { case left, right }

  private let headers: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// - Parameter columns: heading and alignment of each.
  package init(_ columns: [(header: String, alignment: Alignment)]) {
    headers = columns.map(\.header.escapedForLine)
    alignments = columns.map(\.alignment)
  }

  package mutating func add(_ cells: [String]) {
    precondition(cells.count == headers.count, "a row has one cell for each column")
    rows.append(cells.map(\.escapedForLine))
  }

  /// The lines, each indented by two spaces. Columns that are empty in every row are left out.
  package var lines: [String] {
    let shown = headers.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let widths = shown.map { column in ([headers] + rows).map { $0[column].count }.max() ?? 0 }
    return ([headers] + rows).map { row in
      let cells = zip(shown, widths).map { column, width in
        let padding = String(repeating: " ", count: width - row[column].count)
        return alignments[column] == .left ? row[column] + padding : padding + row[column]
      }
      return "  " + String(cells.joined(separator: "   ").reversed().drop { $0 == " " }.reversed())
    }
  }
}
