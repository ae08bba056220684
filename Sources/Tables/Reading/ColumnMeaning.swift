/// What the texts of a column are, taken together: numbers in one unit, or dates in one order.
struct ColumnMeaning {
  enum Kind { case numbers, dates(CalendarDate.Resolution) }

  let kind: Kind
  /// Text by text; NaN for those that were left out.
  let values: [Double]
  /// What the cells themselves are counted in.
  var unit: Unit?
  /// Whether a cell carries a suffix such as `B`.
  var hasSuffix = false
  var readings: [Reading] = []

  /// Why a text is neither.
  struct Trouble: Error {
    /// Which text, counted from 0.
    let text: Int
    let problem: CellProblem
  }

  fileprivate enum Part {
    case plain(Double)
    case number(WrittenNumber)
    case isoDate(CalendarDate, hasTime: Bool)
    case date(WrittenDate)
  }

  /// - Parameters:
  ///   - texts: the distinct texts of a column.
  ///   - isUsed: which of them count.
  ///   - name: of the column, for what is said of it.
  init(of texts: [String], isUsed: (Int) -> Bool, name: String, notation: Notation) throws(Trouble) {
    var parts: [(index: Int, part: Part)] = []
    for index in texts.indices where isUsed(index) {
      parts.append((index, try Self.part(texts[index], index, notation)))
    }
    let firstDate = parts.first { $0.part.isDate }
    let hasNumber = parts.contains { !$0.part.isDate }
    if hasNumber, let firstDate { throw Trouble(text: firstDate.index, problem: .dateAmongNumbers) }
    if firstDate != nil {
      self = try Self.dates(parts, texts, name: name, notation)
    } else {
      self = try Self.numbers(parts, texts, name: name, notation)
    }
  }

  private init(kind: Kind, values: [Double]) { (self.kind, self.values) = (kind, values) }

  private static func part(_ text: String, _ index: Int, _ notation: Notation) throws(Trouble) -> Part {
    let trimmed = text.trimmedOfBlanks
    // A point that may group digits, or does.
    let hasPoint = notation.decimal != .mark(.point) && notation.decimal != .conflicting && trimmed.contains(".")
    if !hasPoint {
      do { return .plain(try NumberSyntax().number(trimmed)) } catch {
        switch error {
        case .tooLarge, .tooSmall, .infinite, .noSuchDate: throw Trouble(text: index, problem: error)
        default: break
        }
      }
    }
    if let date = CalendarDate(trimmed) { return .isoDate(date, hasTime: trimmed.utf8.count > 10) }
    if let date = WrittenDate(trimmed) { return .date(date) }
    if let number = WrittenNumber(trimmed) { return .number(number) }
    throw Trouble(text: index, problem: .notANumber)
  }

  private static func numbers(
    _ parts: [(index: Int, part: Part)], _ texts: [String], name: String, _ notation: Notation
  ) throws(Trouble) -> ColumnMeaning {
    var values = [Double](repeating: .nan, count: texts.count)
    let written = parts.compactMap { index, part -> (index: Int, number: WrittenNumber)? in
      if case .number(let number) = part { (index, number) } else { nil }
    }
    let unit = written.lazy.compactMap(\.number.unit).first
    var bare = 0
    for (index, part) in parts {
      switch part {
      case .plain(let value):
        values[index] = value
        if let unit, value != 0 {
          guard unit.dimension == .money else { throw Trouble(text: index, problem: .withoutUnit(unit.name)) }
          bare += 1
        }
      case .number(let number):
        let value = try value(number, index, notation)
        if let unit {
          if let own = number.unit {
            guard own.isComparable(with: unit) else { throw Trouble(text: index, problem: .otherUnit(unit.name)) }
            values[index] = own == unit ? value : value * (own.factor / unit.factor)
            continue
          }
          guard unit.dimension == .money || value == 0 else {
            throw Trouble(text: index, problem: .withoutUnit(unit.name))
          }
          bare += 1
        }
        values[index] = value
      case .isoDate, .date: break
      }
    }
    var meaning = ColumnMeaning(kind: .numbers, values: values)
    meaning.unit = unit
    meaning.hasSuffix =
      written.contains { $0.number.suffix != 1 }
      || parts.contains { part in
        if case .plain = part.part { texts[part.index].last.map { "kKMBT".contains($0) } ?? false } else { false }
      }
    if let unit, bare > 0 {
      meaning.readings.append(
        Reading(.unit, column: name, "all of \(name) is in \(unit.name)", because: "other cells of it have no sign"))
    }
    if let unit, let other = written.lazy.compactMap(\.number.unit).first(where: { $0 != unit }) {
      meaning.readings.append(
        Reading(
          .unit, column: name, "\(name) is in \(unit.name)", because: "its first cell is; others are in \(other.name)"))
    }
    if let loose = written.first(where: \.number.isLooseSuffix) {
      meaning.readings.append(
        Reading(.unit, column: name, "b stands for billions in \(name)", because: Message.quoted(texts[loose.index])))
    }
    return meaning
  }

  private static func value(_ number: WrittenNumber, _ index: Int, _ notation: Notation) throws(Trouble) -> Double {
    let mark: DecimalMark
    switch notation.decimal {
    case .mark(let given): mark = given
    case .undecided:
      if number.core.isUndecided { throw Trouble(text: index, problem: .undecidedSeparator) }
      mark = number.core.mark ?? .point
    case .conflicting:
      guard let own = number.core.mark, own == .point else {
        throw Trouble(
          text: index, problem: number.core.mark == nil && !number.core.isUndecided ? .notANumber : .otherDecimals)
      }
      mark = own
    }
    guard let value = number.value(decimal: mark) else {
      throw Trouble(text: index, problem: number.core.mark == nil ? .tooLarge : .wrongDecimals(mark))
    }
    return value
  }

  private static func dates(
    _ parts: [(index: Int, part: Part)], _ texts: [String], name: String, _ notation: Notation
  ) throws(Trouble) -> ColumnMeaning {
    let written = parts.compactMap { index, part -> (index: Int, date: WrittenDate)? in
      if case .date(let date) = part { (index, date) } else { nil }
    }
    var readings: [Reading] = []
    let order = try order(of: written.filter(\.date.needsOrder), texts, name: name, notation, &readings)
    var values = [Double](repeating: .nan, count: texts.count)
    var hasTime = false
    for (index, part) in parts {
      switch part {
      case .isoDate(let date, let time):
        values[index] = date.decimalYear
        hasTime = hasTime || time
      case .date(let date):
        guard let day = date.date(order) else { throw Trouble(text: index, problem: .noSuchDate) }
        values[index] = day.decimalYear
        hasTime = hasTime || date.hasTime
      case .plain, .number: break
      }
    }
    if let quarter = written.first(where: { $0.date.form == .quarter }) {
      readings.append(
        Reading(
          .date, column: name, "a quarter of \(name) stands for its first day",
          because: Message.quoted(texts[quarter.index])))
    }
    if let short = written.first(where: { $0.date.form == .shortYear }) {
      readings.append(
        Reading(
          .date, column: name, "the years of \(name) have two digits: 1970 to 2069",
          because: Message.quoted(texts[short.index])))
    }
    var meaning = ColumnMeaning(kind: .dates(hasTime ? .second : .day), values: values)
    meaning.readings = readings
    return meaning
  }

  /// The order in which all of these are dates.
  private static func order(
    of dates: [(index: Int, date: WrittenDate)], _ texts: [String], name: String, _ notation: Notation,
    _ readings: inout [Reading]
  ) throws(Trouble) -> DateOrder {
    guard !dates.isEmpty else { return .monthFirst }
    if let given = notation.dateOrder { return given }
    let notMonthFirst = dates.first { $0.date.date(.monthFirst) == nil }
    let notDayFirst = dates.first { $0.date.date(.dayFirst) == nil }
    switch (notMonthFirst, notDayFirst) {
    case (let odd?, _?): throw Trouble(text: odd.index, problem: .dateOrders)
    case (nil, nil):
      guard let odd = dates.first(where: { $0.date.date(.monthFirst) != $0.date.date(.dayFirst) }) else {
        return .monthFirst
      }
      throw Trouble(text: odd.index, problem: .undecidedDate)
    case (nil, let telling?):
      readings.append(reading("the month of \(name) comes first", name, texts[telling.index]))
      return .monthFirst
    case (let telling?, nil):
      readings.append(reading("the day of \(name) comes first", name, texts[telling.index]))
      return .dayFirst
    }
  }

  private static func reading(_ sentence: String, _ name: String, _ text: String) -> Reading {
    Reading(
      .date, column: name, sentence, because: "\(Message.quoted(text)) is a date in no other order",
      flag: "--date-format")
  }
}

extension ColumnMeaning.Part {
  var isDate: Bool {
    switch self {
    case .isoDate, .date: true
    case .plain, .number: false
    }
  }
}
