/// A number as people write it, with what stands around it: `$1,234.50`, `86,4 %`, `1 234,5`, `70 B`, `12 h`, `3.1×10^23`.
///
/// The plain forms are read by `NumberScan`; this is the slower way, for columns that hold other ones.
struct WrittenNumber {
  /// Digits with the separators that stand between them, without sign and unit.
  let core: Core
  let isNegative: Bool
  /// A power of ten that is written behind the digits: `e21`, `×10^21`.
  let exponent: Int
  /// What stands before or behind the number; `nil` for nothing, or for a suffix such as `B` alone.
  let unit: Unit?
  /// The factor of a suffix: 1e9 for `70B`.
  let suffix: Double
  /// Whether the suffix is a letter that stands for a power of a thousand by custom only: `7b`.
  let isLooseSuffix: Bool

  /// - Returns: `nil` where the text is no number in any notation.
  init?(_ text: String) {
    var scalars = Array(text.trimmedOfBlanks.unicodeScalars)[...]
    guard let first = scalars.first, Self.mayBegin(first) else { return nil }
    var isNegative = Self.takeSign(&scalars)
    let before = Self.takeCurrency(&scalars)
    if before != nil, !isNegative { isNegative = Self.takeSign(&scalars) }
    guard let core = Core(&scalars) else { return nil }
    guard let exponent = Self.takeExponent(&scalars) else { return nil }
    var rest = String(String.UnicodeScalarView(scalars)).trimmedOfBlanks
    var suffix = 1.0
    var isLoose = false
    if let letter = rest.first, let power = Self.power(letter),
      rest.dropFirst().first.map({ $0 == " " || $0 == "\u{A0}" || $0 == "/" }) ?? true
    {
      (suffix, isLoose) = (power, letter == "b")
      rest = String(rest.dropFirst()).trimmedOfBlanks
    }
    var unit = before
    if !rest.isEmpty {
      // "$0.15/1M tokens": the currency stands before the number, and what it is for behind it.
      let whole =
        rest.first == "/" || rest.hasPrefix("per ")
        ? before.map { "\($0.name)/" + rest.drop { $0 == "/" }.replacing("per ", with: "") } ?? "" : rest
      guard let found = Unit(whole), before == nil || whole != rest else { return nil }
      unit = found
    }
    (self.core, self.isNegative, self.exponent) = (core, isNegative, exponent)
    (self.unit, self.suffix, self.isLooseSuffix) = (unit, suffix, isLoose)
  }

  /// The double nearest to the decimal number, suffix included.
  ///
  /// - Returns: `nil` where the separators do not fit the mark, or no double holds the number.
  func value(decimal: DecimalMark) -> Double? {
    guard var text = core.plain(decimal) else { return nil }
    var power = exponent
    if suffix != 1 { power += suffix == 1e3 ? 3 : suffix == 1e6 ? 6 : suffix == 1e9 ? 9 : 12 }
    if power != 0 { text += "e\(power)" }
    let scan = text.withUTF8 { NumberScan(Bytes(rebasing: $0[...])) }
    guard case .number(let value, _) = scan else { return nil }
    return isNegative ? -value : value
  }

  private static func mayBegin(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || "+-−.,$€£¥".unicodeScalars.contains(scalar) || ("A"..."Z").contains(scalar)
      || ("a"..."z").contains(scalar)
  }

  private static func takeSign(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = scalars.first, first == "-" || first == "+" || first == "−" else { return false }
    scalars.removeFirst()
    return first != "+"
  }

  /// A sign such as `$` or `US$`, or a code such as `EUR`, and the space behind it.
  private static func takeCurrency(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Unit? {
    let letters = scalars.prefix { !("0"..."9").contains($0) && !" .,-−+\u{A0}".unicodeScalars.contains($0) }
    guard !letters.isEmpty, let unit = Unit(String(String.UnicodeScalarView(letters))), unit.dimension == .money else {
      return nil
    }
    scalars = scalars.dropFirst(letters.count).drop { $0 == " " || $0 == "\u{A0}" }
    return unit
  }

  /// `e21`, `E+21`, `×10^21`, `x10^21`; zero where there is none, `nil` where it is cut off.
  private static func takeExponent(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var rest = scalars
    if let letter = rest.first, letter == "e" || letter == "E", let next = rest.dropFirst().first,
      ("0"..."9").contains(next) || next == "-" || next == "+"
    {
      rest = rest.dropFirst()
    } else {
      let marks = rest.drop { $0 == " " }
      guard let times = marks.first, "×x*·".unicodeScalars.contains(times) else { return 0 }
      let power = marks.dropFirst().drop { $0 == " " }
      guard power.starts(with: "10^".unicodeScalars) else { return 0 }
      rest = power.dropFirst(3)
    }
    let isNegative = takeSign(&rest)
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard let value = Int(String(String.UnicodeScalarView(digits))), value < 10_000 else { return nil }
    scalars = rest.dropFirst(digits.count)
    return isNegative ? -value : value
  }

  private static func power(_ letter: Character) -> Double? {
    switch letter {
    case "k", "K": 1e3
    case "M": 1e6
    case "B", "b": 1e9
    case "T": 1e12
    default: nil
    }
  }
}

/// What begins the decimals of a number.
public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
  case point = "."
  case comma = ","
}

extension WrittenNumber {
  /// Digits, and points, commas, spaces and apostrophes between them.
  struct Core {
    private let text: [Unicode.Scalar]

    init?(_ scalars: inout ArraySlice<Unicode.Scalar>) {
      var index = scalars.startIndex
      var taken: [Unicode.Scalar] = []
      while index < scalars.endIndex {
        let scalar = scalars[index]
        if ("0"..."9").contains(scalar) || scalar == "." || scalar == "," {
          taken.append(scalar)
        } else if Self.isGap(scalar), taken.last.map({ ("0"..."9").contains($0) }) ?? false,
          index + 3 < scalars.endIndex, scalars[(index + 1)...(index + 3)].allSatisfy({ ("0"..."9").contains($0) }),
          index + 4 == scalars.endIndex || !("0"..."9").contains(scalars[index + 4])
        {
          taken.append(" ")
        } else {
          break
        }
        index += 1
      }
      guard taken.contains(where: { ("0"..."9").contains($0) }), Self.isRegular(taken) else { return nil }
      text = taken
      scalars = scalars[index...]
    }

    /// Spaces of any kind and apostrophes, between groups of three digits.
    private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "\u{2009}" || scalar == "'"
        || scalar == "’"
    }

    /// Whether separators stand where those of some number may.
    private static func isRegular(_ text: [Unicode.Scalar]) -> Bool {
      Core(unchecked: text).plain(.point) != nil || Core(unchecked: text).plain(.comma) != nil
    }

    private init(unchecked text: [Unicode.Scalar]) { self.text = text }

    /// The digits with a point before the decimals and no other separator; `nil` where they do not fit the mark.
    func plain(_ decimal: DecimalMark) -> String? {
      let mark: Unicode.Scalar = decimal == .point ? "." : ","
      let group: Unicode.Scalar = decimal == .point ? "," : "."
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count <= 2, let whole = parts.first else { return nil }
      let decimals = parts.count == 2 ? Array(parts[1]) : []
      guard decimals.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
      let hasGap = whole.contains(" ")
      if hasGap, whole.contains(group) { return nil }
      let groups = whole.split(separator: hasGap ? " " : group, omittingEmptySubsequences: false)
      guard groups.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }) else { return nil }
      if groups.count > 1 {
        guard (1...3).contains(groups[0].count), groups[0].first != "0",
          groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
      }
      let digits = groups.joined()
      guard !digits.isEmpty || !decimals.isEmpty else { return nil }
      return String(String.UnicodeScalarView(digits))
        + (decimals.isEmpty ? "" : "." + String(String.UnicodeScalarView(decimals)))
    }

    /// What the separators say: the mark that alone fits them, or `nil` where both do, or there are none.
    var mark: DecimalMark? {
      let (point, comma) = (plain(.point), plain(.comma))
      return point != nil && comma == nil ? .point : comma != nil && point == nil ? .comma : nil
    }

    /// Whether it is one number with a point and another with a comma: `1,234`.
    var isUndecided: Bool {
      guard let point = plain(.point), let comma = plain(.comma) else { return false }
      return point != comma
    }
  }
}
