/// What is wrong with JSON, in a table or in a document.
public enum JSONProblem: Sendable, Hashable, CustomStringConvertible {
  /// Something else stands where this was expected, such as `a comma or ]`.
  case expected(String)
  /// The text ends too early; what was expected instead.
  case unexpectedEnd(expected: String)
  /// A comma before `}` or `]`.
  case trailingComma
  /// An array as the value of a key.
  case nested(key: String)
  /// The same key twice in one object.
  case duplicateKey(String)
  /// A key without a character.
  case emptyKey
  /// A string that is never closed.
  case unterminatedString
  /// A backslash before something that RFC 8259 does not name, or half of a surrogate pair.
  case badEscape
  /// A raw control character in a string, such as a line break.
  case controlCharacter(UInt8)
  /// Digits that RFC 8259 does not take as a number: `01`, `+1`, `.5`, `1.`.
  case badNumber
  /// `NaN` or `Infinity`, which JSON does not have.
  case notFinite
  /// A number that no double can hold: beyond the largest, or so small that it would become zero.
  case outOfRange
  /// Arrays and objects inside one another without end.
  case tooDeep
  /// Text after the end of the array, or of the object of a line.
  case textAfterEnd
  /// A line break inside an object of JSON Lines.
  case lineBreakInObject
  /// A blank line before an object of JSON Lines.
  case blankLine

  public var description: String {
    switch self {
    case .expected(let what): "expected \(what)"
    case .unexpectedEnd(let what): "the text ends where \(what) was expected"
    case .trailingComma: "comma before the closing bracket"
    case .nested(let key): "\(Message.quoted(key)) holds an array"
    case .duplicateKey(let key): "key \(Message.quoted(key)) twice in one object"
    case .emptyKey: "empty key"
    case .unterminatedString: "string that is never closed"
    case .badEscape: "bad escape in a string"
    case .controlCharacter(let byte):
      "control character 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true)) in a string"
    case .badNumber: "not a JSON number"
    case .notFinite: "JSON has no NaN or Infinity"
    case .outOfRange: "a number that no double can hold"
    case .tooDeep: "nested too deeply"
    case .textAfterEnd: "text after the end"
    case .lineBreakInObject: "line break inside an object of JSON Lines"
    case .blankLine: "blank line before an object"
    }
  }

  var hint: String? {
    switch self {
    case .nested: "values are numbers, strings, true, false or null; flatten it into keys of its own"
    case .duplicateKey: "rename or remove one of them"
    case .trailingComma: "remove the comma"
    case .controlCharacter: "escape it: \\n, \\t or \\u00XX"
    case .notFinite: "write null for a missing value"
    case .lineBreakInObject: "put each object on one line, or write a JSON array: [ {…}, {…} ]"
    case .blankLine: "remove the blank line"
    case .textAfterEnd: "one array in a .json file; one object on each line in a .jsonl file"
    case .badNumber: "write 0.5, not .5; 5.0, not 5.; no leading + or 0"
    case .expected, .unexpectedEnd, .emptyKey, .unterminatedString, .badEscape, .outOfRange, .tooDeep: nil
    }
  }
}
