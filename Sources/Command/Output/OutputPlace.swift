import Answers
import Glibc

/// What is at the place where a file is to be written.
enum OutputPlace {
  /// A device or a pipe.
  case stream
  /// A path that is no symbolic link, and the file that is there now.
  case file(String, existing: stat?)

  /// - Throws: `Problem` with status 73 where nothing can be written.
  init(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .file(Self.target(of: path), existing: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      for (descriptor, name) in [(STDOUT_FILENO, "standard output"), (STDERR_FILENO, "standard error")]
      where FileIdentity(descriptor: descriptor) == FileIdentity(status) {
        throw Problem.cannotWrite("cannot write \(path): \(name) goes there", hint: "name another file")
      }
      self = .file(Self.resolved(path) ?? path, existing: status)
    case S_IFDIR:
      throw Problem.cannotWrite("cannot write \(path): it is a directory", hint: "name a file in it")
    case S_IFCHR, S_IFIFO: self = .stream
    default:
      throw Problem.cannotWrite("cannot write \(path): it is no file", hint: "name a file, a pipe or a terminal")
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// One name for a file however it is spelled, also for one that is not there yet.
  static func name(of path: String) -> String {
    if let resolved = resolved(path) { return resolved }
    let target = target(of: path)
    let last = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(target[target.utf8.index(after: $0)...]) }
    return (resolved(folder(of: target)) ?? folder(of: target)) + "/" + (last ?? target)
  }

  /// The longest chain of links that Linux follows.
  private static let mostLinks = 40

  /// Where a symbolic link leads, whether anything is there or not.
  private static func target(of path: String) -> String {
    var path = path
    var room = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    for _ in 0..<mostLinks {
      let count = readlink(path, &room, room.count - 1)
      guard count > 0 else { break }
      let link = String(decoding: room[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = link.utf8.first == UInt8(ascii: "/") ? link : folder(of: path) + "/" + link
    }
    return path
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// A file by its device and number, whatever it is called.
struct FileIdentity: Hashable {
  private let device: UInt
  private let number: UInt

  init(_ status: stat) { (device, number) = (UInt(status.st_dev), UInt(status.st_ino)) }

  /// `nil` where there is no regular file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  /// `nil` where there is no regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }
}
