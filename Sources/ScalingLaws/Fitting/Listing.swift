extension [String] {
  /// `a, b and c`; of a long list the first twelve, and how many follow.
  package var listed: String {
    guard let last else { return "none" }
    if count > 13 { return prefix(12).joined(separator: ", ") + " and \(count - 12) more" }
    return count == 1 ? last : dropLast().joined(separator: ", ") + " and " + last
  }
}

extension [Int] {
  /// `lines 3, 5 and 12 more`: the first ten, and how many follow.
  package var lineList: String {
    let lines: [String] = map { "\($0)" }.uniqued
    let shown = [String](lines.prefix(10))
    let rest = lines.count - shown.count
    let list = rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : shown.listed
    return (lines.count == 1 ? "line " : "lines ") + list
  }
}

/// `1 row`, `2 rows`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension [String] {
  /// Each element once, in the order of first appearance.
  var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
