import ScalingLaws

/// What a mistyped word may have been meant to be.
enum Suggestion {
  static func sentence(for word: String, among known: [String]) -> String? {
    Names.suggestion(for: word, among: known).map { "did you mean \"\($0)\"?" }
  }
}
