/// The tables that come with the package, inside the binary.
public enum Datasets {
  /// Every table, in order of name.
  public static let all: [Dataset] = [
    accelerators, aiPrices, aiRevenue, benchmarkDifficulty, benchmarkScores, cerebrasGPT, codexPassAtK, dataConstrained,
    gemstones, horizonRuns, isoflopPorian, isoflopPorianOptima, modelCapability, olmoLadder, openBaseModels,
    overTraining, timeHorizons, transistors,
  ]

  /// The names of all tables, for a listing or for a suggestion.
  public static var names: [String] { all.map(\.name) }

  /// The table of that name, or nil. Names are in lower case, such as `ai-prices`.
  public static func named(_ name: String) -> Dataset? {
    all.first { $0.name == name }
  }
}
