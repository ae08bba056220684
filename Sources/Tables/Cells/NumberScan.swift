/// What the bytes of a cell are, as a number.
enum NumberScan {
  case number(Double, NumberShape)
  case notANumber
  case tooLarge
  case tooSmall

  /// Reads bytes without surrounding spaces: `[+-] digits [. digits] [e [+-] digits | k | K | M | B | T]`.
  init(_ bytes: Bytes, allowsGroups: Bool = false) {
    let count = bytes.count
    var index = 0
    var shape = NumberShape.Parts()
    var isNegative = false
    if count > 0, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
      isNegative = bytes[0] == UInt8(ascii: "-")
      shape.isUnusual = !isNegative
      index = 1
    }
    // Wrapping is harmless: with more than 19 digits the mantissa is not used.
    var mantissa: UInt64 = 0
    let wholeStart = index
    while index < count, bytes[index] &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(bytes[index] &- 48)
      index += 1
    }
    var digits = index - wholeStart
    shape.isUnusual = shape.isUnusual || digits == 0 || (digits > 1 && bytes[wholeStart] == 48)
    shape.wholeDigits = digits
    if index < count, bytes[index] == UInt8(ascii: ".") {
      let start = index + 1
      index = start
      while index < count, bytes[index] &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(bytes[index] &- 48)
        index += 1
      }
      shape.decimals = index - start
      shape.isUnusual = shape.isUnusual || shape.decimals == 0
      digits += shape.decimals
    }
    guard digits > 0 else {
      self = .notANumber
      return
    }
    let end = index
    var exponent = 0
    if index < count {
      if allowsGroups, bytes[index] == UInt8(ascii: ",") {
        self = Self.grouped(bytes)
        return
      }
      guard let tail = Self.tail(bytes, &index, &shape) else {
        self = .notANumber
        return
      }
      exponent = tail
    }
    // Zeros before the first other digit do not count among the 19 that the mantissa can hold.
    if digits > 19 { digits -= Self.leadingZeros(bytes, from: wholeStart) }
    var value: Double?
    if digits <= 19 {
      value = DecimalText.double(mantissa, exponent - shape.decimals)
    }
    if value == nil {
      value = DecimalText.double(Bytes(rebasing: bytes[wholeStart..<end]), exponent)
    }
    guard let value else {
      self = .tooLarge
      return
    }
    guard value != 0 || Self.isZero(bytes, wholeStart..<end) else {
      self = .tooSmall
      return
    }
    self = .number(isNegative ? -value : value, NumberShape(shape, mantissa: mantissa, digits: digits, value: value))
  }

  /// Whether every digit is a zero.
  @inline(never)
  private static func isZero(_ bytes: Bytes, _ digits: Range<Int>) -> Bool {
    bytes[digits].allSatisfy { $0 == 48 || $0 == UInt8(ascii: ".") }
  }

  @inline(never)
  private static func leadingZeros(_ bytes: Bytes, from start: Int) -> Int {
    var zeros = 0
    for index in start..<bytes.count where bytes[index] != UInt8(ascii: ".") {
      if bytes[index] != 48 { break }
      zeros += 1
    }
    return zeros
  }

  /// The power of ten of an exponent or suffix that ends the cell; `nil` for anything else.
  @inline(never)
  private static func tail(_ bytes: Bytes, _ index: inout Int, _ shape: inout NumberShape.Parts) -> Int? {
    let isLast = index + 1 == bytes.count
    switch bytes[index] {
    case UInt8(ascii: "k") where isLast: return shape.suffix(.k)
    case UInt8(ascii: "K") where isLast: return shape.suffix(.upperK)
    case UInt8(ascii: "M") where isLast: return shape.suffix(.m)
    case UInt8(ascii: "B") where isLast: return shape.suffix(.b)
    case UInt8(ascii: "T") where isLast: return shape.suffix(.t)
    case UInt8(ascii: "e"): break
    case UInt8(ascii: "E"): shape.isUnusual = true
    default: return nil
    }
    index += 1
    var sign: UInt8 = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      sign = bytes[index]
      index += 1
    }
    let start = index
    var exponent = 0
    while index < bytes.count, bytes[index] &- 48 < 10 {
      // Far beyond any double; held so that it cannot overflow.
      exponent = min(exponent * 10 + Int(bytes[index] &- 48), 1_000_000_000_000)
      index += 1
    }
    guard index == bytes.count, index > start else { return nil }
    shape.exponent(digits: index - start, leadingZero: bytes[start] == 48, sign: sign)
    return sign == UInt8(ascii: "-") ? -exponent : exponent
  }

  /// `1,234,567.8`: one to three digits of which the first is no zero, then groups of three, then what any number may have.
  private static func grouped(_ bytes: Bytes) -> NumberScan {
    var plain: [UInt8] = []
    var run = 0
    var groups = 0
    var index = bytes.startIndex
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      plain.append(sign)
      index += 1
    }
    while index < bytes.count, bytes[index] &- 48 < 10 || bytes[index] == UInt8(ascii: ",") {
      if bytes[index] == UInt8(ascii: ",") {
        guard groups == 0 ? (1...3).contains(run) && bytes[index - run] != 48 : run == 3 else { return .notANumber }
        groups += 1
        run = 0
      } else {
        plain.append(bytes[index])
        run += 1
      }
      index += 1
    }
    guard run == 3 else { return .notANumber }
    plain += bytes[index...]
    guard case .number(let value, _) = plain.withUnsafeBufferPointer({ NumberScan($0) }) else { return .notANumber }
    return .number(value, .raw)
  }
}
