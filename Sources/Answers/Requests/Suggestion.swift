import ScalingLaws

/// What a mistyped word may have been meant to be.
package enum Suggestion {
  package static func sentence(for word: String, among known: [String]) -> String? {
    Names.suggestion(for: word, among: known).map { "did you mean \"\($0)\"?" }
  }
}
