import CArrow
import Glibc

/// The buffers of one column of one batch.
struct ArrowPiece {
  let count: Int
  private let offset: Int
  private let hasNulls: Bool
  private let buffers: [UnsafeRawPointer?]

  init(_ array: ArrowArray) {
    count = Int(array.length)
    offset = Int(array.offset)
    let all = array.buffers
    buffers = (0..<Int(array.n_buffers)).map { place in all.flatMap { $0[place] } }
    hasNulls = array.null_count != 0 && buffers.first.flatMap { $0 } != nil
  }

  private func buffer<Element>(_ place: Int, of _: Element.Type) -> UnsafePointer<Element>? {
    guard place < buffers.count else { return nil }
    return buffers[place]?.assumingMemoryBound(to: Element.self)
  }

  private static func bit(_ bits: UnsafePointer<UInt8>, _ place: Int) -> Bool {
    bits[place >> 3] >> (place & 7) & 1 == 1
  }

  private func isNull(_ row: Int) -> Bool {
    guard hasNulls, let bits = buffer(0, of: UInt8.self) else { return false }
    return !Self.bit(bits, offset + row)
  }

  /// The cells as numbers or decimal years, NaN where they are missing; `nil` where the buffers are not those of the type.
  func numbers(_ type: ArrowType) -> [Double]? {
    if count == 0 { return [] }
    var values: [Double]?
    switch type {
    case .null: return Array(repeating: .nan, count: count)
    case .number(let number):
      values =
        switch number {
        case .int8: integers(Int8.self)
        case .uint8: integers(UInt8.self)
        case .int16: integers(Int16.self)
        case .uint16: integers(UInt16.self)
        case .int32: integers(Int32.self)
        case .uint32: integers(UInt32.self)
        case .int64: integers(Int64.self)
        case .uint64: integers(UInt64.self)
        case .float16: buffer(1, of: UInt16.self).map { halves in (0..<count).map { Self.half(halves[offset + $0]) } }
        case .float32: buffer(1, of: Float.self).map { floats in (0..<count).map { Double(floats[offset + $0]) } }
        case .float64:
          buffer(1, of: Double.self).map { Array(UnsafeBufferPointer(start: $0 + offset, count: count)) }
        }
    case .date(let date): values = years(date)
    case .boolean, .text: return nil
    }
    if hasNulls, var known = values {
      values = nil
      for row in 0..<count where isNull(row) { known[row] = .nan }
      return known
    }
    return values
  }

  private func integers<Integer: FixedWidthInteger>(_: Integer.Type) -> [Double]? {
    buffer(1, of: Integer.self).map { cells in (0..<count).map { Double(cells[offset + $0]) } }
  }

  private func years(_ date: ArrowType.Date) -> [Double]? {
    let seconds: [Double]?
    switch date {
    case .days: seconds = integers(Int32.self)?.map { $0 * CalendarDate.secondsPerDay }
    case .milliseconds: seconds = integers(Int64.self)?.map { $0 / 1000 }
    case .timestamp(let perSecond): seconds = integers(Int64.self)?.map { $0 / perSecond }
    }
    return seconds.map { seconds in
      seconds.indices.map { row in
        // Outside the years of the calendar, or missing: a null may hold any bits.
        guard !isNull(row), abs(seconds[row]) < 2.5e11 else { return .nan }
        return CalendarDate(year: 1970, dayOfYear: 0, second: seconds[row]).decimalYear
      }
    }
  }

  /// A number of 16 bits: sign, five bits of exponent, ten of the fraction.
  private static func half(_ bits: UInt16) -> Double {
    let fraction = Double(bits & 0x3FF)
    let exponent = Int(bits >> 10 & 0x1F)
    let size: Double =
      switch exponent {
      case 0: scalbn(fraction, -24)
      case 31: fraction == 0 ? .infinity : .nan
      default: scalbn(1024 + fraction, exponent - 25)
      }
    return bits >> 15 == 1 ? -size : size
  }

  /// The cells as texts, `nil` where they are missing. False where the buffers are not those of the type.
  func forEachText(_ type: ArrowType, _ body: (Bytes?) -> Void) -> Bool {
    if count == 0 { return true }
    switch type {
    case .text(.short): return forEachText(offsets: Int32.self, body)
    case .text(.long): return forEachText(offsets: Int64.self, body)
    case .text(.view): return forEachView(body)
    case .boolean:
      guard let bits = buffer(1, of: UInt8.self) else { return false }
      let words = [Array("false".utf8), Array("true".utf8)]
      for row in 0..<count {
        if isNull(row) { body(nil) } else { words[Self.bit(bits, offset + row) ? 1 : 0].withUnsafeBufferPointer(body) }
      }
      return true
    case .null, .number, .date: return false
    }
  }

  private func forEachText<Offset: FixedWidthInteger>(offsets _: Offset.Type, _ body: (Bytes?) -> Void) -> Bool {
    guard let ends = buffer(1, of: Offset.self) else { return false }
    let bytes = buffer(2, of: UInt8.self)
    for row in offset..<offset + count {
      let (start, end) = (Int(ends[row]), Int(ends[row + 1]))
      guard start >= 0, end >= start, bytes != nil || end == start else { return false }
      if isNull(row - offset) { body(nil) } else { body(Bytes(start: bytes.map { $0 + start }, count: end - start)) }
    }
    return true
  }

  /// Sixteen bytes to a text: its length, then the text where it has at most twelve bytes, or the buffer and the place in it.
  private func forEachView(_ body: (Bytes?) -> Void) -> Bool {
    guard let views = buffer(1, of: UInt8.self) else { return false }
    for row in 0..<count {
      let view = UnsafeRawPointer(views + 16 * (offset + row))
      let length = Int(view.loadUnaligned(as: Int32.self))
      guard length >= 0 else { return false }
      if isNull(row) {
        body(nil)
      } else if length <= 12 {
        body(Bytes(start: views + 16 * (offset + row) + 4, count: length))
      } else {
        let place = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let start = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        guard place >= 0, start >= 0, let bytes = buffer(2 + place, of: UInt8.self) else { return false }
        body(Bytes(start: bytes + start, count: length))
      }
    }
    return true
  }
}
