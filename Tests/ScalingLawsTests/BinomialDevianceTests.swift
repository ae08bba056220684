import Testing

@testable import ScalingLaws

@Suite struct BinomialDevianceTests {
  struct Case: Sendable {
    let share, logOdds, value, slope, curvature: Double
    init(_ share: Double, _ logOdds: Double, _ value: Double, _ slope: Double, _ curvature: Double) {
      (self.share, self.logOdds, self.value, self.slope, self.curvature) = (share, logOdds, value, slope, curvature)
    }
  }

  /// mpmath at 60 digits: sign(y - mu)*sqrt(2*(y*log(y/mu) + (1-y)*log((1-y)/(1-mu)))), and central differences with step 1e-15.
  static let fromMpmath = [
    Case(0.3, -0.75, -0.044871016480719082, -0.46402561068688689, -0.057391755089441354),
    Case(0.3, -0.875, 0.012671144396797718, -0.4565513307916545, -0.062077686503912713),
    Case(0.3, 2.5, -1.5607853358086475, -0.39988959766551545, 0.057540247025353997),
    Case(0.9375, 2.7, 0.0019509331773525345, -0.24263058442567219, 0.070792781001040668),
    Case(0.9375, 2.75, -0.010092600927345119, -0.23912070271733363, 0.069602060778418453),
    Case(0.9375, -4, 2.6587058014046422, -0.3458501461696562, -0.038345580522079435),
    Case(0, -3, -0.31172857287628306, -0.15213835786682562, -0.070672314678196649),
    Case(0, 5, -3.1644005272686699, -0.31390057627536841, 0.029037258186317067),
    Case(1, 12, 0.0035054795614103373, -0.0017527343961300322, 0.00087635912123815225),
    Case(1, -0.5, 1.3957628625093209, -0.44596352856300316, 0.025878495812886516),
    Case(0.0009765625, -6.9, -0.0009573521124695782, -0.031554032933307816, -0.01055018118582535),
    Case(0.5, 0.0001220703125, -6.1035156231052194e-5, -0.49999999953433871, 7.629394509933718e-6),
    Case(0.5, 40, -6.2139927292265244, -0.080463563732273082, 0.0010419041943956251),
  ]

  @Test("the signed root of the deviance and its derivatives agree with mpmath", arguments: fromMpmath)
  func root(_ reference: Case) {
    let root = BinomialDeviance(share: reference.share).root(at: reference.logOdds)
    // To rounding of a residual of size 1; the second derivative loses up to two digits beside the series.
    #expect(abs(root.value - reference.value) < 2e-15)
    #expect(abs(root.slope - reference.slope) < 1e-14)
    #expect(abs(root.curvature - reference.curvature) < 1e-12)
  }

  @Test("series and closed form meet, for shares of every size")
  func joint() {
    for share in [1e-12, 1e-4, 0.2, 0.5, 0.8, 0.9999] {
      let deviance = BinomialDeviance(share: share)
      // The roots fall along the log odds without a step where one form takes over from the other, 0.03 from the share.
      let odds = Self.logit(share)
      for side in [-0.03, 0.03] {
        let (a, b) = (deviance.root(at: odds + side * (1 - 1e-9)), deviance.root(at: odds + side * (1 + 1e-9)))
        #expect(abs(b.value - a.value - a.slope * side * 2e-9) < 1e-15)
        #expect(abs(b.slope / a.slope - 1) < 1e-9)
      }
    }
  }

  @Test("far from the share nothing overflows, and what is not finite stays so")
  func extremes() {
    for share in [0, 1e-300, 0.3, 0.7, 1] {
      for logOdds in [-1e4, -800, 800, 1e4] {
        let root = BinomialDeviance(share: share).root(at: logOdds)
        #expect(root.value.isFinite && root.slope.isFinite && root.curvature.isFinite, "\(share) at \(logOdds)")
      }
      #expect(BinomialDeviance(share: share).root(at: .nan).value.isNaN)
    }
    #expect(abs(BinomialDeviance(share: 0.3).root(at: 800).value + Self.atEightHundred) < 1e-13)
  }

  /// mpmath: sqrt(2*(0.3*log(0.3/mu) + 0.7*log(0.7/(1-mu)))) at mu = 1/(1+exp(-800)), 400 digits.
  static let atEightHundred = 33.448143018647391

  private static func logit(_ share: Double) -> Double {
    // The log odds at which the root is zero, by bisection: independent of the code under test.
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<200 {
      let middle = 0.5 * (low + high)
      if BinomialDeviance(share: share).root(at: middle).value > 0 { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
