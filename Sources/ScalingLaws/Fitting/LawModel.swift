import Optimization

/// A law on its residual scale as the solver sees it: values, derivatives and curvature over all rows, compiled from the
/// formula.
struct LawModel: ResidualModel {
  let parameterCount: Int
  let residualCount: Int
  /// Outputs: the value, then its derivative by each of what is solved for.
  private let program: BoundProgram
  /// Outputs: the second derivatives on and below the diagonal, column by column.
  private let curvature: BoundProgram

  /// - Parameters:
  ///   - law: the law on the residual scale, as an expression of `names` and of columns.
  ///   - columns: symbol by symbol, the numbers of its column.
  init(
    _ law: Expression, names: [String], columns: [(symbol: String, values: [Double])], rowCount: Int
  ) throws(FormulaError) {
    let first = names.map { law.derivative(by: $0) }
    var second: [Expression] = []
    for (column, name) in names.enumerated() {
      for row in column..<names.count { second.append(first[row].derivative(by: name)) }
    }
    let symbols = columns.map(\.symbol)
    let values = columns.map(\.values)
    program = try Program([law] + first, variables: symbols, parameters: names).bind(
      columns: values, rowCount: rowCount)
    curvature = try Program(second, variables: symbols, parameters: names).bind(columns: values, rowCount: rowCount)
    parameterCount = names.count
    residualCount = rowCount
  }

  func makeEvaluator() -> any ModelEvaluator { Evaluator(self) }

  /// Values at a point, one to a row.
  func values(at point: [Double]) -> [Double] { program.evaluate(point)[0] }

  /// Derivatives at a point, column by column.
  func jacobian(at point: [Double]) -> [[Double]] { Array(program.evaluate(point).dropFirst()) }

  /// Scratch memory of one thread.
  private final class Evaluator: ModelEvaluator {
    private let model: LawModel
    private var workspace: ProgramWorkspace
    private var curvatureWorkspace: ProgramWorkspace?
    private let outputs: UnsafeMutableBufferPointer<Double>
    private var point: [Double]

    init(_ model: LawModel) {
      self.model = model
      workspace = model.program.makeWorkspace()
      outputs = .allocate(capacity: model.residualCount * (model.parameterCount + 1))
      point = [Double](repeating: 0, count: model.parameterCount)
    }

    deinit { outputs.deallocate() }

    func evaluate(
      _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>,
      jacobian: UnsafeMutablePointer<Double>
    ) {
      for index in point.indices { point[index] = parameters[index] }
      model.program.evaluate(point, into: outputs, workspace: &workspace)
      guard let base = outputs.baseAddress else { return }
      values.update(from: base, count: model.residualCount)
      jacobian.update(from: base + model.residualCount, count: model.residualCount * model.parameterCount)
    }

    func sumSecondDerivatives(
      coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
    ) -> Bool {
      let (n, p) = (model.residualCount, model.parameterCount)
      var workspace = curvatureWorkspace ?? model.curvature.makeWorkspace()
      let values = UnsafeMutableBufferPointer<Double>.allocate(capacity: n * p * (p + 1) / 2)
      defer { values.deallocate() }
      model.curvature.evaluate(point, into: values, workspace: &workspace)
      curvatureWorkspace = workspace
      var output = 0
      for column in 0..<p {
        for row in column..<p {
          var total = 0.0
          for index in 0..<n { total += coefficients[index] * values[output * n + index] }
          sum[row + column * p] = total
          sum[column + row * p] = total
          output += 1
        }
      }
      return true
    }
  }
}
