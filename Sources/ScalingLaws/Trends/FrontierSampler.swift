#if canImport(Glibc)
  import Glibc
#endif

/// The prices at or above a score, made ready for frontiers of many subsamples of models.
struct FrontierSampler: Sendable {
  /// By date.
  let dates: [Double]
  /// Logarithms.
  let prices: [Double]
  /// Which model each price belongs to, counted from zero in order of appearance.
  let models: [Int]
  let modelCount: Int

  init(_ entries: [PriceList.Entry]) {
    dates = entries.map(\.date)
    prices = entries.map { log($0.price) }
    var numbers: [String: Int] = [:]
    models = entries.map { entry in
      let number = numbers[entry.identity] ?? numbers.count
      numbers[entry.identity] = number
      return number
    }
    modelCount = numbers.count
  }

  /// Places of the running minima among the prices of models that are kept, one per date.
  func frontier(_ isKept: (_ place: Int) -> Bool) -> [Int] {
    var points: [Int] = []
    var lowest = Double.infinity
    for place in dates.indices where prices[place] < lowest && isKept(place) {
      if let last = points.last, dates[last] == dates[place] { points.removeLast() }
      points.append(place)
      lowest = prices[place]
    }
    return points
  }

  func frontier(isKept: [Bool]) -> [Int] { frontier { isKept[models[$0]] } }

  func line(through places: [Int]) -> StraightLine? {
    StraightLine(places.map { dates[$0] }, places.map { prices[$0] })
  }
}

extension PriceList.Entry {
  /// What tells models apart: the name, or the line where there is none.
  var identity: String { model.isEmpty ? "line \(line)" : model }
}

extension PriceList {
  /// Prices of models at or above a score.
  func entries(atLeast threshold: Double) -> [Entry] { entries.filter { ($0.score ?? -.infinity) >= threshold } }
}
