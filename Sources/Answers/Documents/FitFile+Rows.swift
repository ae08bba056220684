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
  /// - Throws: `Problem`.
  func rows(at place: String?, isNeeded: Bool, without what: String, from inputs: Inputs) throws -> Fit? {
    do {
      if place == nil { try Self.refuseIrregular(data.source) }
      return try refit(to: table(at: place ?? data.source, from: inputs))
    } catch {
      let failure =
        if let error = error as? FormulaError { Problem(error, in: "the fit file") } else {
          Problem(any: error) ?? Problem(message: "\(error)", hint: nil, status: 65)
        }
      if isNeeded || place != nil { throw failure }
      inputs.note(Problem(message: "\(what): \(failure.message)", hint: failure.hint, status: failure.status))
      return nil
    }
  }

  /// A record may come from anyone: what it names is opened only where it is a file, and not a pipe, which could wait for ever, or a device.
  private static func refuseIrregular(_ path: String) throws {
    var status = stat()
    guard path != "-", !path.hasPrefix("@"), stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
      return
    }
    throw Problem(
      message: "\(path), which the fit names as its table, is no regular file",
      hint: "if it is to be read, say so: \(String.flag("--data", path))", status: 66)
  }

  private func table(at place: String, from inputs: Inputs) throws -> Table {
    if place == "-" {
      throw Problem(
        message: "the fit was made of standard input, so its rows are not at hand",
        hint: "say where they are: --data runs.csv", status: 66)
    }
    return try DataOptions(data, at: place).table(needed: nil, from: inputs)
  }
}
