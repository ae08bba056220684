import Testing

@testable import Reporting

/// Documents of JSON, read and written.
@Suite struct JSONValueTests {
  @Test(
    "what is no JSON is refused",
    arguments: [
      #""\u+02A""#, #""\u-02A""#, #""\u 2AB""#, #""\u02G0""#, #""\u12""#, #""\uD800""#, #""\uD800\u+C00""#,
      #""\uDC00""#,
      #""\x41""#, "01", "+1", "1.", ".5", "1e", "1e+", "--1", "0x10", "NaN", "1e999", "-1e999", "1e-999", "[1,]",
      "{\"a\":1,}",
      "{\"a\":1,\"a\":2}", "\"\t\"", "[1] 2", "", "1_0", "１",
    ])
  func refused(_ text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test(
    "what is no JSON is told with its place",
    arguments: [
      ("{\"a\": 1,\n \"a\": 2}", "line 2, column 2: key \"a\" twice in one object"),
      ("[1, 1e-999]", "line 1, column 5: a number that no double can hold"),
      ("{\"a\": [1, 2,]}", "line 1, column 12: comma before the closing bracket"),
      ("[1] 2", "line 1, column 5: text after the end"),
      ("", "line 1, column 1: the text ends where a value was expected"),
      (String(repeating: "[", count: 70), "line 1, column 65: nested too deeply"),
    ])
  func places(_ text: String, _ problem: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == problem)
  }

  @Test("numbers are read to the last bit, whole ones with every digit")
  func numbers() throws {
    for text in [
      "0.1", "-1.5e-7", "5e-324", "1.7976931348623157e+308", "123456789012345678901234567890", "0e-999", "-0.0",
    ] {
      #expect(Double(json: try JSONValue(parsing: text)) == Double(text), "\(text)")
    }
    // Digits are taken eight at a time: of every length, before and after the point, and with something behind them.
    for whole in 1...20 {
      for decimals in 0...20 {
        let digits = "1234567890123456789012345"
        let text = digits.prefix(whole) + (decimals == 0 ? "" : "." + digits.suffix(decimals))
        for (before, after) in [("", ""), ("[", "]"), ("[-", ", 1, 2, 3, 4]")] {
          let read = try JSONValue(parsing: before + text + after)
          let number = before.isEmpty ? read : read.elements[0]
          #expect(Double(json: number) == Double(before.dropFirst() + text), "\(before)\(text)\(after)")
        }
      }
    }
    #expect(try JSONValue(parsing: "9223372036854775807") == .integer(.max))
    #expect(try JSONValue(parsing: "-9223372036854775808") == .integer(.min))
    #expect(try JSONValue(parsing: "9223372036854775808") == .unsigned(1 << 63))
    #expect(try JSONValue(parsing: "18446744073709551615").line == "18446744073709551615")
    #expect(try JSONValue(parsing: "18446744073709551616") == .number(18_446_744_073_709_551_616))
  }

  @Test("a text is written so that it reads back, and no control character or override stands in it raw")
  func texts() throws {
    for text in [
      "a\"\\\n\r\t\u{8}\u{C}\u{0}", "\u{1B}[31m", "\u{9B}\u{202E}\u{2066}\u{2028}", "\u{600}\"\u{301}",
      "é😀\u{FEFF}\u{FFFF}",
    ] {
      let written = JSONValue.string(text).line
      #expect(Array(try JSONValue(parsing: written).string?.utf8 ?? "".utf8) == Array(text.utf8))
      #expect(
        written.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && !(0x7F..<0xA0 ~= $0.value) && !(0x2028...0x202E ~= $0.value)
        })
    }
    #expect(try JSONValue(parsing: #""\ud83d\uDE00\/\b\f""#) == .string("😀/\u{8}\u{C}"))
  }
}
