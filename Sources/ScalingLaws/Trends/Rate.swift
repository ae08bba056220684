#if canImport(Glibc)
  import Glibc
#endif

/// A constant rate of change, as people write it: `10x/year`, `2x/18mo`, `150x/16mo`, `halves/3.5mo`, `doubles/2years`.
public struct Rate: Sendable, Hashable {
  public enum Direction: String, Sendable, Hashable, CaseIterable { case falls, rises }

  /// As it was written.
  public let text: String
  /// The factor, above 1, over `years`.
  public let factor: Double
  public let years: Double
  /// `nil` where the text leaves it open, as `10x/year` does: it then falls where prices are spoken of.
  public let direction: Direction?

  /// The factor over one year, above 1.
  public var annualFactor: Double { pow(factor, 1 / years) }

  /// Logarithm of the factor by which it falls in a year; negative where it rises.
  public var annualLogDecline: Double {
    (direction == .rises ? -1 : 1) * log(factor) / years
  }

  /// Months in which it halves (or doubles).
  public var halvingMonths: Double { 12 * years * log(2) / log(factor) }

  /// - Throws: `ClaimError` saying which part is not understood.
  public init(_ text: String) throws(ClaimError) {
    self.text = text
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .noPeriod(text) }
    let size = parts[0].filter { $0 != " " }
    switch size {
    case "halves": (factor, direction) = (2, .falls)
    case "doubles": (factor, direction) = (2, .rises)
    default:
      guard size.last == "x" || size.last == "X" || size.last == "×",
        let value = NumberLiteral.parse(String(size.dropLast()))
      else { throw .noFactor(text, String(parts[0])) }
      guard value > 1, value.isFinite else { throw .factorNotAboveOne(text, value) }
      (factor, direction) = (value, nil)
    }
    years = try Self.years(in: String(parts[1]), of: text)
    guard annualFactor.isFinite else { throw .tooFast(text) }
  }

  /// A period: a number, or none for one, and a unit.
  private static func years(in period: String, of text: String) throws(ClaimError) -> Double {
    let compact = period.filter { $0 != " " }
    let unit = String(compact.drop { $0.isNumber || $0 == "." })
    let count = compact.dropLast(unit.count)
    guard let yearsPerUnit = yearsPerUnit[unit] else { throw .unknownUnit(text, period) }
    guard count.isEmpty || NumberLiteral.parse(String(count)) != nil else { throw .unknownUnit(text, period) }
    let number = count.isEmpty ? 1 : NumberLiteral.parse(String(count)) ?? .nan
    guard number > 0, number.isFinite else { throw .emptyPeriod(text) }
    return number * yearsPerUnit
  }

  private static let yearsPerUnit: [String: Double] = {
    let units: [(names: [String], years: Double)] = [
      (["y", "yr", "yrs", "year", "years"], 1),
      (["mo", "month", "months"], 1.0 / 12),
      (["w", "wk", "week", "weeks"], 7 / 365.2425),
      (["d", "day", "days"], 1 / 365.2425),
    ]
    return Dictionary(uniqueKeysWithValues: units.flatMap { unit in unit.names.map { ($0, unit.years) } })
  }()
}

/// Why a claim cannot be read.
public enum ClaimError: Error, Sendable, Hashable, CustomStringConvertible {
  case noPeriod(String)
  case noFactor(String, String)
  case factorNotAboveOne(String, Double)
  case unknownUnit(String, String)
  case emptyPeriod(String)
  case tooFast(String)

  public var description: String {
    switch self {
    case .noPeriod(let text): "the claim \"\(text)\" has no period"
    case .noFactor(let text, let part): "the claim \"\(text)\" has no factor: \"\(part)\" is not one"
    case .factorNotAboveOne(let text, let value): "the claim \"\(text)\" has the factor \(value), which is not above 1"
    case .unknownUnit(let text, let part): "the claim \"\(text)\" has no period: \"\(part)\" is not one"
    case .emptyPeriod(let text): "the claim \"\(text)\" speaks of no time at all"
    case .tooFast(let text): "the claim \"\(text)\" is more in a year than a double can hold"
    }
  }

  public var hint: String { "write it like 10x/year, 2x/18mo, halves/3.5mo or doubles/2years" }
}
