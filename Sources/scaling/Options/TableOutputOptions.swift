import ArgumentParser
import Reporting
import ScalingLaws

/// The three tables of a fit, each to a file of its own.
struct TableOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a row for each coefficient and quantity to a .csv, .tsv, .json, .md or .tex file; - prints CSV in place of the text.",
      valueName: "file"), completion: .file())
  var tidy: String?

  @Option(
    help: ArgumentHelp("Write one row about the fit as a whole, likewise.", valueName: "file"), completion: .file())
  var glance: String?

  @Option(
    help: ArgumentHelp(
      "Write a row for each row of the fit, with fitted value and residual, likewise.", valueName: "file"),
    completion: .file())
  var augment: String?

  private var given: [(flag: String, path: String)] {
    [("--tidy", tidy), ("--glance", glance), ("--augment", augment)].compactMap { flag, path in path.map { (flag, $0) }
    }
  }

  var isGiven: Bool { !given.isEmpty }

  func validate() throws {
    for (flag, path) in given where path != "-" && Self.format(of: path) == nil {
      throw ValidationError("\(flag) \(path): only .csv, .tsv, .json, .md and .tex can be written, and - for CSV")
    }
    for (flag, path) in given where path != "-" { try UsedFiles.willWrite([path], flag: flag) }
    if given.count(where: { $0.path == "-" }) > 1 { throw ValidationError("one table at most goes to standard output") }
  }

  private static func format(of path: String) -> TableExport.Format? {
    let name = path.lowercased()
    return TableExport.Format.allCases.first { name.hasSuffix("." + $0.rawValue) }
  }

  /// Writes the files; returns what is to be printed in place of the text, if anything.
  func write(_ fit: Fit) throws -> String? {
    var printed: String?
    for (flag, path) in given {
      let table = flag == "--tidy" ? try fit.tidy() : flag == "--glance" ? try fit.glance() : try fit.augment()
      let text = TableExport(table).text(Self.format(of: path) ?? .csv)
      if path == "-" { printed = text } else { try OutputFile.write(text, to: path) }
    }
    return printed
  }
}
