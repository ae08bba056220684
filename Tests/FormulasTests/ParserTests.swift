import Formulas
import Foundation
import Testing

@Suite struct ParserTests {
  /// R: `as.numeric(eval(parse(text = e)))`.
  static let fromR: [(text: String, value: Double)] = [
    ("-2^2", -4), ("2^-1", 0.5), ("2^3^2", 512), ("-2^-2", -0.25), ("2*3^2", 18), ("8/4/2", 1), ("8-4-2", 2),
    ("1-2*3+4", -1), ("-3*-2", 6), ("2^-1^2", 0.5), ("-2*3^2/4", -4.5), ("!1==2", 1), ("!0&&0", 0), ("1||0&&0", 1),
    ("1+1==2", 1), ("3>2&&2>3||1>0", 1), ("2**3", 8), ("- -2", 2), ("-2+3*4^0.5", 4),
  ]

  @Test("precedence and grouping are those of R", arguments: fromR)
  func precedence(_ text: String, _ value: Double) throws {
    #expect(try Expression(parsing: text).value() == value)
  }

  @Test("numbers take exponents and suffixes, and dates are decimal years")
  func numbers() throws {
    let cases: [(String, Double)] = [
      ("70B", 7e10), ("1.4T", 1.4e12), ("3k + 2M", 2_003_000), ("1e3k", 1e6), ("1e-3M", 1000), (".5", 0.5), ("2.", 2),
      ("1E5", 1e5), ("pi", Double.pi),
      // 18 July 2024 is day 200 of 366.
      ("2024-07-18", 2024 + 199.0 / 366), ("2023-01-01", 2023), ("2024-02-29", 2024 + 59.0 / 366),
      // 2023 has no 29 February: this is a difference.
      ("2023-02-29", 1992), ("2024-13-01", 2010), ("2024 - 07 - 18", 1999),
    ]
    for (text, value) in cases { #expect(relative(try Expression(parsing: text).value(), value) < 1e-12, "\(text)") }
    #expect(try Expression(parsing: "1.4T").value() == 1.4e12)
  }

  @Test("names may hold dots, Unicode letters, and in backticks anything")
  func names() throws {
    let expression = try Expression(parsing: "GNP.deflator + größe_2 * `price, USD` - `a``b` + `pi` + log")
    #expect(expression.symbols == ["GNP.deflator", "größe_2", "price, USD", "a`b", "pi", "log"])
    #expect(try Expression(parsing: expression.description) == expression)
  }

  @Test("symbols come in order of first appearance")
  func symbolOrder() throws {
    #expect(
      try Expression(parsing: "E + A / N^alpha + B / D^beta - A").symbols == ["E", "A", "N", "alpha", "B", "D", "beta"])
    #expect(try Formula("log(y) = a - b * y").symbols == ["y", "a", "b"])
  }

  @Test("a formula has two sides")
  func formula() throws {
    let law = try Formula("loss=E+A/N^alpha")
    #expect(law.response == "loss")
    #expect(law.description == "loss = E + A / N^alpha")
    #expect(try Formula("log(y) = a").response == nil)
    #expect(throws: FormulaError.self) { try Formula("a == b") }
    #expect(throws: FormulaError.self) { try Formula("a = b = c") }
  }

  @Test("text is compared with columns, on either side, by every operator")
  func textComparisons() throws {
    let filter = try Expression(parsing: "reasoning == \"no\" and '2025-01-01' > date and `my col` != 'say \"a\"'")
    #expect(
      filter.textComparisons == [
        TextComparison(column: "reasoning", comparison: .equal, literal: "no"),
        TextComparison(column: "date", comparison: .less, literal: "2025-01-01"),
        TextComparison(column: "my col", comparison: .notEqual, literal: "say \"a\""),
      ])
    #expect(filter.symbols.isEmpty)
    #expect(filter.isPredicate)
    #expect(try Expression(parsing: filter.description) == filter)
    let truths = ["reasoning == \"no\"": 1.0, "date < \"2025-01-01\"": 1, "`my col` != 'say \"a\"'": 0]
    #expect(try filter.value(truths) == 0)
  }

  @Test("what a predicate is")
  func predicates() throws {
    for text in ["a < b", "not a", "a < 1 or b", "x == \"y\""] { #expect(try Expression(parsing: text).isPredicate) }
    for text in ["a + b", "(a < b) * 2", "min(a, b)"] { #expect(try !Expression(parsing: text).isPredicate) }
  }

  static let refusals: [(text: String, offset: Int, message: String, hint: String?)] = [
    ("2x", 1, "character 2: expected an operator, found \"x\"", "write * to multiply"),
    ("2 (x)", 2, "character 3: expected an operator, found \"(\"", "write * to multiply"),
    ("70Bx", 2, "character 3: expected an operator, found \"Bx\"", "write * to multiply"),
    ("(a b)", 3, "character 4: expected an operator, found \"b\"", "write * to multiply"),
    ("a < b < c", 6, "character 7: a comparison cannot be chained", "write a < b and b < c"),
    ("lg10(x)", 0, "character 1: unknown function \"lg10\"", "did you mean log10?"),
    ("x(2)", 0, "character 1: unknown function \"x\"", "to multiply, write x * (…)"),
    ("log(a, b)", 0, "character 1: log takes one argument, found 2", nil),
    ("exp()", 0, "character 1: exp takes one argument, found none", nil),
    ("max(a)", 0, "character 1: max takes two or more arguments, found 1", nil),
    ("a +", 3, "character 4: expected a number, a name or \"(\", found the end", nil),
    ("(a + b", 6, "character 7: expected an operator or \")\", found the end", "the \"(\" at character 1 is open"),
    ("a + b)", 5, "character 6: expected an operator or the end, found \")\"", nil),
    ("a = b", 2, "character 3: expected an operator or the end, found \"=\"", "write == to compare"),
    ("", 0, "character 1: expected a number, a name or \"(\", found the end", nil),
    ("größe × 2", 6, "character 7: expected a number, a name or an operator, found \"×\"", "write * to multiply"),
    ("y ~ x", 2, "character 3: expected a number, a name or an operator, found \"~\"", "write left = right"),
    ("1.2.3", 3, "character 4: expected an operator, found \".\"", "a number has one decimal point"),
    ("1e999", 0, "character 1: expected a number below 1.8e308, found \"1e999\"", nil),
    ("a == \"b", 7, "character 8: expected \", found the end", "a \" opened at character 6 is not closed"),
    ("\"a\" + 1", 0, "character 1: expected a number, found the text \"\"a\"\"", "a text can only be compared"),
    ("log(a) == \"b\"", 10, "character 11: expected a number, found the text", "a text can only be compared"),
    ("a + not b", 4, "character 5: expected a number, a name or \"(\", found \"not\"", "put (not …) in parentheses"),
    ("``", 0, "character 1: expected a column name in backticks, found ``", nil),
  ]

  @Test("what is refused, where, and what helps", arguments: refusals)
  func refusal(_ text: String, _ offset: Int, _ message: String, _ hint: String?) throws {
    let error = try #require(failure(text))
    #expect(error.offset == offset)
    #expect(error.description.hasPrefix(message), "\(error.description)")
    #expect(error.text == text)
    #expect(!error.description.contains("\n"))
    if let hint {
      #expect(error.hint?.hasPrefix(hint) == true, "\(error.hint ?? "no hint")")
    } else {
      #expect(error.hint == nil)
    }
  }

  @Test("the caret stands under the place, past wide characters, tabs and other lines")
  func pointer() {
    #expect(failure("a + 2x")?.pointer == "a + 2x\n     ^")
    #expect(failure("a +\n  b * * c\n+ d")?.pointer == "  b * * c\n      ^")
    #expect(failure("損失 + ?")?.pointer == "損失 + ?\n       ^")
    #expect(failure("é + ?")?.pointer == "é + ?\n    ^")
    #expect(failure("\ta ?")?.pointer == "\ta ?\n\t  ^")
    let long = failure(String(repeating: "a + ", count: 100) + "?")?.pointer ?? ""
    #expect(long.split(separator: "\n").allSatisfy { $0.count < 130 })
    #expect(long.hasSuffix("^"))
  }

  @Test("nesting is limited, with a message")
  func depth() throws {
    for (open, close) in [
      ("(", ")"), ("-", ""), ("not ", ""), ("log(", ")"), ("2^", ""), ("2^-(", ")"), ("max(1,", ")"),
    ] {
      func nested(_ levels: Int) -> String {
        String(repeating: open, count: levels) + "x" + String(repeating: close, count: levels)
      }
      #expect(failure(nested(60)) == nil, "\(open)")
      #expect(failure(nested(50_000))?.description.contains("nested more than 200 levels") == true, "\(open)")
    }
  }

  @Test("flat sums, products and chains of ten thousand terms work")
  func flat() throws {
    for join in [" + ", " - ", " * ", " / ", " or "] {
      let text = Array(repeating: "x", count: 10_000).joined(separator: join)
      let expression = try Expression(parsing: text)
      #expect(expression.description == text)
      _ = expression.simplified.derivative(by: "x")
    }
    let sum = try Expression(parsing: (1...10_000).map { "\($0) * a" }.joined(separator: " + "))
    // 1 + 2 + ... + 10000
    #expect(try sum.derivative(by: "a").value() == 50_005_000)
    #expect(try sum.value(["a": 1]) == 50_005_000)
    #expect(sum.linearDecomposition(in: ["a"])?.multipliers[0].constant == 50_005_000)
    let mixed = try Expression(parsing: Array(repeating: "x * 2", count: 15_000).joined(separator: " * "))
    #expect(try mixed.simplified.value(["x": 0.5]) == 1)
    let maximum = try Expression(parsing: "max(" + (1...5000).map(String.init).joined(separator: ",") + ")")
    #expect(try maximum.value() == 5000)
    #expect(try Expression(parsing: maximum.description) == maximum)
  }

  @Test("random bytes give an expression or an error, never a crash")
  func randomBytes() {
    var generator = Generator(seed: 1)
    let pieces = [
      "log", "min(", "(", ")", "x", "2", "70B", "^", "-", "**", "<", "==", "\"", "'", "`", ",", " ", "é", "=",
      "2024-07-18", "not ", "and ", ".", "e", "\n",
    ]
    var read = 0
    for _ in 0..<20_000 {
      let text: String
      if generator.below(2) == 0 {
        text = String(
          decoding: (0..<generator.below(40)).map { _ in UInt8(truncatingIfNeeded: generator.bits()) }, as: UTF8.self)
      } else {
        text = (0..<generator.below(12)).map { _ in pieces[generator.below(pieces.count)] }.joined()
      }
      if let error = failure(text) {
        #expect((error.offset ?? -1) <= text.count && (error.offset ?? -1) >= 0)
        #expect(error.pointer?.hasSuffix("^") == true)
      } else {
        read += 1
      }
    }
    #expect(read > 100)
    for text in [
      String(repeating: "é", count: 50_000) + "(", String(repeating: "1", count: 100_000),
      String(repeating: "(a+", count: 33_000),
    ] {
      _ = failure(text)?.pointer
    }
  }

  @Test("a bare quantity is read whole or not at all")
  func bareQuantities() {
    #expect(NumberLiteral.parse("70B") == 7e10)
    #expect(NumberLiteral.parse("-1.5k") == -1500)
    #expect(NumberLiteral.parse("5.76e23") == 5.76e23)
    #expect(NumberLiteral.parse("2024-07-01") == 2024 + 182.0 / 366)
    for text in ["", "B", "70 B", "70Bn", "1e", "1e999", "--2", "0x10", "1,000", "2024-07-011", "nan", "5€"] {
      #expect(NumberLiteral.parse(text) == nil, "\(text)")
    }
  }
}
