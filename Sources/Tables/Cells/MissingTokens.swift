/// The cells that mean a missing value: the empty one, and a set of tokens.
struct MissingTokens {
  /// The tokens that every table has.
  static let standard = ["NA", "NaN", "nan", "null"]

  private let tokens: [[UInt8]]
  /// By first byte, whether any token begins with it.
  private let begins: [Bool]

  init(_ extra: Set<String>) {
    var tokens: [[UInt8]] = []
    for token in Self.standard + extra.sorted() {
      var token = token
      tokens.append(token.withUTF8 { Array($0.trimmed) })
    }
    self.tokens = tokens.filter { !$0.isEmpty }
    var begins = [Bool](repeating: false, count: 256)
    for token in self.tokens { begins[Int(token[0])] = true }
    self.begins = begins
  }

  /// Whether a cell without its surrounding spaces is missing.
  @inline(__always)
  func contains(_ cell: Bytes) -> Bool {
    if cell.isEmpty { return true }
    return begins[Int(cell[0])] && matches(cell)
  }

  private func matches(_ cell: Bytes) -> Bool {
    tokens.contains { token in token.count == cell.count && token.elementsEqual(cell) }
  }
}
