import Foundation
import Optimization

/// log loss = log(exp(e) + exp(a - α (log N - m)) + exp(b - β (log D - k))) with exact derivatives of two orders.
///
/// Parameters e, a, b, α, β; m and k are the means of log N and log D, or zero.
final class ChinchillaModel: ResidualModel {
  let logN: [Double]
  let logD: [Double]

  init(logN: [Double], logD: [Double]) {
    self.logN = logN
    self.logD = logD
  }

  var parameterCount: Int { 5 }
  var residualCount: Int { logN.count }
  func makeEvaluator() -> any ModelEvaluator { Evaluator(self) }

  final class Evaluator: ModelEvaluator {
    typealias Doubles = UnsafeMutablePointer<Double>
    let n: Int
    let x: Doubles
    let y: Doubles
    let shares: Doubles

    init(_ model: ChinchillaModel) {
      n = model.logN.count
      x = .allocate(capacity: 5 * n)
      y = x + n
      shares = y + n
      for i in 0..<n {
        x[i] = model.logN[i]
        y[i] = model.logD[i]
      }
    }

    deinit { x.deallocate() }

    func evaluate(_ p: UnsafePointer<Double>, values f: Doubles, jacobian: Doubles) {
      let (e, a, b, alpha, beta) = (p[0], p[1], p[2], p[3], p[4])
      for i in 0..<n {
        let u = a - alpha * x[i]
        let v = b - beta * y[i]
        let top = max(e, max(u, v))
        let pe = exp(e - top)
        let pa = exp(u - top)
        let pb = exp(v - top)
        let sum = pe + pa + pb
        f[i] = top + log(sum)
        let inverse = 1 / sum
        shares[i] = pe * inverse
        shares[i + n] = pa * inverse
        shares[i + 2 * n] = pb * inverse
      }
      for i in 0..<n {
        jacobian[i] = shares[i]
        jacobian[i + n] = shares[i + n]
        jacobian[i + 2 * n] = shares[i + 2 * n]
        jacobian[i + 3 * n] = -jacobian[i + n] * x[i]
        jacobian[i + 4 * n] = -jacobian[i + 2 * n] * y[i]
      }
    }

    /// With s the shares and z₁ = (1,0,0,0,0), z₂ = (0,1,0,-x,0), z₃ = (0,0,1,0,-y):
    /// ∂²log/∂θ² = Σ s z zᵀ - (Σ s z)(Σ s z)ᵀ.
    func sumSecondDerivatives(coefficients c: UnsafePointer<Double>, into sum: Doubles) -> Bool {
      for k in 0..<25 { sum[k] = 0 }
      var ee = 0.0, ea = 0.0, eax = 0.0, eb = 0.0, eby = 0.0
      var aa = 0.0, aax = 0.0, aaxx = 0.0, bb = 0.0, bby = 0.0, bbyy = 0.0
      var ab = 0.0, abx = 0.0, aby = 0.0, abxy = 0.0
      for i in 0..<n {
        let w = c[i]
        let (se, sa, sb) = (shares[i], shares[i + n], shares[i + 2 * n])
        let we = w * se
        let wa = w * sa
        let wb = w * sb
        let da = wa * (1 - sa)
        let db = wb * (1 - sb)
        let dax = da * x[i]
        let dby = db * y[i]
        ee += we * (1 - se)
        aa += da
        aax += dax
        aaxx += dax * x[i]
        bb += db
        bby += dby
        bbyy += dby * y[i]
        let m = we * sa
        ea += m
        eax += m * x[i]
        let k = we * sb
        eb += k
        eby += k * y[i]
        let q = wa * sb
        ab += q
        abx += q * x[i]
        aby += q * y[i]
        abxy += q * x[i] * y[i]
      }
      func set(_ i: Int, _ j: Int, _ value: Double) {
        sum[i + 5 * j] = value
        sum[j + 5 * i] = value
      }
      set(0, 0, ee)
      set(0, 1, -ea)
      set(0, 2, -eb)
      set(0, 3, eax)
      set(0, 4, eby)
      set(1, 1, aa)
      set(1, 3, -aax)
      set(3, 3, aaxx)
      set(2, 2, bb)
      set(2, 4, -bby)
      set(4, 4, bbyy)
      set(1, 2, -ab)
      set(1, 4, aby)
      set(2, 3, abx)
      set(3, 4, -abxy)
      return true
    }
  }
}
