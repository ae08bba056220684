import Glibc

/// A file that appears whole or not at all: written beside its place, flushed, then renamed.
enum OutputFile {
  /// - Throws: `Failure` with status 73 saying why; what was there before stays.
  static func write(_ text: String, to named: String) throws { try write(Array(text.utf8), to: named) }

  /// - Throws: as for a text.
  static func write(_ bytes: [UInt8], to named: String) throws {
    let path = target(of: named)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure.cannotWrite("cannot write \(path): it is a directory", hint: "name a file in it")
    }
    var name = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw failure(path, errno) }
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    let problem = Terminal.writeAll(bytes, to: descriptor) ?? (fsync(descriptor) == 0 ? nil : errno)
    close(descriptor)
    if let problem {
      unlink(name)
      throw failure(path, problem)
    }
    guard rename(name, path) == 0 else {
      let problem = errno
      unlink(name)
      throw failure(path, problem)
    }
  }

  /// The file behind a symbolic link, so that the link stays.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func failure(_ path: String, _ problem: Int32) -> Failure {
    .cannotWrite("cannot write \(path): \(String(cString: strerror(problem)))")
  }
}
