import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Why a table cannot be what a law of the catalogue takes it for, with the likely reading of it.
///
/// Limits are far outside what was ever trained: a table that passes may still be in a wrong unit, one that does not is hardly in the
/// right one. Laws of one's own have no variables of known meaning, and no limits.
///
/// - Source: fewer parameters than 10,000 have no model of language; 1e14 parameters, 1e16 tokens and 1e30 FLOP are beyond every model
///   and every text there is (Villalobos et al. 2024 count about 5e14 tokens in all of the public web).
public struct Plausibility: Sendable {
  /// A symbol whose values are implausible.
  public struct Doubt: Sendable, Hashable {
    public let symbol: String
    public let column: String
    /// What is wrong, as a clause: `params is 0.1 to 70, fewer parameters than any model has`.
    public let sentence: String
    /// The mapping that would mend it, as `-c` takes it; `nil` where none is likely.
    public let mapping: String?
    /// What the values seem to be.
    public let reading: String?
  }

  /// What is implausible of a table that a law is to be fitted to; empty where nothing is.
  public let doubts: [Doubt]

  public init(_ law: Law, _ table: Table, mapping: [String: String]) {
    guard law.coefficients != nil else {
      doubts = []
      return
    }
    let seen = law.variables.compactMap { variable -> Seen? in
      let name = mapping[variable.name] ?? variable.name
      guard let role = law.role(of: variable.name, column: name), let values = try? table.numbers(name) else {
        return nil
      }
      return Seen(symbol: variable.name, column: name, role: role, values: values)
    }
    func first(_ role: ColumnRole) -> Seen? { seen.first { $0.role == role } }
    let (size, tokens, flops) = (first(.parameters), first(.tokens), first(.compute))
    var found = seen.compactMap { column -> Doubt? in
      switch column.role {
      case .parameters: column.parameters(beside: tokens)
      case .tokens, .uniqueTokens: column.tokens(beside: size)
      case .compute: column.flops()
      case .loss: column.loss()
      case .score: column.score(isBounded: law.isBounded)
      case .date: column.date()
      default: nil
      }
    }
    if found.isEmpty, let size, let tokens {
      found += size.swapped(with: tokens)
      if found.isEmpty, let flops = flops ?? Self.flops(in: table) { found += flops.ratio(size, tokens) }
    }
    doubts = found
  }

  private static func flops(in table: Table) -> Seen? {
    let names = ColumnFinder(table).equallySure(.compute)
    guard names.count == 1, let name = names.first, let values = try? table.numbers(name) else { return nil }
    let scale = table[name]?.unit.map { $0.dimension == .compute ? $0.factor : 1 } ?? 1
    return Seen(symbol: "C", column: name, role: .compute, values: values.map { $0 * scale })
  }

  /// As warnings of a fit.
  var warnings: [FitWarning] { doubts.map(\.warning) }
}

extension Plausibility.Doubt {
  /// As a warning of a fit.
  var warning: FitWarning {
    FitWarning(
      .implausible, sentence + (reading.map { ": \($0)" } ?? ""),
      hint: mapping.map { "-c \($0.shownShellWord)" } ?? "look at the column, or say that it is meant with --as-is")
  }
}

/// A column with the values that count.
private struct Seen {
  let symbol: String
  let column: String
  let role: ColumnRole
  let values: [Double]
  let known: [Double]
  let low: Double
  let high: Double

  init(symbol: String, column: String, role: ColumnRole, values: [Double]) {
    (self.symbol, self.column, self.role, self.values) = (symbol, column, role, values)
    known = values.filter(\.isFinite)
    (low, high) = (known.min() ?? .nan, known.max() ?? .nan)
  }

  var median: Double { Descriptive.median(known) }
  var span: String { "\(column) is \(low.formatted(significant: 3)) to \(high.formatted(significant: 3))" }

  func doubt(_ why: String, _ formula: String? = nil, _ reading: String? = nil) -> Plausibility.Doubt {
    Plausibility.Doubt(
      symbol: symbol, column: column, sentence: "\(span), \(why)", mapping: formula.map { "\(symbol)=\($0)" },
      reading: reading.map { "it looks like \($0)" })
  }

  func scaled(_ why: String, _ power: Int) -> Plausibility.Doubt {
    let words = [3: "thousands", 6: "millions", 9: "billions", 12: "trillions"]
    return doubt(why, "\(column)*1e\(power)", words[power])
  }

  /// Whether these are decimal logarithms of something between two powers of ten: most have decimals, as counts of billions seldom do.
  func isLogarithm(_ powers: ClosedRange<Double>) -> Bool {
    low >= powers.lowerBound && high <= powers.upperBound
      && known.count { ($0 * 100).rounded() / 100 != $0 } * 2 > known.count
  }

  func parameters(beside tokens: Seen?) -> Plausibility.Doubt? {
    guard !known.isEmpty, low > 0 else { return nil }
    if high > 1e14 { return doubt("more parameters than any model has") }
    guard median < 1e4 else { return nil }
    let why = "fewer parameters than any model of language has"
    if isLogarithm(4...13) { return doubt(why, "10^\(quoted)", "decimal logarithms") }
    if high > 2000 { return scaled(why, 6) }
    return scaled(why, 9)
  }

  func tokens(beside size: Seen?) -> Plausibility.Doubt? {
    guard !known.isEmpty, low > 0 else { return nil }
    if high > 1e16 { return doubt("more tokens than there are") }
    let why = "too few tokens to train a model of language"
    if isLogarithm(6...15), high < 16 { return doubt(why, "10^\(quoted)", "decimal logarithms") }
    guard median < 1e5 else { return nil }
    // Between 1 and 1000 tokens to a parameter are usual; of the scales that give that, the one nearest to 20.
    let parameters = size.map { $0.median < 1e4 ? $0.median * ($0.high > 2000 ? 1e6 : 1e9) : $0.median }
    let best = [6, 9, 12].min { one, other in
      guard let parameters else { return one == 9 }
      return abs(log10(median * pow(10, Double(one)) / parameters / 20))
        < abs(log10(median * pow(10, Double(other)) / parameters / 20))
    }
    return scaled(why, best ?? 9)
  }

  func flops() -> Plausibility.Doubt? {
    guard !known.isEmpty, low > 0 else { return nil }
    if high > 1e30 { return doubt("more operations than were ever spent") }
    guard median < 1e12 else { return nil }
    let why = "too few operations to train a model of language"
    if isLogarithm(12...30) || (low >= 15 && high <= 28 && high - low < 10) {
      return doubt(why, "10^\(quoted)", "decimal logarithms")
    }
    return doubt(why, "\(column)*1e15", "PFLOP")
  }

  func loss() -> Plausibility.Doubt? {
    // Beyond ten million it is no perplexity either; what is wrong there the fit itself says.
    guard !known.isEmpty, low > 0, high > 25, high < 1e7 else { return nil }
    return doubt("no loss in nats: chance among a million words is 13.8", "log(\(quoted))", "perplexity")
  }

  func score(isBounded: Bool) -> Plausibility.Doubt? {
    guard !known.isEmpty, high <= 100, low >= 0 else { return nil }
    let shares = known.filter { $0 > 0 && $0 <= 1 }
    let rest = known.filter { $0 > 1 }
    guard let bottom = rest.min() else { return nil }
    if let top = shares.max(), bottom > 5 * top, shares.count > 1 || shares.count * 10 >= known.count {
      return doubt("shares in some rows and percentages in others")
    }
    guard isBounded, high > 1.5 else { return nil }
    return doubt("where the law takes shares of one", "\(column)*0.01", "percent")
  }

  func date() -> Plausibility.Doubt? {
    guard !known.isEmpty, low > 20_000, high < 80_000 else { return nil }
    // Day 36526 of spreadsheets is the first of January 2000.
    return doubt("no years", "2000+(\(quoted)-36526)/365.25", "days as spreadsheets count them")
  }

  /// Parameters and tokens the other way round: by their names, or by fewer tokens than parameters in every row.
  func swapped(with tokens: Seen) -> [Plausibility.Doubt] {
    let ratios = zip(values, tokens.values).map { $1 / $0 }.filter { $0.isFinite && $0 > 0 }
    guard let most = ratios.max() else { return [] }
    let middle = Descriptive.median(ratios)
    let namesSwap =
      column.nameWords.contains { $0.hasPrefix("tok") } && tokens.column.nameWords.contains { $0.hasPrefix("param") }
    let names = "\(column) has \((1 / middle).formatted(significant: 2)) times as large numbers as \(tokens.column)"
    let namesConfirm =
      column.nameWords.contains { $0.hasPrefix("param") } && tokens.column.nameWords.contains { $0.hasPrefix("tok") }
    if namesConfirm, !namesSwap, middle < 0.2, most < 1 {
      let swap = "-c \("\(symbol)=\(tokens.column)".shownShellWord) -c \("\(tokens.symbol)=\(column)".shownShellWord)"
      return [
        Plausibility.Doubt(
          symbol: symbol, column: column,
          sentence: "\(names) in the median row, and nobody trains on fewer tokens than a model has parameters",
          mapping: nil,
          reading: "either the two are swapped (\(swap)) or the unit of one is wrong")
      ]
    }
    if namesSwap || middle < 0.2 && most < 1 {
      return [
        Plausibility.Doubt(
          symbol: symbol, column: column,
          sentence: "\(names) in the median row, and nobody trains on fewer tokens than a model has parameters",
          mapping: "\(symbol)=\(tokens.column)", reading: "the two look swapped"),
        Plausibility.Doubt(
          symbol: tokens.symbol, column: tokens.column, sentence: "\(tokens.column) is the other of them",
          mapping: "\(tokens.symbol)=\(column)", reading: nil),
      ]
    }
    guard most < 0.02 || middle > 1e7 else { return [] }
    let power = most < 0.02 ? 3 : -3
    return [
      Plausibility.Doubt(
        symbol: tokens.symbol, column: tokens.column,
        sentence: "\(tokens.span), \(middle.formatted(significant: 2)) tokens to a parameter in the median row",
        mapping: "\(tokens.symbol)=\(tokens.column)*1e\(power)", reading: "a unit looks wrong by a thousand")
    ]
  }

  /// Compute against six times parameters times tokens (Kaplan et al. 2020, table 1).
  func ratio(_ size: Seen, _ tokens: Seen) -> [Plausibility.Doubt] {
    let ratios = values.indices.map { values[$0] / (6 * size.values[$0] * tokens.values[$0]) }
      .filter { $0.isFinite && $0 > 0 }
    guard !ratios.isEmpty else { return [] }
    let middle = Descriptive.median(ratios)
    guard middle < 0.02 || middle > 50 else { return [] }
    return [
      Plausibility.Doubt(
        symbol: symbol, column: column,
        sentence:
          "\(column) is \(middle.formatted(significant: 2)) times 6 * \(size.column) * \(tokens.column) in the median row",
        mapping: nil, reading: "the unit of one of them looks wrong")
    ]
  }

  private var quoted: String { Names.isPlain(column) ? column : "(\(column))" }
}

extension Law {
  /// What a variable stands for in this table; of a variable that may be any resource, what the column's name says.
  func role(of variable: String, column: String) -> ColumnRole? {
    let roles = orderedRoles(of: variable)
    guard roles.count > 1 else { return roles.first }
    // A column that has the law's own symbol for any resource does not say which it is.
    if column == variable { return nil }
    let words = column.nameWords
    let named = roles.filter { role in
      role.names.contains(words.joined(separator: " ")) || role.words.joined().contains(where: words.contains)
    }
    // A formula of several has a meaning of its own.
    guard named.count == 1, let role = named.first, role.excluded.isDisjoint(with: words) else { return nil }
    return role
  }

  /// Exponents of resources in laws of loss, which are below one in all that was published.
  var exponentNames: Set<String> {
    if id == Law.overTraining.id { return ["eta"] }
    guard purpose == .loss,
      [
        Law.chinchilla, .coupled, .kaplanJoint, .powerLaw, .powerLawFloor, .dataConstrained, .dataConstrainedJoint,
      ]
      .contains(where: { $0.id == id })
    else { return [] }
    return ["alpha", "beta", "alphaN", "alphaD", "b"]
  }
}

extension Fit {
  /// What is implausible of the rows and of the exponents.
  var plausibilityWarnings: [FitWarning] {
    let mapping = Dictionary(law.columns.map { ($0.variable, $0.column) }) { first, _ in first }
    let exponents = coefficients.filter {
      law.law.exponentNames.contains($0.name) && ($0.estimate.interval?.low ?? 0) > 2
    }
    return Plausibility(law.law, sample.table, mapping: mapping).warnings
      + exponents.map { exponent in
        FitWarning(
          .implausible,
          "\(exponent.name) is \((exponent.estimate.value ?? 0).formatted(significant: 3)), and no law of loss has an exponent above 2",
          hint:
            "are columns logarithms, swapped, or not what their names say? scaling check shows them; --as-is keeps the fit"
        )
      }
  }
}
