/// A table while it is read.
struct TableBuilder {
  private(set) var names: [String] = []
  private(set) var rowCount = 0
  private var builders: [ColumnBuilder] = []
  /// For each column of the source its builder, or -1 if it is not wanted.
  private var slots: [Int] = []
  private var lines = LineNumbers()
  private let wanted: Set<String>?
  /// Columns that are read for what they say of the notation, and not stored.
  private let readsAll: Bool
  private let tokens: MissingTokens
  private let options: ReadOptions
  /// What the reader itself decided.
  private var readings: [Reading] = []

  /// - Parameter readsAll: whether all columns are read, so that all numbers of the source decide how they are written.
  init(_ options: ReadOptions, readsAll: Bool = false) {
    self.readsAll = readsAll
    self.options = options
    wanted = options.columns
    tokens = MissingTokens(options.missing)
  }

  /// Adds a column of the source, and says whether it is wanted.
  @discardableResult
  mutating func addColumn(_ name: String) -> Bool {
    names.append(name)
    let isWanted = wanted?.contains(name) ?? true
    slots.append(isWanted || readsAll ? builders.count : -1)
    if isWanted || readsAll { builders.append(ColumnBuilder()) }
    return isWanted || readsAll
  }

  /// Adds a first column without a name, which may be an index.
  mutating func addIndex() {
    names.append("")
    slots.append(builders.count)
    builders.append(ColumnBuilder())
  }

  /// Whether the column without a name is an index: whole numbers that rise, which are left out, or texts, which are kept as `index`.
  mutating func takesIndex() -> Bool {
    let index = builders[0]
    let name = "index"
    guard index.isRisingIndex || index.texts != nil, !names.contains(name) else { return false }
    if index.texts != nil {
      names[0] = name
      readings.append(
        Reading(.index, column: name, "the first column, which has no name, is called index", because: "it holds texts")
      )
    } else {
      names.removeFirst()
      slots.removeFirst()
      readings.append(
        Reading(
          .index, "the first column, which has no name, is left out as an index",
          because: "it holds whole numbers that rise"))
    }
    return true
  }

  func isWanted(_ column: Int) -> Bool { slots[column] >= 0 }

  /// Adds a cell of the row that is being read, to a column that is wanted.
  ///
  /// True for the few cells whose place a later error may have to tell, and which are then to be remembered.
  @inline(__always)
  mutating func append(_ cell: Bytes, column: Int) -> Bool {
    builders[slots[column]].append(cell, tokens)
  }

  mutating func remember(_ cell: Bytes, at place: SourcePosition, rowLine: Int, column: Int) {
    builders[slots[column]].remember(
      CellPlace(rowLine: rowLine, line: place.line, column: place.column ?? 1, text: String(cell)))
  }

  mutating func appendMissing(column: Int) { builders[slots[column]].appendMissing() }

  /// Fills a column with missing values up to the row that is being read.
  mutating func pad(column: Int) { builders[slots[column]].pad(to: rowCount) }

  @inline(__always)
  mutating func endRow(line: Int) {
    lines.append(line)
    rowCount += 1
  }

  mutating func note(_ reading: Reading) { readings.append(reading) }

  /// - Parameter mayHaveCommas: whether cells may hold commas without quotes, and points may then group digits.
  mutating func finish(source: String, sha256: String, mayHaveCommas: Bool = false) -> Table {
    for builder in builders.indices { builders[builder].pad(to: rowCount) }
    let notation = decideNotation(mayHaveCommas: mayHaveCommas)
    var columns: [Column] = []
    for (index, name) in names.enumerated() where slots[index] >= 0 && wanted?.contains(name) ?? true {
      let hasSuffix = builders[slots[index]].hasSuffix
      var column = builders[slots[index]].finish(name: name, notation: notation)
      readings += column.understand(unit: options.units[name], hasSuffix: hasSuffix)
      columns.append(column)
    }
    var table = Table(
      source: source, sha256: sha256, columns: columns, lineNumbers: lines, rowCount: rowCount, sourceNames: names)
    table.readings = readings
    return table
  }

  /// How numbers are written in this source, by all of them.
  private mutating func decideNotation(mayHaveCommas: Bool) -> Notation {
    var notation = Notation(options)
    if !notation.isDecimalGiven {
      var evidence = DecimalEvidence()
      for builder in builders { if let texts = builder.texts { evidence.note(texts) } }
      guard !evidence.isEmpty || mayHaveCommas else { return notation }
      let points = builders.map(\.pointsTell)
      if points.contains(true) { evidence.notePoint() }
      if evidence.isEmpty, points.contains(false) { notation.decimal = .undecided }
      if let reading = notation.decide(evidence) { readings.append(reading) }
    }
    // A point does not begin decimals here, or may not.
    if notation.decimal == .mark(.comma) || notation.decimal == .undecided && mayHaveCommas {
      for builder in builders.indices where builders[builder].pointsTell != nil { builders[builder].becomeTexts() }
    }
    return notation
  }
}
