/// Something that a fit can be asked to test.
///
///     try Hypothesis("alpha = beta")
///     try Hypothesis("alpha = 0.5, beta = 0.5")      // jointly
///     try Hypothesis("alpha = 0.5 within 0.05")      // equivalence
///     try Hypothesis("durbin-watson")                // of the residuals
public struct Hypothesis: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Expressions of the coefficients that are all zero: left minus right of each equality.
    case restrictions([Expression])
    /// A difference that is at most a margin. The hypothesis that is tested is that it is larger.
    case equivalence(Expression, margin: Double)
    case residuals(ResidualTest)
  }

  /// A test of the residuals of least squares.
  public enum ResidualTest: String, Sendable, Hashable, CaseIterable {
    /// Successive residuals are alike.
    case durbinWatson = "durbin-watson"
    /// The size of the residuals depends on the predictors.
    case breuschPagan = "breusch-pagan"
    /// Powers of the fitted values explain what is left.
    case reset
  }

  public let text: String
  public let kind: Kind

  public init(text: String, kind: Kind) {
    self.text = text
    self.kind = kind
  }

  /// Reads a hypothesis.
  ///
  /// - Throws: `.hypothesisNotUnderstood`; `.formula` with the place in the text.
  public init(_ text: String) throws(FitError) {
    let parts = text.splitAtCommas.map(\.withoutOuterSpaces)
    self.text = parts.joined(separator: ", ")
    if parts.count == 1, let test = ResidualTest(rawValue: parts[0]) {
      kind = .residuals(test)
      return
    }
    if let place = text.firstRange(of: " within ") {
      let number = String(text[place.upperBound...]).withoutOuterSpaces
      guard parts.count == 1 else {
        throw .hypothesisNotUnderstood(text, reason: "equivalence is of one equality")
      }
      guard let margin = NumberLiteral.parse(number), margin > 0, margin.isFinite else {
        throw .hypothesisNotUnderstood(text, reason: "the margin \"\(number)\" is not a positive number")
      }
      kind = .equivalence(try Self.difference(String(text[..<place.lowerBound]), in: text), margin: margin)
      return
    }
    var differences: [Expression] = []
    for part in parts { differences.append(try Self.difference(part, in: text)) }
    kind = .restrictions(differences)
  }

  private static func difference(_ equality: String, in text: String) throws(FitError) -> Expression {
    guard equality.contains("=") else {
      throw .hypothesisNotUnderstood(text, reason: "\"\(equality)\" is no equality and no test of residuals")
    }
    do {
      let formula = try Formula(equality)
      return (formula.left - formula.right).simplified
    } catch {
      throw .formula(error)
    }
  }
}

extension String {
  /// The parts between commas that stand in no parentheses and no backticks.
  fileprivate var splitAtCommas: [String] {
    var (parts, depth, isQuoted) = ([""], 0, false)
    for character in self {
      if character == "`" { isQuoted.toggle() }
      if !isQuoted, character == "(" { depth += 1 }
      if !isQuoted, character == ")" { depth -= 1 }
      if character == ",", depth == 0, !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  fileprivate var withoutOuterSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
