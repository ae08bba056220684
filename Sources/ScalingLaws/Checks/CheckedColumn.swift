#if canImport(Glibc)
  import Glibc
#endif

/// A numeric column as a check sees it: what it stands for, and where its values lie.
public struct CheckedColumn: Sendable {
  /// What a column stands for, by the law's mapping or by its name.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    case parameters, tokens, flops, loss, score, price, date, other
  }

  public let name: String
  public let role: Role
  /// What its values are counted in, where header, cells or caller say it.
  public let unit: Unit?
  /// Whether the law uses it; `nil` without a law.
  public let isUsed: Bool?
  /// Whether it is on the left side of the law, or is what a table like this one explains.
  public let isResponse: Bool
  public let low: Double
  public let high: Double
  public let missing: Int
  /// Distinct values; of positive numbers that span more than a factor of two, those within a tenth count as one.
  public let levels: Int
  /// Values, NaN where missing.
  let values: [Double]
  /// Without missing ones, ascending.
  let sorted: [Double]

  init(name: String, role: Role, unit: Unit?, isUsed: Bool?, isResponse: Bool, values: [Double]) {
    self.name = name
    self.role = role
    self.unit = unit
    self.isUsed = isUsed
    self.isResponse = isResponse
    self.values = values
    sorted = values.filter { !$0.isNaN }.sorted()
    low = sorted.first ?? .nan
    high = sorted.last ?? .nan
    missing = values.count - sorted.count
    var levels = 0
    var last = -Double.infinity
    let isPositive = low > 0 && high > 2 * low && role != .date
    for value in sorted where isPositive ? value > 1.1 * max(last, 0) : value > last {
      levels += 1
      last = value
    }
    self.levels = levels
  }

  /// Orders of magnitude between the ends; `nil` unless all values are positive and it is a magnitude.
  public var decades: Double? { low > 0 && role != .date ? log10(high / low) : nil }

  public var isConstant: Bool { !sorted.isEmpty && low == high }

  /// Numbers that may vary over orders of magnitude and explain something.
  var isMagnitude: Bool {
    switch role {
    case .parameters, .tokens, .flops: low > 0
    case .other: !isResponse && low > 0 && (isUsed == true || high > 30 * low)
    case .loss, .score, .price, .date: false
    }
  }

  /// Whether it matters here: used by the law, or of a known role where there is no law.
  var matters: Bool { isUsed ?? (role != .other) }
}

extension String {
  /// Whether a column of this name says how well another is known: a standard error, a deviation, an end of an interval.
  var namesUncertainty: Bool {
    let words = words
    let own: Set = ["stderr", "se", "sem", "sd", "std", "stdev", "stddev", "ci", "var", "variance", "uncertainty"]
    let isStandard = words.contains("standard") && !words.isDisjoint(with: ["error", "errors", "deviation"])
    return !words.isDisjoint(with: own) || isStandard || lowercased().hasSuffix("stderr")
      || lowercased().hasSuffix("stddev")
  }
}

extension CheckedColumn.Role {
  /// Whether a column of this role and name tells how far a run went.
  func tellsProgress(named name: String) -> Bool {
    [.tokens, .flops].contains(self)
      || !name.words.isDisjoint(with: ["step", "steps", "checkpoint", "iteration", "iterations"])
  }

  /// By the symbol of a law.
  init?(symbol: String) {
    switch symbol {
    case "N": self = .parameters
    case "D": self = .tokens
    case "C": self = .flops
    case "loss", "L": self = .loss
    case "score", "pass": self = .score
    case "price": self = .price
    case "t": self = .date
    default: return nil
    }
  }

  /// By the name of a column.
  init(columnNamed name: String, isDate: Bool) {
    let lower = name.lowercased()
    let words = name.words
    func has(_ names: String...) -> Bool { names.contains(where: words.contains) }
    if isDate || has("date", "year", "day", "released", "published") {
      self = .date
    } else if name.namesUncertainty {
      self = .other
    } else if has("price", "cost") || (has("usd", "dollars", "eur") && has("per")) {
      self = .price
    } else if words == ["n"] || has("params", "param", "parameters", "parameter") || lower == "model size" {
      self = .parameters
    } else if words == ["d"] || has("tokens", "token") {
      self = .tokens
    } else if words == ["c"] || has("flops", "flop", "compute") {
      self = .flops
    } else if has("loss", "nll", "perplexity") {
      self = .loss
    } else if has("score", "accuracy", "acc", "mmlu", "hellaswag", "gsm", "arc", "humaneval", "pass") {
      self = .score
    } else {
      self = .other
    }
  }
}
