extension Matrix {
  /// The sum, element by element.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns, "matrices of a sum have one shape")
    return Matrix(rows: left.rows, columns: left.columns, elements: zip(left.elements, right.elements).map { $0 + $1 })
  }

  /// The difference, element by element.
  public static func - (left: Matrix, right: Matrix) -> Matrix { left + -1 * right }

  /// A multiple of a matrix.
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { factor * $0 })
  }

  /// Adds a multiple of a vector with itself.
  ///
  ///     A + f v vᵀ
  public mutating func add(_ factor: Double, outer vector: [Double]) {
    precondition(vector.count == rows && rows == columns, "the vector has an element for each row and column")
    for column in 0..<columns {
      let scaled = factor * vector[column]
      for row in 0..<rows { elements[row + column * rows] += scaled * vector[row] }
    }
  }

  /// Aᵀ diag(d) A, exactly symmetric; the weights d may be negative.
  ///
  /// - Shape: m × n and m weights give n × n.
  public func weightedCrossProduct(_ weights: [Double]) -> Matrix {
    precondition(weights.count == rows, "there is a weight for each row")
    var result = Matrix(rows: columns, columns: columns, repeating: 0)
    for column in 0..<columns {
      for other in 0...column {
        var sum = 0.0
        for row in 0..<rows { sum += weights[row] * elements[row + column * rows] * elements[row + other * rows] }
        result[other, column] = sum
      }
    }
    result.copyUpperToLower()
    return result
  }
}
