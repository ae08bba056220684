/// What a reader needs to know to check a scaling law: filled from the fit file where it says so, open where only the author knows.
///
/// - Source: the headings and questions follow Li, Kudugunta & Zettlemoyer 2025, "(Mis)Fitting: A Survey of Scaling Laws", and
///   Choshen, Zhang & Andreas 2025, "A Hitchhiker's Guide to Scaling Law Estimation".
public struct Checklist: Sendable, Hashable {
  public struct Item: Sendable, Hashable {
    /// A stable name, `section.what`; answers are given by it.
    public let id: String
    /// A few words.
    public let title: String
    /// What the record says, or the author; `nil` where neither does.
    public internal(set) var answer: String?
    public internal(set) var origin: Origin
    /// What the author must answer where the record does not; `nil` where it always does.
    public let question: String?

    public var isOpen: Bool { answer == nil }
  }

  public enum Origin: String, Sendable, Hashable, CaseIterable {
    case record, author, open
  }

  public struct Section: Sendable, Hashable {
    public let title: String
    public internal(set) var items: [Item]
  }

  public internal(set) var sections: [Section]
  /// Path of the fit file.
  public let source: String

  public var items: [Item] { sections.flatMap(\.items) }
  public var open: [Item] { items.filter(\.isOpen) }

  /// - Parameter file: of one fit.
  public init(_ file: FitFile) {
    source = file.source
    sections = ChecklistReader(file.record).sections
  }

  /// The checklist with an answer to an open item.
  ///
  /// - Throws: `ChecklistError` for an item that does not exist, or that the record answers; for an empty answer.
  public func answering(_ id: String, _ answer: String) throws(ChecklistError) -> Checklist {
    guard !answer.allSatisfy(\.isWhitespace) else { throw .empty(id) }
    for section in sections.indices {
      guard let item = sections[section].items.firstIndex(where: { $0.id == id }) else { continue }
      guard sections[section].items[item].isOpen else { throw .answered(id) }
      var result = self
      result.sections[section].items[item].answer = answer
      result.sections[section].items[item].origin = .author
      return result
    }
    throw .unknown(id, known: open.map(\.id))
  }
}

/// Why an answer cannot be taken.
public enum ChecklistError: Error, Sendable, Hashable, CustomStringConvertible {
  case unknown(String, known: [String])
  case answered(String)
  case empty(String)

  public var description: String {
    switch self {
    case .unknown(let id, let known): "the checklist has no item \"\(id)\"; open are \(known.joined(separator: ", "))"
    case .answered(let id): "\(id) is answered already"
    case .empty(let id): "the answer to \(id) is empty"
    }
  }
}
