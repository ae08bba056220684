extension JSONScanner {
  /// A number; without a point or exponent it is whole where 64 bits hold it.
  package enum Number {
    case integer(Int)
    case unsigned(UInt64)
    case real(Double)
  }

  /// The number that begins here, each byte looked at once; what is not plain goes the long way.
  package mutating func number() throws(Stop) -> Number {
    let start = index
    var at = start
    let isNegative = at < end && base[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let first = at
    // Wrapping is harmless: with more than 19 digits the mantissa is not used.
    var mantissa: UInt64 = 0
    while at < end, base[at] &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(base[at] &- 48)
      at += 1
    }
    let whole = at - first
    guard whole == 1 || (whole > 1 && base[first] != 48) else { return try longNumber() }
    var decimals = 0
    if at < end, base[at] == UInt8(ascii: ".") {
      at += 1
      let point = at
      while at < end, base[at] &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(base[at] &- 48)
        at += 1
      }
      decimals = at - point
      guard decimals > 0 else { return try longNumber() }
    }
    guard whole + decimals <= 19, at == end || Self.endsNumber(base[at]) else { return try longNumber() }
    if decimals == 0 {
      guard let number = Self.whole(mantissa, isNegative) else { return try longNumber() }
      index = at
      return number
    }
    guard let value = DecimalText.double(mantissa, -decimals) else { return try longNumber() }
    index = at
    return .real(isNegative ? -value : value)
  }

  private static func endsNumber(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == 10 || byte == 32 || byte == UInt8(ascii: "}")
  }

  /// `nil` below the least whole number of 64 bits.
  private static func whole(_ magnitude: UInt64, _ isNegative: Bool) -> Number? {
    guard isNegative else { return Int(exactly: magnitude).map(Number.integer) ?? .unsigned(magnitude) }
    return magnitude <= 1 << 63 ? .integer(Int(truncatingIfNeeded: 0 &- magnitude)) : nil
  }

  private mutating func longNumber() throws(Stop) -> Number {
    let start = index
    try token()
    try checkNumber(start)
    let bytes = Bytes(start: base + start, count: index - start)
    if bytes.allSatisfy({ $0 &- 48 < 10 || $0 == UInt8(ascii: "-") }) {
      let text = String(bytes)
      if let value = Int(text) { return .integer(value) }
      if let value = UInt64(text) { return .unsigned(value) }
    }
    guard case .number(let value, _) = NumberScan(bytes) else { throw .fault(.outOfRange, start) }
    return .real(value)
  }
}
