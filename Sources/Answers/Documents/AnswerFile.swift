import Reporting

/// An answer as a file: the end of its name says which.
package enum AnswerFile {
  case record, text, table
  case document(FitDocument)
  case figure(FigureFile)

  /// `nil` for a name of another kind of file.
  package init?(path: String) {
    let name = path.lowercased()
    if let figure = FigureFile(path: path) {
      self = .figure(figure)
    } else if let document = FitDocument(path: path) {
      self = .document(document)
    } else if name.hasSuffix(".json") {
      self = .record
    } else if name.hasSuffix(".txt") {
      self = .text
    } else if name.hasSuffix(".csv") {
      self = .table
    } else {
      return nil
    }
  }

  package var isRecord: Bool { if case .record = self { true } else { false } }

  package var isFigure: Bool { if case .figure = self { true } else { false } }
}

extension Performed {
  /// The answer as the text of a file; a picture as SVG.
  ///
  /// - Parameters:
  ///   - command: what asked for it, as documents show it.
  ///   - showsAll: every doubt and note in a text, in place of the three doubts of most consequence.
  /// - Throws: `Problem` where the verb has no such thing; what the rooms below throw.
  package func text(of file: AnswerFile, command: String, showsAll: Bool = false) throws -> String {
    switch file {
    case .record: return try record().document
    case .text: return PageText(try answer.page().ending(with: [command]), showsAll: showsAll).text
    case .table:
      guard let table = answer.table else { throw Problem.usage("scaling \(request.verb) has no table to write") }
      return table
    case .document(let kind):
      return try answer.document?(kind) ?? kind.text(of: answer.page(), figure: answer.figure, command: command)
    case .figure(let kind):
      let figure = try drawn()
      return kind == .vegaLite
        ? VegaLite(figure, theme: answer.theme).document : figure.svg(theme: answer.theme)
    }
  }

  /// - Throws: `Problem` where the verb has no figure.
  package func drawn() throws -> Figure {
    guard let figure = answer.figure else { throw Problem.usage("scaling \(request.verb) has no figure of this") }
    return try figure()
  }

  /// The request as a command line.
  package var command: String {
    guard let table = OptionTable(verb: request.verb) else { return "" }
    return CommandLineText.line(request.words(of: table))
  }
}
