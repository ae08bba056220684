import Glibc

extension Table {
  /// Bytes read at a time: enough that the system calls cost nothing, little enough to stay in the cache.
  static let pieceSize = 1 << 20

  /// Reads a table from a file, or from standard input for the path `-`.
  ///
  /// CSV, TSV, JSON and JSON Lines, see `ReadOptions.format`. Nothing is padded, cut or repaired: what is not exactly a
  /// table is an error that names the line. The file is read once, a piece at a time.
  /// - Throws: `.notFound`, `.isDirectory`, `.notReadable`, and every error of the text itself.
  public init(contentsOf path: String, options: ReadOptions = ReadOptions()) throws(TableError) {
    if path == "-" {
      try self.init(fileDescriptor: STDIN_FILENO, source: path, options: options)
      return
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let number = errno
      throw number == ENOENT
        ? .notFound(source: path) : .notReadable(source: path, reason: SystemError.text(number))
    }
    defer { close(descriptor) }
    try self.init(fileDescriptor: descriptor, source: path, options: options)
  }

  /// Reads a table from an open file or pipe up to its end. The descriptor stays open.
  ///
  /// `source` names it in messages, and its extension tells the format.
  public init(fileDescriptor: Int32, source: String, options: ReadOptions = ReadOptions()) throws(TableError) {
    self = try Self.read(
      .descriptor(fileDescriptor), source, options, pieceSize: Self.pieceSize, longestRow: ByteSource.longestRow)
  }

  /// Reads a table from bytes in memory.
  ///
  /// `source` names them in messages, and its extension tells the format.
  public init(bytes: [UInt8], source: String, options: ReadOptions = ReadOptions()) throws(TableError) {
    try self.init(bytes: bytes, source: source, options: options, pieceSize: Self.pieceSize)
  }

  init(
    bytes: [UInt8], source: String, options: ReadOptions, pieceSize: Int, longestRow: Int = ByteSource.longestRow
  ) throws(TableError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(TableError) in
        try Self.read(.memory(buffer), source, options, pieceSize: pieceSize, longestRow: longestRow)
      }
    }
    self = try result.get()
  }

  private static func read(
    _ input: ByteSource.Input, _ name: String, _ options: ReadOptions, pieceSize: Int, longestRow: Int
  ) throws(TableError) -> Table {
    let source = ByteSource(name: name, input: input, pieceSize: pieceSize, longestRow: longestRow)
    try source.skipByteOrderMark()
    var format = options.format ?? (options.delimiter == nil ? TableFormat(path: name) : .csv)
    if format == nil { format = try sniff(source) }
    var table: Table
    switch format {
    case .json: table = try JSONReader.read(source, isLines: false, options: options)
    case .jsonLines: table = try JSONReader.read(source, isLines: true, options: options)
    case .tsv: table = try DelimitedReader.read(source, separator: UInt8(ascii: "\t"), options: options)
    case .csv, nil:
      var separator = options.delimiter?.asciiValue ?? UInt8(ascii: ",")
      if options.delimiter == nil, options.format == nil { separator = try self.separator(source) }
      table = try DelimitedReader.read(source, separator: separator, options: options)
      if separator != UInt8(ascii: ","), options.delimiter == nil {
        table.readings.insert(.separator(separator), at: 0)
      }
    }
    if let reading = source.reading { table.readings.insert(reading, at: 0) }
    table.readOptions = options
    return table
  }

  /// What separates cells, by the first lines.
  private static func separator(_ source: ByteSource) throws(TableError) -> UInt8 {
    try source.load(1 << 16)
    return SeparatorSniff.separator(source.base, source.position, source.end, isAtEnd: source.isAtEnd)
  }

  /// The format by the first bytes: `[` is JSON, `{` is JSON Lines, a tab in the first line TSV, anything else CSV.
  private static func sniff(_ source: ByteSource) throws(TableError) -> TableFormat {
    var index = 0
    var isFirst = true
    while true {
      while source.position + index < source.end {
        let byte = source.base[source.position + index]
        let isSpace = byte == 32 || byte == 13 || byte == 10 || byte == 9
        if isFirst, !isSpace {
          if byte == UInt8(ascii: "[") { return .json }
          if byte == UInt8(ascii: "{") { return .jsonLines }
          isFirst = false
        }
        if byte == 9 { return .tsv }
        if byte == 10, !isFirst { return .csv }
        index += 1
      }
      if source.isAtEnd || source.hasDefect { return .csv }
      try source.more()
    }
  }
}

extension Reading {
  fileprivate static func separator(_ byte: UInt8) -> Reading {
    let name =
      switch byte {
      case UInt8(ascii: ";"): "semicolons"
      case UInt8(ascii: "|"): "bars"
      default: "tabs"
      }
    return Reading(.separator, "\(name) separate the cells", because: "the first lines", flag: "--delimiter")
  }
}
