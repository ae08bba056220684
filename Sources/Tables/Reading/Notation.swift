/// How the numbers and dates of a source are written: what was asked for, and what all of its cells together decided.
struct Notation: Sendable, Equatable {
  enum Decimal: Sendable, Equatable {
    /// Given by a flag, told by some number of the source, or no number needed telling.
    case mark(DecimalMark)
    /// Every number with a comma is one number with a thousands separator and another with a decimal comma.
    case undecided
    /// Some numbers have a decimal comma, and others a decimal point.
    case conflicting
  }

  var decimal: Decimal
  let isDecimalGiven: Bool
  let dateOrder: DateOrder?

  init(_ options: ReadOptions) {
    dateOrder = options.dateOrder
    let given = options.decimal ?? (options.thousandsSeparators ? .point : nil)
    decimal = .mark(given ?? .point)
    isDecimalGiven = given != nil
  }

  /// For a table made in memory.
  static let plain = Notation(ReadOptions())

  /// Takes the decision of the cells, unless it was given.
  mutating func decide(_ evidence: DecimalEvidence) -> Reading? {
    guard !isDecimalGiven else { return nil }
    switch (evidence.point, evidence.comma) {
    case (_?, nil):
      guard let example = evidence.grouped else { return nil }
      return Reading(
        .decimal, "a comma groups the digits of numbers, as in \(Message.quoted(example))",
        because: "other numbers have a decimal point", flag: "--decimal")
    case (nil, let example?):
      decimal = .mark(.comma)
      return Reading(
        .decimal, "decimals begin with a comma", because: "\(Message.quoted(example)) is a number in no other way",
        flag: "--decimal")
    case (_?, _?): decimal = .conflicting
    case (nil, nil): if evidence.undecided { decimal = .undecided }
    }
    return nil
  }
}

/// What the numbers of a source say about the mark before their decimals.
struct DecimalEvidence {
  /// A number that is one with a decimal point only, and one with a decimal comma only.
  private(set) var point: String?
  private(set) var comma: String?
  /// Whether there is a number that could be both.
  private(set) var undecided = false
  /// A number with a comma that is one with a decimal point, or could be.
  private(set) var grouped: String?

  var isEmpty: Bool { point == nil && comma == nil && !undecided }

  /// A number of the plain form that has decimals, of which there are not three behind one to three digits.
  mutating func notePoint() { if point == nil { point = "" } }

  /// Takes a column of texts as evidence if half of them are numbers: a comma in a sentence is none.
  mutating func note(_ texts: [String]) {
    var numbers = 0
    var found = DecimalEvidence()
    for (index, text) in texts.enumerated() {
      // A column whose first hundred texts are none is not looked through.
      if index == 100, numbers * 2 < index { return }
      guard let number = WrittenNumber(text) else { continue }
      numbers += 1
      switch number.core.mark {
      case .point: found.point = found.point ?? text
      case .comma: found.comma = found.comma ?? text
      case nil:
        // A point is what it is unless something else says that it is not.
        if number.core.isUndecided, text.contains(",") { found.undecided = true }
      }
      if text.contains(","), number.core.plain(.point) != nil { found.grouped = found.grouped ?? text }
    }
    guard numbers * 2 >= texts.count else { return }
    point = point ?? found.point
    comma = comma ?? found.comma
    undecided = undecided || found.undecided
    grouped = grouped ?? found.grouped
  }
}
