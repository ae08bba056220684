import CArrow

/// A table of another program in memory, read through the Arrow C stream interface.
///
/// Its columns are those of the stream; what their texts and names mean is decided when it is asked for as a `Table`.
package struct MemoryTable: Sendable {
  private let source: String
  private let names: [String]
  private let columns: [Column]
  private let rows: Int
  private let sha256: String

  /// Reads all record batches of a stream, and releases it.
  ///
  /// Numbers, booleans, texts, dates and timestamps, as they are or by a dictionary; what is null is missing. Columns of other types
  /// stay behind.
  /// - Parameters:
  ///   - stream: an open stream of structures; it is released in any case.
  ///   - source: a name for messages.
  /// - Throws: `.notArrow`, `.duplicateColumn`.
  package init(arrow stream: UnsafeMutablePointer<ArrowArrayStream>, source: String) throws(TableError) {
    defer { stream.pointee.release?(stream) }
    var schema = ArrowSchema()
    guard stream.pointee.release != nil, let getSchema = stream.pointee.get_schema,
      let getNext = stream.pointee.get_next
    else {
      throw .notArrow(source: source, column: nil, reason: "the stream is closed")
    }
    guard getSchema(stream, &schema) == 0 else { throw Self.failure(of: stream, source) }
    defer { schema.release?(&schema) }
    var read = try ArrowColumn.columns(of: schema, source: source)
    var rows = 0
    while true {
      var batch = ArrowArray()
      guard getNext(stream, &batch) == 0 else { throw Self.failure(of: stream, source) }
      guard let release = batch.release else { break }
      defer { release(&batch) }
      for index in read.indices {
        guard read[index].place < batch.n_children, var piece = batch.children?[read[index].place]?.pointee else {
          throw .notArrow(source: source, column: read[index].name, reason: "a batch has no such column")
        }
        // A structure that is a piece of a longer one counts from its own first row.
        if batch.offset > 0 || piece.length != batch.length {
          piece.offset += batch.offset
          piece.length = batch.length
          piece.null_count = -1
        }
        try read[index].append(piece, source: source)
      }
      rows += Int(batch.length)
    }
    let columns = read.map { Column(name: $0.name, storage: $0.storage(rows: rows)) }
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.name).inserted {
      throw .duplicateColumn(source: source, name: column.name)
    }
    let digest = SHA256()
    for column in columns { column.add(to: digest) }
    (self.source, self.columns, self.rows) = (source, columns, rows)
    names = (0..<Int(schema.n_children)).compactMap { schema.children?[$0]?.pointee.name.map { String(cString: $0) } }
    sha256 = digest.finish()
  }

  private static func failure(of stream: UnsafeMutablePointer<ArrowArrayStream>, _ source: String) -> TableError {
    let reason = stream.pointee.get_last_error?(stream).map(String.init(cString:)) ?? "the stream ended with an error"
    return .notArrow(source: source, column: nil, reason: reason)
  }

  /// The table, its texts and names understood as those of a table that is read from text.
  package func table(options: ReadOptions) -> Table {
    let tokens = MissingTokens(options.missing)
    let numbers = options.missing.compactMap { Double($0) }
    let known = columns.map { $0.withoutMissing(tokens, numbers) }
    var notation = Notation(options)
    var readings: [Reading] = []
    if !notation.isDecimalGiven {
      var evidence = DecimalEvidence()
      for case .texts(let texts) in known.map(\.storage) { evidence.note(texts.strings) }
      if !evidence.isEmpty, let reading = notation.decide(evidence) { readings.append(reading) }
    }
    var typed: [Column] = []
    for column in known where options.columns?.contains(column.name) ?? true {
      var column = Column(name: column.name, storage: column.storage, notation: notation, places: [])
      readings += column.understand(unit: options.units[column.name])
      typed.append(column)
    }
    var table = Table(
      source: source, sha256: sha256, columns: typed, lineNumbers: LineNumbers(rows: rows), rowCount: rows,
      sourceNames: names)
    table.readings = readings
    table.readOptions = options
    return table
  }
}

extension Column {
  /// Adds its name, its type and length, and its cells: doubles of the machine, or codes and texts.
  fileprivate func add(to digest: SHA256) {
    func add(_ text: String) { Array((text + "\0").utf8).withUnsafeBytes { digest.update($0) } }
    add(name)
    switch storage {
    case .numbers(let values):
      add("numbers \(count)")
      values.withUnsafeBytes { digest.update($0) }
    case .dates(let values, _):
      add("dates \(count)")
      values.withUnsafeBytes { digest.update($0) }
    case .texts(let texts):
      add("texts \(count)")
      texts.codes.withUnsafeBytes { digest.update($0) }
      for text in texts.strings { add(text) }
    }
  }

  /// The column with cells that stand for a missing value as missing ones.
  fileprivate func withoutMissing(_ tokens: MissingTokens, _ numbers: [Double]) -> Column {
    switch storage {
    case .numbers(let values) where !numbers.isEmpty:
      return with(.numbers(values.map { numbers.contains($0) ? .nan : $0 }))
    case .texts(let texts):
      var kept: [String] = []
      let codes = texts.strings.map { text -> Int32 in
        var text = text
        guard !text.withUTF8({ tokens.contains(Bytes(rebasing: $0[...]).trimmed) }) else { return -1 }
        kept.append(text)
        return Int32(kept.count - 1)
      }
      guard kept.count < codes.count else { return self }
      if kept.isEmpty { return with(.numbers(Array(repeating: .nan, count: count))) }
      return with(.texts(TextValues(codes: texts.codes.map { $0 < 0 ? -1 : codes[Int($0)] }, strings: kept)))
    case .numbers, .dates: return self
    }
  }
}
