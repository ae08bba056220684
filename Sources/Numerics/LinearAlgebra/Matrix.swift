/// A dense matrix of doubles, stored column by column.
///
///     element (i, j) = elements[i + j * rows]
///
/// Products go through BLAS. Equality is that of the elements, so a matrix that holds a NaN equals none.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Column-major: the first `rows` values are the first column.
  public internal(set) var elements: [Double]

  /// A matrix from its elements, column by column.
  ///
  /// - Shape: `elements` holds `rows * columns` values.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative side")
    precondition(elements.count == rows * columns, "a matrix holds rows * columns elements")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix with one value everywhere.
  public init(rows: Int, columns: Int, repeating value: Double) {
    self.init(rows: rows, columns: columns, elements: [Double](repeating: value, count: rows * columns))
  }

  /// A matrix from its columns, all of one length.
  public init(columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "the columns of a matrix have one length")
    self.init(rows: rows, columns: columns.count, elements: columns.flatMap { $0 })
  }

  /// The identity matrix of an order.
  public static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rows: order, columns: order, repeating: 0)
    for index in 0..<order { result[index, index] = 1 }
    return result
  }

  /// The element in a row and a column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(0 <= row && row < rows && 0 <= column && column < columns, "index outside the matrix")
      return elements[row + column * rows]
    }
    set {
      precondition(0 <= row && row < rows && 0 <= column && column < columns, "index outside the matrix")
      elements[row + column * rows] = newValue
    }
  }

  /// A column, counted from 0.
  public func column(_ index: Int) -> [Double] {
    precondition(0 <= index && index < columns, "index outside the matrix")
    return Array(elements[index * rows..<(index + 1) * rows])
  }

  /// The elements (i, i).
  public var diagonal: [Double] {
    (0..<min(rows, columns)).map { self[$0, $0] }
  }

  /// Rows and columns exchanged. R: `t`.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows, repeating: 0)
    for column in 0..<columns {
      for row in 0..<rows { result.elements[column + row * columns] = elements[row + column * rows] }
    }
    return result
  }
}
