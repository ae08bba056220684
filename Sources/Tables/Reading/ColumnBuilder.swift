/// A column while it is read: its type is the narrowest that all its cells so far have in common.
struct ColumnBuilder {
  private enum Kind { case undecided, numbers, dates, texts }

  private var kind = Kind.undecided
  private(set) var count = 0
  /// Numbers and decimal years; NaN is missing.
  private var values = ChunkedArray<Double>()
  /// How each of them was written, by `NumberShape` or `DateShape`.
  private var shapes = ChunkedArray<UInt16>()
  private var rawTexts = RawTexts()
  private var hasTimes = false
  private var codes = ChunkedArray<Int32>()
  private var dictionary = TextDictionary()
  private var hasText = false
  private var hasDate = false
  private(set) var places: [CellPlace] = []

  mutating func appendMissing() {
    appendMissing(count: 1)
  }

  /// Adds missing values until there are as many cells as `rows`.
  mutating func pad(to rows: Int) {
    if rows > count { appendMissing(count: rows - count) }
  }

  private mutating func appendMissing(count missing: Int) {
    switch kind {
    case .undecided: break
    case .numbers, .dates:
      values.append(repeating: .nan, count: missing)
      shapes.append(repeating: 0, count: missing)
    case .texts: codes.append(repeating: -1, count: missing)
    }
    count += missing
  }

  /// Adds a cell. True for the first text and the first date: `Table.numbers(_:)` may have to tell their places.
  @inline(__always)
  mutating func append(_ cell: Bytes, _ tokens: MissingTokens) -> Bool {
    let trimmed = cell.trimmed
    if tokens.contains(trimmed) {
      appendMissing()
      return false
    }
    if kind == .numbers, case .number(let value, let shape) = NumberScan(trimmed) {
      append(value, shape, cell, trimmed)
      return false
    }
    return appendSlowly(cell, trimmed)
  }

  @inline(never)
  private mutating func appendSlowly(_ cell: Bytes, _ trimmed: Bytes) -> Bool {
    if kind == .texts, hasText {
      append(text: cell)
      return false
    }
    switch Cell(trimmed) {
    case .number(let value, let shape):
      guard become(.numbers) else { break }
      append(value, shape, cell, trimmed)
      return false
    case .date(let date, let shape):
      let isFirst = !hasDate
      hasDate = true
      if become(.dates) {
        append(date, shape, cell, trimmed)
      } else {
        append(text: cell)
      }
      return isFirst
    case .text:
      hasText = true
      _ = become(.texts)
      append(text: cell)
      return true
    }
    append(text: cell)
    return false
  }

  mutating func remember(_ place: CellPlace) { places.append(place) }

  /// Takes up a kind if the cells so far allow it, and falls back to text if they do not.
  private mutating func become(_ wanted: Kind) -> Bool {
    if kind == wanted { return true }
    if kind == .undecided {
      kind = wanted
      let missing = count
      count = 0
      appendMissing(count: missing)
      return true
    }
    if kind != .texts { turnIntoTexts() }
    return wanted == .texts
  }

  @inline(__always)
  private mutating func append(_ value: Double, _ shape: NumberShape, _ cell: Bytes, _ trimmed: Bytes) {
    var shape = shape
    if cell.count != trimmed.count {
      let isOneSpace = cell.count == trimmed.count + 1 && cell[0] == UInt8(ascii: " ")
      shape = isOneSpace && !shape.isRaw ? shape.withSpace : .raw
    }
    if shape.isRaw { rawTexts.append(cell) }
    values.append(value)
    shapes.append(shape.bits)
    count += 1
  }

  private mutating func append(_ date: CalendarDate, _ shape: DateShape, _ cell: Bytes, _ trimmed: Bytes) {
    let shape = cell.count == trimmed.count ? shape : .raw
    if shape == .raw { rawTexts.append(cell) }
    hasTimes = hasTimes || trimmed.count > 10
    values.append(date.decimalYear)
    shapes.append(shape.rawValue)
    count += 1
  }

  private mutating func append(text: Bytes) {
    codes.append(dictionary.code(for: text))
    count += 1
  }

  /// Writes every number or date so far as it was in the source.
  private mutating func turnIntoTexts() {
    var nextRaw = 0
    for row in 0..<count {
      let value = values[row]
      let bits = shapes[row]
      if value.isNaN {
        codes.append(-1)
      } else if bits & NumberShape.raw.bits != 0 {
        codes.append(rawTexts.withText(nextRaw) { dictionary.code(for: $0) })
        nextRaw += 1
      } else {
        var text =
          kind == .numbers
          ? NumberShape(bits: bits).text(of: value) : (DateShape(rawValue: bits) ?? .day).text(of: value)
        codes.append(text.withUTF8 { dictionary.code(for: Bytes(rebasing: $0[...])) })
      }
    }
    kind = .texts
    values = ChunkedArray()
    shapes = ChunkedArray()
    rawTexts = RawTexts()
  }

  /// The column; the builder is empty afterwards.
  mutating func finish(name: String, notation: Notation) -> Column {
    shapes = ChunkedArray()
    rawTexts = RawTexts()
    let storage: Column.Storage
    switch kind {
    case .undecided: storage = .numbers([Double](repeating: .nan, count: count))
    case .numbers: storage = .numbers(values.takeArray())
    case .dates: storage = .dates(values.takeArray(), hasTimes ? .second : .day)
    case .texts: storage = .texts(TextValues(codes: codes.takeArray(), strings: dictionary.strings))
    }
    return Column(name: name, storage: storage, notation: notation, places: kind == .texts ? places : [])
  }

  /// The distinct texts, where it is a column of texts.
  var texts: [String]? { kind == .texts ? dictionary.strings : nil }

  /// Whether it holds whole numbers that rise, one in each row.
  var isRisingIndex: Bool {
    guard kind == .numbers, count > 0 else { return false }
    return (0..<count).allSatisfy { row in
      values[row] == values[row].rounded() && (row == 0 || values[row - 1] < values[row])
    }
  }

  /// Whether a number is written with a suffix such as `B`.
  var hasSuffix: Bool { kind == .numbers && (0..<count).contains { NumberShape(bits: shapes[$0]).hasSuffix } }

  /// What the points of its numbers say: `nil` where there are none, true where one can only begin decimals.
  var pointsTell: Bool? {
    guard kind == .numbers else { return nil }
    var hasPoint = false
    for row in 0..<count where !values[row].isNaN {
      let shape = NumberShape(bits: shapes[row])
      // Of a number that is written in another way the point is taken for what it usually is.
      guard !shape.isRaw else { return true }
      guard shape.decimals > 0 else { continue }
      let size = values[row].magnitude
      if shape.decimals != 3 || size < 1 || size >= 1000 || !shape.isPlain { return true }
      hasPoint = true
    }
    return hasPoint ? false : nil
  }

  /// Reads its numbers as texts again, for another notation than the plain one.
  mutating func becomeTexts() {
    if kind == .numbers { turnIntoTexts() }
  }
}

/// Texts of cells, one after the other.
private struct RawTexts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  mutating func append(_ text: Bytes) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  func withText<Result>(_ index: Int, _ body: (Bytes) -> Result) -> Result {
    let start = index == 0 ? 0 : ends[index - 1]
    return bytes.withUnsafeBufferPointer { body(Bytes(rebasing: $0[start..<ends[index]])) }
  }
}
