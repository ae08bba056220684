/// Tells by the first lines of a text what separates its cells.
enum SeparatorSniff {
  /// Lines that are looked at.
  private static let mostLines = 20
  private static let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// The separator of the lines that begin here.
  ///
  /// A separator that stands in the first line and cuts all lines into equally many cells counts; of several the comma, or else the one
  /// that makes the most cells. The only one in the first line counts if the second has it too. Else it is the comma.
  static func separator(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isAtEnd: Bool) -> UInt8 {
    let lines = lines(base, start, end, isAtEnd: isAtEnd)
    guard let header = lines.first else { return candidates[0] }
    let inHeader = candidates.indices.filter { header[$0] > 0 }
    // A name may hold a semicolon: the next line has to as well.
    let next = lines.count > 1 ? lines[1] : header
    if inHeader.count == 1, let only = inHeader.first { return candidates[next[only] > 0 ? only : 0] }
    let regular = inHeader.filter { candidate in lines.allSatisfy { $0[candidate] == header[candidate] } }
    if let best = regular.max(by: { header[$0] < header[$1] }) { return candidates[regular.contains(0) ? 0 : best] }
    return candidates[0]
  }

  /// Line by line, how often each candidate stands outside quotes.
  private static func lines(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isAtEnd: Bool) -> [[Int]] {
    var lines: [[Int]] = []
    var counts = [Int](repeating: 0, count: candidates.count)
    var isQuoted = false
    var isBlank = true
    for index in start..<max(start, end) {
      let byte = base[index]
      if byte == RowSplitter.quote {
        isQuoted.toggle()
      } else if byte == 10, !isQuoted {
        if !isBlank { lines.append(counts) }
        if lines.count == mostLines { return lines }
        counts = [Int](repeating: 0, count: candidates.count)
        isBlank = true
        continue
      } else if !isQuoted, let candidate = candidates.firstIndex(of: byte) {
        counts[candidate] += 1
      }
      isBlank = isBlank && (byte == 13 || byte == 32)
    }
    // The last line counts only where it is whole.
    if !isBlank, isAtEnd || lines.isEmpty { lines.append(counts) }
    return lines
  }
}

extension UInt8 {
  fileprivate init(ascii text: String) { self = text.utf8.first ?? 0 }
}
