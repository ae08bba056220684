import Glibc

/// Standard output and standard error.
enum Terminal {
  /// A reader that goes away is an error of ours to report, not a signal to die of.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes the result. When it cannot be written whole, says so and ends with 73; a closed pipe ends quietly.
  static func write(_ text: String) {
    guard let problem = writeAll(text, to: STDOUT_FILENO) else { return }
    if problem != EPIPE { error("error: cannot write to standard output: \(String(cString: strerror(problem)))") }
    exit(problem == EPIPE ? 0 : 73)
  }

  /// Whether standard output is a terminal.
  static var showsOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a line to standard error.
  static func error(_ line: String) { _ = writeAll(line + "\n", to: STDERR_FILENO) }

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
