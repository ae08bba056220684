// Coverage of what `scaling trend` says of series whose deviations resemble their neighbours.
//
//     seriesbench [TABLES] [SEED] [ROWS…]     one line of text for each cell
//
// A cell is a kind of deviation, a number of rows and equal or unequal gaps. Printed are, in percent: the rate's interval, the narrow one
// of independent deviations, bands five steps and half the length ahead, and breaks named where there is none; with a change of one
// innovation deviation per step at the middle, breaks found, and the coverage of the date and of the rate after it. The ratio is the
// median width of the rate's interval over the narrow one's.

import Glibc
import ScalingLaws
import Statistics

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let tables = arguments.first ?? 400
let seed = UInt64(arguments.dropFirst().first ?? 1)
let sizes = arguments.count > 2 ? Array(arguments.dropFirst(2)) : [8, 10, 20, 50, 100]

/// Counts of what held, of how often it was asked.
struct Share {
  var held = 0
  var asked = 0
  mutating func count(_ holds: Bool?) {
    guard let holds else { return }
    asked += 1
    held += holds ? 1 : 0
  }
  var text: String { asked == 0 ? "    –" : padded(tenths(100 * Double(held) / Double(asked)), 5) }
}

func tenths(_ value: Double) -> String {
  let rounded = Int((10 * value).rounded())
  return "\(rounded / 10).\(rounded % 10)"
}

func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

func analysis(_ times: [Double], _ values: [Double], dates: [Double]) throws -> TrendAnalysis {
  let origin = 2000.0
  let table = try Table(
    source: "simulated",
    columns: [
      Column(name: "date", storage: .numbers(times.map { origin + $0 })),
      Column(name: "value", storage: .numbers(values.map { exp($0) })),
    ])
  var questions = TrendAnalysis.Questions()
  questions.projections = dates.map { .on(origin + $0) }
  return try TrendAnalysis(try TimeSeries(table, columns: try TimeSeriesColumns(in: table)), questions: questions)
}

print("deviations   rows gaps    rate narrow ratio  5 on  n/2 | false found  date after")
for rows in sizes {
  for isIrregular in [false, true] {
    for noise in World.Noise.allCases {
      // These two are of equal steps.
      if isIrregular, noise == .average || noise == .cycle { continue }
      let world = World(noise: noise, rows: rows, isIrregular: isIrregular)
      var (rate, narrow, five, half, named) = (Share(), Share(), Share(), Share(), Share())
      var (found, date, after) = (Share(), Share(), Share())
      var ratios: [Double] = []
      for index in 0..<tables {
        var random = RandomStream(seed: seed, stream: UInt64(index))
        let ahead = [5, rows / 2]
        let (times, values, coming) = world.table(&random, ahead: ahead)
        let last = times.last ?? 0
        let trend = try analysis(times, values, dates: ahead.map { last + Double($0) })
        let (wide, tight) = (trend.exponential.logPerYear.interval, trend.independent.logPerYear.interval)
        rate.count(wide?.contains(0))
        narrow.count(tight?.contains(0))
        if let a = wide, let b = tight, let low = a.low, let high = a.high, let least = b.low, let most = b.high {
          ratios.append((high - low) / (most - least))
        }
        for (projection, (value, isFirst)) in zip(trend.projections, zip(coming, [true, false])) {
          let answer = projection.answers.first { $0.form == .exponential }
          let holds = answer?.interval?.contains(exp(value))
          if isFirst { five.count(holds) } else { half.count(holds) }
        }
        named.count(trend.segmented?.isNamed)
        guard rows >= SegmentedSeries.fewestRows else { continue }
        var bent = world
        bent.change = 1
        var other = RandomStream(seed: seed + 1000, stream: UInt64(index))
        let (moments, bend, _) = bent.table(&other, ahead: [1])
        let broken = try analysis(moments, bend, dates: []).segmented
        found.count(broken?.isNamed)
        date.count(broken?.interval.contains(2000 + (moments.last ?? 0) / 2))
        after.count(broken?.after.logPerYear.interval?.contains(1))
      }
      ratios.sort()
      let ratio = ratios.isEmpty ? "–" : tenths(ratios[ratios.count / 2])
      print(
        noise.rawValue + String(repeating: " ", count: 12 - noise.rawValue.count),
        padded("\(rows)", 4), isIrregular ? "unequal" : "equal  ", rate.text, narrow.text, padded(ratio, 5), five.text,
        half.text, "|", named.text, found.text, date.text, after.text)
      fflush(nil)
    }
  }
}
