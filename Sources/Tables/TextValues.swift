/// A column of texts as numbers of its distinct texts.
public struct TextValues: Sendable, Equatable {
  /// For each row an index into `strings`, or -1 for a missing value.
  public let codes: [Int32]
  /// The distinct texts, in the order in which the source has them. A selection of rows keeps them all.
  public let strings: [String]

  /// Texts from codes; every code must be -1 or an index of `strings`.
  public init(codes: [Int32], strings: [String]) {
    precondition(codes.allSatisfy { $0 >= -1 && Int($0) < strings.count }, "a code without a text")
    self.codes = codes
    self.strings = strings
  }

  /// Texts from one text for each row, `nil` for a missing one.
  public init(_ texts: [String?]) {
    var strings: [String] = []
    var known: [String: Int32] = [:]
    codes = texts.map { text in
      guard let text else { return -1 }
      if let code = known[text] { return code }
      let code = Int32(strings.count)
      known[text] = code
      strings.append(text)
      return code
    }
    self.strings = strings
  }
}
