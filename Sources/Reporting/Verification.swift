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
      if let first = was.flatMap(Double.init(json:)), let second = isNow.flatMap(Double.init(json:)),
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
  package var record: VerificationRecord {
    VerificationRecord(
      command: command, recordVersion: versions.was, isSame: isSame, identical: identical, equal: equal,
      tolerance: Self.tolerance,
      different: differences.map {
        VerificationRecord.Difference(field: $0.field, was: $0.was ?? .null, isNow: $0.isNow ?? .null)
      })
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

/// A comparison of a record with the one that its request makes, as a file: schema `scaling.verification/1`.
package struct VerificationRecord: Record {
  package static let schema = "scaling.verification/1"
  package static let title = "Verification"
  package static let summary = "A record beside the one that its own request makes again, written by scaling verify."

  let command: String
  let recordVersion: String?
  let isSame: Bool
  let identical, equal: Int
  let tolerance: Double
  let different: [Difference]

  package static let descriptions = [
    "command": "what was performed", "recordVersion": "version of scaling that wrote the record",
    "isSame": "no field is different", "identical": "fields that are the same",
    "equal": "numbers that are the same within the tolerance", "tolerance": "of a number, relative to the larger one",
    "different": "fields that are neither",
  ]

  struct Difference: RecordPart {
    let field: String
    let was, isNow: JSONValue

    static let descriptions = [
      "field": "its place in the record", "was": "in the record; null where it is missing",
      "isNow": "made again; null where it is missing",
    ]
  }
}
