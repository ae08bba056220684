import Testing
import VectorMath

/// Numbers of every size and sign, with infinities, NaN and subnormals between them, so that neighbours in a vector
/// need different branches.
private func inputs(_ count: Int) -> [Double] {
  var state: UInt64 = 7
  return (0..<count).map { index in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let unit = Double(state >> 11) * 0x1p-53
    switch index % 8 {
    case 0: return Double(bitPattern: state)
    case 1: return (unit - 0.5) * 1500
    case 2: return (unit - 0.5) * 1e7
    case 3: return unit * 1e18
    case 4: return 1 + (unit - 0.5) * 1e-3
    default: return (unit - 0.5) * 20
    }
  }
}

private func run(_ function: VectorFunction, _ x: [Double], _ path: VectorPath) -> [UInt64] {
  var y = x
  x.withUnsafeBufferPointer { source in
    guard let source = source.baseAddress else { return }
    y.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return }
      function.apply(source, into: target, count: x.count, path: path)
    }
  }
  return y.map { $0.isNaN ? 1 : $0.bitPattern }
}

private func power(_ x: [Double], _ exponent: [Double], _ path: VectorPath) -> [UInt64] {
  var y = x
  VectorPower.apply(x, exponent, into: &y, count: x.count, path: path)
  return y.map { $0.isNaN ? 1 : $0.bitPattern }
}

private func scaled(_ high: [Double], _ low: [Double], _ path: VectorPath) -> [UInt64] {
  var y = high
  VectorPower.apply(logarithms: high, low, exponent: -0.34, into: &y, count: high.count, path: path)
  return y.map { $0.isNaN ? 1 : $0.bitPattern }
}

/// How many places differ; a message of two whole arrays would help nobody.
private func disagreements(_ a: [UInt64], _ b: [UInt64]) -> Int {
  zip(a, b).reduce(abs(a.count - b.count)) { $0 + ($1.0 == $1.1 ? 0 : 1) }
}

@Suite struct PathAgreementTests {
  static let families: [[VectorPath]] = [[.wide, .narrow, .scalar], [.portable, .portableScalar]].map {
    $0.filter(\.isSupported)
  }

  @Test("all paths of a family agree to the bit, tails included", arguments: VectorFunction.allCases)
  func functions(_ function: VectorFunction) {
    let x = inputs(100_003)
    for family in Self.families {
      let results = family.map { run(function, x, $0) }
      for other in results.dropFirst() { #expect(disagreements(other, results[0]) == 0) }
      for count in 0..<20 {
        let short = Array(x[40..<40 + count])
        for path in family {
          #expect(disagreements(run(function, short, path), Array(results[0][40..<40 + count])) == 0)
        }
      }
    }
  }

  @Test("powers and scaled exponentials agree to the bit, tails included")
  func powers() {
    let x = inputs(100_003)
    let exponent = Array(x.reversed())
    let logarithms = x.map { ExtendedLogarithm.value(abs($0)) }
    for family in Self.families {
      let results = family.map { power(x, exponent, $0) }
      let exponentials = family.map { scaled(logarithms.map(\.high), logarithms.map(\.low), $0) }
      for index in family.indices {
        #expect(disagreements(results[index], results[0]) == 0)
        #expect(disagreements(exponentials[index], exponentials[0]) == 0)
      }
      for count in 1..<20 {
        let tail = power(Array(x[40..<40 + count]), Array(exponent[40..<40 + count]), family[0])
        #expect(disagreements(tail, Array(results[0][40..<40 + count])) == 0)
      }
    }
  }

  @Test("a single number gives the bits that an array gives")
  func single() {
    let x = inputs(997)
    for function in VectorFunction.allCases {
      for (one, many) in zip(x.map { function($0) }, function(x)) {
        #expect(one.bitPattern == many.bitPattern || (one.isNaN && many.isNaN))
      }
    }
  }

  @Test("a result may overwrite its argument")
  func inPlace() {
    let x = inputs(37)
    var y = x
    y.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      VectorFunction.exp.apply(base, into: base, count: buffer.count)
    }
    #expect(zip(y, VectorFunction.exp(x)).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
  }
}
