import Foundation

/// The models of the 27 nonlinear problems, by name. x holds the regressors in the order of the file.
enum NISTModels {
  typealias Model = @Sendable (_ b: [Jet], _ x: [Double]) -> Jet

  static func named(_ name: String) -> Model? {
    switch name {
    case "Misra1a", "BoxBOD": { b, x in b[0] * oneMinusExp(-b[1] * x[0]) }
    case "Chwirut1", "Chwirut2": { b, x in exp(-b[0] * x[0]) / (b[1] + b[2] * x[0]) }
    case "Lanczos1", "Lanczos2", "Lanczos3":
      { b, x in b[0] * exp(-b[1] * x[0]) + b[2] * exp(-b[3] * x[0]) + b[4] * exp(-b[5] * x[0]) }
    case "Gauss1", "Gauss2", "Gauss3": gauss
    case "DanWood": { b, x in b[0] * pow(x[0], b[1]) }
    case "Misra1b": { b, x in b[0] * (1 - 1 / (1 + b[1] * (x[0] / 2)).squared) }
    case "Misra1c": { b, x in b[0] * (1 - pow(1 + b[1] * (2 * x[0]), -0.5)) }
    case "Misra1d": { b, x in b[0] * b[1] * x[0] / (1 + b[1] * x[0]) }
    case "Kirby2":
      { b, x in (b[0] + (b[1] + b[2] * x[0]) * x[0]) / (1 + (b[3] + b[4] * x[0]) * x[0]) }
    case "Hahn1", "Thurber": cubicRatio
    case "Nelson": { b, x in b[0] - b[1] * x[0] * exp(-b[2] * x[1]) }
    case "MGH17": { b, x in b[0] + b[1] * exp(-b[3] * x[0]) + b[2] * exp(-b[4] * x[0]) }
    case "Roszman1": { b, x in b[0] - b[1] * x[0] - atan(b[2] / (x[0] - b[3])) / Double.pi }
    case "ENSO": enso
    case "MGH09": { b, x in b[0] * ((x[0] + b[1]) * x[0]) / ((x[0] + b[2]) * x[0] + b[3]) }
    case "Rat42": { b, x in b[0] / (1 + exp(b[1] - b[2] * x[0])) }
    case "MGH10": { b, x in b[0] * exp(b[1] / (x[0] + b[2])) }
    case "Eckerle4": { b, x in b[0] / b[1] * exp(-0.5 * ((x[0] - b[2]) / b[1]).squared) }
    case "Rat43": { b, x in b[0] / pow(1 + exp(b[1] - b[2] * x[0]), 1 / b[3]) }
    case "Bennett5": { b, x in b[0] * pow(b[1] + x[0], -1 / b[2]) }
    default: nil
    }
  }

  private static let gauss: Model = { b, x in
    let first = b[2] * exp(-((x[0] - b[3]) / b[4]).squared)
    let second = b[5] * exp(-((x[0] - b[6]) / b[7]).squared)
    return b[0] * exp(-b[1] * x[0]) + first + second
  }

  private static let cubicRatio: Model = { b, x in
    let top = b[0] + (b[1] + (b[2] + b[3] * x[0]) * x[0]) * x[0]
    let bottom = 1 + (b[4] + (b[5] + b[6] * x[0]) * x[0]) * x[0]
    return top / bottom
  }

  private static let enso: Model = { b, x in
    let turn = 2 * Double.pi * x[0]
    let year = b[0] + b[1] * Foundation.cos(turn / 12) + b[2] * Foundation.sin(turn / 12)
    let slow = b[4] * cos(turn / b[3]) + b[5] * sin(turn / b[3])
    let fast = b[7] * cos(turn / b[6]) + b[8] * sin(turn / b[6])
    return year + slow + fast
  }
}
