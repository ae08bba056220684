import Glibc

/// The bytes of a table, of which a part is in memory: from the row that is being read on.
///
/// A reader looks at `base[position..<end]`. When that is not a whole row it calls `more()` and looks again from
/// `position`, so no reader has to stop and go on in the middle of a cell. All bytes before `end` are checked to be
/// UTF-8 without NUL; the first that is not is thrown only when a reader gets that far, so that of two errors the earlier
/// one is told, whatever the size of the pieces.
final class ByteSource {
  /// Bytes past `end` that may be read, though they mean nothing.
  static let padding = 16
  /// The most that one row may take, so that a quote left open does not take all memory.
  static let longestRow = 256 << 20

  let name: String
  private let input: Input
  private let pieceSize: Int
  private let longestRow: Int
  private let digest = SHA256()
  private var capacity: Int
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// Where the row begins that is being read.
  private(set) var position = 0
  /// The end of the checked bytes.
  private(set) var end = 0
  private var loaded = 0
  private var scratchBytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)
  /// The offset of `base[0]` in the source.
  private var offset = 0
  private var defect: ByteDefect?
  private var isExhausted = false
  /// What makes text of the bytes where they are none; `nil` before the first bytes, and where they are.
  private var decoder: (any ByteDecoder)?
  private var hasBegun = false
  /// Bytes as they were read, for the decoder.
  private var raw: [UInt8] = []
  /// How many of them the decoder has taken.
  private var rawStart = 0
  private var isRawExhausted = false
  /// How many bytes of the input were read.
  private var rawOffset = 0
  /// The line of `position`, from 1, and the offset in the source at which that line begins.
  private(set) var line = 1
  private var lineStart = 0

  enum Input {
    case descriptor(Int32)
    case memory(UnsafeRawBufferPointer)
  }

  init(name: String, input: Input, pieceSize: Int, longestRow: Int) {
    self.name = name
    self.input = input
    self.pieceSize = pieceSize
    self.longestRow = longestRow
    capacity = pieceSize
    base = Self.allocate(capacity)
  }

  deinit {
    free(base)
    scratchBytes.deallocate()
  }

  /// Zeroed memory, of which the system gives only the pages that are used: a small table costs no megabyte.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    guard let memory = calloc(capacity + padding, 1) else { preconditionFailure("out of memory") }
    return memory.bindMemory(to: UInt8.self, capacity: capacity + padding)
  }

  /// Whether nothing comes after `end`.
  var isAtEnd: Bool { isExhausted && defect == nil && end == loaded }

  /// Whether the next call of `more()` throws because of the byte at `end`.
  var hasDefect: Bool { defect != nil }

  /// Brings further bytes behind `end`.
  ///
  /// - Throws: the defect at `end`, if that is what stops the reader.
  func more() throws(TableError) {
    if let defect { throw error(defect) }
    if position > 0 { dropReadBytes() }
    if loaded == capacity { try grow() }
    let before = loaded
    if !hasBegun { try begin() }
    if loaded == before {
      let count = try decoder == nil ? fill() : decode()
      if count == 0 { isExhausted = true }
      loaded += count
    }
    let unchecked = UnsafeRawBufferPointer(start: base + end, count: loaded - end)
    let (good, found) = TextCheck.scan(unchecked, isFinal: isExhausted)
    end += good
    defect = found
  }

  /// Brings so many bytes, or what there is, before the first row is read; what is wrong among them is told later.
  func load(_ count: Int) throws(TableError) {
    while !isAtEnd, !hasDefect, loaded - position < min(count, longestRow) { try more() }
  }

  private func dropReadBytes() {
    memmove(base, base + position, loaded - position)
    offset += position
    loaded -= position
    end -= position
    position = 0
  }

  private func grow() throws(TableError) {
    if capacity >= longestRow { throw .rowTooLong(place(position), bytes: longestRow) }
    let larger = Self.allocate(capacity * 2)
    larger.update(from: base, count: loaded)
    free(base)
    base = larger
    capacity *= 2
  }

  /// Looks at the first bytes: whether they are text, or what they are instead.
  private func begin() throws(TableError) {
    hasBegun = true
    while loaded < 4 {
      if loaded == capacity { try grow() }
      let count = try fill()
      loaded += count
      if count == 0 { break }
    }
    guard loaded >= 4 else { return }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(base), count: loaded)
    if let kind = BinaryKind(firstBytes: bytes) { throw .binary(source: name, kind) }
    guard let decoder = Decoders.named(by: bytes) else { return }
    self.decoder = decoder
    raw = Array(UnsafeBufferPointer(start: base, count: loaded))
    loaded = 0
  }

  /// Writes text that the decoder makes behind `loaded`; 0 at the end.
  private func decode() throws(TableError) -> Int {
    guard let decoder else { return 0 }
    if capacity - loaded < 4 { try grow() }
    let room = UnsafeMutableBufferPointer(start: base + loaded, count: max(4, min(pieceSize, capacity - loaded)))
    while true {
      do throws(DecodingProblem) {
        let (taken, made) = try decoder.decode(raw[rawStart...], into: room, isLast: isRawExhausted)
        rawStart += taken
        if made > 0 || isRawExhausted && taken == 0 { return made }
        if taken > 0, rawStart < raw.count || isRawExhausted { continue }
      } catch { throw .notDecoded(source: name, error) }
      raw.removeFirst(rawStart)
      rawStart = 0
      let start = raw.count
      raw.append(contentsOf: repeatElement(0, count: pieceSize))
      let count = try raw.withUnsafeMutableBufferPointer { buffer throws(TableError) in
        try fill(UnsafeMutableBufferPointer(rebasing: buffer[start...]))
      }
      raw.removeLast(pieceSize - count)
      if count == 0 { isRawExhausted = true }
    }
  }

  /// What the source itself decided about its bytes.
  var reading: Reading? { decoder.map { Reading(.encoding, $0.sentence, because: "the first bytes") } }

  /// Reads up to one piece behind `loaded`; 0 at the end.
  private func fill() throws(TableError) -> Int {
    try fill(UnsafeMutableBufferPointer(start: base + loaded, count: min(pieceSize, capacity - loaded)))
  }

  private func fill(_ target: UnsafeMutableBufferPointer<UInt8>) throws(TableError) -> Int {
    let count = try read(into: target)
    digest.update(UnsafeRawBufferPointer(start: target.baseAddress, count: count))
    rawOffset += count
    return count
  }

  private func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(TableError) -> Int {
    switch input {
    case .memory(let bytes):
      let count = min(target.count, bytes.count - rawOffset)
      if count > 0, let from = bytes.baseAddress, let to = target.baseAddress { memcpy(to, from + rawOffset, count) }
      return count
    case .descriptor(let descriptor):
      while true {
        let count = Glibc.read(descriptor, target.baseAddress, target.count)
        if count >= 0 { return count }
        if errno == EINTR { continue }
        if errno == EISDIR { throw .isDirectory(source: name) }
        throw .notReadable(source: name, reason: SystemError.text(errno))
      }
    }
  }

  /// Gives up the bytes before an index.
  func advance(to index: Int) {
    var from = position
    while from < index, let found = memchr(base + from, 10, index - from) {
      from = UnsafeMutablePointer(found.assumingMemoryBound(to: UInt8.self)) - base + 1
      line += 1
      lineStart = offset + from
    }
    position = index
  }

  /// The same where the number of line breaks is known, and the last of them ends at the index.
  func advance(to index: Int, lines: Int) {
    position = index
    line += lines
    lineStart = offset + index
  }

  /// Passes over a byte order mark. It takes no column of the first line.
  func skipByteOrderMark() throws(TableError) {
    while end - position < 3, !isAtEnd, !hasDefect { try more() }
    if end - position >= 3, base[position] == 0xEF, base[position + 1] == 0xBB, base[position + 2] == 0xBF {
      advance(to: position + 3, lines: 0)
    }
  }

  /// The line and byte of an index at or after `position`.
  func place(_ index: Int) -> SourcePosition {
    var line = line
    var lineStart = lineStart
    for other in position..<max(position, index) where base[other] == 10 {
      line += 1
      lineStart = offset + other + 1
    }
    return SourcePosition(source: name, line: line, column: offset + index - lineStart + 1)
  }

  /// The bytes of a range that lies in memory.
  @inline(__always)
  func bytes(_ start: Int, _ end: Int) -> Bytes { Bytes(start: base + start, count: end - start) }

  /// Room for the unescaped text of one cell, until the next call.
  func scratch(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if scratchBytes.count < count || scratchBytes.baseAddress == nil {
      scratchBytes.deallocate()
      scratchBytes = .allocate(capacity: max(4096, count * 2))
      scratchBytes.initialize(repeating: 0)
    }
    // A buffer of at least 4096 bytes has an address.
    return scratchBytes.baseAddress ?? base
  }

  /// SHA-256 of all bytes. Only at the end.
  func finish() -> String { digest.finish() }

  private func error(_ defect: ByteDefect) -> TableError {
    switch defect {
    case .nul: return .nulByte(place(end), offset: offset + end)
    case .notUTF8: return .notUTF8(place(end), byte: base[end], offset: offset + end)
    }
  }
}
