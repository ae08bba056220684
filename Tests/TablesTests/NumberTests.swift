import Formulas
import Glibc
import Testing

@testable import Tables

@Suite("Numbers")
struct NumberTests {
  private let syntax = NumberSyntax()

  @Test(
    "numbers are taken as people write them",
    arguments: [
      ("1e24", 1e24), ("70B", 70e9), ("1.4T", 1.4e12), ("6.9k", 6900), ("6.9K", 6900), ("0.3M", 3e5), ("+5", 5),
      (".5", 0.5), ("5.", 5), (" 12\t", 12), ("-0.1", -0.1), ("1E-3", 1e-3), ("007", 7), ("0e-400", 0), ("0.000", 0),
      ("0e999", 0),
      ("5e-324", .leastNonzeroMagnitude), ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
    ])
  func written(text: String, value: Double) throws {
    #expect(try syntax.number(text) == value)
  }

  @Test("minus zero keeps its sign")
  func minusZero() throws {
    #expect(try syntax.number("-0.0").sign == .minus)
  }

  @Test(
    "what only looks like a number is none",
    arguments: [
      "", ".", "+", "-", "e5", "1e", "1e+", "1.2.3", "--1", "0x10", "1b", "1m", "1t", "1 000", "1e5k", "kB", "1_000",
      "NaN", "１", "1,0", "2024-01-01",
    ])
  func refused(text: String) {
    #expect(throws: CellProblem.notANumber) { try syntax.number(text) }
  }

  @Test("infinity is refused, spelled out or by size", arguments: ["inf", "-Inf", "+infinity", "INFINITY"])
  func infinite(text: String) {
    #expect(throws: CellProblem.infinite) { try syntax.number(text) }
    #expect(throws: CellProblem.tooLarge) { try syntax.number("1e309") }
    #expect(throws: CellProblem.tooLarge) { try syntax.number("-1.7976931348623159e308") }
    #expect(throws: CellProblem.tooLarge) { try syntax.number(String(repeating: "9", count: 400)) }
  }

  @Test(
    "what is not zero and would be read as zero is refused, as what would be read as infinite",
    arguments: [
      "1e-400", "-1e-999", "2.4e-324", "0.1e-323", "1e-1000000000000", "0." + String(repeating: "0", count: 400) + "1",
    ])
  func tooSmall(text: String) {
    #expect(throws: CellProblem.tooSmall) { try syntax.number(text) }
    #expect(NumberLiteral.parse(text) == nil)
    #expect(throws: FormulaError.self) { try Expression(parsing: text) }
  }

  @Test(
    "numbers below the normal ones are read to the nearest",
    arguments: ["5e-324", "1e-310", "2.5e-324", "4.9406564584124654e-324"])
  func subnormal(text: String) throws {
    #expect(try syntax.number(text) == Double(text))
    #expect(NumberLiteral.parse(text) == Double(text))
  }

  @Test("groups of three after one to three digits, of which the first is no zero")
  func groups() throws {
    let grouped = NumberSyntax(thousandsSeparators: true)
    for (text, value) in [
      ("1,234", 1234.0), ("-12,345.5", -12345.5), ("123,456,789", 123_456_789), ("1,000e3", 1e6), ("0.5", 0.5),
    ] {
      #expect(try grouped.number(text) == value)
    }
    for text in [
      "0,001", "-0,001", "00,123", "012,345", "1,23", "1,2345", "1234,567", ",123", "1,,234", "1,234,56", "1.5,000",
    ] {
      #expect(throws: CellProblem.notANumber) { try grouped.number(text) }
    }
  }

  /// A decimal of up to 25 digits with an exponent of up to three.
  private func randomDecimal(_ generator: inout SeededGenerator) -> String {
    func digits(_ count: UInt64) -> String {
      String((0..<count).map { _ in Character(Unicode.Scalar(UInt8(48 + generator.next() % 10))) })
    }
    var text = ["", "-", "+"][Int(generator.next() % 3)]
    text += digits(1 + generator.next() % [3, 10, 20][Int(generator.next() % 3)])
    let decimals = 1 + generator.next() % [4, 16, 25][Int(generator.next() % 3)]
    if generator.next() % 3 != 0 { text += "." + digits(decimals) }
    switch generator.next() % 4 {
    case 0: text += "e\(Int(generator.next() % 60) - 30)"
    case 1: text += "e\(Int(generator.next() % 640) - 330)"
    default: break
    }
    return text
  }

  @Test("100,000 random decimals are read to the last bit as Swift's Double(String) reads them")
  func againstSwift() throws {
    var generator = SeededGenerator(7)
    var compared = 0
    for _ in 0..<100_000 {
      let text = randomDecimal(&generator)
      guard let expected = Double(text), expected.isFinite else {
        #expect(throws: CellProblem.tooLarge) { try syntax.number(text) }
        continue
      }
      if expected == 0, text.prefix(while: { $0 != "e" }).contains(where: { "123456789".contains($0) }) {
        #expect(throws: CellProblem.tooSmall) { try syntax.number(text) }
        continue
      }
      compared += 1
      let value = try syntax.number(text)
      if value.bitPattern != expected.bitPattern { Issue.record("\(text): \(value), not \(expected)") }
    }
    #expect(compared > 90_000)
  }

  @Test("a suffix is part of the decimal: rounded once, as the same number with an exponent")
  func suffixes() throws {
    var generator = SeededGenerator(8)
    for _ in 0..<20_000 {
      let mantissa = "\(generator.next() % 1000).\(generator.next() % 1_000_000_000_000_000)"
      for (suffix, power) in [("k", 3), ("M", 6), ("B", 9), ("T", 12)] {
        let expected = Double("\(mantissa)e\(power)")
        #expect(try syntax.number(mantissa + suffix).bitPattern == expected?.bitPattern)
      }
    }
  }

  @Test("halfway cases go to the even neighbour, in every path")
  func ties() throws {
    // 2^53 + 1 lies midway between 2^53 and 2^53 + 2; a digit far behind decides upwards.
    #expect(try syntax.number("9007199254740993") == 9_007_199_254_740_992)
    #expect(try syntax.number("9007199254740993.0") == 9_007_199_254_740_992)
    #expect(try syntax.number("9007199254740993.00000000000000000000001") == 9_007_199_254_740_994)
    #expect(try syntax.number("9007199254740995") == 9_007_199_254_740_996)
    #expect(try syntax.number("900719925474099.3e1") == 9_007_199_254_740_992)
  }

  private static let hasDecimalComma: Bool = {
    guard let locale = newlocale(1 << LC_NUMERIC, "de_DE.UTF-8", nil) else { return false }
    freelocale(locale)
    return true
  }()

  @Test(
    "a decimal comma in the locale of the process changes nothing",
    .enabled(if: hasDecimalComma, "the system has no locale de_DE.UTF-8"))
  func locale() throws {
    setlocale(LC_NUMERIC, "de_DE.UTF-8")
    defer { setlocale(LC_NUMERIC, "C") }
    #expect(try syntax.number("1.2345678901234567890123") == 1.2345678901234567)
  }

  @Test("the text of 100,000 numbers is told again from the double and its shape")
  func shapes() throws {
    var generator = SeededGenerator(9)
    var told = 0
    for _ in 0..<100_000 {
      var text = randomDecimal(&generator)
      if generator.next() % 3 == 0 { text += ["k", "M", "B", "T", "e+05", "e-12"][Int(generator.next() % 6)] }
      if generator.next() % 5 == 0 { text = "\(Double(generator.next() % 1_000_000) / 997)" }
      var copy = text
      let scan = copy.withUTF8 { NumberScan(Bytes(rebasing: $0[...])) }
      guard case .number(let value, let shape) = scan, !shape.isRaw else { continue }
      told += 1
      if shape.text(of: value) != text { Issue.record("\(text) told as \(shape.text(of: value))") }
    }
    #expect(told > 20_000)
  }
}
