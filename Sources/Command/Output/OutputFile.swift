import Answers
import Escaping
import Glibc

/// A file that appears whole or not at all: written beside its place, flushed, then renamed. A device or a pipe is written into, and stays
/// what it is.
enum OutputFile {
  /// - Throws: `Problem` with status 73 saying why; what was there before stays.
  static func write(_ text: String, to named: String) throws { try write(Array(text.utf8), to: named) }

  /// - Throws: as for a text.
  static func write(_ bytes: [UInt8], to named: String) throws {
    try UsedFiles.refuseInput(named)
    switch try OutputPlace(named) {
    case .stream: try writeThrough(bytes, to: named)
    case .file(let path, let existing): try replace(path, existing, with: bytes)
    }
  }

  private static func replace(_ path: String, _ existing: stat?, with bytes: [UInt8]) throws {
    guard existing == nil || access(path, W_OK) == 0 else { throw failure(path, errno) }
    try HeldSignals.held { isInterrupted in
      let folder = OutputPlace.folder(of: path)
      var name = Array("\(folder)/.scaling-XXXXXX".utf8CString)
      let descriptor = mkstemp(&name)
      guard descriptor >= 0 else { throw failure(path, errno) }
      var isKept = false
      defer { if !isKept { unlink(name) } }
      giveMode(of: existing, to: descriptor)
      let problem = Terminal.writeAll(bytes, to: descriptor) ?? (fsync(descriptor) == 0 ? nil : errno)
      close(descriptor)
      if let problem { throw failure(path, problem) }
      // The signal is about to end us; what was there stays.
      if isInterrupted() { return }
      guard rename(name, path) == 0 else { throw failure(path, errno) }
      isKept = true
    }
  }

  /// The bits and, where that is allowed, the owner of the file that is replaced; those of any new file where there is none.
  private static func giveMode(of existing: stat?, to descriptor: Int32) {
    guard let existing else {
      let mask = umask(0)
      umask(mask)
      fchmod(descriptor, 0o666 & ~mask)
      return
    }
    let isOwned = fchown(descriptor, existing.st_uid, existing.st_gid) == 0
    // A file of another owner does not run as that owner.
    fchmod(descriptor, existing.st_mode & (isOwned ? 0o7777 : 0o777))
  }

  /// How long a pipe is waited for that nobody has opened to read, in microseconds.
  private static let patience: useconds_t = 5_000_000
  private static let pause: useconds_t = 20_000

  private static func writeThrough(_ bytes: [UInt8], to path: String) throws {
    var descriptor: Int32 = -1
    for _ in 0...patience / pause {
      descriptor = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      guard descriptor < 0, errno == ENXIO else { break }
      usleep(pause)
    }
    guard descriptor >= 0 else {
      guard errno == ENXIO else { throw failure(path, errno) }
      throw Problem.cannotWrite("cannot write \(path): it is a pipe, and nobody reads it")
    }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    if let problem = Terminal.writeAll(bytes, to: descriptor) { throw failure(path, problem) }
  }

  private static func failure(_ path: String, _ problem: Int32) -> Problem {
    .cannotWrite("cannot write \(path): \(String(cString: strerror(problem)))")
  }
}
