extension JSONScanner {
  /// A number; without a point or exponent it is whole where 64 bits hold it.
  package enum Number {
    case integer(Int)
    case unsigned(UInt64)
    case real(Double)
  }

  /// The number that begins here, digits taken eight at a time; what is not plain goes the long way.
  ///
  /// Nothing here is generic, for a debug build reads columns of refits too.
  package mutating func number() throws(Stop) -> Number {
    var at = index
    let isNegative = at < end && base[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let first = at
    // Wrapping is harmless: with more than 19 digits the mantissa is not used.
    var mantissa: UInt64 = 0
    takeDigits(&at, &mantissa)
    let whole = at - first
    guard whole == 1 || (whole > 1 && base[first] != 48) else { return try longNumber() }
    var decimals = 0
    if at < end, base[at] == UInt8(ascii: ".") {
      at += 1
      let point = at
      takeDigits(&at, &mantissa)
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

  /// Passes over digits, and puts them behind those of the mantissa.
  private func takeDigits(_ at: inout Int, _ mantissa: inout UInt64) {
    while at + 8 <= end {
      var chunk = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: at, as: UInt64.self))
      // Each byte is 0x30 to 0x39.
      let isAllDigits =
        chunk & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
        && (chunk &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
      guard isAllDigits else {
        while true {
          let digit = (chunk & 0xFF) &- 48
          if digit > 9 { return }
          mantissa = mantissa &* 10 &+ digit
          at += 1
          chunk = chunk &>> 8
        }
      }
      // Pairs, then fours, then all eight: Lemire 2022, "Quickly parsing eight digits".
      chunk = ((chunk & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
      chunk = ((chunk & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
      chunk = ((chunk & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
      mantissa = mantissa &* 100_000_000 &+ chunk
      at += 8
    }
    while at < end, base[at] &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(base[at] &- 48)
      at += 1
    }
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
