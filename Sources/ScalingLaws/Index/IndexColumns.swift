/// Which columns of a table hold models, benchmarks and scores.
public struct IndexColumns: Sendable {
  public enum Layout: Sendable, Hashable {
    /// A row for each score.
    case long(benchmark: String, score: String)
    /// A row for each model, a column for each benchmark.
    case wide(benchmarks: [String])
  }

  public let model: String
  public let layout: Layout
  /// Share correct by chance: a column, a formula of columns or a number; `nil` where scores are adjusted already.
  public let chance: Expression?
  /// A column of chance levels that was not asked for.
  public let otherChance: String?

  /// Columns by name: what is given counts. Otherwise the model is what `ColumnFinder` finds, and a column called *benchmark* or
  /// *task* makes the table a long one, whose score is the column of that name. In a wide table every other column of numbers is a
  /// benchmark, but for parameters, tokens, compute, losses, dates, prices and errors.
  ///
  /// - Parameters:
  ///   - table: as it was read.
  ///   - model: the column that names models.
  ///   - benchmark: the column that names benchmarks, of a long table.
  ///   - scores: the column of scores of a long table, or the benchmarks of a wide one.
  ///   - chance: what scores are adjusted by: (score - chance)/(1 - chance).
  /// - Throws: `.column` naming the role and the flag that settles it.
  public init(
    in table: Table, model: String? = nil, benchmark: String? = nil, scores: [String] = [], chance: Expression? = nil
  ) throws(IndexError) {
    let finder = ColumnFinder(table)
    do throws(TrendError) {
      self.model = try finder.required(.model, given: model, flag: "--model")
      let named = scores.count > 1 ? nil : try finder.optional(.benchmark, given: benchmark, flag: "--benchmark")
      if let benchmark = benchmark ?? named {
        layout = .long(
          benchmark: benchmark, score: try finder.required(.score, given: scores.first, flag: "--score"))
      } else {
        let found = scores.isEmpty ? Self.benchmarks(in: table, finder, besides: chance) : scores
        guard !found.isEmpty else {
          throw TrendError.noColumn(role: "benchmark", flag: "--benchmark", columns: table.names)
        }
        layout = .wide(benchmarks: found)
      }
    } catch {
      throw .column(error)
    }
    self.chance = chance
    otherChance =
      chance == nil ? table.numberNames.first { $0.nameWords.contains("chance") } : nil
  }

  private static func benchmarks(in table: Table, _ finder: ColumnFinder, besides chance: Expression?) -> [String] {
    let others: [ColumnRole] = [
      .parameters, .tokens, .uniqueTokens, .inferenceTokens, .compute, .loss, .samples, .date, .price, .inputPrice,
      .outputPrice,
    ]
    let used = Set(others.flatMap { finder.candidates(for: $0).map(\.column) }).union(chance?.columnNames ?? [])
    return table.numberNames.filter {
      !used.contains($0) && !$0.namesUncertainty && !$0.nameWords.contains("chance")
    }
  }
}
