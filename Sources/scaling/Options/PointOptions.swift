import ArgumentParser
import ScalingLaws

/// Points at which something is asked of a law: a value for each of its variables.
enum Point {
  /// A point as a user writes it: `N=70B,D=1.4T`.
  ///
  /// - Throws: `Failure` for text that is no point.
  static func parsed(_ text: String, flag: String) throws -> [String: Double] {
    var point: [String: Double] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard sides.count == 2, !sides[0].isEmpty, let value = number(sides[1]) else {
        throw Failure.usage(
          "\(flag) \(text): \(part) is no value of a variable", hint: "for example \(flag) N=70B,D=1.4T")
      }
      guard point[sides[0]] == nil else { throw Failure.usage("\(flag) \(text): \(sides[0]) is given twice") }
      point[sides[0]] = value
    }
    guard !point.isEmpty else {
      throw Failure.usage("\(flag): no value is given", hint: "for example \(flag) N=70B,D=1.4T")
    }
    return point
  }

  /// A number, or a date as a decimal year.
  private static func number(_ text: String) -> Double? {
    if let value = SearchOptions.signed(text) { return value }
    return CalendarDate(text)?.decimalYear
  }
}
