import Glibc
import ScalingLaws
import Statistics

// What the rates of `scaling price` are worth on lists whose truth is known: see docs/decisions/price-frontier.md.
//
//     pricebench [LISTS] [SEED] [WORLD…]     Markdown, a line for each world and number of models
//
// Intervals from 100 subsamples of models.

let arguments = Array(CommandLine.arguments.dropFirst())
let lists = arguments.first.flatMap { Int($0) } ?? 200
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
let wanted = Set(arguments.dropFirst(2))

/// One list of a world.
@Sendable func answers(_ world: World, models: Int, stream: UInt64) throws -> [PriceDefinition: Tally] {
  var random = RandomStream(seed: seed, stream: stream)
  let (prices, typical, cheapest) = try world.list(models: models, random: &random)
  let analysis = try PriceAnalysis(
    prices, thresholds: [0],
    questions: PriceQuestions(
      definitions: [.cheapest, .typical], subsampling: ModelSubsampling(replicates: 100, seed: stream, threads: 1)))
  var tallies: [PriceDefinition: Tally] = [:]
  for rate in analysis.rates {
    tallies[rate.definition, default: Tally()].add(rate, truth: rate.definition == .cheapest ? cheapest : typical)
  }
  return tallies
}

let head = "coverage | ends | wrong / right / consistent | refutable"
print("| world | models | cheapest: \(head) | typical: \(head) |")
print("|---|---|---|---|---|---|---|---|---|---|")
for (place, world) in (World.study + World.others).enumerated() where wanted.isEmpty || wanted.contains(world.name) {
  for models in [15, 40, 100] {
    let total = try await withThrowingTaskGroup(of: [PriceDefinition: Tally].self) { group in
      for list in 0..<lists {
        group.addTask { try answers(world, models: models, stream: UInt64((place * 1000 + models) * 10_000 + list)) }
      }
      var total: [PriceDefinition: Tally] = [:]
      for try await part in group {
        for (definition, tally) in part { total[definition, default: Tally()].add(tally) }
      }
      return total
    }
    print(
      "| \(world.name) | \(models) | \(total[.cheapest]?.cells ?? "") | \(total[.typical]?.cells ?? "") |")
    fflush(nil)
  }
}
