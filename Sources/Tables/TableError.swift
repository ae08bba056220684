import Formulas

/// Why there is no table, or no such column of numbers in it.
public enum TableError: Error, Sendable, Hashable {
  /// No file has this path.
  case notFound(source: String)
  /// The path is a directory.
  case isDirectory(source: String)
  /// The system refused to open or read it; `reason` is the system's own word.
  case notReadable(source: String, reason: String)

  /// A table of another program in memory that is not as the Arrow C interface has it, or has a column of a type that is not read.
  case notArrow(source: String, column: String?, reason: String)

  /// There is not one byte, or nothing but spaces where JSON was expected.
  case empty(source: String)
  /// A byte that is not UTF-8, at an offset counted from 0.
  case notUTF8(SourcePosition, byte: UInt8, offset: Int)
  /// A NUL byte, at an offset counted from 0.
  case nulByte(SourcePosition, offset: Int)
  /// A file of another kind than text.
  case binary(source: String, BinaryKind)

  /// Bytes that are compressed, or in another encoding, and broken.
  case notDecoded(source: String, DecodingProblem)

  /// A column without a name; `field` counts from 1.
  case emptyHeader(SourcePosition, field: Int)
  /// Two columns of one name; `field` and `first` count from 1.
  case duplicateHeader(SourcePosition, name: String, field: Int, first: Int)
  /// A row with fewer or more cells than the header. `name` is the first column without a cell, if there is one.
  case raggedRow(SourcePosition, expected: Int, found: Int, name: String?)
  /// A quote that is never closed, at the place where it opens.
  case unterminatedQuote(SourcePosition, cell: CellName)
  /// Text between a closing quote and the next separator.
  case textAfterQuote(SourcePosition, cell: CellName)
  /// A quote inside a cell that does not begin with one.
  case strayQuote(SourcePosition, cell: CellName)
  /// A carriage return without a line feed, outside quotes.
  case loneCarriageReturn(SourcePosition)
  /// A row, or a JSON object, of more bytes than are ever held at once.
  case rowTooLong(SourcePosition, bytes: Int)

  /// Text that is not the JSON that a table is written in.
  case json(SourcePosition, JSONProblem)

  /// A cell that is not a number, where numbers were asked for.
  case badCell(SourcePosition, column: String, text: String, CellProblem)
  /// No column has this name; `names` are those that there are.
  case unknownColumn(source: String, name: String, names: [String])
  /// The source has this column, but `ReadOptions.columns` left it out.
  case columnNotRead(source: String, name: String)
  /// A column of this name is there already.
  case duplicateColumn(source: String, name: String)

  /// What kind of failure it is: each has an exit status of its own.
  public enum Kind: Sendable {
    /// The request makes no sense, whatever the data: exit status 64.
    case usage
    /// There is nothing to read: exit status 66.
    case noInput
    /// There is something, and it is not the table that it should be: exit status 65.
    case badData
  }

  /// An expression of columns that cannot be evaluated.
  case formula(FormulaError)
  /// An expression without a value at a line where none of its inputs is missing.
  case undefinedValue(source: String, line: Int, expression: String, inputs: [String])
  /// A derived column whose left side is not a name.
  case derivedName(formula: String)
  /// A filter that is no condition.
  case notACondition(String)
  /// A word in a condition that is no column.
  case unknownWord(source: String, condition: String, word: String, names: [String])
  /// A date is compared with text that is none.
  case notADate(column: String, text: String)
  /// Numbers are compared with text.
  case numbersComparedWithText(comparison: String, column: String)

  /// The kind of failure.
  public var kind: Kind {
    switch self {
    case .notFound, .isDirectory, .notReadable: .noInput
    case .formula, .derivedName, .notACondition, .notADate, .numbersComparedWithText, .duplicateColumn, .columnNotRead:
      .usage
    default: .badData
    }
  }
}
