/// What a source that is not UTF-8 text seems to be, by its first bytes.
public enum BinaryKind: String, Sendable, Hashable {
  /// A gzip file (1F 8B).
  case gzip
  /// A zip file, such as a spreadsheet (`PK`).
  case zip
  /// UTF-16 text with a byte order mark.
  case utf16 = "UTF-16"

  init?(firstBytes a: UInt8, _ b: UInt8) {
    switch (a, b) {
    case (0x1F, 0x8B): self = .gzip
    case (0x50, 0x4B): self = .zip
    case (0xFF, 0xFE), (0xFE, 0xFF): self = .utf16
    default: return nil
    }
  }

  var hint: String {
    switch self {
    case .gzip: "it is a gzip file: give its text, gunzip -c FILE | … -"
    case .zip: "it is a zip file or a spreadsheet: save the table as CSV in UTF-8"
    case .utf16: "it is UTF-16 text: convert it, iconv -f UTF-16 -t UTF-8"
    }
  }
}
