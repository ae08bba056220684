import ScalingLaws

/// A checklist as a file: schema `scaling.checklist/1`.
public struct ChecklistRecord: Record {
  public static let schema = "scaling.checklist/1"
  public static let title = "Reporting checklist"
  public static let summary = "What a reader needs to know of a fit, written by scaling report --checklist."

  let fit: String
  let items: Int
  let open: [String]
  let sections: [Section]

  public static let descriptions = [
    "fit": "path of the fit file", "items": "in all sections", "open": "items without an answer, by id",
    "sections": "section by section",
  ]

  public init(_ checklist: Checklist) {
    fit = checklist.source
    items = checklist.items.count
    open = checklist.open.map(\.id)
    sections = checklist.sections.map { section in
      Section(
        title: section.title,
        items: section.items.map {
          Item(id: $0.id, title: $0.title, origin: $0.origin, answer: $0.answer, question: $0.question)
        })
    }
  }

  struct Section: RecordPart {
    let title: String
    let items: [Item]

    static let descriptions = ["title": "heading", "items": "item by item"]
  }

  struct Item: RecordPart {
    let id, title: String
    let origin: Checklist.Origin
    let answer, question: String?

    static let descriptions = [
      "id": "section.what", "title": "heading", "origin": "who answers", "answer": "null while it is open",
      "question": "to the author",
    ]
  }
}

extension Checklist.Origin: JSONWord {}
