import ScalingLaws

extension FitPage {
  /// The most rows that a page shows.
  private static let mostRows = 1000

  var checklist: [Page.Block] {
    let list = Checklist(reported.file)
    let rows = list.sections.flatMap { section in
      section.items.map { [section.title, $0.title, $0.answer ?? "open: \($0.question ?? "")"] }
    }
    return [
      .paragraph(
        "What surveys of scaling laws ask authors to report (Li et al. 2025, Choshen et al. 2025). \(list.open.count) of"
          + " \(counted(list.items.count, "item")) are open: only the author knows."),
      .table(PageTable([.text("part"), .text("item"), .text("answer")], rows: rows)),
    ]
  }

  /// Every option of the fit, as its record has it.
  var options: [Page.Block] {
    let rows = RecordEncoder.json(record.options).members.compactMap { member -> [String]? in
      let text = Self.text(member.value)
      return text.isEmpty ? nil : [member.key.split(separator: "_").joined(separator: " "), text]
    }
    return [.table(PageTable([.text("option"), .text("value")], rows: rows))]
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .bool(let flag): flag ? "yes" : "no"
    case .integer(let number): "\(number)"
    case .unsigned(let number): "\(number)"
    case .number(let number): number.plain
    case .string(let text): text
    case .array(let values): values.map { text($0).isEmpty ? "open" : text($0) }.joined(separator: ", ")
    case .object(let members):
      members.filter { $0.key != "groups" }.map { "\($0.key) \(text($0.value))" }.joined(separator: "; ")
    }
  }

  /// The rows of the fit, with what it says about each; `nil` where they are not at hand.
  func rows() throws -> [Page.Block]? {
    guard let fit = reported.fit else { return nil }
    let table = TableExport(try fit.augment()).pageTable
    let shown = PageTable(table.columns, rows: Array(table.rows.prefix(Self.mostRows)))
    let rest = table.rows.count - shown.rows.count
    let scale = fit.scale == .identity ? "" : " on the \(fit.scale.rawValue) scale"
    let note = "Fitted values and residuals are those of the fit\(scale); line counts the lines of the source."
    return [
      .paragraph(rest > 0 ? "\(note) \(counted(rest, "more row")) are in \(reported.file.data.source)." : note),
      .table(shown),
    ]
  }

  var reproduction: [Page.Block] {
    let data = reported.file.data
    return [
      .paragraph(
        data.source == "-"
          ? "The data came by standard input. With the same bytes there, this command makes the fit again:"
          : "With the same bytes at \(data.source), this command makes the fit again:"),
      .code([reported.file.commandLine]),
      .facts([
        Page.Fact("data", "SHA-256 \(data.sha256)"),
        Page.Fact("seed", "\(record.options.seed)"),
        Page.Fact("version", "scaling \(reported.file.document.version)"),
      ]),
    ]
  }
}
