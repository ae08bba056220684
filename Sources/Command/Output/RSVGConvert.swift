import Answers
import Glibc

/// `rsvg-convert` of librsvg, run as a program of its own: it makes PNG and PDF of our SVG.
enum RSVGConvert {
  enum Format: String {
    case png, pdf

    /// Of PNG twice the pixels, for screens of today.
    fileprivate var arguments: [String] { self == .png ? ["--format=png", "--zoom=2"] : ["--format=pdf"] }
  }

  private static let program = "rsvg-convert"

  /// The same picture in another format.
  ///
  /// The SVG, the picture and the messages stand in files without a name, so that no pipe can fill up; the program sees few variables of
  /// the environment, and no shell is between.
  ///
  /// - Throws: `Problem` with status 73 where the program is not installed, or fails.
  static func picture(of svg: String, format: Format) throws -> [UInt8] {
    let (input, output, messages) = (tmpfile(), tmpfile(), tmpfile())
    defer { for file in [input, output, messages] { if let file { fclose(file) } } }
    guard let input, let output, let messages else { throw noRoom(format, errno) }
    if let problem = Terminal.writeAll(Array(svg.utf8), to: fileno(input)) { throw noRoom(format, problem) }
    lseek(fileno(input), 0, SEEK_SET)
    let status = try run(reading: fileno(input), writing: fileno(output), messages: fileno(messages), format)
    let picture = contents(of: fileno(output))
    guard status == 0, !picture.isEmpty else {
      let said = String(decoding: contents(of: fileno(messages)), as: UTF8.self).split(separator: "\n")
        .first { $0.contains { $0.isLetter } }
      throw Problem.cannotWrite(
        "cannot make .\(format.rawValue): \(program) failed\(said.map { ": \($0)" } ?? "")", hint: otherwise)
    }
    return picture
  }

  private static let otherwise = ".svg needs no other program"

  private static func noRoom(_ format: Format, _ problem: Int32) -> Problem {
    .cannotWrite(
      "cannot make .\(format.rawValue): no room for a temporary file: \(String(cString: strerror(problem)))")
  }

  private static func run(
    reading input: Int32, writing output: Int32, messages: Int32, _ format: Format
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (from, to) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (messages, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    // SOURCE_DATE_EPOCH is the date that a PDF says it was made at.
    let kept = [
      "PATH", "HOME", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME", "SOURCE_DATE_EPOCH",
    ]
    let environment =
      kept.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } } + ["LC_ALL=C.UTF-8"]
    var arguments: [UnsafeMutablePointer<CChar>?] =
      ([program] + format.arguments).map { (text: String) in strdup(text) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { (text: String) in strdup(text) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let problem = posix_spawnp(&process, program, &actions, nil, &arguments, &variables)
    guard problem == 0 else {
      throw Problem.cannotWrite(
        problem == ENOENT
          ? "\(program) makes .\(format.rawValue), and it is not installed"
          : "cannot run \(program): \(String(cString: strerror(problem)))",
        hint: "apt-get install librsvg2-bin; \(otherwise)")
    }
    return try wait(for: process, format)
  }

  /// A picture takes a second; in so many it is not made, in microseconds.
  private static let patience = 30_000_000
  private static let pause = 2_000

  private static func wait(for process: pid_t, _ format: Format) throws -> Int32 {
    var status: Int32 = 0
    for _ in 0..<patience / pause {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status }
      if ended < 0, errno != EINTR { return -1 }
      usleep(useconds_t(pause))
    }
    kill(process, SIGKILL)
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    throw Problem.cannotWrite(
      "cannot make .\(format.rawValue): \(program) had not ended after \(patience / 1_000_000) seconds", hint: otherwise
    )
  }

  private static func contents(of descriptor: Int32) -> [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }
}
