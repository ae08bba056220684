import Answers
import Escaping
import Glibc

/// Standard output and standard error.
enum Terminal {
  /// A reader that goes away is an error of ours to report, not a signal to die of.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes a text for people, with what would command a terminal shown instead.
  static func write(_ text: String) { writeResult(text.escapedForTerminal) }

  /// Writes a text whose codes are ours: what else would command a terminal is shown in it already.
  static func writeColored(_ text: String) { writeResult(text) }

  /// Columns of text: what COLUMNS says, or the terminal that standard output is; 80 for anything else.
  static var width: Int {
    if let given = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), given > 0 { return given }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a result for another program, to the byte: JSON, whose strings hold no such thing, or a table, unless it is a terminal that
  /// gets it.
  static func writeData(_ text: String) { writeResult(showsOutput ? text.escapedForTerminal : text) }

  /// When it cannot be written whole, says so and ends with 73; a closed pipe ends quietly.
  private static func writeResult(_ text: String) {
    guard let problem = writeAll(text, to: STDOUT_FILENO) else { return }
    if problem != EPIPE { error("error: cannot write to standard output: \(String(cString: strerror(problem)))") }
    exit(problem == EPIPE ? 0 : 73)
  }

  /// Whether standard output is a terminal.
  static var showsOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a line to standard error, with what would command a terminal shown instead.
  static func error(_ line: String) { _ = writeAll(line.escapedForTerminal + "\n", to: STDERR_FILENO) }

  /// What goes without something.
  static func note(_ failure: Problem) {
    error("note: \(failure.message)")
    if let hint = failure.hint { error("  hint: \(hint)") }
  }

  static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// Writes all bytes; returns `errno` of the first failure.
  static func writeAll(_ text: String, to descriptor: Int32) -> Int32? { writeAll(Array(text.utf8), to: descriptor) }

  /// Writes all bytes; returns `errno` of the first failure.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(written)
    }
    return nil
  }
}
