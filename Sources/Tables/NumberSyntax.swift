/// How numbers are written, in cells and on the command line.
///
///     [+-] digits [. digits] [e [+-] digits  or one of  k K M B T]
///
/// `1e24`, `70B`, `1.4T`, `.5`, `5.`; k and K are 1e3, M 1e6, B 1e9, T 1e12. The result is the double nearest to the
/// decimal number, suffix included: `1.4T` is exactly the double `1.4e12`. Infinity, NaN and hexadecimal are no numbers.
public struct NumberSyntax: Sendable, Hashable {
  /// Whether `1,234,567` is a number; only whole groups of three digits count.
  public var thousandsSeparators: Bool

  /// A syntax; without arguments, the one without thousands separators.
  public init(thousandsSeparators: Bool = false) {
    self.thousandsSeparators = thousandsSeparators
  }

  /// The number that a text means, surrounding spaces and tabs left out.
  ///
  /// - Throws: why it is not a number.
  public func number(_ text: String) throws(CellProblem) -> Double {
    var text = text
    let result: Result<Double, CellProblem> = text.withUTF8 { scan(Bytes(rebasing: $0[...]).trimmed) }
    return try result.get()
  }

  /// The same for bytes without spaces around them.
  package func number(_ bytes: UnsafeBufferPointer<UInt8>) throws(CellProblem) -> Double { try scan(bytes).get() }

  private func scan(_ bytes: Bytes) -> Result<Double, CellProblem> {
    switch NumberScan(bytes, allowsGroups: thousandsSeparators) {
    case .number(let value, _): .success(value)
    case .tooLarge: .failure(.tooLarge)
    case .tooSmall: .failure(.tooSmall)
    case .notANumber: .failure(problem(bytes))
    }
  }

  private func problem(_ bytes: Bytes) -> CellProblem {
    if case .noSuchDate = DateScan(bytes) { return .noSuchDate }
    if !thousandsSeparators, case .number = NumberScan(bytes, allowsGroups: true) { return .undecidedSeparator }
    let unsigned = bytes.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } == true ? 1 : 0
    let word = String(Bytes(rebasing: bytes[unsigned...])).lowercased()
    return word == "inf" || word == "infinity" ? .infinite : .notANumber
  }
}
