/// The block function Philox4x32-10: 128 bits of counter and 64 bits of key give 128 random bits.
///
/// For one key it is a bijection of the counters, so different counters never give the same block.
///
/// - Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
enum Philox {
  static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    // Plain words: as vectors this takes twice the time.
    var (a, b, c, d) = (counter.x, counter.y, counter.z, counter.w)
    var (first, second) = (key.x, key.y)
    for _ in 0..<10 {
      // The multipliers were chosen by the authors for the fastest mixing of bits.
      let left = UInt64(a) &* 0xD251_1F53
      let right = UInt64(c) &* 0xCD9E_8D57
      a = right.highWord ^ b ^ first
      c = left.highWord ^ d ^ second
      b = right.lowWord
      d = left.lowWord
      // The key grows by the golden ratio and by √3 - 1, as fractions of 2³².
      first &+= 0x9E37_79B9
      second &+= 0xBB67_AE85
    }
    return SIMD4(a, b, c, d)
  }
}

extension UInt64 {
  var lowWord: UInt32 { UInt32(truncatingIfNeeded: self) }
  var highWord: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }
}
