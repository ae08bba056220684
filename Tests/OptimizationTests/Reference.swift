import Foundation

/// Tables of numbers that other tools gave.
enum Reference {
  /// The rows of a CSV file of numbers; what is no number is NaN.
  static func table(_ path: String) throws -> (header: [String], rows: [[Double]]) {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: ["\"", " "]) }
    }
    return (lines.first ?? [], lines.dropFirst().map { $0.map { Double($0) ?? .nan } })
  }
}

/// The decimal digits that agree, at most 17.
func digits(_ value: Double, _ truth: Double) -> Double {
  if value == truth { return 17 }
  return min(17, -log10(abs(value - truth) / abs(truth)))
}
