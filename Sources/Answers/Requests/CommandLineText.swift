import Escaping

/// A command, to be called again.
package enum CommandLineText {
  /// One line for a shell. Flags that are added stand before a `--`, after which there are none.
  package static func line(_ words: [String], adding arguments: [String] = []) -> String {
    (["scaling"] + self.words(words, adding: arguments)).map(\.shownShellWord).joined(separator: " ")
  }

  package static func words(_ words: [String], adding arguments: [String]) -> [String] {
    var words = words
    words.insert(contentsOf: arguments, at: words.firstIndex(of: "--") ?? words.count)
    return words
  }
}
