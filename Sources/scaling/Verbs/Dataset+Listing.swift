import Datasets
import Reporting

extension DatasetsVerb {
  /// Tables as a record of schema `scaling.datasets/1`.
  static func record(_ datasets: [Dataset]) -> JSONValue {
    [
      "schema": "scaling.datasets/1", "version": .string(Version.current),
      "datasets": .array(datasets.map(\.json)),
    ]
  }

  /// A line for each table.
  static var listing: String {
    let table = PageTable(
      [.text("table"), .number("rows"), .text("what it holds")],
      rows: Datasets.all.map { ["@" + $0.name, "\($0.rows)", $0.summary] })
    return table.textLines.joined(separator: "\n") + "\n"
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
    return (["@\(name): \(title)", ""] + table.textLines + [""] + facts).joined(separator: "\n") + "\n"
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "title": .string(title), "summary": .string(summary), "rows": .integer(rows),
      "columns": .array(
        columns.map {
          ["name": .string($0.name), "unit": .string($0.unit), "meaning": .string($0.meaning)]
        }),
      "source": .string(source), "licence": .string(licence), "caveat": .string(caveat), "sha256": .string(sha256),
    ]
  }
}
