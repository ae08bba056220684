import Datasets
import Reporting

extension DatasetsVerb {
  /// Columns of a listing, which is the same wherever it goes.
  static let width = 80

  /// Tables as a record.
  static func record(_ datasets: [Dataset]) -> JSONValue { DatasetsRecord(datasets).json }

  /// A line for each table.
  static var listing: String {
    let table = PageTable(
      [.text("table"), .number("rows"), .text("what it holds")],
      rows: Datasets.all.map { ["@" + $0.name, "\($0.rows)", $0.summary] })
    return table.textLines(at: Self.width).joined(separator: "\n") + "\n"
  }
}

extension Dataset {
  /// What there is to know about the table.
  var description: String {
    let table = PageTable(
      [.text("column"), .text("unit"), .text("meaning")], rows: columns.map { [$0.name, $0.unit, $0.meaning] })
    let facts = [
      "  rows:    \(rows)", "  source:  \(source)", "  licence: \(licence)", "  sha-256: \(sha256)",
      "  mind:    \(caveat)",
    ]
    return (["@\(name): \(title)", ""] + table.textLines(at: DatasetsVerb.width) + [""] + facts).joined(separator: "\n")
      + "\n"
  }
}

/// Bundled tables as a file: schema `scaling.datasets/1`.
package struct DatasetsRecord: Record {
  package static let schema = "scaling.datasets/1"
  package static let title = "Datasets"
  package static let summary = "The bundled tables, or one of them, written by scaling datasets --json."

  let datasets: [Entry]

  init(_ datasets: [Dataset]) { self.datasets = datasets.map(Entry.init) }

  package static let descriptions = ["datasets": "table by table"]

  struct Entry: RecordPart {
    let name, title, summary: String
    let rows: Int
    let columns: [Column]
    let source, licence, caveat, sha256: String

    struct Column: RecordPart {
      let name, unit, meaning: String

      static let descriptions = ["unit": "its unit; empty where it has none", "meaning": "what it is"]
    }

    init(_ dataset: Dataset) {
      name = dataset.name
      title = dataset.title
      summary = dataset.summary
      rows = dataset.rows
      columns = dataset.columns.map { Column(name: $0.name, unit: $0.unit, meaning: $0.meaning) }
      source = dataset.source
      licence = dataset.licence
      caveat = dataset.caveat
      sha256 = dataset.sha256
    }

    static let descriptions = [
      "name": "without the @", "title": "heading", "summary": "in one line", "rows": "how many rows",
      "source": "where it comes from", "licence": "of the data", "caveat": "what to mind",
    ]
  }
}
