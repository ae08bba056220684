/// Where a value of a program stands.
enum Location: Hashable, Sendable {
  /// One number for all rows: a constant, a parameter, or what is computed from them once per evaluation.
  case scalar(Int)
  /// A whole column, computed when the program is bound.
  case column(Int)
  /// A block of rows, overwritten as the program runs.
  case register(Int)
  /// The rows of an output.
  case output(Int)
}

/// One step of a program over rows.
struct Instruction: Sendable {
  enum Operation: Sendable {
    case unary(UnaryOperator)
    case binary(BinaryOperator)
    /// The power of a column: the base is the first operand, the exponent the second, a scalar. The number says which
    /// pair of logarithm columns belongs to the base.
    case columnPower(Int)
  }

  let operation: Operation
  let first: Location
  /// Equal to `first` when there is one operand.
  let second: Location
  let target: Location
}

/// One step over the numbers that all rows share.
struct ScalarInstruction: Sendable {
  enum Operation: Sendable {
    case unary(UnaryOperator)
    case binary(BinaryOperator)
  }

  let operation: Operation
  let first: Int
  let second: Int
  let target: Int
}
