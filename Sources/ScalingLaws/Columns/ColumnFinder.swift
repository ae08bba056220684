/// Finds what the columns of a table stand for, by their names, units, values and dates.
///
/// A name that means one thing only counts before a word in a longer name, and that before a unit. What several columns could be
/// equally well is ambiguous: no order of columns decides it.
public struct ColumnFinder: Sendable {
  /// A column that may have a role, and what says so.
  public struct Candidate: Sendable, Hashable {
    public let column: String
    public let reason: String
    /// The lower, the surer.
    let rank: Int
  }

  /// What was found for a role.
  enum Finding {
    case none
    case one(Candidate)
    case several([Candidate])
  }

  private let table: Table

  public init(_ table: Table) { self.table = table }

  /// Every column that may have a role, the surest first.
  public func candidates(for role: ColumnRole) -> [Candidate] {
    let found = table.columns.compactMap { column -> Candidate? in
      guard let (rank, reason) = rank(of: column, as: role), suits(column, role) else { return nil }
      return Candidate(column: column.name, reason: reason, rank: rank)
    }
    // Text that is no number is looked at only where no column of numbers has the name: its cells then say what is wrong.
    let read = role.isText ? found : found.filter { candidate in table[candidate.column].map { !$0.isText } ?? false }
    return (read.isEmpty ? found : read).enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    .map(\.element)
  }

  /// The surest column for a role, or those that are equally sure.
  func find(_ role: ColumnRole, besides taken: Set<String> = []) -> Finding {
    let candidates = candidates(for: role).filter { !taken.contains($0.column) }
    guard let first = candidates.first else { return .none }
    let equal = candidates.filter { $0.rank == first.rank }
    return equal.count == 1 ? .one(first) : .several(equal)
  }

  /// The columns that may have a role and are as sure as the surest, in the order of the table.
  func equallySure(_ role: ColumnRole) -> [String] {
    switch find(role) {
    case .none: []
    case .one(let candidate): [candidate.column]
    case .several(let candidates): candidates.map(\.column)
    }
  }

  /// The column of a role, unless it is given; `nil` where there is none.
  ///
  /// - Throws: `.ambiguousColumn` naming the candidates.
  func optional(_ role: ColumnRole, given: String? = nil, flag: String) throws(TrendError) -> String? {
    if let given { return given }
    let found = equallySure(role)
    guard found.count < 2 else { throw .ambiguousColumn(role: role.rawValue, flag: flag, candidates: found) }
    return found.first
  }

  /// - Throws: `.noColumn`, `.ambiguousColumn`.
  func required(_ role: ColumnRole, given: String? = nil, flag: String) throws(TrendError) -> String {
    guard let found = try optional(role, given: given, flag: flag) else {
      throw .noColumn(role: role.rawValue, flag: flag, columns: table.names)
    }
    return found
  }

  private func rank(of column: Column, as role: ColumnRole) -> (Int, String)? {
    let name = column.name
    // A unit at the end of a header is no word of the name: "Params (B)", "tokens_T".
    let bare = Unit.inHeader(name).map(\.rest) ?? name
    let (words, bareWords) = (name.nameWords, bare.nameWords)
    guard role.excluded.isDisjoint(with: words), !name.namesUncertainty, !name.isIndex else {
      return nil
    }
    if role.names.contains(name.lowercased()) || role.names.contains(words.joined(separator: " ")) {
      return (0, "its name")
    }
    if role.names.contains(bareWords.joined(separator: " ")) { return (0, "its name") }
    for (place, group) in role.words.enumerated() {
      if let word = words.first(where: group.contains) { return (1 + place, "\"\(word)\" in its name") }
    }
    if let unit = column.unit, role.isTold(by: unit) { return (20, "its unit, \(unit.name)") }
    if role == .date, case .dates = column.storage { return (20, "its cells are dates") }
    return nil
  }

  /// Whether the cells may be what the name says.
  private func suits(_ column: Column, _ role: ColumnRole) -> Bool {
    switch column.storage {
    case .dates: return role == .date
    case .texts(let texts):
      if role.isText { return true }
      if role == .success, column.isTruth { return true }
      // A number or date that is written in a way that is not read; words are none.
      let samples = texts.strings.prefix(20)
      return samples.count { $0.contains { $0.isASCII && $0.isNumber } } * 2 >= samples.count
        && samples.allSatisfy { $0.utf8.count <= 24 }
    case .numbers(let values):
      if role.isText { return role != .model }
      guard role == .date else { return true }
      // Years, or months and days counted from somewhere, as the name has it.
      return !values.allSatisfy(\.isNaN)
    }
  }
}

extension Column {
  /// Words for 1 and 0.
  static let truths: [String: Double] = [
    "true": 1, "false": 0, "yes": 1, "no": 0, "success": 1, "failure": 0, "pass": 1, "fail": 0,
  ]

  /// Whether all its cells are such words.
  var isTruth: Bool {
    guard case .texts(let texts) = storage else { return false }
    return !texts.strings.isEmpty && texts.strings.allSatisfy { Self.truths[$0.lowercased()] != nil }
  }

  var isText: Bool { if case .texts = storage { true } else { false } }
}

extension String {
  /// The words of a column's name, in lower case: at underscores, other marks, and where a capital follows a small letter.
  var nameWords: [String] {
    var words: [String] = []
    var word = ""
    var last: Character = " "
    for character in self {
      let begins = character.isUppercase && last.isLowercase
      if !character.isLetter || begins {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = character.isLetter ? String(character) : ""
      } else {
        word.append(character)
      }
      last = character
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }

  /// Whether a column of this name counts rows: what pandas and spreadsheets put before the first.
  var isIndex: Bool { ["index", "unnamed: 0", "row", "rownames", "_index"].contains(lowercased()) }
}

extension Table {
  /// Columns that hold numbers and no dates, and do not just count the rows.
  var numberNames: [String] {
    columns.filter { if case .numbers = $0.storage { !$0.name.isIndex } else { false } }.map(\.name)
  }
}
