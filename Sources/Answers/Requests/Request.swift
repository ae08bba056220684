import Escaping
import Reporting

/// What is asked: a verb, and a value for each of its options that is given.
///
/// It has one JSON form, `{"verb": "fit", "data": "runs.csv", "law": "chinchilla", "column": ["N=params"]}`, and one form as a command
/// line; both use the names of `OptionTable`. What only says how the answer is handed over (`--json`, `-o`, `--quiet`, …) or how many
/// threads work on it is not part of it: the answer does not depend on it.
public struct Request: Equatable {
  enum Value: Equatable {
    case set
    case one(String)
    case several([String])

    var texts: [String] {
      switch self {
      case .set: []
      case .one(let text): [text]
      case .several(let texts): texts
      }
    }
  }

  /// What is to be done.
  public let verb: String
  /// By key, in the order in which they were given.
  private(set) var values: [(key: String, value: Value)]

  /// How the answer is handed over: the numbers do not depend on it.
  static let delivery: Set<String> = ["json", "output", "request", "all", "color", "quiet", "strict"]
  /// How the work is done: they do not depend on that either.
  private static let work: Set<String> = ["threads", "max_memory"]

  public static func == (one: Request, other: Request) -> Bool {
    one.verb == other.verb && one.values.map(\.key) == other.values.map(\.key)
      && one.values.map(\.value) == other.values.map(\.value)
  }

  /// What a command line asks, which the verb has accepted.
  init(words: [String], of table: OptionTable) {
    verb = table.verb
    values = []
    var positions = table.positional[...]
    var rest = words[...]
    var isAfterFlags = false
    while let word = rest.popFirst() {
      if !isAfterFlags, word == "--" {
        isAfterFlags = true
      } else if !isAfterFlags, let (entry, joined) = Self.flag(word, in: table) {
        guard entry.kind == .option else {
          add(.set, to: entry)
          continue
        }
        var taken = [joined ?? rest.popFirst() ?? ""]
        while entry.takesMany, joined == nil, let next = rest.first, !next.hasPrefix("-") {
          taken.append(next)
          rest = rest.dropFirst()
        }
        add(entry.isRepeating ? .several(taken) : .one(taken[0]), to: entry)
      } else if let entry = positions.popFirst() {
        add(.one(word), to: entry)
      }
    }
    values.removeAll { value in
      Self.delivery.contains(value.key) || Self.work.contains(value.key)
        || table.entry(key: value.key)?.isWritten == true
    }
  }

  private static func flag(_ word: String, in table: OptionTable) -> (entry: OptionTable.Entry, joined: String?)? {
    guard word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 else { return nil }
    if let entry = table.entry(spelled: word) { return (entry, nil) }
    guard let equals = word.firstIndex(of: "="), let entry = table.entry(spelled: String(word[..<equals])) else {
      return nil
    }
    return (entry, String(word[word.index(after: equals)...]))
  }

  private mutating func add(_ value: Value, to entry: OptionTable.Entry) {
    guard let place = values.firstIndex(where: { $0.key == entry.key }) else {
      return values.append((entry.key, value))
    }
    // Of an option that is no list the last word counts, as in a command.
    values[place].value =
      if case .several(let earlier) = values[place].value { .several(earlier + value.texts) } else { value }
  }

  /// The same request of other data or another fit file.
  func replacing(source: String, in table: OptionTable) -> Request {
    guard let key = table.positional.first?.key else { return self }
    var other = self
    if let place = values.firstIndex(where: { $0.key == key }) {
      other.values[place].value = .one(source)
    } else {
      other.values.insert((key, .one(source)), at: 0)
    }
    return other
  }
}

/// As a command.
extension Request {
  /// The words of a command line: `fit`, the data, and the flags.
  ///
  /// Positions stand before the flags, unless one begins with a hyphen: then they stand behind `--`.
  package func words(of table: OptionTable) -> [String] {
    var positions: [String] = []
    var flags: [String] = []
    for (key, value) in values {
      guard let entry = table.entry(key: key) else { continue }
      switch (entry.kind, value) {
      case (.positional, _): positions += value.texts
      case (.flag, _): flags.append(entry.written)
      case (.option, .several(let texts)) where entry.takesMany: flags += [entry.written] + texts
      case (.option, _): flags += value.texts.flatMap { Self.words(of: entry, $0) }
      }
    }
    let isHyphened = positions.contains { $0.utf8.first == UInt8(ascii: "-") && $0.utf8.count > 1 }
    return isHyphened ? [verb] + flags + ["--"] + positions : [verb] + positions + flags
  }

  private static func words(of entry: OptionTable.Entry, _ value: String) -> [String] {
    let words = String.flagWords(entry.long, value)
    return words.count == 2 ? [entry.written, value] : words
  }
}

/// As JSON.
extension Request {
  package static let schema = "scaling.request/1"

  package var json: JSONValue {
    .object(
      [.init(key: "verb", value: .string(verb))]
        + values.map { key, value in
          let texts = value.texts.map(Self.json)
          return switch value {
          case .set: .init(key: key, value: true)
          case .one: .init(key: key, value: texts[0])
          case .several: .init(key: key, value: .array(texts))
          }
        })
  }

  /// A number where it reads back to the same text, and the text otherwise.
  private static func json(_ text: String) -> JSONValue {
    if let number = Int(text), String(number) == text { return .integer(number) }
    if let number = Double(text), number.isFinite, JSONValue.number(number).document == text + "\n" {
      return .number(number)
    }
    return .string(text)
  }

  /// - Parameter json: a request, or a record that carries one.
  /// - Throws: `Problem` naming the key that is not understood.
  package init(json document: JSONValue) throws {
    let json = document["request"] ?? document
    guard let name = json["verb"]?.string else {
      throw Problem(
        message: "there is no request in it: no \"verb\"",
        hint: "a request is written as {\"verb\": \"fit\", \"data\": \"runs.csv\", \"law\": \"chinchilla\"}", status: 65
      )
    }
    guard let table = OptionTable(verb: name) else {
      throw Problem(
        message: "\"\(name)\" is not a verb of scaling", hint: Suggestion.sentence(for: name, among: Verbs.names),
        status: 65)
    }
    verb = name
    values = []
    for member in json.members where !["verb", "schema", "version"].contains(member.key) {
      guard let entry = table.entry(key: member.key) else {
        throw Problem(
          message: "scaling \(name) takes no \"\(member.key)\"",
          hint: Suggestion.sentence(for: member.key, among: table.entries.map(\.key)), status: 65)
      }
      if let value = try Self.value(member.value, of: entry) { values.append((entry.key, value)) }
    }
    guard Set(values.map(\.key)).count == values.count else {
      throw Problem(message: "the request has an option twice", hint: nil, status: 65)
    }
  }

  private static func value(_ json: JSONValue, of entry: OptionTable.Entry) throws -> Value? {
    switch (entry.kind, json) {
    case (_, .null), (.flag, .bool(false)): return nil
    case (.flag, .bool(true)): return .set
    case (.flag, _): throw Problem(message: "\"\(entry.key)\" is true or false", hint: nil, status: 65)
    case (_, .array(let values)):
      let texts = values.compactMap(Self.text)
      guard entry.isRepeating, texts.count == values.count else {
        throw Problem(
          message: "\"\(entry.key)\" is \(entry.isRepeating ? "an array of texts or numbers" : "one text or number")",
          hint: nil, status: 65)
      }
      return texts.isEmpty ? nil : .several(texts)
    default:
      guard let text = text(json) else {
        throw Problem(message: "\"\(entry.key)\" is a text or a number", hint: nil, status: 65)
      }
      return entry.isRepeating ? .several([text]) : .one(text)
    }
  }

  private static func text(_ json: JSONValue) -> String? {
    switch json {
    case .string(let text): text
    case .integer, .unsigned, .number: String(json.document.dropLast())
    default: nil
    }
  }
}
