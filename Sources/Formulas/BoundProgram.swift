import VectorMath

/// A program with its columns: everything that does not depend on parameters is computed.
public struct BoundProgram: Sendable {
  public let program: Program
  public let rowCount: Int

  /// The used variables, then what is computed from them; column `i` begins at `i * rowCount`.
  private(set) var columns: [Double]
  /// High and low parts of the logarithms, two columns for each pair.
  private var logarithms: [Double]
  /// Whether the base of a pair is positive and finite in every row.
  private var isPositive: [Bool]

  /// Rows that run together: their intermediate results stay in the first-level cache.
  static let blockSize = 512

  fileprivate init(_ program: Program, columns inputs: [[Double]], rowCount: Int, sharing other: BoundProgram?) {
    self.program = program
    self.rowCount = rowCount
    columns = []
    columns.reserveCapacity(program.columnCount * rowCount)
    for variable in program.usedVariables { columns += inputs[variable] }
    columns += repeatElement(0, count: program.columnCount * rowCount - columns.count)
    logarithms = []
    isPositive = []
    computeColumns()
    for column in program.logarithmColumns {
      if let pair = other?.pair(ofVariable: program.variable(column)) { take(pair) } else { addLogarithms(of: column) }
    }
  }

  private mutating func computeColumns() {
    let program = program
    let rows = rowCount
    columns.withUnsafeMutableBufferPointer { columns in
      guard let base = columns.baseAddress else { return }
      program.scalars.withUnsafeBufferPointer { scalars in
        func operand(_ location: Location) -> Operand {
          switch location {
          case .scalar(let slot): .number(scalars[slot])
          case .column(let column): .block(UnsafePointer(base + column * rows))
          case .register, .output: preconditionFailure("a column needs a row")
          }
        }
        for instruction in program.columnCode {
          guard case .column(let target) = instruction.target else { continue }
          Kernels.run(
            instruction.operation, operand(instruction.first), operand(instruction.second),
            into: base + target * rows, count: rows)
        }
      }
    }
  }

  /// The logarithms of a variable, and whether it is positive and finite everywhere; `nil` where they were not needed.
  private func pair(ofVariable name: String?) -> (logarithms: ArraySlice<Double>, isPositive: Bool)? {
    guard let name, let place = program.logarithmColumns.firstIndex(where: { program.variable($0) == name }) else {
      return nil
    }
    return (logarithms[2 * place * rowCount..<2 * (place + 1) * rowCount], isPositive[place])
  }

  private mutating func take(_ pair: (logarithms: ArraySlice<Double>, isPositive: Bool)) {
    logarithms += pair.logarithms
    isPositive.append(pair.isPositive)
  }

  private mutating func addLogarithms(of column: Int) {
    let base = columns[column * rowCount..<(column + 1) * rowCount]
    let usable = base.allSatisfy { $0 > 0 && $0.isFinite }
    isPositive.append(usable)
    let pairs = usable ? base.map { ExtendedLogarithm.value($0) } : base.map { _ in DoubleDouble(0) }
    logarithms += pairs.map(\.high)
    logarithms += pairs.map(\.low)
  }

  /// Room for the intermediate results of an evaluation, to be used again.
  public func makeWorkspace() -> ProgramWorkspace {
    ProgramWorkspace(scalars: program.scalars, registers: program.registerCount * Self.blockSize)
  }

  /// Evaluates all outputs for all rows.
  ///
  /// Allocates nothing when the workspace comes from this program's `makeWorkspace()` and is used again.
  ///
  /// - Shape: output `o` of row `i` goes to `target[o * rowCount + i]`.
  /// - Precondition: as many parameters as the program has, and `outputCount * rowCount` places.
  public func evaluate(
    _ parameters: [Double], into target: UnsafeMutableBufferPointer<Double>, workspace: inout ProgramWorkspace
  ) {
    precondition(parameters.count == program.parameters.count, "one number for each parameter")
    precondition(target.count >= program.outputCount * rowCount, "room for every output")
    precondition(
      workspace.scalars.count == program.scalars.count
        && workspace.registers.count >= program.registerCount * Self.blockSize, "a workspace of this program")
    workspace.setParameters(parameters, program.scalarCode)
    guard let target = target.baseAddress, rowCount > 0 else { return }
    workspace.registers.withUnsafeMutableBufferPointer { registers in
      workspace.scalars.withUnsafeBufferPointer { scalars in
        columns.withUnsafeBufferPointer { columns in
          logarithms.withUnsafeBufferPointer { logarithms in
            isPositive.withUnsafeBufferPointer { isPositive in
              let frame = Frame(
                rowCount: rowCount, scalars: scalars, columns: columns, logarithms: logarithms, isPositive: isPositive,
                registers: registers, target: target)
              frame.run(program)
            }
          }
        }
      }
    }
  }

  /// Evaluates all outputs for all rows, a column for each output.
  public func evaluate(_ parameters: [Double] = []) -> [[Double]] {
    var workspace = makeWorkspace()
    var flat = [Double](repeating: .nan, count: program.outputCount * rowCount)
    flat.withUnsafeMutableBufferPointer { evaluate(parameters, into: $0, workspace: &workspace) }
    return (0..<program.outputCount).map { Array(flat[$0 * rowCount..<($0 + 1) * rowCount]) }
  }

  /// The same program over some of the rows, repeated as given; nothing is computed again.
  public func selecting(rows: [Int]) -> BoundProgram {
    precondition(rows.allSatisfy { (0..<rowCount).contains($0) }, "rows of this program")
    var result = self
    result.columns = Self.gather(columns, rows, of: rowCount)
    result.logarithms = Self.gather(logarithms, rows, of: rowCount)
    return BoundProgram(result, rowCount: rows.count)
  }

  private init(_ other: BoundProgram, rowCount: Int) {
    program = other.program
    columns = other.columns
    logarithms = other.logarithms
    isPositive = other.isPositive
    self.rowCount = rowCount
  }

  private static func gather(_ columns: [Double], _ rows: [Int], of rowCount: Int) -> [Double] {
    guard rowCount > 0 else { return [] }
    var result: [Double] = []
    result.reserveCapacity(columns.count / rowCount * rows.count)
    for start in stride(from: 0, to: columns.count, by: rowCount) {
      for row in rows { result.append(columns[start + row]) }
    }
    return result
  }
}

extension Program {
  /// The variable that a column is; `nil` for one that is computed.
  fileprivate func variable(_ column: Int) -> String? {
    column < usedVariables.count ? variables[usedVariables[column]] : nil
  }

  /// Computes what depends on columns only, such as `log(N)`.
  ///
  /// - Parameter other: a program over the same rows of the same variables, whose logarithms need not be computed again.
  /// - Shape: a column for each of `variables`, all of the same length. `rowCount` is needed where there are none;
  ///   it is 1 then by default.
  /// - Precondition: as many columns as variables, each with `rowCount` rows.
  public func bind(columns: [[Double]], rowCount: Int? = nil, sharing other: BoundProgram? = nil) -> BoundProgram {
    let rows = rowCount ?? columns.first?.count ?? 1
    precondition(columns.count == variables.count, "one column for each variable")
    precondition(columns.allSatisfy { $0.count == rows }, "columns of one length")
    precondition(other?.rowCount ?? rows == rows, "programs over the same rows")
    return BoundProgram(self, columns: columns, rowCount: rows, sharing: other)
  }
}
