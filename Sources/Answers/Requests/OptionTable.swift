import ArgumentParser
import Reporting
import ScalingLaws

/// The names under which a verb takes what it is asked: one table, read off the verb's declarations, for flags and for JSON.
package struct OptionTable: Sendable {
  package struct Entry: Sendable {
    package enum Kind: String { case positional, option, flag }

    package let kind: Kind
    /// In JSON: `max_iterations` for `--max-iterations`; what a position is for, as `data`.
    package let key: String
    /// As a command has it: all spellings of a flag.
    package let spellings: [String]
    package let isRepeating: Bool
    /// Whether one flag takes every word up to the next flag.
    package let takesMany: Bool
    /// As help has it.
    let help: String
    /// What stands for its value in help; empty for a flag.
    let valueName: String
    /// The values that it takes, where they are few.
    let values: [String]
    /// Whether it names a file that the command writes.
    fileprivate(set) var isWritten = false

    /// The spelling that is written: the short one where there is one.
    var written: String { spellings.min { $0.count < $1.count } ?? "" }
    /// The spelling that joins with a value by an equals sign.
    var long: String { spellings.first { $0.hasPrefix("--") } ?? written }
  }

  package let verb: String
  package let entries: [Entry]
  let abstract: String
  let discussion: String

  /// Read off once, for many requests.
  private static let known = Memo<ObjectIdentifier, OptionTable>()

  /// The table of a verb.
  package init(_ command: any ParsableCommand.Type) {
    self = Self.known(ObjectIdentifier(command)) { OptionTable(reading: command) }
  }

  private init(reading command: any ParsableCommand.Type) {
    verb = command.configuration.commandName ?? ""
    abstract = command.configuration.abstract
    discussion = command.configuration.discussion
    let described = try? JSONValue(parsing: command._dumpHelp())
    let written = (command as? any Answering.Type)?.written ?? []
    entries = (described?["command"]?["arguments"]?.elements ?? []).compactMap(Entry.init).filter { $0.key != "help" }
      .map { entry in
        var entry = entry
        entry.isWritten = written.contains(entry.key)
        return entry
      }
  }

  /// The table of a verb by name; `nil` where there is none of that name.
  package init?(verb name: String) {
    guard let command = Verbs.named(name) else { return nil }
    self.init(command)
  }

  var positional: [Entry] { entries.filter { $0.kind == .positional } }

  func entry(spelled word: String) -> Entry? { entries.first { $0.spellings.contains(word) } }

  func entry(key: String) -> Entry? {
    let name = String(key.map { $0 == "-" ? "_" : $0 })
    return entries.first { $0.key == name }
  }
}

extension OptionTable.Entry {
  /// From what the argument parser says of an argument.
  fileprivate init?(_ described: JSONValue) {
    guard let kind = described["kind"]?.string else { return nil }
    let names = (described["names"]?.elements ?? []).compactMap { name -> (isLong: Bool, name: String)? in
      guard let text = name["name"]?.string else { return nil }
      return (name["kind"]?.string == "long", text)
    }
    switch kind {
    case "positional": self.kind = .positional
    case "option": self.kind = .option
    default: self.kind = .flag
    }
    let long = names.first { $0.isLong }?.name ?? names.first?.name ?? described["valueName"]?.string ?? ""
    key = String(long.map { $0 == "-" ? "_" : $0 })
    spellings = names.map { ($0.isLong ? "--" : "-") + $0.name }
    isRepeating = described["isRepeating"] == .bool(true)
    takesMany = described["parsingStrategy"]?.string == "upToNextOption"
    help = described["abstract"]?.string ?? ""
    valueName = described["valueName"]?.string ?? ""
    values = (described["allValues"]?.elements ?? []).compactMap(\.string)
  }
}
