import ArgumentParser
import ScalingLaws

/// Points at which something is asked of a law: a value for each of its variables.
enum Point {
  /// A point as a user writes it: `N=70B,D=1.4T`.
  ///
  /// - Throws: `Problem` for text that is no point.
  static func parsed(_ text: String, flag: String) throws -> [String: Double] {
    try parsed(text, flag: flag, texts: []).numbers
  }

  /// A point of a law that compares some columns with text, as `C=1e20,family=Llama`: numbers by variable, and texts by column.
  ///
  /// - Throws: `Problem` for text that is no point.
  static func parsed(
    _ text: String, flag: String, texts columns: [String]
  ) throws -> (numbers: [String: Double], texts: [String: String]) {
    var point: [String: Double] = [:]
    var texts: [String: String] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
      let isText = sides.count == 2 && columns.contains(sides[0])
      guard sides.count == 2, !sides[0].isEmpty, isText || number(sides[1]) != nil else {
        throw Problem.usage(
          "\(flag) \(text): \(part) is no value of a variable", hint: "for example \(flag) N=70B,D=1.4T")
      }
      guard point[sides[0]] == nil, texts[sides[0]] == nil else {
        throw Problem.usage("\(flag) \(text): \(sides[0]) is given twice")
      }
      if isText { texts[sides[0]] = sides[1] } else { point[sides[0]] = number(sides[1]) }
    }
    guard !point.isEmpty || !texts.isEmpty else {
      throw Problem.usage("\(flag): no value is given", hint: "for example \(flag) N=70B,D=1.4T")
    }
    return (point, texts)
  }

  /// A number, or a date as a decimal year.
  private static func number(_ text: String) -> Double? {
    if let value = SearchOptions.signed(text) { return value }
    return CalendarDate(text)?.decimalYear
  }
}

extension [Law] {
  /// - Throws: `Problem` where points are given to a verb that has no texts in them, and a law depends on the text of a column.
  func refuseTexts(points: [String], verb: String) throws {
    guard !points.isEmpty, let column = flatMap(\.formula.textComparisons).first?.column else { return }
    throw Problem.usage(
      "scaling \(verb) has points of numbers alone, and the law depends on the text of \(column)",
      hint: "leave --at out, or keep the rows of one text with --where")
  }
}
