/// Reads a JSON array of objects, alone or as the only value of an object (`{"runs": […]}`), or JSON Lines.
///
/// An object inside an object is flattened: the `lr` of `config` is the column `config.lr`.
/// A key is a column, in the order in which keys first come; an object without it misses the value, and so does `null`.
/// Strings are typed as the cells of a CSV are, `true` and `false` are texts.
struct JSONReader {
  private let source: ByteSource
  private let isLines: Bool
  private var table: TableBuilder
  private var members: [JSONScanner.Member] = []
  private var keys = TextDictionary()
  /// For each column the last row that had its key.
  private var lastRows: [Int] = []

  static func read(_ source: ByteSource, isLines: Bool, options: ReadOptions) throws(TableError) -> Table {
    var reader = JSONReader(source: source, isLines: isLines, table: TableBuilder(options))
    if isLines {
      try reader.readLines()
    } else {
      try reader.readArray()
    }
    return reader.table.finish(source: source.name, sha256: source.finish())
  }

  private init(source: ByteSource, isLines: Bool, table: TableBuilder) {
    self.source = source
    self.isLines = isLines
    self.table = table
  }

  /// Runs a step until the bytes suffice for it, then gives up the bytes before its end.
  private mutating func step<Result>(
    _ body: (inout JSONReader, inout JSONScanner) throws(JSONScanner.Stop) -> Result
  ) throws(TableError) -> Result {
    while true {
      var scanner = JSONScanner(source, isLines: isLines)
      do throws(JSONScanner.Stop) {
        let result = try body(&self, &scanner)
        source.advance(to: scanner.index)
        return result
      } catch {
        switch error {
        case .needsMore: try source.more()
        case .fault(let problem, let index): throw .json(source.place(index), problem)
        }
      }
    }
  }

  // MARK: The array

  private mutating func readArray() throws(TableError) {
    let first = try step { (_, scanner) throws(JSONScanner.Stop) in try scanner.peek() }
    guard first != nil else { throw .empty(source: source.name) }
    var goesOn = try step { (_, scanner) throws(JSONScanner.Stop) in try Self.openArray(&scanner) }
    while goesOn {
      goesOn = try step { (reader, scanner) throws(JSONScanner.Stop) in try reader.element(&scanner) }
    }
    let isWrapped = first == UInt8(ascii: "{")
    try step { (_, scanner) throws(JSONScanner.Stop) in
      if isWrapped {
        guard try scanner.peek() == UInt8(ascii: "}") else {
          throw .fault(.expected("the end of the object"), scanner.index)
        }
        scanner.skip()
      }
      if try scanner.peek() != nil { throw .fault(.textAfterEnd, scanner.index) }
    }
  }

  /// Whether an element follows.
  private static func openArray(_ scanner: inout JSONScanner) throws(JSONScanner.Stop) -> Bool {
    if try scanner.peek() == UInt8(ascii: "{") {
      // The only value of an object, as in {"runs": […]}.
      let start = scanner.index
      scanner.skip()
      guard try scanner.peek() == UInt8(ascii: "\"") else { throw .fault(.expected("an array of objects"), start) }
      _ = try scanner.string()
      try scanner.colon()
      guard try scanner.peek() == UInt8(ascii: "[") else { throw .fault(.expected("an array of objects"), start) }
    }
    guard try scanner.peek() == UInt8(ascii: "[") else { throw .fault(.expected("an array of objects"), scanner.index) }
    scanner.skip()
    guard try scanner.peek() == UInt8(ascii: "]") else { return true }
    scanner.skip()
    return false
  }

  /// Reads an object and the comma or bracket after it; whether another one follows.
  private mutating func element(_ scanner: inout JSONScanner) throws(JSONScanner.Stop) -> Bool {
    let start = try openObject(&scanner)
    try scanner.object(&members)
    guard let byte = try scanner.peek() else {
      throw .fault(.unexpectedEnd(expected: "a comma or ]"), scanner.index)
    }
    let place = scanner.index
    scanner.skip()
    if byte == UInt8(ascii: ",") {
      if try scanner.peek() == UInt8(ascii: "]") { throw .fault(.trailingComma, place) }
    } else if byte != UInt8(ascii: "]") {
      throw .fault(.expected("a comma or ]"), place)
    }
    try takeRow(scanner, start)
    return byte == UInt8(ascii: ",")
  }

  /// Where the object begins that has to be here.
  private func openObject(_ scanner: inout JSONScanner) throws(JSONScanner.Stop) -> Int {
    guard let byte = try scanner.peek() else { throw .fault(.unexpectedEnd(expected: "an object"), scanner.index) }
    guard byte == UInt8(ascii: "{") else { throw .fault(.expected("an object"), scanner.index) }
    return scanner.index
  }

  // MARK: Lines

  private enum Line { case object, blank(SourcePosition), textAfterBlank, end }

  private mutating func readLines() throws(TableError) {
    var blankLine: SourcePosition?
    while true {
      let isAfterBlank = blankLine != nil
      let line = try step { (reader, scanner) throws(JSONScanner.Stop) in
        try reader.line(&scanner, isAfterBlank: isAfterBlank)
      }
      switch line {
      case .object: break
      case .blank(let place): blankLine = blankLine ?? place
      case .textAfterBlank:
        if let blankLine { throw .json(blankLine, .blankLine) }
      case .end:
        if table.rowCount == 0 { throw .empty(source: source.name) }
        return
      }
    }
  }

  private mutating func line(_ scanner: inout JSONScanner, isAfterBlank: Bool) throws(JSONScanner.Stop) -> Line {
    guard let byte = try scanner.peek() else { return .end }
    if byte == 10 {
      let place = source.place(source.position)
      scanner.skip()
      return .blank(place)
    }
    if isAfterBlank { return .textAfterBlank }
    let start = try openObject(&scanner)
    try scanner.object(&members)
    let next = try scanner.peek()
    if let next, next != 10 { throw .fault(.textAfterEnd, scanner.index) }
    if next != nil { scanner.skip() }
    try takeRow(scanner, start)
    return .object
  }

  // MARK: Rows

  /// Adds the members of a complete object as a row.
  private mutating func takeRow(_ scanner: JSONScanner, _ start: Int) throws(JSONScanner.Stop) {
    let row = table.rowCount
    let line = source.place(start).line
    for (position, member) in members.enumerated() {
      let column = column(of: member, scanner, guess: position)
      if lastRows[column] == row {
        throw .fault(.duplicateKey(scanner.decodedString(member.key)), member.key.start - 1)
      }
      lastRows[column] = row
      guard table.isWanted(column) else { continue }
      table.pad(column: column)
      let cell: Bytes
      let place: Int
      switch member.value {
      case .null:
        table.appendMissing(column: column)
        continue
      case .bare(let start, let end): (cell, place) = (source.bytes(start, end), start)
      case .string(let text): (cell, place) = (bytes(text, scanner), text.start - 1)
      }
      if table.append(cell, column: column) {
        table.remember(cell, at: source.place(place), rowLine: line, column: column)
      }
    }
    table.endRow(line: line)
  }

  /// The column of a key, a new one if it is new. Most objects have the same keys in the same order.
  private mutating func column(of member: JSONScanner.Member, _ scanner: JSONScanner, guess: Int) -> Int {
    guard member.parents.isEmpty else {
      var name = (member.parents + [member.key]).map(scanner.decodedString).joined(separator: ".")
      return name.withUTF8 { column(named: Bytes(rebasing: $0[...])) }
    }
    let name = bytes(member.key, scanner)
    if guess < keys.count, keys.matches(Int32(guess), name) { return guess }
    return column(named: name)
  }

  private mutating func column(named name: Bytes) -> Int {
    let column = Int(keys.code(for: name))
    if column == lastRows.count {
      lastRows.append(-1)
      table.addColumn(String(name))
    }
    return column
  }

  private func bytes(_ text: JSONScanner.Text, _ scanner: JSONScanner) -> Bytes {
    guard text.hasEscapes else { return source.bytes(text.start, text.end) }
    let target = source.scratch(text.end - text.start)
    return Bytes(start: target, count: scanner.decode(text, into: target))
  }
}
