/// Room for the intermediate results of a `BoundProgram`, so that evaluating again allocates nothing.
///
/// One workspace serves one evaluation at a time; give each thread its own.
public struct ProgramWorkspace: Sendable {
  var scalars: [Double]
  var registers: [Double]

  init(scalars: [Double], registers: Int) {
    self.scalars = scalars
    self.registers = [Double](repeating: 0, count: registers)
  }

  /// Takes over the parameters and computes what depends on nothing else.
  mutating func setParameters(_ parameters: [Double], _ code: [ScalarInstruction]) {
    scalars.withUnsafeMutableBufferPointer { scalars in
      for index in parameters.indices { scalars[index] = parameters[index] }
      for step in code {
        switch step.operation {
        case .unary(let operation): scalars[step.target] = operation(scalars[step.first])
        case .binary(let operation): scalars[step.target] = operation(scalars[step.first], scalars[step.second])
        }
      }
    }
  }
}
