import ScalingLaws

/// A record beside the one that its own request makes again.
///
/// Fields are the texts, numbers and truth values of a record, by their place in it. Two numbers count as equal within 1e-12 of the
/// larger one. What depends on when and where a record was written is left out: its version, its request, and the names of its inputs.
package struct Verification {
  package struct Difference {
    package let field: String
    /// `nil` where the record has no such field.
    package let was: JSONValue?
    package let isNow: JSONValue?
  }

  package static let tolerance = 1e-12

  package private(set) var identical = 0
  package private(set) var equal = 0
  package private(set) var differences: [Difference] = []
  private let command: String
  private let versions: (was: String?, isNow: String?)
  private let isMoved: Bool

  /// - Parameters:
  ///   - isMoved: whether data of another name stand for those of the record.
  ///   - command: what was performed.
  package init(of record: JSONValue, again: JSONValue, isMoved: Bool = false, command: String) {
    self.command = command
    self.isMoved = isMoved
    versions = (record["version"]?.string, again["version"]?.string)
    compare(record, again, at: "")
  }

  package var isSame: Bool { differences.isEmpty }

  private mutating func compare(_ was: JSONValue?, _ isNow: JSONValue?, at place: String) {
    switch (was, isNow) {
    case (.object(let first)?, .object(let second)?):
      let keys = first.map(\.key) + second.map(\.key).filter { key in !first.contains { $0.key == key } }
      let (left, right) = (Self.byKey(first), Self.byKey(second))
      for key in keys where !isLeftOut(key, in: place) {
        compare(left[key], right[key], at: place.isEmpty ? key : place + "." + key)
      }
    case (.array(let first)?, .array(let second)?) where first.count == second.count:
      for (index, pair) in zip(first, second).enumerated() { compare(pair.0, pair.1, at: "\(place)[\(index)]") }
    case (let first, let second) where first == second: identical += 1
    default:
      if let first = was?.double, let second = isNow?.double,
        abs(first - second) <= Self.tolerance * max(abs(first), abs(second))
      {
        if first == second { identical += 1 } else { equal += 1 }
      } else {
        differences.append(Difference(field: place, was: was, isNow: isNow))
      }
    }
  }

  private static func byKey(_ members: [JSONValue.Member]) -> [String: JSONValue] {
    Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
  }

  private func isLeftOut(_ key: String, in place: String) -> Bool {
    switch place {
    case "": ["version", "request"].contains(key) || isMoved && key == "fit"
    case "data": isMoved && key == "source"
    default: isMoved && place.hasPrefix("inputs[") && key == "name"
    }
  }
}

extension Verification {
  package static let schema = "scaling.verification/1"

  package var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "command": .string(command),
      "record_version": JSONValue(versions.was), "is_same": .bool(isSame), "identical": .integer(identical),
      "equal": .integer(equal), "tolerance": .number(Self.tolerance),
      "different": .array(
        differences.map { ["field": .string($0.field), "was": $0.was ?? .null, "is_now": $0.isNow ?? .null] }),
    ]
  }

  package var page: Page {
    let verdict =
      isSame
      ? "the record is what its request makes: \(fields)"
      : "the record is not what its request makes: \(counted(differences.count, "field")) different, \(fields)"
    let version =
      versions.was == versions.isNow || versions.was == nil
      ? [] : ["written by version \(versions.was ?? ""), compared with version \(versions.isNow ?? "")"]
    let shown = differences.prefix(20).map { [$0.field, Self.text($0.was), Self.text($0.isNow)] }
    let more = differences.count > 20 ? "and \(differences.count - 20) more; --json lists all" : nil
    let table = PageTable([.text("field"), .text("was"), .text("is now")], rows: shown, caption: more)
    return Page(
      title: verdict,
      blocks: [.lines(["performed: \(command)"] + version)] + (differences.isEmpty ? [] : [.table(table)]))
  }

  private var fields: String {
    "\(counted(identical, "field")) identical" + (equal == 0 ? "" : ", \(equal) equal within 1e-12")
  }

  private static func text(_ value: JSONValue?) -> String {
    guard let value else { return "missing" }
    let line = value.line
    return line.count > 80 ? String(line.prefix(77)) + "…" : line
  }
}
