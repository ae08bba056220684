import COpenBLAS

extension Matrix {
  /// The matrix product. R: `%*%`.
  ///
  /// - Shape: m × k by k × n gives m × n.
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "the inner sides of a matrix product agree")
    var result = Matrix(rows: left.rows, columns: right.columns, repeating: 0)
    guard !result.elements.isEmpty, left.columns > 0 else { return result }
    OpenBLAS.prepare()
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, blasint(left.rows), blasint(right.columns), blasint(left.columns),
      1, left.elements, blasint(left.rows), right.elements, blasint(right.rows),
      0, &result.elements, blasint(left.rows))
    return result
  }

  /// The product with a vector.
  ///
  /// - Shape: m × n by n gives m.
  public static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(left.columns == right.count, "the vector has an element for each column")
    var result = [Double](repeating: 0, count: left.rows)
    guard !left.elements.isEmpty else { return result }
    OpenBLAS.prepare()
    cblas_dgemv(
      CblasColMajor, CblasNoTrans, blasint(left.rows), blasint(left.columns),
      1, left.elements, blasint(left.rows), right, 1, 0, &result, 1)
    return result
  }

  /// The transpose times the matrix, exactly symmetric.
  ///
  ///     AᵀA
  ///
  /// - Shape: m × n gives n × n. R: `crossprod`.
  public var crossProduct: Matrix {
    var result = Matrix(rows: columns, columns: columns, repeating: 0)
    guard !elements.isEmpty else { return result }
    OpenBLAS.prepare()
    cblas_dsyrk(
      CblasColMajor, CblasUpper, CblasTrans, blasint(columns), blasint(rows),
      1, elements, blasint(rows), 0, &result.elements, blasint(columns))
    result.copyUpperToLower()
    return result
  }

  /// Makes a matrix symmetric whose upper triangle alone has been filled.
  mutating func copyUpperToLower() {
    for column in 0..<columns {
      for row in 0..<column { elements[column + row * rows] = elements[row + column * rows] }
    }
  }
}
