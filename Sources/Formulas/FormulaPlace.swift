/// A place in the text of a formula.
public struct FormulaPlace: Hashable, Sendable {
  /// The whole text.
  public let text: String
  /// Bytes of UTF-8 before the place.
  let byte: Int

  /// Characters before the place.
  public var offset: Int { String(decoding: text.utf8.prefix(byte), as: UTF8.self).count }

  /// The line that holds the place, and below it a caret under the place.
  ///
  /// A long line is cut to the neighbourhood of the place. The caret allows for wide characters and tabs.
  public var pointer: String {
    let before = String(decoding: text.utf8.prefix(byte), as: UTF8.self)
    let after = String(decoding: text.utf8.dropFirst(byte), as: UTF8.self)
    var lead = Array((before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).last ?? "")[...])
    var rest = Array((after.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first ?? "")[...])
    if lead.count > Self.reach { lead = ["…"] + lead.suffix(Self.reach) }
    if rest.count > Self.reach { rest = rest.prefix(Self.reach) + ["…"] }
    let indent = lead.map { $0 == "\t" ? "\t" : String(repeating: " ", count: Self.width($0)) }.joined()
    return String(lead + rest) + "\n" + indent + "^"
  }

  /// Characters that are shown on each side of the place.
  private static let reach = 60

  /// Columns of a terminal that a character takes; the wide ranges are those of Unicode Standard Annex 11, coarsely.
  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    let wide: [ClosedRange<UInt32>] = [
      0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
    ]
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }
}
