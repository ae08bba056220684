import ArgumentParser
import ScalingLaws

/// Claims about a rate, and when a rate counts as the claimed one.
struct ClaimOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A rate to be tested, e.g. 10x/year, doubles/2years, halves/3.5mo. Repeatable.", valueName: "rate"))
  var claim: [String] = []

  @OptionGroup var tolerance: MarginOptions

  func rates() throws -> [Rate] { try Self.rates(claim) }

  /// Each rate once, in the order given.
  static func rates(_ texts: [String]) throws -> [Rate] {
    var seen: Set<String> = []
    return try texts.filter { seen.insert($0).inserted }.map { text in
      do { return try Rate(text) } catch let error as ClaimError {
        throw Problem.usage(error.description, hint: error.hint)
      }
    }
  }
}

/// A factor within which two rates count as the same.
struct MarginOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Factor within which two rates count as the same.", valueName: "factor"))
  var margin = "1.5x"

  func value() throws -> Double { try Self.factor(margin) }

  static func factor(_ margin: String) throws -> Double {
    let number = margin.hasSuffix("x") ? String(margin.dropLast()) : margin
    guard let value = NumberLiteral.parse(number) else {
      throw Problem.usage("--margin \(margin): not a factor", hint: "for example 1.5x")
    }
    return value
  }
}
