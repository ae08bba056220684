import Foundation
import Testing
import VectorMath

/// mpmath: `mp.prec = 200; float(f(mpf(x)))` with `log2` as `log(x)/log(2)` and so on.
private let references: [(function: VectorFunction, x: Double, value: Double)] = [
  (.exp, -700.0, 9.85967654375977e-305),
  (.exp, -1.5, 0.22313016014842982),
  (.exp, 1e-10, 1.0000000001),
  (.exp, 0.3, 1.3498588075760032),
  (.exp, 10.0, 22026.465794806718),
  (.exp, 709.0, 8.218407461554972e+307),
  (.log, 1e-300, -690.7755278982137),
  (.log, 0.1, -2.3025850929940455),
  (.log, 0.9999, -0.00010000500033334732),
  (.log, 1.0001, 9.999500033329732e-05),
  (.log, 3.0, 1.0986122886681098),
  (.log, 70000000000.0, 24.97176107899577),
  (.log, 1.7e+308, 709.7268368932282),
  (.log2, 0.1, -3.321928094887362),
  (.log2, 3.0, 1.584962500721156),
  (.log2, 1e+24, 79.7262742772967),
  (.log10, 0.1, -1.0),
  (.log10, 3.0, 0.47712125471966244),
  (.log10, 1e+24, 24.0),
  (.log1p, -0.9, -2.302585092994046),
  (.log1p, -1e-12, -1.0000000000005e-12),
  (.log1p, 1e-12, 9.999999999995e-13),
  (.log1p, 0.5, 0.4054651081081644),
  (.log1p, 10000000000.0, 23.025850930040455),
  (.expm1, -40.0, -1.0),
  (.expm1, -1e-12, -9.999999999995e-13),
  (.expm1, 1e-12, 1.0000000000005e-12),
  (.expm1, 0.5, 0.6487212707001282),
  (.expm1, 300.0, 1.9424263952412558e+130),
  (.sin, -2.0, -0.9092974268256817),
  (.sin, 0.5, 0.479425538604203),
  (.sin, 3.0, 0.1411200080598672),
  (.sin, 22.0, -0.008851309290403876),
  (.sin, 1000000.0, -0.34999350217129294),
  (.sin, 1000000000000000.0, 0.8582727931702359),
  (.cos, -2.0, -0.4161468365471424),
  (.cos, 0.5, 0.8775825618903728),
  (.cos, 3.0, -0.9899924966004454),
  (.cos, 22.0, -0.9999608263946371),
  (.cos, 1000000.0, 0.9367521275331447),
  (.cos, 1000000000000000.0, -0.5131937377869703),
  (.tan, -2.0, 2.185039863261519),
  (.tan, 0.5, 0.5463024898437905),
  (.tan, 3.0, -0.1425465430742778),
  (.tan, 22.0, 0.00885165604168446),
  (.tan, 1000000.0, -0.373624453987599),
  (.atan, -10000000000.0, -1.5707963266948965),
  (.atan, -0.5, -0.4636476090008061),
  (.atan, 0.2, 0.19739555984988078),
  (.atan, 3.0, 1.2490457723982544),
  (.tanh, -3.0, -0.9950547536867305),
  (.tanh, -1e-09, -1e-09),
  (.tanh, 0.2, 0.197375320224904),
  (.tanh, 1.5, 0.9051482536448664),
  (.tanh, 30.0, 1.0),
  (.erf, -2.0, -0.9953222650189527),
  (.erf, 1e-09, 1.1283791670955127e-09),
  (.erf, 0.2, 0.22270258921047847),
  (.erf, 1.0, 0.8427007929497149),
  (.erf, 3.5, 0.9999992569016276),
]

/// mpmath: `mp.prec = 200; float(mpf(x) ** mpf(y))`.
private let powers: [(base: Double, exponent: Double, value: Double)] = [
  (70000000000.0, -0.34, 0.0002054313245760897),
  (1400000000000.0, -0.28, 0.0003972685177769527),
  (2.0, 0.5, 1.4142135623730951),
  (0.9, 1234.5, 3.25370296330818e-57),
  (1e-05, 40.0, 1.0000000000000033e-200),
  (-2.0, 3.0, -8.0),
  (1.0001, -200000.0, 2.0632156694485627e-09),
]

/// mpmath: `v = log(mpf(x)); high = float(v); low = float(v - high)`.
private let logarithms: [(x: Double, high: Double, low: Double)] = [
  (1e-300, -690.7755278982137, -2.3670096176709832e-14),
  (0.1, -2.3025850929940455, -1.7150243628057985e-16),
  (0.71, -0.342490308946776, 1.5255407947183487e-17),
  (0.9999999, -1.0000000494736474e-07, -5.529865283193222e-24),
  (1.0001, 9.999500033329732e-05, 1.739121921953736e-21),
  (1.41, 0.34358970439007686, -2.001182163029091e-18),
  (1.42, 0.35065687161316933, -1.7065275145611344e-17),
  (3.0, 1.0986122886681098, -9.07129723500153e-17),
  (70000000000.0, 24.97176107899577, 1.2331487125722693e-15),
  (1.7e+308, 709.7268368932282, 3.0936421257994655e-14),
]

/// The distance in units of the last place of the reference.
private func ulps(_ value: Double, _ reference: Double) -> Double { abs(value - reference) / reference.ulp }

@Suite struct ElementaryFunctionTests {
  @Test("every function is within 1 ulp of mpmath")
  func accuracy() {
    #expect(Set(references.map(\.function)).count == VectorFunction.allCases.count)
    for (function, x, value) in references {
      #expect(ulps(function(x), value) <= 1, "\(function)(\(x))")
    }
    for (base, exponent, value) in powers {
      #expect(ulps(VectorPower.value(base, exponent), value) <= 1, "\(base)^\(exponent)")
    }
  }

  @Test("over 20,000 numbers every function stays within 2 ulp of the C library")
  func againstC() {
    let peers: [(VectorFunction, (Double) -> Double, ClosedRange<Double>)] = [
      (.exp, Foundation.exp, -700...700), (.log2, Foundation.log2, 1e-3...1e9),
      (.log10, Foundation.log10, 1e-3...1e9), (.log1p, Foundation.log1p, -0.99...50),
      (.expm1, Foundation.expm1, -3...3), (.sin, Foundation.sin, -100...100), (.cos, Foundation.cos, -100...100),
      (.tan, Foundation.tan, -100...100), (.atan, Foundation.atan, -50...50), (.tanh, Foundation.tanh, -5...5),
      (.erf, Foundation.erf, -4...4), (.log, Foundation.log, 1e-3...1e9),
    ]
    for (function, peer, range) in peers {
      let step = (range.upperBound - range.lowerBound) / 20_000
      let x = (0...20_000).map { range.lowerBound + Double($0) * step }
      let worst = zip(function(x), x).map { ulps($0, peer($1)) }.max() ?? .infinity
      #expect(worst <= 2, "\(function): \(worst) ulp")
    }
  }

  @Test("infinities, NaN, zeros and numbers outside the domain behave as in C")
  func specialValues() {
    let peers: [(VectorFunction, (Double) -> Double)] = [
      (.exp, Foundation.exp), (.log, Foundation.log), (.log2, Foundation.log2), (.log10, Foundation.log10),
      (.log1p, Foundation.log1p), (.expm1, Foundation.expm1), (.sin, Foundation.sin), (.cos, Foundation.cos),
      (.tan, Foundation.tan), (.atan, Foundation.atan), (.tanh, Foundation.tanh), (.erf, Foundation.erf),
    ]
    let special: [Double] = [.infinity, -.infinity, .nan, 0, -0.0, -1, -2, 800, -800, .leastNonzeroMagnitude, 1]
    for (function, peer) in peers {
      for x in special {
        let (value, expected) = (function(x), peer(x))
        let same = value.isNaN ? expected.isNaN : abs(value - expected) <= 2 * expected.ulp || value == expected
        #expect(same, "\(function)(\(x)) is \(value), not \(expected)")
      }
    }
    for base in special + [2, 0.5] {
      for exponent in special + [0.5, 3] {
        let (value, expected) = (VectorPower.value(base, exponent), Foundation.pow(base, exponent))
        let same = value.isNaN ? expected.isNaN : value == expected || abs(value - expected) <= expected.ulp
        #expect(same, "\(base)^\(exponent)")
      }
    }
  }

  @Test("log1p overflows above 1e307, as its documentation says")
  func largestLog1p() {
    #expect(VectorFunction.log1p(9e306).isFinite)
    #expect(VectorFunction.log1p(2e307) == .infinity)
  }

  @Test("the extended logarithm holds 59 bits")
  func extendedLogarithm() {
    for (x, high, low) in logarithms {
      let pair = ExtendedLogarithm.value(x)
      let error = (pair.high - high) + (pair.low - low)
      #expect(abs(error) <= abs(high) * 0x1p-59, "log(\(x))")
    }
    #expect(ExtendedLogarithm.value(1).high == 0)
    #expect(ExtendedLogarithm.value(0).high == -.infinity)
    #expect(ExtendedLogarithm.value(-1).high.isNaN)
    #expect(ExtendedLogarithm.value(.infinity).high == .infinity)
  }

  @Test("a power from extended logarithms is within 1.5 ulp, and overflows to infinity")
  func powerFromLogarithms() {
    for (base, exponent, value) in powers where base > 0 {
      let pair = ExtendedLogarithm.value(base)
      var (high, low, result) = (pair.high, pair.low, 0.0)
      // The error grows with |exponent * log base|, here at most 461: 461 * 2^-59 relative is 7 * 2^-53 / 1.
      VectorPower.apply(logarithms: &high, &low, exponent: exponent, into: &result, count: 1)
      #expect(ulps(result, value) <= 1.5, "\(base)^\(exponent)")
    }
    var (high, low, result) = (2.0, 1e-17, 0.0)
    VectorPower.apply(logarithms: &high, &low, exponent: 1e300, into: &result, count: 1)
    #expect(result == .infinity)
    VectorPower.apply(logarithms: &high, &low, exponent: -1e300, into: &result, count: 1)
    #expect(result == 0)
    VectorPower.apply(logarithms: &high, &low, exponent: 0, into: &result, count: 1)
    #expect(result == 1)
  }

  @Test("a power from extended logarithms stays near the power over 40,000 bases and exponents")
  func powerFromLogarithmsIsAccurate() {
    var (worst, worstFar) = (0.0, 0.0)
    for i in 0..<40_000 {
      let base = VectorFunction.exp(-30 + Double(i % 997) * 0.0713)
      let exponent = (Double(i) - 20_000) * 0.0007
      let pair = ExtendedLogarithm.value(base)
      let size = abs(exponent * pair.high)
      let reference = VectorPower.value(base, exponent)
      var (high, low, result) = (pair.high, pair.low, 0.0)
      VectorPower.apply(logarithms: &high, &low, exponent: exponent, into: &result, count: 1)
      if size < 100 { worst = max(worst, ulps(result, reference)) }
      if size < 700 { worstFar = max(worstFar, ulps(result, reference)) }
    }
    // The reference is itself within 1 ulp.
    #expect(worst <= 2)
    #expect(worstFar <= 6)
  }
}
