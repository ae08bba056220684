import Glibc

/// Distinct texts, numbered from 0 in the order in which they come.
struct TextDictionary {
  private var bytes: [UInt8] = []
  /// Where each text ends in `bytes`.
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  /// An open hash table of codes, -1 where it is free; its size is a power of two.
  private var slots: [Int32] = []

  var count: Int { ends.count }

  /// The number of a text, a new one if it is new.
  mutating func code(for text: Bytes) -> Int32 {
    if ends.count * 2 >= slots.count { grow() }
    let hash = Self.hash(text)
    let slot = slot(of: text, hash)
    if slots[slot] >= 0 { return slots[slot] }
    let code = Int32(ends.count)
    slots[slot] = code
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    return code
  }

  var strings: [String] {
    ends.indices.map { String(decoding: bytes[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]], as: UTF8.self) }
  }

  /// Whether the text of a number is this one.
  @inline(__always)
  func matches(_ code: Int32, _ text: Bytes) -> Bool {
    let start = code == 0 ? 0 : ends[Int(code) - 1]
    guard ends[Int(code)] - start == text.count else { return false }
    guard let other = text.baseAddress else { return true }
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { memcmp($0 + start, other, text.count) == 0 } ?? true
    }
  }

  private func slot(of text: Bytes, _ hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0, hashes[Int(slots[slot])] != hash || !matches(slots[slot], text) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: max(16, slots.count * 2))
    for (code, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }

  /// FNV-1a, its bits mixed once more. The table is only as hostile as the user's own file.
  private static func hash(_ text: Bytes) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return UInt32(truncatingIfNeeded: ((hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
