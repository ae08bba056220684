import VectorMath

/// The memory of one evaluation, and the loop over its blocks of rows.
struct Frame {
  let rowCount: Int
  let scalars: UnsafeBufferPointer<Double>
  let columns: UnsafeBufferPointer<Double>
  let logarithms: UnsafeBufferPointer<Double>
  let isPositive: UnsafeBufferPointer<Bool>
  let registers: UnsafeMutableBufferPointer<Double>
  let target: UnsafeMutablePointer<Double>

  func run(_ program: Program) {
    for start in stride(from: 0, to: rowCount, by: BoundProgram.blockSize) {
      let count = min(BoundProgram.blockSize, rowCount - start)
      for instruction in program.rowCode { run(instruction, start, count) }
      for (output, location) in program.outputs.enumerated() {
        if case .output(output) = location { continue }
        Kernels.copy(operand(location, start), into: target + output * rowCount + start, count: count)
      }
    }
  }

  private func run(_ instruction: Instruction, _ start: Int, _ count: Int) {
    let result = block(instruction.target, start)
    if case .columnPower(let pair) = instruction.operation, isPositive[pair],
      case .number(let exponent) = operand(instruction.second, start), exponent.magnitude <= 1e300,
      let logarithms = logarithms.baseAddress
    {
      let high = logarithms + 2 * pair * rowCount + start
      VectorPower.apply(logarithms: high, high + rowCount, exponent: exponent, into: result, count: count)
      return
    }
    Kernels.run(
      instruction.operation, operand(instruction.first, start), operand(instruction.second, start), into: result,
      count: count)
  }

  @inline(__always)
  private func operand(_ location: Location, _ start: Int) -> Operand {
    if case .scalar(let slot) = location { return .number(scalars[slot]) }
    if case .column(let column) = location, let base = columns.baseAddress {
      return .block(base + column * rowCount + start)
    }
    return .block(UnsafePointer(block(location, start)))
  }

  /// Where the rows from `start` on of a register or an output stand.
  @inline(__always)
  private func block(_ location: Location, _ start: Int) -> UnsafeMutablePointer<Double> {
    switch location {
    case .output(let output): return target + output * rowCount + start
    case .register(let register):
      guard let base = registers.baseAddress else { preconditionFailure("a workspace has registers") }
      return base + register * BoundProgram.blockSize
    case .scalar, .column: preconditionFailure("only registers and outputs are written")
    }
  }
}
