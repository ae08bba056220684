import ArgumentParser
import Reporting
import ScalingLaws

/// What is written where.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Also write a file: the record as .json; of a verb that has a figure, the figure as .svg, .png, .pdf or .vl.json "
        + "(Vega-Lite); of a fit, a report as .html, .md or .tex, or a notebook as .ipynb. Repeatable.",
      valueName: "file"),
    completion: .file())
  var outputs: [String] = []

  @Flag(help: "No warnings and hints on standard error.")
  var quiet = false

  @Flag(help: "End with status 1 on any warning.")
  var strict = false

  func validate() throws {
    for path in outputs
    where FigureFile(path: path) == nil && FitDocument(path: path) == nil && !path.isRecord && !path.isTable {
      throw ValidationError(
        "-o \(path): only .json, .svg, .png, .pdf and .vl.json can be written, and of a fit \(FitDocument.names)")
    }
    try UsedFiles.willWrite(outputs, flag: "-o")
  }

  /// Of a verb that has no figure.
  func refuseFigures(_ verb: String) throws {
    for path in outputs where FigureFile(path: path) != nil || FitDocument(path: path) != nil {
      throw ValidationError("-o \(path): scaling \(verb) has no figure; only .json can be written")
    }
  }

  /// A bar for work that takes long.
  func progress(_ what: String) -> ProgressBar { ProgressBar(what, isQuiet: quiet) }

  /// Writes the files, then the result, then the doubts; ends with 1 when there is no result to trust.
  ///
  /// All files are made before the first is written.
  ///
  /// - Parameters:
  ///   - table: what a .csv file gets; `nil` where the verb has no table to write.
  ///   - printsWarnings: false where the result itself lists them.
  ///   - figure: drawn where a file of it is asked for.
  ///   - document: what a report gets; `nil` where the verb has none.
  ///   - printed: a table to print in place of the text.
  func finish(
    text: @autoclosure () -> String, record: @autoclosure () -> JSONValue, warnings: [FitWarning], isTrusted: Bool,
    next: [String] = [], printsWarnings: Bool = true, table: String? = nil, theme: FigureTheme = .light,
    printed: String? = nil, figure: (() throws -> Figure)? = nil, document: ((FitDocument) throws -> String)? = nil
  ) throws {
    if table == nil, let path = outputs.first(where: \.isTable) {
      throw Failure.usage("-o \(path): this verb has no table to write")
    }
    let needsRecord = json || outputs.contains(where: \.isRecord)
    let written = needsRecord ? record().document : ""
    let figures = try Self.rendered(outputs, figure, theme: theme)
    let documents = try documents(document)
    for path in outputs {
      if let bytes = figures[path] {
        try OutputFile.write(bytes, to: path)
      } else {
        try OutputFile.write(documents[path] ?? (path.isTable ? table ?? "" : written), to: path)
      }
    }
    if json {
      Terminal.writeData(written)
    } else if let printed {
      Terminal.writeData(printed)
    } else {
      Terminal.write(text())
    }
    if !quiet {
      for warning in warnings where printsWarnings {
        Terminal.error("\(warning.severity.rawValue): \(warning.message) [\(warning.code.rawValue)]")
        Terminal.error("  hint: \(warning.hint)")
      }
      if !json, !next.isEmpty { Terminal.error("next: " + next.joined(separator: "\n      ")) }
    }
    let isDoubted = strict && warnings.contains { $0.severity == .warning }
    if !isTrusted || isDoubted { throw ExitCode(1) }
  }

  /// The reports, path by path.
  private func documents(_ make: ((FitDocument) throws -> String)?) throws -> [String: String] {
    var texts: [String: String] = [:]
    for path in outputs {
      guard let kind = FitDocument(path: path) else { continue }
      guard let make else {
        throw Failure.usage(
          "-o \(path): there is no \(kind == .notebook ? "notebook" : "report") of this",
          hint: "scaling fit writes one of a single fit")
      }
      texts[path] = try make(kind)
    }
    return texts
  }

  /// The files of a figure, path by path.
  static func rendered(
    _ outputs: [String], _ figure: (() throws -> Figure)?, theme: FigureTheme
  ) throws -> [String: [UInt8]] {
    let wanted = outputs.compactMap { path in FigureFile(path: path).map { (path, $0) } }
    guard let first = wanted.first else { return [:] }
    guard let figure else {
      throw Failure.usage("-o \(first.0): there is no figure of this; only .json can be written")
    }
    do {
      let drawn = try figure()
      return try Dictionary(wanted.map { ($0, try $1.bytes(of: drawn, theme: theme)) }) { first, _ in first }
    } catch let error as FigureError {
      throw Failure(error)
    }
  }
}

extension String {
  /// Whether a file of this name holds the record.
  fileprivate var isRecord: Bool { lowercased().hasSuffix(".json") && FigureFile(path: self) == nil }

  /// Whether a file of this name holds a table.
  fileprivate var isTable: Bool { lowercased().hasSuffix(".csv") }
}
