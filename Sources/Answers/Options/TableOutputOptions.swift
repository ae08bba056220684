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

  /// The files that are written.
  var writes: [(flag: String, path: String)] { given }

  func validate() throws {
    for (flag, path) in given where path != "-" && Self.format(of: path) == nil {
      throw ValidationError("\(flag) \(path): only .csv, .tsv, .json, .md and .tex can be written, and - for CSV")
    }
    if given.count(where: { $0.path == "-" }) > 1 { throw ValidationError("one table at most goes to standard output") }
  }

  static func format(of path: String) -> TableExport.Format? {
    let name = path.lowercased()
    return TableExport.Format.allCases.first { name.hasSuffix("." + $0.rawValue) }
  }

  /// What is to be printed in place of the text, if anything, and the files.
  func made(of fit: Fit) throws -> (printed: String?, files: [(path: String, content: String)]) {
    var printed: String?
    var files: [(path: String, content: String)] = []
    for (flag, path) in given {
      let table = flag == "--tidy" ? try fit.tidy() : flag == "--glance" ? try fit.glance() : try fit.augment()
      let text = TableExport(table).text(Self.format(of: path) ?? .csv)
      if path == "-" { printed = text } else { files.append((path, text)) }
    }
    return (printed, files)
  }
}
