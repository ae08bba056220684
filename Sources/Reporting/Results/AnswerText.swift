import ScalingLaws

extension Interval {
  /// `95 %: 4.6x to 31x`; an open end is said in words.
  func words(_ number: (Double) -> String) -> String {
    let level = level.percentText
    return switch (low, high) {
    case (let low?, let high?): "\(level): \(number(low)) to \(number(high))"
    case (let low?, nil): "\(level): at least \(number(low))"
    case (nil, let high?): "\(level): at most \(number(high))"
    case (nil, nil): "interval not determined by these rows"
    }
  }
}

extension Estimate {
  /// `11x (95 %: 4.6x to 31x)`.
  ///
  /// - Parameter unit: what follows the number.
  func words(_ number: (Double) -> String, unit: String = "") -> String {
    guard let value else { return "not determined by these rows" }
    return "\(number(value))\(unit) (\(interval.map { $0.words(number) } ?? "no interval"))"
  }

  /// With the digits that the standard error supports, or else the interval.
  var words: String {
    let error = standardError ?? interval?.quarter
    return words { $0.rounded(toErrorOf: error) }
  }
}

extension [FitWarning] {
  /// `Main doubt, of 3: starts disagree.` Nothing where there are only notes.
  var mainDoubt: String? {
    let all = byConsequence.filter { $0.severity == .warning }
    guard let first = all.first else { return nil }
    let name = first.code.rawValue.replacing("-", with: " ")
    return "Main doubt\(all.count > 1 ? ", of \(all.count)" : ""): \(name)."
  }
}
