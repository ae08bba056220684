import Escaping
import Glibc
import Reporting
import ScalingLaws

extension FitFile {
  /// The fit with its rows, read from where it had them.
  ///
  /// - Parameters:
  ///   - place: where the table is, if it is no longer in its place.
  ///   - isNeeded: whether it is a failure that the rows are not found; else a note says so, and the answer is `nil`.
  ///   - what: what goes without the rows, for the note.
  /// - Throws: `Failure`.
  func rows(at place: String?, isNeeded: Bool, without what: String, isQuiet: Bool) throws -> Fit? {
    do {
      if place == nil { try Self.refuseIrregular(data.source) }
      return try refit(to: table(at: place ?? data.source))
    } catch {
      let failure = Self.failure(error)
      if isNeeded || place != nil { throw failure }
      if !isQuiet {
        Terminal.error("note: \(what): \(failure.message)")
        if let hint = failure.hint { Terminal.error("  hint: \(hint)") }
      }
      return nil
    }
  }

  /// A record may come from anyone: what it names is opened only where it is a file, and not a pipe, which could wait for ever, or a device.
  private static func refuseIrregular(_ path: String) throws {
    var status = stat()
    guard path != "-", !path.hasPrefix("@"), stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
      return
    }
    throw Failure(
      message: "\(path), which the fit names as its table, is no regular file",
      hint: "if it is to be read, say so: \(String.flag("--data", path))", status: 66)
  }

  private func table(at place: String) throws -> Table {
    if place == "-" {
      throw Failure(
        message: "the fit was made of standard input, so its rows are not at hand",
        hint: "say where they are: --data runs.csv", status: 66)
    }
    return try DataOptions(data, at: place).table(needed: nil)
  }

  private static func failure(_ error: any Error) -> Failure {
    switch error {
    case let error as Failure: error
    case let error as FitFileError: Failure(message: error.description, hint: error.hint, status: 65)
    case let error as FitError: Failure(error)
    case let error as FormulaError: Failure(error, in: "the fit file")
    default: Failure(message: "\(error)", hint: nil, status: 65)
    }
  }
}
