import Testing

@testable import Statistics

@Suite struct RandomStreamTests {
  @Test("Philox4x32-10 gives the known answers of Random123")
  func knownAnswers() {
    // Random123, tests/kat_vectors: philox4x32 10
    let zero = Philox.block(counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0))
    #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let digitsOfPi = Philox.block(
      counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: SIMD2(0xa409_3822, 0x299f_31d0))
    #expect(digitsOfPi == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  // A separate Philox in Python integers, checked on the zero vector: counter words (block low, block high, stream low,
  // stream high), key words (seed low, seed high), two 64-bit numbers a block, low word first.
  @Test("seed, stream and block go where the documentation says")
  func layout() {
    var stream = RandomStream(seed: 0x0123_4567_89ab_cdef, stream: 0xfedc_ba98_7654_3210)
    let expected: [UInt64] = [
      0xf69b_5950_aef2_adf7, 0x89b6_573a_3ceb_44f4, 0x4671_fd85_ec2a_b39f, 0x4b77_ec76_74de_cae0,
      0xb8f7_6c27_d7bb_4a2f,
    ]
    #expect(expected.map { _ in stream.next() } == expected)
  }

  // The same Python generator: repr(u / 2**53); (x * 240) >> 64; the polar method in mpmath at 60 digits.
  @Test("the first uniforms, integers and normals of a stream")
  func firstNumbers() {
    var uniforms = RandomStream(seed: 42, stream: 7)
    #expect((0..<3).map { _ in uniforms.uniform() } == [0.8958139895475427, 0.333795119874135, 0.3752346986201399])
    var integers = RandomStream(seed: 42, stream: 7)
    let indices = (0..<10).map { _ in integers.integer(below: 240) }
    #expect(indices == [214, 80, 90, 41, 225, 197, 118, 237, 40, 198])
    var normals = RandomStream(seed: 42, stream: 7)
    for expected in [
      0.7200386272593007532, -0.3023489237114242789, -0.42869175778764325017, -1.1199435217012639445,
      -0.0043933248497816534833, 0.31541012372581952743,
    ] {
      #expect(relativeError(normals.normal(), expected) < 1e-15)
    }
  }

  @Test("the stream is a generator of the standard library, and a copy goes on alike")
  func copies() {
    var stream = RandomStream(seed: 3, stream: 1)
    _ = stream.normal()
    var copy = stream
    #expect((0..<5).map { _ in stream.normal() } == (0..<5).map { _ in copy.normal() })
    #expect((1...100).shuffled(using: &stream) == (1...100).shuffled(using: &copy))
  }

  @Test("the logarithm is right to 5e-16 wherever it is used")
  func logarithm() {
    // mpmath: log of the exact double
    #expect(relativeError(reproducibleLog(0.1), -2.302585092994045628) < 5e-16)
    #expect(relativeError(reproducibleLog(1e-300), -690.7755278982137052) < 5e-16)
    #expect(relativeError(reproducibleLog(1 - 0x1p-53), -1.110223024625156602e-16) < 5e-16)
    #expect(reproducibleLog(1) == 0)
    #expect(relativeError(reproducibleLog(2), 0.69314718055994530942) < 5e-16)
    #expect(relativeError(reproducibleLog(1.414213562373095), 0.3465735902799725661) < 5e-16)
  }
}
