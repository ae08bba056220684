import Optimization
import VectorMath

/// A law on its residual scale as the solver sees it: values, derivatives and curvature over all rows, compiled from the
/// formula.
struct LawModel: ResidualModel {
  let parameterCount: Int
  let residualCount: Int
  /// Outputs: the value, then its derivative by each of what is solved for.
  private let program: BoundProgram
  /// Outputs: the second derivatives that are not zero everywhere; of the law itself where `inner` is known.
  private let curvature: BoundProgram
  /// Output by output of `curvature`, its place in the matrix.
  private let places: [(row: Int, column: Int)]
  /// Whether the law on its scale is `log(g)`; `curvature` then has g as its last output, since
  ///
  ///     ∂²log g = ∂²g / g - ∂log g · ∂log g
  ///
  /// and most second derivatives of g are zero.
  private let isLogarithm: Bool

  /// - Parameters:
  ///   - law: the law on the residual scale, as an expression of `names` and of columns.
  ///   - inner: what `law` is the logarithm of, if it is one.
  ///   - columns: symbol by symbol, the numbers of its column.
  init(
    _ law: Expression, inner: Expression? = nil, names: [String], columns: [(symbol: String, values: [Double])],
    rowCount: Int
  ) throws(FormulaError) {
    let first = names.map { law.derivative(by: $0) }
    let slopes = inner.map { inner in names.map { inner.derivative(by: $0) } } ?? first
    var second: [Expression] = []
    var places: [(row: Int, column: Int)] = []
    for (column, name) in names.enumerated() {
      for row in column..<names.count {
        guard slopes[row].symbols.contains(name) else { continue }
        let derivative = slopes[row].derivative(by: name)
        guard derivative.constant != 0 else { continue }
        second.append(derivative)
        places.append((row, column))
      }
    }
    self.places = places
    isLogarithm = inner != nil
    let symbols = columns.map(\.symbol)
    let values = columns.map(\.values)
    program = try Program([law] + first, variables: symbols, parameters: names).bind(
      columns: values, rowCount: rowCount)
    curvature = try Program(second + (inner.map { [$0] } ?? []), variables: symbols, parameters: names).bind(
      columns: values, rowCount: rowCount, sharing: program)
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
    @exclusivity(unchecked) private var workspace: ProgramWorkspace
    @exclusivity(unchecked) private var curvatureWorkspace: ProgramWorkspace
    /// Values and derivatives of the last evaluation.
    private let outputs: UnsafeMutableBufferPointer<Double>
    private let curvatures: UnsafeMutableBufferPointer<Double>
    /// Coefficients of a sum, divided by g.
    private let scaled: UnsafeMutablePointer<Double>
    private let sums: UnsafeMutablePointer<Double>
    @exclusivity(unchecked) private var point: [Double]

    init(_ model: LawModel) {
      self.model = model
      workspace = model.program.makeWorkspace()
      curvatureWorkspace = model.curvature.makeWorkspace()
      let n = model.residualCount
      outputs = .allocate(capacity: n * (model.parameterCount + 1))
      outputs.initialize(repeating: 0)
      curvatures = .allocate(capacity: n * (model.places.count + 1))
      curvatures.initialize(repeating: 0)
      scaled = .allocate(capacity: max(n, 1))
      scaled.initialize(repeating: 0, count: max(n, 1))
      sums = .allocate(capacity: model.places.count + model.parameterCount + 1)
      sums.initialize(repeating: 0, count: model.places.count + model.parameterCount + 1)
      point = [Double](repeating: 0, count: model.parameterCount)
    }

    deinit {
      outputs.deallocate()
      curvatures.deallocate()
      scaled.deallocate()
      sums.deallocate()
    }

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
      model.curvature.evaluate(point, into: curvatures, workspace: &curvatureWorkspace)
      guard let second = curvatures.baseAddress, let base = outputs.baseAddress else { return false }
      for index in 0..<p * p { sum[index] = 0 }
      var weights = coefficients
      if model.isLogarithm {
        let inner = second + n * model.places.count
        let slopes = base + n
        for column in 0..<p {
          VectorArithmetic.multiply.apply(coefficients, slopes + column * n, into: scaled, count: n)
          VectorSum.dots(
            scaled, columns: slopes + column * n, stride: n, columnCount: p - column, count: n, into: sums)
          for row in column..<p { sum[row + column * p] = -sums[row - column] }
        }
        VectorArithmetic.divide.apply(coefficients, inner, into: scaled, count: n)
        weights = UnsafePointer(scaled)
      }
      VectorSum.dots(weights, columns: second, stride: n, columnCount: model.places.count, count: n, into: sums)
      for (output, place) in model.places.enumerated() { sum[place.row + place.column * p] += sums[output] }
      for column in 0..<p {
        for row in column..<p { sum[column + row * p] = sum[row + column * p] }
      }
      return true
    }
  }
}
