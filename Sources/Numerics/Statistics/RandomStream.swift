/// One of 2⁶⁴ independent streams of random numbers under a seed.
///
/// The numbers are a pure function of the seed, the stream and the position: replicate i that draws from stream i sees
/// the same numbers on one thread, on many and on another machine. Every step is integer arithmetic or correctly rounded
/// `+ - * /` and square roots, so the bits do not depend on the processor or its mathematics library.
///
///     block k of stream s = Philox4x32-10(counter: (k, s), key: seed)
///
/// Each block gives two 64-bit numbers, words 0 and 1 first, low word first. Streams of one seed use different counters,
/// so they do not overlap. A stream holds 2⁶⁵ numbers and then repeats.
///
/// Not for secrets: anyone who sees the numbers can find the seed.
///
/// - Source: Salmon et al. 2011, the generator of Random123. NumPy's `Philox` is the wider Philox4x64.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable {
  public let seed: UInt64
  public let stream: UInt64

  private var blockIndex: UInt64 = 0
  private var secondHalf: UInt64?
  /// Normals come in pairs; this one waits for the next call of `normal()`.
  var waitingNormal: Double?

  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if let half = secondHalf {
      secondHalf = nil
      return half
    }
    let counter = SIMD4(blockIndex.lowWord, blockIndex.highWord, stream.lowWord, stream.highWord)
    let block = Philox.block(counter: counter, key: SIMD2(seed.lowWord, seed.highWord))
    blockIndex &+= 1
    secondHalf = UInt64(block.w) << 32 | UInt64(block.z)
    return UInt64(block.y) << 32 | UInt64(block.x)
  }
}
