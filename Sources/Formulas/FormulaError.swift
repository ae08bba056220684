/// Why a formula could not be read, or not be evaluated.
///
/// Indirect, so that an error is one word and the frames of the recursive parser stay small.
public indirect enum FormulaError: Error, Hashable, Sendable {
  /// The text does not follow the grammar. `remedy` is a hint, where there is one.
  case unexpected(FormulaPlace, expected: String, found: String, remedy: String?)
  /// A name before a parenthesis that is no function.
  case unknownFunction(FormulaPlace, name: String, suggestion: String?)
  /// A function called with the wrong number of arguments.
  case argumentCount(FormulaPlace, function: String, expected: String, found: Int)
  /// Two operands without an operator between them, as in `2x`.
  case missingOperator(FormulaPlace, found: String)
  /// `a < b < c`.
  case chainedComparison(FormulaPlace)
  /// Parentheses, signs or powers nested too deep.
  case tooDeep(FormulaPlace, limit: Int)
  /// A symbol that is neither a variable nor a parameter.
  case unknownSymbol(name: String, suggestion: String?)
  /// A variable whose columns are not as long as the table.
  case columnLength(name: String, expected: Int, found: Int)
}

extension FormulaError: CustomStringConvertible {
  /// The message, in one line.
  public var description: String {
    let message =
      switch self {
      case .unexpected(_, let expected, let found, _): "expected \(expected), found \(found)"
      case .unknownFunction(_, let name, _): "unknown function \"\(Self.shown(name))\""
      case .argumentCount(_, let function, let expected, let found):
        "\(function) takes \(expected), found \(found == 0 ? "none" : String(found))"
      case .missingOperator(_, let found): "expected an operator, found \(found)"
      case .chainedComparison: "a comparison cannot be chained"
      case .tooDeep(_, let limit): "nested more than \(limit) levels deep"
      case .unknownSymbol(let name, _): "\"\(Self.shown(name))\" is neither a column nor a coefficient"
      case .columnLength(let name, let expected, let found):
        "column \"\(Self.shown(name))\" has \(found) rows, not \(expected)"
      }
    guard let place else { return message }
    return "character \(place.offset + 1): \(message)"
  }

  /// The smallest change that may help.
  public var hint: String? {
    switch self {
    case .unexpected(_, _, _, let remedy): remedy
    case .unknownFunction(_, let name, let suggestion):
      if let suggestion {
        "did you mean \(suggestion)?"
      } else {
        "to multiply, write \(Self.shown(name)) * (…); functions: \(Parser.functionNames.joined(separator: ", "))"
      }
    case .argumentCount: nil
    case .missingOperator: "write * to multiply; a name with spaces goes in `backticks`"
    case .chainedComparison: "write a < b and b < c"
    case .tooDeep: "split the formula into derived columns"
    case .unknownSymbol(_, let suggestion): suggestion.map { "did you mean \(Names.quoted($0))?" }
    case .columnLength: nil
    }
  }

  /// Where in the text, if the error is one of the text.
  public var place: FormulaPlace? {
    switch self {
    case .unexpected(let place, _, _, _), .unknownFunction(let place, _, _), .argumentCount(let place, _, _, _),
      .missingOperator(let place, _), .chainedComparison(let place), .tooDeep(let place, _):
      place
    case .unknownSymbol, .columnLength: nil
    }
  }

  /// The text of the formula, if the error is one of the text.
  public var text: String? { place?.text }

  /// Characters before the place of the error.
  public var offset: Int? { place?.offset }

  /// The message and, where the error is one of the text, the line with a caret under its place.
  public var annotated: String { pointer.map { "\(description)\n\($0)" } ?? description }

  /// The line of the error and a caret under its place.
  public var pointer: String? { place?.pointer }

  /// A name short enough for one line.
  static func shown(_ name: String) -> String {
    let line = String(name.prefix(60).map { $0.isNewline ? " " : $0 })
    return name.count > 60 ? line + "…" : line
  }
}
