import ArgumentParser
import Reporting
import ScalingLaws

/// A fit that was written to a file.
struct FitFileOptions: ParsableArguments {
  @Argument(help: "A fit file, as scaling fit -o fit.json writes it, or - for standard input.", completion: .fitFile)
  var file: String

  @Option(
    help: ArgumentHelp(
      "Coefficients of refits, as scaling fit --draws draws.csv wrote them: intervals are read off them.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var draws: String?

  /// The file, as messages name it.
  var name: String { FitFile.name(of: file) }

  /// - Throws: `Problem`.
  func saved(from inputs: Inputs) throws -> SavedFit { try inputs.fit(file).fit(draws: draws, from: inputs) }
}

extension FitFile {
  /// The fit, with draws from a file of their own where one is named.
  ///
  /// - Throws: `Problem`.
  func fit(draws path: String?, from inputs: Inputs) throws -> SavedFit {
    guard let path else { return fit }
    return try fit.with(draws: Self.drawsTable(path, from: inputs))
  }

  private static func drawsTable(_ path: String, from inputs: Inputs) throws -> Draws {
    let table = try inputs.table(path)
    let replicates = try table.numbers("replicate")
    let names = table.names.filter { $0 != "replicate" && $0 != "objective" }
    return Draws(
      names: names, columns: try names.map { name throws(TableError) in try table.numbers(name) },
      replicates: replicates.map { Int(exactly: $0) ?? -1 }, objectives: try table.numbers("objective"))
  }
}

extension FitFile {
  /// A path as messages name it.
  static func name(of path: String) -> String { path == "-" ? "standard input" : path }

  /// - Throws: `Problem` where the text is no fit.
  static func parsed(_ text: String, from path: String) throws -> FitFile {
    do throws(FitFileError) { return try FitFile(text, source: name(of: path)) } catch {
      throw Problem(message: error.description, hint: error.hint, status: 65)
    }
  }
}
