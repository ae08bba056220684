import Foundation

/// A value with its derivatives, for the test models.
struct Jet {
  var value: Double
  var slopes: [Double]

  init(_ value: Double, _ slopes: [Double] = []) {
    self.value = value
    self.slopes = slopes
  }

  func mapped(_ value: Double, _ slope: Double) -> Jet { Jet(value, slopes.map { $0 * slope }) }

  static func combine(_ value: Double, _ a: Jet, _ da: Double, _ b: Jet, _ db: Double) -> Jet {
    let count = max(a.slopes.count, b.slopes.count)
    var slopes = [Double](repeating: 0, count: count)
    for i in a.slopes.indices { slopes[i] += a.slopes[i] * da }
    for i in b.slopes.indices { slopes[i] += b.slopes[i] * db }
    return Jet(value, slopes)
  }
  static func + (a: Jet, b: Jet) -> Jet { combine(a.value + b.value, a, 1, b, 1) }
  static func - (a: Jet, b: Jet) -> Jet { combine(a.value - b.value, a, 1, b, -1) }
  static func * (a: Jet, b: Jet) -> Jet { combine(a.value * b.value, a, b.value, b, a.value) }
  static func / (a: Jet, b: Jet) -> Jet {
    combine(a.value / b.value, a, 1 / b.value, b, -a.value / (b.value * b.value))
  }
  static func + (a: Jet, b: Double) -> Jet { Jet(a.value + b, a.slopes) }
  static func + (a: Double, b: Jet) -> Jet { b + a }
  static func - (a: Jet, b: Double) -> Jet { Jet(a.value - b, a.slopes) }
  static func - (a: Double, b: Jet) -> Jet { b.mapped(a - b.value, -1) }
  static func * (a: Jet, b: Double) -> Jet { a.mapped(a.value * b, b) }
  static func * (a: Double, b: Jet) -> Jet { b * a }
  static func / (a: Jet, b: Double) -> Jet { a.mapped(a.value / b, 1 / b) }
  static func / (a: Double, b: Jet) -> Jet { b.mapped(a / b.value, -a / (b.value * b.value)) }
  static prefix func - (a: Jet) -> Jet { a.mapped(-a.value, -1) }
  var squared: Jet { mapped(value * value, 2 * value) }
}

func exp(_ a: Jet) -> Jet { a.mapped(Foundation.exp(a.value), Foundation.exp(a.value)) }
func log(_ a: Jet) -> Jet { a.mapped(Foundation.log(a.value), 1 / a.value) }
func sin(_ a: Jet) -> Jet { a.mapped(Foundation.sin(a.value), Foundation.cos(a.value)) }
func cos(_ a: Jet) -> Jet { a.mapped(Foundation.cos(a.value), -Foundation.sin(a.value)) }
func atan(_ a: Jet) -> Jet { a.mapped(Foundation.atan(a.value), 1 / (1 + a.value * a.value)) }
/// 1 - exp(a), without cancellation for small a.
func oneMinusExp(_ a: Jet) -> Jet { a.mapped(-Foundation.expm1(a.value), -Foundation.exp(a.value)) }
func pow(_ a: Jet, _ b: Jet) -> Jet {
  let value = Foundation.pow(a.value, b.value)
  return .combine(value, a, value * b.value / a.value, b, value * Foundation.log(a.value))
}
func pow(_ a: Double, _ b: Jet) -> Jet { pow(Jet(a), b) }
func pow(_ a: Jet, _ b: Double) -> Jet {
  let value = Foundation.pow(a.value, b)
  return a.mapped(value, value * b / a.value)
}
