import CArrow

/// A column of an Arrow stream while it is read.
struct ArrowColumn {
  let name: String
  /// Which child of the structure it is.
  let place: Int
  private let type: ArrowType
  /// The type of the texts or numbers that codes stand for.
  private let dictionary: ArrowType?
  private var values: [Double] = []
  private var codes: [Int32] = []
  private var known = TextDictionary()

  /// The columns of a structure, but for those of a type that no column here can have, and the index that pandas adds.
  static func columns(of schema: ArrowSchema, source: String) throws(TableError) -> [ArrowColumn] {
    guard schema.format.map(String.init(cString:)) == "+s" else {
      throw .notArrow(source: source, column: nil, reason: "it is no stream of tables")
    }
    var columns: [ArrowColumn] = []
    for place in 0..<Int(schema.n_children) {
      guard let field = schema.children?[place]?.pointee else { continue }
      let name = field.name.map(String.init(cString:)) ?? ""
      let format = field.format.map(String.init(cString:)) ?? ""
      let inner = field.dictionary?.pointee.format.map(String.init(cString:))
      guard !name.hasPrefix("__index_level_"), let type = ArrowType(format) else { continue }
      let dictionary = inner.flatMap(ArrowType.init)
      if inner == nil || dictionary != nil {
        columns.append(ArrowColumn(name: name, place: place, type: type, dictionary: dictionary))
      }
    }
    return columns
  }

  private init(name: String, place: Int, type: ArrowType, dictionary: ArrowType?) {
    (self.name, self.place, self.type, self.dictionary) = (name, place, type, dictionary)
  }

  private var held: ArrowType { dictionary ?? type }

  /// The cells; `rows` missing ones where there was no batch.
  func storage(rows: Int) -> Column.Storage {
    switch held {
    case .text, .boolean: return .texts(TextValues(codes: codes, strings: known.strings))
    case .date(let date): return .dates(values, date.hasTime ? .second : .day)
    case .number, .null: return .numbers(values.isEmpty && rows > 0 ? Array(repeating: .nan, count: rows) : values)
    }
  }

  /// Takes the cells of a batch.
  ///
  /// - Throws: `.notArrow` for an infinite number, or buffers that are not those of its type.
  mutating func append(_ array: ArrowArray, source: String) throws(TableError) {
    let piece = ArrowPiece(array)
    guard let dictionary else {
      if type.isText {
        codes += try codes(of: piece, type, source)
      } else {
        try append(numbers: piece.numbers(type), isKnownFinite: type.isFinite, source)
      }
      return
    }
    guard let words = array.dictionary?.pointee, let indices = piece.numbers(type) else { throw broken(source) }
    if dictionary.isText {
      let translated = try codes(of: ArrowPiece(words), dictionary, source)
      for index in indices {
        guard index >= 0, index < Double(translated.count) else {
          guard index.isNaN else { throw broken(source) }
          codes.append(-1)
          continue
        }
        codes.append(translated[Int(index)])
      }
    } else {
      guard let numbers = ArrowPiece(words).numbers(dictionary) else { throw broken(source) }
      var found: [Double] = []
      for index in indices {
        guard index.isNaN || index >= 0 && index < Double(numbers.count) else { throw broken(source) }
        found.append(index.isNaN ? .nan : numbers[Int(index)])
      }
      try append(numbers: found, isKnownFinite: dictionary.isFinite, source)
    }
  }

  private mutating func append(numbers: [Double]?, isKnownFinite: Bool, _ source: String) throws(TableError) {
    guard let numbers else { throw broken(source) }
    if !isKnownFinite, let row = numbers.firstIndex(where: \.isInfinite) {
      throw .notArrow(source: source, column: name, reason: "row \(values.count + row + 1) is infinite")
    }
    if values.isEmpty { values = numbers } else { values += numbers }
  }

  private mutating func codes(
    of piece: ArrowPiece, _ type: ArrowType, _ source: String
  ) throws(TableError) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(piece.count)
    let isRead = piece.forEachText(type) { text in
      codes.append(text.map { known.code(for: $0) } ?? -1)
    }
    guard isRead else { throw broken(source) }
    return codes
  }

  private func broken(_ source: String) -> TableError {
    .notArrow(source: source, column: name, reason: "its buffers are not those of its type")
  }
}

/// What the cells of an Arrow column are.
enum ArrowType {
  case null, boolean
  case number(Number)
  case date(Date)
  case text(Text)

  enum Number { case int8, uint8, int16, uint16, int32, uint32, int64, uint64, float16, float32, float64 }

  enum Date {
    case days, milliseconds
    /// Counts since 1970 of so many to a second.
    case timestamp(perSecond: Double)

    var hasTime: Bool { if case .timestamp = self { true } else { false } }
  }

  enum Text { case short, long, view }

  /// `nil` for a type that has no column here.
  init?(_ format: String) {
    switch format {
    case "n": self = .null
    case "b": self = .boolean
    case "c": self = .number(.int8)
    case "C": self = .number(.uint8)
    case "s": self = .number(.int16)
    case "S": self = .number(.uint16)
    case "i": self = .number(.int32)
    case "I": self = .number(.uint32)
    case "l": self = .number(.int64)
    case "L": self = .number(.uint64)
    case "e": self = .number(.float16)
    case "f": self = .number(.float32)
    case "g": self = .number(.float64)
    case "u": self = .text(.short)
    case "U": self = .text(.long)
    case "vu": self = .text(.view)
    case "tdD": self = .date(.days)
    case "tdm": self = .date(.milliseconds)
    default:
      let units: [(String, Double)] = [("tss:", 1), ("tsm:", 1e3), ("tsu:", 1e6), ("tsn:", 1e9)]
      guard let unit = units.first(where: { format.hasPrefix($0.0) }) else { return nil }
      self = .date(.timestamp(perSecond: unit.1))
    }
  }

  /// Whether it is read as texts; a boolean is the text `true` or `false`, as in a file.
  var isText: Bool {
    switch self {
    case .text, .boolean: true
    default: false
    }
  }

  var isFinite: Bool {
    switch self {
    case .number(.float16), .number(.float32), .number(.float64): false
    default: true
    }
  }
}
