extension [String] {
  /// `a, b and c`.
  package var listed: String {
    guard let last else { return "none" }
    return count == 1 ? last : dropLast().joined(separator: ", ") + " and " + last
  }
}

extension [Int] {
  /// `lines 3, 5 and 12 more`: the first ten, and how many follow.
  package var lineList: String {
    let shown = prefix(10).map(String.init)
    let rest = count - shown.count
    let list = rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : shown.listed
    return (count == 1 ? "line " : "lines ") + list
  }
}

/// `1 row`, `2 rows`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
