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
      "Also write a file: the record as .json; the result as .html, .md, .tex or .txt; of a verb that has a figure, the figure as .svg, .png, "
        + ".pdf or .vl.json (Vega-Lite); of a fit, a notebook as .ipynb. Repeatable.",
      valueName: "file"),
    completion: .file())
  var outputs: [String] = []

  @Flag(help: "Print what is asked as JSON, for scaling run, and do nothing.")
  var request = false

  @Flag(help: "Every doubt and note in the text, not only the three doubts of most consequence.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Colour and bold in the text: auto (on a terminal, unless NO_COLOR is set), always or never.", valueName: "when"),
    completion: .list(TextColor.allCases.map(\.rawValue)))
  var color = TextColor.auto

  @Flag(help: "No warnings and hints on standard error, and no next command.")
  var quiet = false

  @Flag(help: "End with status 1 on any warning.")
  var strict = false

  func validate() throws {
    for path in outputs
    where FigureFile(path: path) == nil && FitDocument(path: path) == nil && !path.isRecord && !path.isTable
      && !path.isText
    {
      throw ValidationError(
        "-o \(path): only \(Self.documents), .svg, .png, .pdf and .vl.json can be written, and of a fit .ipynb")
    }
  }

  /// What every verb with a result writes.
  private static let documents = ".json, .html, .md, .tex, .txt"

  /// Of a verb that has no figure.
  func refuseFigures(_ verb: String) throws {
    for path in outputs where FigureFile(path: path) != nil {
      throw ValidationError("-o \(path): scaling \(verb) has no figure; only \(Self.documents) can be written")
    }
  }

  /// A bar for work that takes long.
  func progress(_ what: String) -> ProgressBar { ProgressBar(what, isQuiet: quiet) }

  /// Writes the files, then the result; ends with 1 when there is no result to trust. Doubts go to standard error where no text has them.
  ///
  /// All files are made before the first is written.
  ///
  /// - Parameters:
  ///   - words: the command as it was called, without its name.
  ///   - record: that of the answer, with what was asked.
  func deliver(_ answer: Answer, asked words: [String], record: () throws -> JSONValue) throws {
    if answer.table == nil, let path = outputs.first(where: \.isTable) {
      throw Failure.usage("-o \(path): this verb has no table to write")
    }
    let written = json || outputs.contains(where: \.isRecord) ? try record().document : ""
    let figures = try Self.rendered(outputs, answer.figure, theme: answer.theme)
    let command = CommandLineText.line(words)
    let documents = try documents { kind in
      try answer.document?(kind) ?? kind.text(of: answer.page(), figure: answer.figure, command: command)
    }
    var hasText = false
    for path in outputs {
      if let bytes = figures[path] {
        try OutputFile.write(bytes, to: path)
      } else {
        let other =
          path.isTable
          ? answer.table ?? ""
          : path.isText ? PageText(try answer.page().ending(with: [command]), showsAll: all).text : written
        try OutputFile.write(documents[path] ?? other, to: path)
      }
    }
    for (path, content) in answer.files { try OutputFile.write(content, to: path) }
    if json {
      Terminal.writeData(written)
    } else if let printed = answer.printed {
      Terminal.writeData(printed)
    } else if answer.printsBesideFiles || outputs.isEmpty {
      let next = quiet ? [] : answer.commands + answer.next.map { CommandLineText.line(words, adding: $0) }
      let text = PageText(
        try answer.page().ending(with: next), width: Terminal.width, isColored: color.isOn, showsAll: all
      ).text
      color.isOn ? Terminal.writeColored(text) : Terminal.write(text)
      hasText = true
    }
    if !quiet, !hasText {
      for warning in answer.warnings where answer.printsWarnings {
        Terminal.error("\(warning.severity.rawValue): \(warning.message) [\(warning.code.rawValue)]")
        Terminal.error("  hint: \(warning.hint)")
      }
    }
    let isDoubted = strict && answer.warnings.contains { $0.severity == .warning }
    if !answer.isTrusted || isDoubted { throw ExitCode(1) }
  }

  /// The documents, path by path.
  private func documents(_ make: (FitDocument) throws -> String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for path in outputs {
      guard let kind = FitDocument(path: path) else { continue }
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
    let drawn = try figure()
    return try Dictionary(wanted.map { ($0, try $1.bytes(of: drawn, theme: theme)) }) { first, _ in first }
  }
}

extension String {
  /// Whether a file of this name holds the record.
  fileprivate var isRecord: Bool { lowercased().hasSuffix(".json") && FigureFile(path: self) == nil }

  /// Whether a file of this name holds what is printed.
  fileprivate var isText: Bool { lowercased().hasSuffix(".txt") }

  /// Whether a file of this name holds a table.
  fileprivate var isTable: Bool { lowercased().hasSuffix(".csv") }
}
