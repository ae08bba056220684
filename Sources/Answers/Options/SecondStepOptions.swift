import ArgumentParser
import Escaping
import ScalingLaws

/// The second of two laws in a row, and where both are to be predicted.
struct SecondStepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A law of the catalogue for what follows from the response of the first, e.g. loss-to-score.", valueName: "name"),
    completion: .laws)
  var then: String?

  @Option(
    help: ArgumentHelp(
      "The same as a law of your own, e.g. \"score = logistic(a + b*loss)\".", valueName: "formula"))
  var thenFormula: String?

  @Option(
    help: ArgumentHelp(
      "Where the rows of the second step are, as the first argument; the same table unless given. --where and --derive"
        + " are for the first.", valueName: "data"), completion: .table)
  var thenData: String?

  @Option(help: ArgumentHelp("Norm of the second step, as --norm.", valueName: "norm"), completion: .norms)
  var thenNorm = "squared"

  @Option(help: ArgumentHelp("Residual scale of the second step, as --scale.", valueName: "scale"))
  var thenScale: ResidualScale?

  @Option(
    help: ArgumentHelp("Weights of the second step, as --weights.", valueName: "kind=column"))
  var thenWeights: String?

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp(
      "A point at which both steps are predicted, e.g. C=1e24 or N=70B,D=1.4T. Repeatable.", valueName: "name=value,…"))
  var points: [String] = []

  /// Whether there is a second step.
  var isGiven: Bool { then != nil || thenFormula != nil }

  func validate() throws {
    if then != nil, thenFormula != nil { throw ValidationError("Give either --then or --then-formula.") }
    let others: [(String, Bool)] = [
      ("--at", !points.isEmpty), ("--then-data", thenData != nil), ("--then-norm", thenNorm != "squared"),
      ("--then-scale", thenScale != nil), ("--then-weights", thenWeights != nil),
    ]
    if !isGiven, let flag = others.first(where: \.1)?.0 {
      throw ValidationError("\(flag) belongs to a second step: --then LAW or --then-formula FORMULA.")
    }
  }

  func law() throws -> Law {
    if let then { return try Law.required(then) }
    do {
      return try Law(thenFormula ?? "")
    } catch {
      throw Problem(error, in: "--then-formula")
    }
  }

  /// The options of the second step: what is said of both steps from `shared`, the rest of its own.
  func options(_ shared: FitOptions) throws -> FitOptions {
    var options = shared
    options.scale = thenScale
    options.norm = try Norm(thenNorm)
    options.weights = try thenWeights.map { text in try Weights(text) }
    return options
  }

  /// The points, each a value for every variable.
  func parsedPoints(variables: [String]) throws -> [[String: Double]] {
    try points.map { text in
      let point = try Point.parsed(text, flag: "--at")
      for name in point.keys.sorted() where !variables.contains(name) {
        throw Problem.usage("--at \(text): \(name) is not a variable", hint: "the variables are \(variables.listed)")
      }
      if let missing = variables.first(where: { point[$0] == nil }) {
        throw Problem.usage(
          "--at \(text): there is no value for \(missing)",
          hint: "for example \(String.flag("--at", "\(text),\(missing)=1e9"))")
      }
      return point
    }
  }
}
