/// The command as it was called, to be called again with more.
enum InvokedCommand {
  static func line(adding arguments: [String]) -> String {
    (["scaling"] + CommandLine.arguments.dropFirst() + arguments).map(\.shellWord).joined(separator: " ")
  }
}

extension String {
  /// One word of a POSIX shell, quoted where it needs to be.
  var shellWord: String {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-"
    if !isEmpty, allSatisfy(plain.contains) { return self }
    return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
