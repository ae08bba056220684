import Reporting

/// The command as it was called, to be called again with more.
enum InvokedCommand {
  static func line(adding arguments: [String]) -> String {
    (["scaling"] + CommandLine.arguments.dropFirst() + arguments).map(\.shellWord).joined(separator: " ")
  }
}
