import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

extension Estimate {
  /// The estimate with the digits that its standard error supports: two of the error's.
  var valueText: String {
    value.map { $0.rounded(toErrorOf: standardError) } ?? "not estimable"
  }

  /// The estimate with so many decimals; see `Fit.decimals`.
  func valueText(decimals: Int?) -> String {
    guard let value, let decimals else { return valueText }
    return value.rounded(decimals: decimals)
  }

  var errorText: String {
    guard let standardError else { return value == nil ? "" : "undefined" }
    return standardError.padded(significant: 2)
  }

  /// `[low, high]` with the same digits; an open end is a word, and so is a method of its own.
  var intervalText: String {
    guard let interval else { return value == nil ? "" : "undefined" }
    return interval.text { $0.rounded(toErrorOf: standardError) } + (method.map { " \($0.description)" } ?? "")
  }
}

extension Double {
  /// With two digits of the standard error; six significant digits when there is none.
  func rounded(toErrorOf error: Double?) -> String {
    guard isFinite else { return "undefined" }
    guard let error, error > 0, error.isFinite else { return formatted(significant: 6) }
    return rounded(decimals: error.decimals)
  }

  /// How many decimals show two digits of a positive number; two of what is none, or infinite.
  var decimals: Int { self > 0 && isFinite ? 1 - Int(floor(log10(self))) : 2 }

  /// With so many decimals, in scientific notation where that is shorter; 17 significant digits at most.
  func rounded(decimals: Int) -> String {
    guard isFinite else { return "undefined" }
    guard self != 0 else { return "0" }
    let magnitude = Int(floor(log10(abs(self))))
    guard magnitude < 7, decimals <= 8 else {
      return formatted(significant: min(17, max(2, magnitude + decimals + 1)))
    }
    // What would round to zero keeps two digits: an end of an interval must not seem to be zero.
    return magnitude < -decimals ? formatted(significant: 2) : formatted(decimals: max(0, decimals))
  }

  /// With so many significant digits, zeros at the end kept: `0.70`.
  func padded(significant digits: Int) -> String {
    guard self != 0, isFinite else { return formatted(significant: digits) }
    let magnitude = Int(floor(log10(abs(self))))
    return (-5..<digits).contains(magnitude)
      ? formatted(decimals: max(0, digits - 1 - magnitude)) : formatted(significant: digits)
  }

  /// A p-value: three digits, and never zero.
  var pValueText: String {
    self < 1e-16 ? "< 1e-16" : formatted(significant: 3)
  }

  /// `p = 0.03`, `p < 1e-16`.
  var pText: String { self < 1e-16 ? "p < 1e-16" : "p = \(pValueText)" }

  /// A factor: `12x`, `3.4x`, `0.95x`; beyond a million either way, where no digit means anything, its bound.
  var factorText: String {
    if self > 1e6 { return "over 1e6x" }
    if self > 0, self < 1e-6 { return "under 1e-6x" }
    return "\(formatted(significant: abs(self) >= 1000 ? 4 : abs(self) < 10 ? 2 : 3))x"
  }

  /// R², with rounding errors around zero taken for zero.
  var rSquaredText: String { abs(self) < 1e-12 ? "0" : formatted(significant: 4) }

  /// A level as a percentage.
  var percentText: String { "\((self * 100).formatted(significant: self > 0.9999 ? 12 : 6)) %" }
}
