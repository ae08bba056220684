import ScalingLaws

extension SavedFit {
  /// The texts that the rows have in columns that the law compares with text, in all combinations; empty for a law without such.
  var textChoices: [[String: String]] {
    guard !textVariables.isEmpty else { return [] }
    return textVariables.reduce([[:]]) { choices, column in
      choices.flatMap { choice in (texts[column] ?? []).map { choice.merging([column: $0]) { $1 } } }
    }
  }
}
