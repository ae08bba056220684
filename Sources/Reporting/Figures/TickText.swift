import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

extension FigureAxis.Notation {
  /// The number as a tick shows it.
  ///
  /// - Parameter decimals: how many places tell neighbouring ticks apart; `nil` for as many as the number has.
  func text(_ value: Double, decimals: Int? = nil) -> String {
    switch self {
    case .number: Self.number(value, decimals)
    case .power: Self.power(value)
    case .count: Self.count(value)
    case .money: Self.money(value, decimals)
    case .percent: "\(Self.number(value * 100, decimals.map { max(0, $0 - 2) })) %"
    case .date: CalendarDate(decimalYear: value)?.description ?? value.formatted(significant: 8)
    }
  }

  private static func number(_ value: Double, _ decimals: Int?) -> String {
    guard value != 0 else { return "0" }
    guard (1e-4..<1e6).contains(abs(value)) else { return power(value) }
    return (decimals.map { value.formatted(decimals: $0) } ?? value.formatted(significant: 6)).withMinus
  }

  private static func money(_ value: Double, _ decimals: Int?) -> String {
    guard value != 0 else { return "$0" }
    guard abs(value) < 1e4 else { return (value < 0 ? "−$" : "$") + count(abs(value)) }
    guard abs(value) >= 1e-4 else { return (value < 0 ? "−$" : "$") + power(abs(value)) }
    let size = abs(value)
    // Cents have two places, whole dollars none.
    let places =
      decimals ?? (size == size.rounded() ? 0 : size.formatted(significant: 4).split(separator: ".").last?.count ?? 0)
    let text = size.formatted(decimals: places == 1 ? 2 : places)
    return (value < 0 ? "−$" : "$") + text
  }

  private static func count(_ value: Double) -> String {
    let size = abs(value)
    guard size >= 1000, size < 1e15 else { return size != 0 && size >= 1e15 ? power(value) : number(value, nil) }
    let units: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    let (unit, name) = units.first { size >= $0.0 * 0.9999995 } ?? (1, "")
    return ((value / unit).formatted(significant: 6) + name).withMinus
  }

  /// `10¹⁸`, `3×10²¹`.
  private static func power(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let parts = value.scientific
    let mantissa = parts.mantissa
    let ten = "10" + String(String(parts.exponent).compactMap { superscripts[$0] })
    return mantissa == "1" ? ten : mantissa == "-1" ? "−" + ten : "\(mantissa.withMinus)×\(ten)"
  }

  private static let superscripts: [Character: Character] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
  ]
}

extension Double {
  /// Four digits and a power of ten.
  fileprivate var scientific: (mantissa: String, exponent: Int) {
    var exponent = Int(floor(log10(abs(self))))
    var mantissa = (self / pow(10, Double(exponent))).formatted(significant: 4)
    // Rounding may carry: 9.99999 is 10.
    if mantissa == "10" || mantissa == "-10" {
      mantissa = mantissa == "10" ? "1" : "-1"
      exponent += 1
    }
    return (mantissa, exponent)
  }
}

extension String {
  /// With the sign that is as wide as a plus.
  fileprivate var withMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
