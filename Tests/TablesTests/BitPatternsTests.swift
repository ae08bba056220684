import Testing

@testable import Tables

@Suite struct BitPatternsTests {
  @Test("distinct patterns have numbers in the order in which they come, as a dictionary gives them")
  func numbers() {
    // A linear congruential sequence with repeats, some of which differ in the high half alone.
    var state: UInt64 = 1
    var known = BitPatterns()
    var dictionary: [UInt64: Int] = [:]
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let pattern = (state >> 52) << (state & 32)
      let expected = dictionary[pattern] ?? dictionary.count
      dictionary[pattern] = expected
      #expect(known.number(of: pattern) == expected)
    }
    #expect(known.count == dictionary.count)
  }

  @Test("labels of a column are equal where its texts are")
  func labels() throws {
    let numbers = Column(name: "x", storage: .numbers([2, 0.5, 2, .nan, -0.0, 0, 0.5]))
    let texts = Column(
      name: "t", storage: .texts(TextValues(codes: [1, 0, 1, -1, 2, 0], strings: ["a", "b", "c", "unused"])))
    let dates = Column(name: "d", storage: .dates([2020, 2021, 2020, .nan], .day))
    for column in [numbers, texts, dates] {
      let labels = try #require(column.labels())
      let shown = column.texts
      for (one, label) in labels.ofRows.enumerated() {
        #expect((label < 0) == (shown[one] == nil))
        for (other, another) in labels.ofRows.enumerated() {
          #expect((label == another) == (shown[one] == shown[other]))
        }
      }
      #expect(labels.count == Set(shown.compactMap { $0 }).count)
      #expect(column.labels(atMost: labels.count) != nil && column.labels(atMost: labels.count - 1) == nil)
    }
  }
}
