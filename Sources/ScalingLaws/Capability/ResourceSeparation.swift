import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What the rows can tell apart among resources: how far their logs go together, and whether compute is parameters times tokens.
///
/// Where C = 6·N·D, log C = log 6 + log N + log D: of three effects only two exist, and where D is a multiple of N only one.
public struct ResourceSeparation: Sendable {
  public struct Pair: Sendable, Hashable {
    public let first: String
    public let second: String
    /// Pearson's, of the logarithms.
    public let correlation: Double
    /// Whether two effects are told apart with twenty times the variance or more.
    public var isClose: Bool { abs(correlation) > 0.975 }
  }

  /// C/(N·D) over the rows.
  public struct ComputeRatio: Sendable, Hashable {
    public let median: Double
    /// The largest factor by which a row departs from the median.
    public let largestFactor: Double
  }

  /// Every two of the resources that the table holds, taken or not.
  public let pairs: [Pair]
  /// `nil` where the table does not hold compute, parameters and tokens.
  public let computeRatio: ComputeRatio?

  init(_ table: Table, columns: CapabilityColumns) {
    let names = columns.resources.map(\.description) + columns.otherResources
    let logs = names.map { name -> [Double] in
      let values = (try? Expression(parsing: name)).flatMap { try? table.values(of: $0) } ?? []
      return values.map { $0 > 0 ? log10($0) : .nan }
    }
    pairs = names.indices.flatMap { i in
      names.indices.dropFirst(i + 1).compactMap { j in
        let rows = logs[i].indices.filter { !logs[i][$0].isNaN && logs[j].indices.contains($0) && !logs[j][$0].isNaN }
        let correlation = Correlation.pearson(rows.map { logs[i][$0] }, rows.map { logs[j][$0] })
        return correlation.isNaN ? nil : Pair(first: names[i], second: names[j], correlation: correlation)
      }
    }
    let known = { (words: [String]) in names.firstIndex { name in words.contains(name.lowercased()) } }
    guard let c = known(CapabilityColumns.words(.compute)), let n = known(CapabilityColumns.words(.parameters)),
      let d = known(CapabilityColumns.words(.tokens))
    else {
      computeRatio = nil
      return
    }
    let ratios = logs[c].indices.map { logs[c][$0] - logs[n][$0] - logs[d][$0] }.filter { !$0.isNaN }.sorted()
    guard let low = ratios.first, let high = ratios.last else {
      computeRatio = nil
      return
    }
    let median = ratios[ratios.count / 2]
    computeRatio = ComputeRatio(median: pow(10, median), largestFactor: pow(10, max(high - median, median - low)))
  }
}
