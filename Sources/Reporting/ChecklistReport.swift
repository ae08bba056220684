import Escaping
import ScalingLaws

/// A checklist as text or Markdown.
public struct ChecklistReport {
  private let checklist: Checklist

  public init(_ checklist: Checklist) { self.checklist = checklist }

  private var summary: String {
    let (all, open) = (checklist.items.count, checklist.open.count)
    return "\(all - open) of \(counted(all, "item")) answered, \(open) open"
  }

  public var text: String {
    var lines = ["reporting checklist of \(checklist.source.escapedForLine): \(summary)"]
    let width = checklist.items.map(\.id.count).max() ?? 0
    for section in checklist.sections {
      lines += ["", section.title]
      for item in section.items {
        let padding = String(repeating: " ", count: width - item.id.count)
        lines.append(
          "  [\(item.isOpen ? " " : "x")] \(item.id)\(padding)  "
            + (item.answer ?? "open: \(item.question ?? "")").escapedForLine)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  public var page: Page {
    Page(
      title: "Reporting checklist of \(checklist.source)",
      blocks: [.paragraph(summary)]
        + checklist.sections.flatMap { section -> [Page.Block] in
          [
            .heading(level: 2, section.title),
            .facts(section.items.map { Page.Fact($0.title, $0.answer ?? "open: \($0.question ?? "")") }),
          ]
        })
  }

  /// With task lists, as GitHub has them.
  public var markdown: String {
    var lines = ["# Reporting checklist", "", "Fit: \(checklist.source.quotedForMarkdown). \(summary)."]
    for section in checklist.sections {
      lines += ["", "## \(section.title)", ""]
      for item in section.items {
        let title = item.title.escapedForMarkdown
        lines.append(
          item.answer.map {
            "- [x] **\(title)**: \($0.escapedForMarkdown)" + (item.origin == .author ? " (author)" : "")
          }
            ?? "- [ ] **\(title)** (\(item.id.quotedForMarkdown), open): \((item.question ?? "").escapedForMarkdown)")
      }
    }
    lines += [
      "",
      "Headings after Li, Kudugunta & Zettlemoyer 2025, \"(Mis)Fitting: A Survey of Scaling Laws\", and Choshen, Zhang & Andreas 2025,",
      "\"A Hitchhiker's Guide to Scaling Law Estimation\".",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  public var json: JSONValue { ChecklistRecord(checklist).json }
}
