import Escaping

/// The command as it was called, to be called again with more.
enum InvokedCommand {
  /// One line for a shell. Flags that are added stand before a `--`, after which there are none.
  static func line(adding arguments: [String]) -> String {
    var words = Array(CommandLine.arguments.dropFirst())
    words.insert(contentsOf: arguments, at: words.firstIndex(of: "--") ?? words.count)
    return (["scaling"] + words).map(\.shownShellWord).joined(separator: " ")
  }
}
