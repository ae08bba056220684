import Testing

@testable import Tables

@Suite("Random tables")
struct RandomTableTests {
  /// Pieces that test every rule of RFC 4180.
  private static let pieces = ["a", "ß", "😀", "\"", ",", "\t", "\n", "\r\n", " ", "1", "-", ".", "x y", "é,\"", "\"\""]

  private func randomCell(_ generator: inout SeededGenerator) -> String {
    let text = (0..<generator.next() % 5).map { _ in Self.pieces[Int(generator.next() % 15)] }.joined()
    return "t" + text
  }

  private func quoted(_ cell: String, separator: String, _ generator: inout SeededGenerator) -> String {
    let mustQuote = cell.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) || String($0) == separator }
    guard mustQuote || generator.next() % 4 == 0 else { return cell }
    var inner = ""
    for scalar in cell.unicodeScalars { inner += scalar == "\"" ? "\"\"" : String(scalar) }
    return "\"\(inner)\""
  }

  @Test("600 tables of hostile text, quoted at random, are read as they were written", arguments: [",", "\t"])
  func roundTrip(separator: String) throws {
    for seed in 0..<300 {
      var generator = SeededGenerator(UInt64(seed))
      let columns = Int(generator.next() % 5) + 1
      let rows = Int(generator.next() % 8)
      let header = (0..<columns).map { "\($0)" + randomCell(&generator) }
      let cells = (0..<rows).map { _ in (0..<columns).map { _ in randomCell(&generator) } }
      let lineEnd = generator.next() % 2 == 0 ? "\n" : "\r\n"
      var text = ([header] + cells).map { row in
        row.map { quoted($0, separator: separator, &generator) }.joined(separator: separator)
      }.joined(separator: lineEnd)
      if generator.next() % 2 == 0 { text += lineEnd }
      let piece = Int(generator.next() % 40) + 1
      let table = try read(text, as: separator == "," ? "r.csv" : "r.tsv", pieceSize: piece)
      #expect(table.names == header, "seed \(seed)")
      #expect(table.rowCount == rows)
      for (index, name) in header.enumerated() {
        #expect(try table.texts(name) == cells.map { $0[index] }, "seed \(seed)")
      }
    }
  }

  @Test(
    "the size of the pieces that are read does not matter, whatever the bytes",
    arguments: ["r.csv", "r.tsv", "r.json", "r.jsonl", "-"])
  func pieces(name: String) {
    let alphabets: [[UInt8]] = [
      Array("a1,\"\n\r\t .e-".utf8), Array("[]{},:\"\\u\nd8ae0 n".utf8), Array(0...255), Array("1234567890.-,\n".utf8),
      Array("é\u{FEFF}😀,\n\"".utf8),
    ]
    let tokens = [
      "[", "]", "{", "}", ",", ":", "\"a\"", "\"b\"", "1.5", "null", "\"x\\n\"", "\\ud83d\\ude00", "\n", "true", " ",
    ]
    for seed in 0..<400 {
      var generator = SeededGenerator(UInt64(seed))
      var bytes: [UInt8] = []
      let alphabet = alphabets[Int(generator.next() % 5)]
      for _ in 0..<generator.next() % 60 {
        if seed % 2 == 0 {
          bytes.append(alphabet[Int(generator.next() % UInt64(alphabet.count))])
        } else {
          bytes += Array(tokens[Int(generator.next() % UInt64(tokens.count))].utf8)
        }
      }
      if seed % 3 == 0 { bytes = Array("[{\"a\":".utf8) + bytes }
      let whole = summary(bytes, as: name, pieceSize: 1 << 16)
      for size in [1, 2, 3, 7, 64] {
        #expect(summary(bytes, as: name, pieceSize: size) == whole, "seed \(seed), pieces of \(size): \(bytes)")
      }
    }
  }

  @Test("a good table is the same by pieces of any size")
  func goodPieces() {
    let csv = "n,day,s\n1.5,2024-01-01,\"a\"\"\nb\"\r\n,2024-01,ß\r\n70B,NA,\"\"\n"
    let json = "[ {\"n\": 1.5, \"s\": \"a\\u00df\\ud83d\\ude00\"},\n {\"s\": null, \"t\": true} ]\n"
    for (text, name) in [(csv, "g.csv"), (json, "g.json"), ("{\"a\":1}\r\n{\"b\":\"x\"}\n\n", "g.jsonl")] {
      let whole = summary(Array(text.utf8), as: name, pieceSize: 1 << 16)
      #expect(whole.hasPrefix("notUTF8") == false && whole.contains("numbers"))
      for size in [1, 2, 3, 7, 64] { #expect(summary(Array(text.utf8), as: name, pieceSize: size) == whole) }
    }
  }
}
