import Reporting
import ScalingLaws

/// A fit as a notebook file.
enum FitNotebook {
  /// Whether a file of this name is one.
  static func isNamed(_ path: String) -> Bool { path.lowercased().hasSuffix(".ipynb") }

  /// The notebook of a fit and its record.
  ///
  /// - Throws: `Failure`.
  static func text(of fit: Fit, record: JSONValue, isQuiet: Bool) throws -> String {
    let file: FitFile
    do throws(FitFileError) { file = try FitFile(record.document, source: "the record") } catch {
      throw Failure(message: error.description, hint: error.hint, status: 70)
    }
    return try text(of: file, fit: fit, isQuiet: isQuiet)
  }

  /// The notebook of a fit file, with its rows from where the fit had them.
  ///
  /// - Parameter data: the table, where it is no longer in its place.
  /// - Throws: `Failure`; with status 66 where the rows are not at hand.
  static func text(of file: FitFile, data: String?, isQuiet: Bool) throws -> String {
    let place = data ?? file.data.source
    guard place != "-" else {
      throw Failure(
        message: "the fit was made of standard input, so its rows are not at hand",
        hint: "say where they are: --data runs.csv", status: 66)
    }
    let fit: Fit
    do {
      fit = try file.refit(to: try DataOptions(file.data, at: place).table(needed: nil))
    } catch let error as FitFileError {
      throw Failure(message: error.description, hint: error.hint, status: 65)
    } catch let error as FitError {
      throw Failure(error)
    }
    return try text(of: file, fit: fit, isQuiet: isQuiet)
  }

  private static func text(of file: FitFile, fit: Fit, isQuiet: Bool) throws -> String {
    var problem: Failure?
    do {
      let notebook = try Notebook(file, fit: fit) { figure in
        guard problem == nil else { return nil }
        do {
          return String(decoding: try FigureFile.picture(.svg).bytes(of: figure, theme: .light), as: UTF8.self)
        } catch let failure as Failure {
          problem = failure
          return nil
        }
      }
      if let problem, !isQuiet {
        Terminal.error("note: the notebook has no pictures, only Vega-Lite and text: \(problem.message)")
        if let hint = problem.hint { Terminal.error("  hint: \(hint)") }
      }
      return notebook.text
    } catch let error as NotebookError {
      throw Failure(message: error.description, hint: error.hint, status: 65)
    }
  }
}
