import ScalingLaws

/// What the flags of `scaling price` say, checked.
enum PriceFlags {
  /// A flag that was given and speaks of trends; `nil` for none.
  static func ofTrends(_ verb: PriceVerb) -> String? {
    let given = [
      ("--definition", !verb.definition.isEmpty), ("--quantile", verb.quantile != nil),
      ("--score-error", verb.scoreError != nil),
      ("--breaks", verb.breaks), ("--window", verb.window != nil), ("--until", !verb.until.isEmpty),
      ("--on", !verb.on.isEmpty),
    ]
    return given.first(where: \.1)?.0
  }

  static func questions(_ verb: PriceVerb) throws -> PriceQuestions {
    let definitions = try definitions(verb.definition)
    if !definitions.contains(.frontier) {
      let needy = [
        ("--breaks", verb.breaks), ("--window", verb.window != nil), ("--until", !verb.until.isEmpty),
        ("--on", !verb.on.isEmpty),
      ]
      if let flag = needy.first(where: \.1)?.0 {
        throw Problem.usage("\(flag) follows the frontier", hint: "add --definition frontier")
      }
    }
    if verb.quantile != nil, !definitions.contains(.cheapest) {
      throw Problem.usage("--quantile is of the cheapest rate", hint: "add --definition cheapest")
    }
    guard verb.threads > 0 else { throw Problem.usage("--threads \(verb.threads): 1 or more") }
    var subsampling = ModelSubsampling(replicates: verb.replicates, seed: verb.seed, threads: verb.threads)
    subsampling.memory = verb.memory.limit
    return PriceQuestions(
      definitions: definitions, quantile: verb.quantile ?? 0.1, subsampling: subsampling,
      window: try verb.window.map(years), looksForBreaks: verb.breaks, targets: try verb.until.map(price),
      dates: try verb.on.map(date))
  }

  /// In the order in which they were given, each once.
  private static func definitions(_ texts: [String]) throws -> [PriceDefinition] {
    if texts.isEmpty { return PriceDefinition.allCases }
    var found: [PriceDefinition] = []
    for text in texts {
      if text == "all" {
        found += PriceDefinition.allCases
      } else if let definition = PriceDefinition(rawValue: text) {
        found.append(definition)
      } else {
        let names = PriceDefinition.allCases.map(\.rawValue)
        let suggestion = Names.suggestion(for: text, among: names)
        throw Problem.usage(
          "--definition \(text): not one",
          hint: suggestion.map { "did you mean \($0)?" } ?? "one of \(names.joined(separator: ", ")), or all")
      }
    }
    var seen: Set<PriceDefinition> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// A score, `from:to:step`, `quantiles`, or `q0.9`.
  static func levels(_ text: String, of prices: PriceList) throws -> [Double] {
    if text == "quantiles" { return try prices.scoreQuantiles([0.25, 0.5, 0.75]) }
    if text.hasPrefix("q"), let quantile = SearchOptions.signed(String(text.dropFirst())) {
      guard quantile >= 0, quantile <= 1 else {
        throw Problem.usage("--at \(text): not a quantile", hint: "between q0 and q1, for example q0.9")
      }
      return try prices.scoreQuantiles([quantile])
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { SearchOptions.signed(String($0)) }
    let numbers = parts.compactMap { $0 }
    guard numbers.count == parts.count, numbers.count == 1 || numbers.count == 3 else {
      throw Problem.usage(
        "--at \(text): not a number", hint: "a score, a grid such as 45:85:10, quantiles, q0.9, or each-first")
    }
    guard numbers.count == 3 else { return numbers }
    let (from, to, step) = (numbers[0], numbers[1], numbers[2])
    guard step > 0, to >= from, (to - from) / step < 1000 else {
      throw Problem.usage("--at \(text): not a grid", hint: "from:to:step, rising, with fewer than 1000 scores")
    }
    return (0...Int(((to - from) / step + 1e-9).rounded(.down))).map { from + Double($0) * step }
  }

  /// A length of time: that of the claim `2x` over it.
  private static func years(_ text: String) throws -> Double {
    do { return try Rate("2x/\(text)").years } catch {
      throw Problem.usage("--window \(text): not a length of time", hint: "for example 12mo or 1.5years")
    }
  }

  private static func price(_ text: String) throws -> Double {
    guard let price = SearchOptions.signed(text) else {
      throw Problem.usage("--until \(text): not a price", hint: "for example 0.01")
    }
    return price
  }

  private static func date(_ text: String) throws -> Double {
    guard let date = CalendarDate(text) else {
      throw Problem.usage("--on \(text): not a date", hint: "for example 2027-01-01")
    }
    return date.decimalYear
  }
}
