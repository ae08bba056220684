import Escaping
import ScalingLaws

/// A table as text for another program or for a paper.
public struct TableExport {
  /// By the extension of a file.
  public enum Format: String, Sendable, CaseIterable {
    case csv, tsv, json, md, tex
  }

  private let table: Table

  public init(_ table: Table) { self.table = table }

  /// Numbers have all their digits in CSV, TSV and JSON, and four in Markdown and LaTeX; what is missing is empty, in JSON `null`.
  public func text(_ format: Format) -> String {
    switch format {
    case .csv: separated(by: ",") { $0.quotedForCSV }
    case .tsv: separated(by: "\t") { $0.quotedForTSV }
    case .json: rows.document
    case .md: PageMarkdown.table(pageTable) + "\n"
    case .tex: PageLaTeX.tabular(pageTable) + "\n"
    }
  }

  private var cells: [[String?]] { table.columns.map(\.texts) }

  private func separated(by separator: String, _ quoted: (String) -> String) -> String {
    let cells = cells
    let lines = (0..<table.rowCount).map { row in
      cells.map { quoted($0[row] ?? "") }.joined(separator: separator)
    }
    return ([table.names.map(quoted).joined(separator: separator)] + lines).joined(separator: "\n") + "\n"
  }

  /// An array of objects, row by row.
  private var rows: JSONValue {
    let columns = table.columns.map { column -> (String, [JSONValue]) in
      if case .numbers(let values) = column.storage { return (column.name, values.map { JSONValue($0) }) }
      return (column.name, column.texts.map { JSONValue($0) })
    }
    return .array((0..<table.rowCount).map { row in .object(columns.map { .init(key: $0.0, value: $0.1[row]) }) })
  }

  private var shortCells: [[String]] {
    table.columns.map { column in
      guard case .numbers(let values) = column.storage else { return column.texts.map { $0 ?? "" } }
      let areCounts = values.allSatisfy { $0.isNaN || ($0 == $0.rounded() && abs($0) < 1e15) }
      return values.map { $0.isNaN ? "" : areCounts ? $0.plain : $0.formatted(significant: 4) }
    }
  }

  var pageTable: PageTable {
    let cells = shortCells
    return PageTable(
      table.columns.map { column in
        if case .numbers = column.storage { .number(column.name) } else { .text(column.name) }
      },
      rows: (0..<table.rowCount).map { row in cells.map { $0[row] } })
  }
}
