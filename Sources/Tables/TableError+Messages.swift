import Formulas

extension TableError: CustomStringConvertible {
  /// What is wrong, and where: one line.
  public var description: String {
    switch self {
    case .notFound(let source): "\(source): no such file"
    case .isDirectory(let source): "\(source): is a directory"
    case .notReadable(let source, let reason): "\(source): cannot be read: \(reason)"
    case .notArrow(let source, let column, let reason):
      "\(source)\(column.map { ": \(Message.quoted($0))" } ?? ""): \(reason)"
    case .empty(let source): "\(source): is empty"
    case .notUTF8(let place, let byte, let offset):
      "\(place): byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true)) at offset \(offset) is not UTF-8"
    case .nulByte(let place, let offset): "\(place): NUL byte at offset \(offset)"
    case .binary(let source, let kind): "\(source): is \(kind.noun), which is not read"
    case .notDecoded(let source, let problem): "\(source): \(problem)"
    case .emptyHeader(let place, let field): "\(place): column \(field) has no name"
    case .duplicateHeader(let place, let name, let field, let first):
      "\(place): columns \(first) and \(field) are both named \(Message.quoted(name))"
    case .raggedRow(let place, let expected, let found, let name):
      "\(place): expected \(Message.count(expected, "cell")), found \(found)"
        + (name.map { ": nothing for \(Message.quoted($0))" } ?? "")
    case .unterminatedQuote(let place, let cell): "\(place): the quote that opens \(cell) is never closed"
    case .textAfterQuote(let place, let cell): "\(place): text after the closing quote of \(cell)"
    case .strayQuote(let place, let cell): "\(place): quote inside \(cell), which does not begin with one"
    case .loneCarriageReturn(let place): "\(place): carriage return without line feed"
    case .rowTooLong(let place, let bytes): "\(place): row of more than \(bytes) bytes"
    case .json(let place, let problem): "\(place): \(problem.description)"
    case .badCell(let place, let column, let text, let problem):
      "\(place): \(Message.quoted(column)) is \(Message.quoted(text))\(problem.clause)"
    case .unknownColumn(let source, let name, _): "\(source): no column \(Message.quoted(name))"
    case .columnNotRead(let source, let name): "\(source): column \(Message.quoted(name)) was not read"
    case .duplicateColumn(let source, let name): "\(source): column \(Message.quoted(name)) is there already"
    case .formula(let error): error.description
    case .undefinedValue(let source, let line, let expression, let inputs):
      "\(source):\(line): \(expression) has no value where \(inputs.joined(separator: ", "))"
    case .derivedName(let formula): "the left side of \(formula) is not the name of a column"
    case .notACondition(let text): "\(text) is not a condition"
    case .unknownWord(let source, let condition, let word, _):
      "\(source): no column \(Message.quoted(word)), in \(condition)"
    case .notADate(let column, let text):
      "\(Message.quoted(text)) is not a date, and \(Message.quoted(column)) holds dates"
    case .numbersComparedWithText(let comparison, let column):
      "\(comparison): \(Message.quoted(column)) holds numbers, not text"
    }
  }

  /// The smallest fix, or `nil` where the message says it all.
  public var hint: String? {
    switch self {
    case .notFound: "give a path, - for standard input, or @name for a bundled table"
    case .isDirectory: "give a file in it"
    case .notReadable, .notArrow: nil
    case .empty: "the first line must hold the names of the columns"
    case .notUTF8: "convert it, iconv -f LATIN1 -t UTF-8"
    case .nulByte: "it is not a text file"
    case .binary(let source, let kind): kind.hint(source)
    case .notDecoded(_, let problem): problem.hint
    case .emptyHeader(_, let field):
      field == 1 ? "name it, or write the table without its index (pandas: index=False)" : "name it"
    case .duplicateHeader: "rename one of them"
    case .raggedRow(_, let expected, let found, _): Self.raggedHint(expected: expected, found: found)
    case .unterminatedQuote: "close it; a quote inside a quoted cell is written twice"
    case .textAfterQuote: "write a quote inside a quoted cell twice"
    case .strayQuote: "quote the whole cell, from its first byte, and write the inner quote twice"
    case .loneCarriageReturn: "end lines with LF or CRLF: tr '\\r' '\\n'"
    case .rowTooLong: "is a quote or a bracket left open?"
    case .json(_, let problem): problem.hint
    case .badCell(_, _, let text, let problem): problem.hint(for: text)
    case .unknownColumn(_, let name, let names): Self.columnHint(name, names)
    case .columnNotRead: "add it to ReadOptions.columns"
    case .duplicateColumn: "choose another name"
    case .formula(let error): error.hint
    case .undefinedValue: "leave such rows out with --where first"
    case .derivedName: "write NAME = FORMULA"
    case .notACondition: "compare something, as in N > 1e8"
    case .unknownWord(_, _, let word, let names):
      Self.columnHint(word, names) + "; text stands in quotes: \(Message.quoted(word))"
    case .notADate: "write dates as 2024-07-18"
    case .numbersComparedWithText: "write the number without quotes"
    }
  }

  private static func raggedHint(expected: Int, found: Int) -> String {
    if found == 0 { return "remove the blank line" }
    return found < expected
      ? "an empty cell still needs its separator" : "quote a cell that holds the separator"
  }

  private static func columnHint(_ name: String, _ names: [String]) -> String {
    if names.isEmpty { return "the table has no columns" }
    let shown = names.prefix(12).map(Message.listed).joined(separator: ", ")
    let list = "columns: " + shown + (names.count > 12 ? " and \(names.count - 12) more" : "")
    guard let suggestion = Names.suggestion(for: name, among: names) else { return list }
    return "did you mean \(Message.quoted(suggestion))? \(list)"
  }
}
