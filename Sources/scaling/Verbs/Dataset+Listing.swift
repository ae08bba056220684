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
    var table = TextTable([("table", .left), ("rows", .right), ("what it holds", .left)])
    for dataset in Datasets.all {
      table.add(["@" + dataset.name, "\(dataset.rows)", dataset.summary])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }
}

extension Dataset {
  /// What there is to know about the table.
  var description: String {
    var table = TextTable([("column", .left), ("unit", .left), ("meaning", .left)])
    for column in columns { table.add([column.name, column.unit, column.meaning]) }
    let facts = [
      "  rows:    \(rows)", "  source:  \(source)", "  licence: \(licence)", "  sha-256: \(sha256)",
      "  mind:    \(caveat)",
    ]
    return (["@\(name): \(title)", ""] + table.lines + [""] + facts).joined(separator: "\n") + "\n"
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
