import Foundation
import ScalingLaws
import Testing

@Suite struct RateTests {
  @Test(
    "a claim is a factor and a period",
    arguments: [
      ("10x/year", 10.0), ("10x/y", 10), ("10 x / 1 year", 10), ("10X/12mo", 10), ("10×/year", 10),
      // 150^(12/16), and 2^(12/18): by hand.
      ("150x/16mo", 42.86), ("2x/18mo", 1.5874), ("halves/3.5mo", 10.77), ("1.4kx/2years", 37.417),
    ])
  func factors(_ text: String, _ annual: Double) throws {
    let rate = try Rate(text)
    #expect(abs(rate.annualFactor / annual - 1) < 1e-3)
  }

  @Test("halving and doubling have a direction, a bare factor has none")
  func directions() throws {
    #expect(try Rate("halves/6mo").direction == .falls)
    #expect(try Rate("doubles/6mo").direction == .rises)
    #expect(try Rate("10x/year").direction == nil)
    #expect(try Rate("doubles/6mo").annualLogDecline < 0)
    // A factor of ten in a year halves in 12 log 2 / log 10 months.
    #expect(abs(try Rate("10x/year").halvingMonths - 3.6124) < 1e-4)
  }

  @Test(
    "what is no claim is refused, with the way to write one",
    arguments: [
      ("10x", "has no period"), ("ten/year", "has no factor"), ("10/year", "has no factor"),
      ("10x/fortnight", "has no period"), ("1x/year", "not above 1"), ("0.5x/year", "not above 1"),
      ("10x/0mo", "no time at all"), ("", "has no period"), ("10x/year/2", "has no period"),
      ("-3x/year", "not above 1"),
      ("x/year", "has no factor"), ("10x/", "has no period"),
    ])
  func refusals(_ text: String, _ message: String) {
    #expect { try Rate(text) } throws: { error in
      let error = error as? ClaimError
      return error.map { $0.description.contains(message) && $0.hint.contains("10x/year") } ?? false
    }
  }
}

@Suite struct VerdictTests {
  private func verdict(_ factor: Double, error: Double, df: Double = 10, claim: String = "10x/year") throws -> Verdict {
    Verdict(
      of: try Rate(claim), logDecline: log(factor), standardError: error, degreesOfFreedom: df, level: 0.95,
      margin: 1.5)
  }

  @Test("a tight estimate at the claim is consistent; a loose one decides nothing")
  func consistent() throws {
    #expect(try verdict(10, error: 0.05).answer == .consistent)
    #expect(try verdict(10, error: 1).answer == .notDecided)
  }

  @Test("an interval above the claim is faster, below is slower")
  func fasterAndSlower() throws {
    #expect(try verdict(40, error: 0.2).answer == .faster)
    #expect(try verdict(3, error: 0.2).answer == .slower)
  }

  @Test("a small but certain difference within the margin is consistent")
  func withinMargin() throws {
    let result = try verdict(11, error: 0.01)
    #expect(result.answer == .consistent)
    #expect(result.differencePValue < 0.01)
  }

  @Test("a rising price is slower than any claimed fall")
  func rising() throws {
    #expect(try verdict(0.5, error: 0.1).answer == .slower)
  }

  @Test("the tests are those of R")
  func testsOfR() throws {
    let result = try verdict(20, error: 0.3, df: 7)
    // R: t <- log(20/10)/0.3; 2*pt(-abs(t), 7)
    #expect(abs(result.differencePValue - 0.0541476452) < 1e-9)
    // R: 1 - pt((log(20)-log(10/1.5))/0.3, 7); pt((log(20)-log(15))/0.3, 7)
    #expect(abs(result.equivalencePValue - 0.815234677890) < 1e-9)
  }
}
