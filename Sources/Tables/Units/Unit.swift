/// What numbers are counted in, as headers and cells have it: `B`, `PFLOP`, `%`, `USD/Mtok`, `h`.
public struct Unit: Sendable, Hashable {
  /// Units of one dimension differ by a factor.
  public enum Dimension: String, Sendable, Hashable {
    /// Things counted one by one: parameters, tokens, samples.
    case count
    /// Floating-point operations.
    case compute
    /// Seconds.
    case time
    /// Shares of one.
    case share
    /// Nats: the loss of a model.
    case information
    /// Money, or money for a quantity; each currency is a unit of its own.
    case money
  }

  /// As it is shown: `B`, `PFLOP`, `%`.
  public let name: String
  public let dimension: Dimension
  /// How many of the base unit one of it is: of single things, FLOP, seconds, shares, nats, or the currency for a million tokens.
  public let factor: Double
  /// The currency of money, as ISO 4217 has it; `nil` otherwise.
  public let currency: String?

  public init(_ name: String, _ dimension: Dimension, factor: Double, currency: String? = nil) {
    self.name = name
    self.dimension = dimension
    self.factor = factor
    self.currency = currency
  }

  /// Whether numbers in it become those of the base unit by another factor than one.
  public var isScaled: Bool { factor != 1 }

  /// Whether a number in one is a number in the other, but for a factor.
  public func isComparable(with other: Unit) -> Bool { dimension == other.dimension && currency == other.currency }
}

extension Unit {
  /// The unit that a word or an abbreviation stands for: `B`, `billion`, `PFLOPs`, `h`, `%`, `usd`, `usd/Mtok`; `nil` for any other text.
  public init?(_ text: String) {
    let text = text.trimmedOfBlanks
    guard
      let unit = Self.scale(text) ?? Self.counted(text) ?? Self.named(text) ?? Self.compute(text) ?? Self.price(text)
    else { return nil }
    self = unit
  }

  /// A bare power of a thousand: `k`, `M`, `bn`, `trillions`.
  private static func scale(_ text: String) -> Unit? {
    let factor: Double
    switch text {
    case "k", "K": factor = 1e3
    case "M": factor = 1e6
    case "B", "b", "G": factor = 1e9
    case "T": factor = 1e12
    default:
      guard let found = scaleWords[text.lowercased()] else { return nil }
      factor = found
    }
    return Unit(scaleNames[factor] ?? text, .count, factor: factor)
  }

  private static let scaleWords: [String: Double] = [
    "thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "trillion": 1e12, "trillions": 1e12, "tn": 1e12,
  ]
  private static let scaleNames: [Double: String] = [1e3: "k", 1e6: "M", 1e9: "B", 1e12: "T"]

  /// What is counted one by one, with or without a power: `tokens`, `B tokens`, `Mtok`, `billion parameters`.
  private static func counted(_ text: String) -> Unit? {
    let words = text.split { $0 == " " || $0 == "_" || $0 == "\u{A0}" }.map(String.init)
    guard let last = words.last else { return nil }
    if countWords.contains(last.lowercased()) {
      if words.count == 1 { return Unit(last.lowercased(), .count, factor: 1) }
      if words.count == 2, let scale = scale(words[0]) {
        return Unit("\(scale.name) \(last.lowercased())", .count, factor: scale.factor)
      }
      return nil
    }
    guard words.count == 1, let first = text.first, let scale = scale(String(first)), first != "b",
      ["tok", "toks", "tokens", "params"].contains(text.dropFirst().lowercased())
    else { return nil }
    return Unit("\(scale.name) \(text.dropFirst().lowercased())", .count, factor: scale.factor)
  }

  private static let countWords: Set<String> = [
    "token", "tokens", "tok", "toks", "param", "params", "parameter", "parameters", "sample", "samples",
  ]

  private static func named(_ text: String) -> Unit? {
    if let exact = exact[text] { return exact }
    return words[text.lowercased()]
  }

  /// Where the case of letters matters.
  private static let exact: [String: Unit] = [
    "%": percentage, "h": hour, "s": second, "d": day, "ms": Unit("ms", .time, factor: 1e-3),
    "$": Unit("USD", .money, factor: 1, currency: "USD"), "US$": Unit("USD", .money, factor: 1, currency: "USD"),
    "€": Unit("EUR", .money, factor: 1, currency: "EUR"), "£": Unit("GBP", .money, factor: 1, currency: "GBP"),
    "¥": Unit("¥", .money, factor: 1, currency: "¥"),
  ]

  /// Hundredths.
  public static let percentage = Unit("%", .share, factor: 0.01)
  static let second = Unit("s", .time, factor: 1)
  static let hour = Unit("h", .time, factor: 3600)
  static let day = Unit("d", .time, factor: 86_400)

  private static let words: [String: Unit] = {
    var words: [String: Unit] = [:]
    func add(_ unit: Unit, _ names: String...) { for name in names { words[name] = unit } }
    add(percentage, "percent", "pct", "percentage")
    add(second, "sec", "secs", "second", "seconds")
    add(Unit("min", .time, factor: 60), "min", "mins", "minute", "minutes")
    add(hour, "hr", "hrs", "hour", "hours")
    add(day, "day", "days")
    add(Unit("bits", .information, factor: 0.693_147_180_559_945_3), "bit", "bits")
    add(Unit("nats", .information, factor: 1), "nat", "nats")
    for code in currencies { words[code.lowercased()] = Unit(code, .money, factor: 1, currency: code) }
    add(Unit("USD", .money, factor: 1, currency: "USD"), "dollar", "dollars")
    add(Unit("EUR", .money, factor: 1, currency: "EUR"), "euro", "euros")
    return words
  }()

  /// The codes that price lists of the field are written in.
  private static let currencies = ["USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF", "CAD", "AUD", "INR", "KRW"]

  /// Operations: `FLOP`, `PFLOPs`, `petaflops`, `PF-days`.
  private static func compute(_ text: String) -> Unit? {
    let lower = text.lowercased()
    if ["pf-days", "pf-day", "pfs-days", "pfs-day", "petaflop/s-days", "petaflop/s-day", "petaflops-days"].contains(
      lower)
    {
      return Unit("PF-days", .compute, factor: 1e15 * 86_400)
    }
    guard let stem = ["flops", "flop"].first(where: lower.hasSuffix) else { return nil }
    let prefix = text.dropLast(stem.count)
    if prefix.isEmpty { return Unit("FLOP", .compute, factor: 1) }
    for (letter, word, power) in computePrefixes
    where prefix == letter || prefix.lowercased() == word
      || prefix.lowercased() == letter.lowercased()
    {
      return Unit("\(letter)FLOP", .compute, factor: power)
    }
    return nil
  }

  private static let computePrefixes: [(letter: String, word: String, power: Double)] = [
    ("M", "mega", 1e6), ("G", "giga", 1e9), ("T", "tera", 1e12), ("P", "peta", 1e15), ("E", "exa", 1e18),
    ("Z", "zetta", 1e21), ("Y", "yotta", 1e24),
  ]

  /// Money for tokens: `usd/Mtok`, `$/1M tokens`, `USD per million tokens`; for another quantity, as `usd/h`, its factor is 1.
  private static func price(_ text: String) -> Unit? {
    let plain = text.replacing(" per ", with: "/").replacing("_per_", with: "/")
    guard let slash = plain.firstIndex(of: "/") else { return nil }
    let money = String(plain[..<slash]).trimmedOfBlanks
    var quantity = String(plain[plain.index(after: slash)...]).trimmedOfBlanks
    guard let currency = named(money), currency.dimension == .money else { return nil }
    if quantity.first == "1", quantity.dropFirst().first?.isNumber != true { quantity.removeFirst() }
    quantity = quantity.trimmedOfBlanks
    guard let counted = counted(quantity) else {
      guard Unit.named(quantity)?.dimension == .time else { return nil }
      return Unit(
        "\(currency.name)/\(quantity)", .money, factor: 1, currency: currency.currency.map { "\($0)/\(quantity)" })
    }
    let name = counted.factor == 1e6 ? "Mtok" : counted.name
    return Unit(
      "\(currency.name)/\(name)", .money, factor: 1e6 / counted.factor, currency: currency.currency.map { "\($0)/tok" })
  }
}

extension StringProtocol {
  /// Without spaces, tabs and no-break spaces at either end.
  var trimmedOfBlanks: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" || character == "\u{A0}" }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
