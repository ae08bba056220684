import Formulas
import Testing

@Suite struct LaTeXTests {
  @Test(
    "an expression becomes LaTeX with the fewest parentheses",
    arguments: [
      ("A / N^alpha + b0", #"\frac{A}{N^{\alpha}} + b_{0}"#),
      ("E + A*N^-alpha + B*D^-beta", #"E + A \, N^{-\alpha} + B \, D^{-\beta}"#),
      ("(a + b)*c", #"\left(a + b\right) \, c"#),
      ("a - (b - c)", #"a - \left(b - c\right)"#),
      ("(a - b) - c", "a - b - c"),
      ("(x/d1)^(1/f1)", #"\left(\frac{x}{d_{1}}\right)^{\frac{1}{f_{1}}}"#),
      ("(a^b)^c", #"\left(a^{b}\right)^{c}"#),
      ("(a + b)/(c - d)", #"\frac{a + b}{c - d}"#),
      ("p0*exp(-k*t)", #"p_{0} \, e^{-k \, t}"#),
      ("exp(x)^2", #"\left(e^{x}\right)^{2}"#),
      ("2*(1 - expm1(x))", #"2 \, \left(1 - \left(e^{x} - 1\right)\right)"#),
      ("log10(C)^2", #"\left(\log_{10}\left(C\right)\right)^{2}"#),
      ("log1p(x) + log2(y)", #"\log\left(1 + x\right) + \log_{2}\left(y\right)"#),
      ("sqrt(a + b)^2 + abs(x)", #"\sqrt{a + b}^{2} + \left|x\right|"#),
      ("logistic(r*(t - t0))", #"\operatorname{logistic}\left(r \, \left(t - t_{0}\right)\right)"#),
      ("max(t - tau, 0)", #"\max\left(t - \tau, 0\right)"#),
      ("a*-b", #"a \, \left(-b\right)"#),
      ("a + -b*c", #"a + \left(-b \, c\right)"#),
      ("-(a + b)", #"-\left(a + b\right)"#),
      ("-(a*b)", #"-a \, b"#),
      ("x*2^y", #"x \cdot 2^{y}"#),
      ("6*N*D", #"6 \, N \, D"#),
      ("5.76e23/6", #"\frac{5.76 \times 10^{23}}{6}"#),
      ("1e24^a", #"\left(10^{24}\right)^{a}"#),
      ("x^2 >= 3 and not y < 1", #"x^{2} \geq 3 \land \lnot y < 1"#),
    ])
  func expressions(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).latex == expected)
  }

  @Test(
    "names become letters with subscripts, or stand upright",
    arguments: [
      ("alpha", #"\alpha"#), ("alphaN", #"\alpha_{N}"#), ("alpha_D", #"\alpha_{D}"#), ("beta2", #"\beta_{2}"#),
      ("b0", "b_{0}"), ("loss", #"\mathrm{loss}"#), ("x_min", #"x_{\mathrm{min}}"#), ("N", "N"),
      ("tokens_per_usd", #"\mathrm{tokens}_{\mathrm{per}, \mathrm{usd}}"#), ("`a b%`", #"\mathrm{a\ b\%}"#),
      ("_x", #"\mathrm{\_x}"#),
    ])
  func names(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).latex == expected)
  }

  @Test("a formula has both its sides")
  func formula() throws {
    #expect(try Formula("-log(pass) = a*k^-b").latex == #"-\log\left(\mathrm{pass}\right) = a \, k^{-b}"#)
  }

  @Test("braces and parentheses are balanced in a random expression")
  func balance() throws {
    var generator = Generator(seed: 11)
    for _ in 0..<500 {
      let text = generator.expression(depth: 6, branching: true).latex
      var depth = 0
      for character in text {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        #expect(depth >= 0)
      }
      #expect(depth == 0)
      #expect(
        text.split(separator: "\\left", omittingEmptySubsequences: false).count
          == text.split(separator: "\\right", omittingEmptySubsequences: false).count)
    }
  }

  @Test("an expression of a hundred thousand steps is written without recursion, or counted")
  func depth() {
    var expression = Expression.symbol("x")
    for _ in 0..<300 { expression = .sin(expression) + expression }
    #expect(expression.latex == #"\text{(601 nodes)}"#)
  }
}
