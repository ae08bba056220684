extension Unit {
  /// The unit that a header names, and the header without it.
  ///
  ///     Params (B)          B       parameters in billions
  ///     tokens_T            T
  ///     Compute [PFLOP]     PFLOP
  ///     price_usd_per_mtok  USD/Mtok
  ///     duration, minutes   min
  ///
  /// A bare letter after an underscore counts only behind a word for parameters or tokens: `params_m`, but not `x_t`.
  public static func inHeader(_ header: String) -> (unit: Unit, rest: String)? {
    let header = header.trimmedOfBlanks
    if let (inside, rest) = bracketed(header) {
      let inside = inside.lowercased().hasPrefix("in ") ? String(inside.dropFirst(3)) : inside
      return unit(inBrackets: inside, of: rest).map { ($0, rest) }
    }
    if let range = header.range(ofLast: " in "), let unit = Unit(String(header[range.upperBound...])) {
      return (unit, String(header[..<range.lowerBound]))
    }
    if let price = priceSuffix(header) { return price }
    let words = header.split { $0 == "_" || $0 == " " || $0 == "," || $0 == "." || $0 == "-" }
    guard words.count > 1, let last = words.last, let unit = suffix(String(last), of: words.dropLast()) else {
      return Unit.whole(header).map { ($0, header) }
    }
    return (unit, String(header[..<last.startIndex]).trimmingSeparators)
  }

  /// A lower-case letter in brackets stands for a power of a thousand only behind a count.
  private static func unit(inBrackets text: String, of rest: String) -> Unit? {
    if let letter = letter(text), countsThings(rest) { return letter }
    guard text.count > 1 || !["b", "m", "t", "G", "d", "s", "h"].contains(text) || isTime(rest) else { return nil }
    guard let unit = Unit(text) else { return nil }
    // "Loss (M)" is a name, not millions.
    return text.count == 1 && unit.dimension == .count && !countsThings(rest) ? nil : unit
  }

  private static func suffix(_ last: String, of words: ArraySlice<Substring>) -> Unit? {
    let rest = words.joined(separator: " ")
    if last.count == 1 { return countsThings(rest) ? letter(last) : last == "%" ? percentage : nil }
    guard let unit = Unit(last) else { return nil }
    switch unit.dimension {
    // "training tokens" names what is counted; it scales nothing.
    case .count: return unit.isScaled ? unit : nil
    case .time: return ["day", "min", "sec", "second", "d"].contains(last.lowercased()) && !isTime(rest) ? nil : unit
    default: return unit
    }
  }

  /// A header that is nothing but a unit: `minutes`, `PFLOPs`, `%`.
  private static func whole(_ header: String) -> Unit? {
    guard header.count > 1 || header == "%", let unit = Unit(header) else { return nil }
    switch unit.dimension {
    case .compute, .share, .information: return unit
    case .time: return header.lowercased().hasSuffix("s") && header.lowercased() != "days" ? unit : nil
    case .count, .money: return nil
    }
  }

  private static func letter(_ text: String) -> Unit? {
    switch text {
    case "k", "K": Unit("k")
    case "M", "m": Unit("M")
    case "B", "b": Unit("B")
    case "T", "t": Unit("T")
    default: nil
    }
  }

  private static func countsThings(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    return words.contains { countNames.contains($0) } || ["n", "d"].contains(text.lowercased().trimmedOfBlanks)
  }

  private static let countNames: Set<String> = [
    "params", "param", "parameters", "parameter", "tokens", "token", "tok", "toks", "size", "samples", "dataset",
  ]

  private static func isTime(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    return words.contains {
      ["time", "duration", "horizon", "length", "wall", "wallclock", "runtime", "elapsed", "latency"].contains($0)
    }
  }

  /// What stands between the last brackets of a header that ends with one.
  private static func bracketed(_ header: String) -> (inside: String, rest: String)? {
    let opening: Character
    switch header.last {
    case ")": opening = "("
    case "]": opening = "["
    default: return nil
    }
    guard let start = header.lastIndex(of: opening), start != header.startIndex else { return nil }
    let inside = header[header.index(after: start)..<header.index(before: header.endIndex)]
    return (String(inside).trimmedOfBlanks, String(header[..<start]).trimmingSeparators)
  }

  /// `usd_per_mtok` or `USD per million tokens` at the end.
  private static func priceSuffix(_ header: String) -> (unit: Unit, rest: String)? {
    let plain = header.replacing("_", with: " ")
    let words = plain.split(separator: " ").map(String.init)
    for count in stride(from: min(5, words.count), through: 1, by: -1) {
      let tail = words.suffix(count).joined(separator: " ")
      guard tail.contains("/") || tail.lowercased().contains(" per ") else { continue }
      let text = tail.lowercased().replacing(" per ", with: "/").replacing("mtok", with: "Mtok").replacing(
        "ktok", with: "Ktok")
      if let unit = Unit(text.replacing("1m ", with: "M ").replacing("1k ", with: "k ")), unit.dimension == .money {
        return (unit, words.dropLast(count).joined(separator: "_"))
      }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmingSeparators: String {
    let isSeparator = { (character: Character) in " _,.-".contains(character) }
    return String(reversed().drop(while: isSeparator).reversed())
  }

  fileprivate func range(ofLast text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      found = range
      rest = rest[range.upperBound...]
    }
    return found
  }
}
