/// A named column of numbers, dates or texts.
public struct Column: Sendable {
  /// The name, as the header or the keys have it.
  public let name: String
  /// What the numbers are counted in, where the caller, the cells or the header say it.
  public let unit: Unit?
  /// Who says so.
  public let unitSource: UnitSource?
  /// The cells.
  public let storage: Storage

  /// Who says what a column is counted in.
  public enum UnitSource: String, Sendable, Hashable {
    case caller, cells, header
  }

  /// How numbers are written in this column, for texts that turn out to be numbers.
  let notation: Notation
  /// Whether its cells, read as numbers in the slower way, carry suffixes such as `B`.
  let hasSuffix: Bool
  /// Where the first text and the first date of a column of texts stand.
  let places: [CellPlace]

  /// A column made in memory.
  public init(name: String, unit: Unit? = nil, storage: Storage) {
    self.init(
      name: name, unit: unit, unitSource: unit == nil ? nil : .caller, storage: storage, notation: .plain, places: [])
  }

  init(
    name: String, unit: Unit? = nil, unitSource: UnitSource? = nil, storage: Storage, notation: Notation,
    places: [CellPlace], hasSuffix: Bool = false
  ) {
    self.hasSuffix = hasSuffix
    self.name = name
    self.unit = unit
    self.unitSource = unitSource
    self.storage = storage
    self.notation = notation
    self.places = places
  }

  /// The number of rows.
  public var count: Int {
    switch storage {
    case .numbers(let values), .dates(let values, _): values.count
    case .texts(let texts): texts.codes.count
    }
  }

  /// The number of rows without a value. Counted at each call.
  public var missingCount: Int {
    switch storage {
    case .numbers(let values), .dates(let values, _): values.count { $0.isNaN }
    case .texts(let texts): texts.codes.count { $0 < 0 }
    }
  }

  /// The cells as text, missing ones as `nil`.
  ///
  /// Texts are as they were written. Numbers are the shortest text that reads back as the same double, without `.0`;
  /// dates are ISO 8601, to the second in UTC where any cell of the column has a time of day.
  public var texts: [String?] {
    switch storage {
    case .numbers(let values): values.map(Self.text(of:))
    case .dates(let years, let resolution):
      years.map { year in CalendarDate(decimalYear: year, to: resolution)?.text(to: resolution) }
    case .texts(let texts): texts.codes.map { $0 < 0 ? nil : texts.strings[Int($0)] }
    }
  }

  /// The rows of some indices, in the order given. An index may come twice.
  public func selecting(rows: [Int]) -> Column {
    let selected: Storage =
      switch storage {
      case .numbers(let values): .numbers(rows.map { values[$0] })
      case .dates(let years, let resolution): .dates(rows.map { years[$0] }, resolution)
      case .texts(let texts): .texts(TextValues(codes: rows.map { texts.codes[$0] }, strings: texts.strings))
      }
    return with(selected)
  }

  /// The same column with a unit.
  public func inUnit(_ unit: Unit?, from source: UnitSource = .caller) -> Column {
    Column(
      name: name, unit: unit, unitSource: unit == nil ? nil : source, storage: storage, notation: notation,
      places: places)
  }

  /// Other cells of the same column.
  func with(_ storage: Storage) -> Column {
    Column(name: name, unit: unit, unitSource: unitSource, storage: storage, notation: notation, places: places)
  }

  private static func text(of value: Double) -> String? {
    if value.isNaN { return nil }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Where a cell stands in the source.
struct CellPlace: Sendable, Equatable {
  /// The line on which its row begins, by which it is found again.
  let rowLine: Int
  /// Its own line, which is later than that of the row after a quoted line break.
  let line: Int
  let column: Int
  /// What it holds, for several JSON objects may begin on one line.
  let text: String
}
