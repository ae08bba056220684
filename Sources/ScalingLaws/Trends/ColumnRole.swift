/// Finds the column of a role in a table whose user did not name it.
enum ColumnRole {
  /// The column that was named, or the one whose name holds one of the words: the first word counts before the second.
  ///
  /// - Throws: `.ambiguousColumn` where several hold the same word, unless `takesFirst`.
  static func find(
    _ given: String?, role: String, words: [String], flag: String, among names: [String], takesFirst: Bool = false
  ) throws(TrendError) -> (name: String, others: [String])? {
    if let given { return (given, []) }
    for word in words {
      if names.contains(word) { return (word, []) }
      let candidates = names.filter { $0.lowercased().split { !$0.isLetter }.contains(Substring(word)) }
      guard let first = candidates.first else { continue }
      guard candidates.count == 1 || takesFirst else {
        throw .ambiguousColumn(role: role, flag: flag, candidates: candidates)
      }
      return (first, Array(candidates.dropFirst()))
    }
    return nil
  }

  static let dateWords = ["date", "released", "year", "month", "day", "time"]
}

extension Table {
  /// Columns that hold numbers and no dates.
  var numberNames: [String] {
    columns.filter { if case .numbers = $0.storage { true } else { false } }.map(\.name)
  }
}
