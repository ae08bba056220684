// Coverage of nominal 95 % intervals on data of Chinchilla's form: designs, noise and targets of a published plan for such studies.
//
//     coveragebench SHARED [TABLES] [CASE…]     one JSON object for each case, as a line
//
// SHARED is the folder that holds data/chinchilla. Cases are named DESIGN.NOISE.NORM, for instance n40.t3.squared.

import Glibc
import ScalingLaws
import Statistics

let arguments = Array(CommandLine.arguments.dropFirst())
guard let shared = arguments.first else {
  print("usage: coveragebench SHARED [TABLES] [CASE…]")
  exit(64)
}
let tables = arguments.count > 1 ? Int(arguments[1]) ?? 1000 : 1000
let wanted = Set(arguments.dropFirst(2))

/// Epoch AI's published coefficients of the Chinchilla law.
let truth = ["E": 1.8172, "A": 482.01, "B": 2085.43, "alpha": 0.3478, "beta": 0.3658]
let target = ["N": 1e11, "D": 2e12]
/// Of the residuals of the 240 points on the log scale.
let sigma = 0.007

let designs = ["n240", "n40", "ray"]
let noises = ["normal", "t3", "heteroscedastic", "clustered", "outliers"]
let norms = ["squared", "huber:0.001"]

for design in designs {
  for noise in noises {
    // The ray is there for what it does not identify; noise of every kind is beside the point.
    if design == "ray", noise != "normal" { continue }
    for norm in norms {
      let name = "\(design).\(noise).\(norm)"
      guard wanted.isEmpty || wanted.contains(name) else { continue }
      let study = try study(design: design, noise: noise, norm: try Norm(norm))
      print(line(name, study))
    }
  }
}

func study(design: String, noise: String, norm: Norm) throws -> Calibration {
  let table = try Designs.table(design, shared: shared)
  let isClustered = noise == "clustered"
  // Bounds as in the law of the catalogue.
  let law = try Law("loss = E + A*N^-alpha + B*D^-beta", positive: ["E", "A", "B"], scale: .log)
  let options = FitOptions(
    interval: norm == .squared ? (isClustered ? .cr3 : .hc3) : .mEstimation, norm: norm, seed: 20_26,
    clusters: isClustered && norm == .squared ? ["size"] : [], replicates: 499)
  var fit = try law.fit(to: table, options: options)
  if isClustered, norm != .squared {
    var clustered = options
    clustered.interval = .bootstrap(Bootstrap())
    clustered.clusters = ["size"]
    clustered.replicates = 499
    fit = try law.fit(to: table, options: clustered)
  }
  return try Calibration(
    of: fit, truth: truth, noise: Designs.noise(noise, table: table), methods: methods(norm, isClustered: isClustered),
    quantities: [Quantity("a = beta/(alpha + beta)")], points: [target], tables: tables)
}

func methods(_ norm: Norm, isClustered: Bool) throws -> [IntervalMethod] {
  let names =
    norm == .squared
    ? ["classical", "hc3", "profile", "bootstrap"]
      + (isClustered ? ["cr1", "cr2", "cr3", "bootstrap:wild:t"] : ["bootstrap:wild:t"])
    : ["m-estimation", "bootstrap", "jackknife"] + (isClustered ? ["cr3"] : ["hc3"])
  return try names.map { try IntervalMethod($0) }
}

func line(_ name: String, _ study: Calibration) -> String {
  let results = study.results.map { result in
    "{\"target\": \"\(result.target)\", \"method\": \"\(result.method.description)\", \"coverage\": \(result.coverage), "
      + "\"below\": \(result.below), \"above\": \(result.above), \"open\": \(result.open), "
      + "\"undefined\": \(result.undefined), \"width\": \(result.medianWidth.isFinite ? "\(result.medianWidth)" : "null")}"
  }
  return "{\"case\": \"\(name)\", \"tables\": \(study.tables), \"uncertified\": \(study.uncertified), \"results\": ["
    + results.joined(separator: ", ") + "]}"
}

enum Designs {
  /// N, D, C, the group of equal sizes, and a response without noise.
  static func table(_ design: String, shared: String) throws -> Table {
    let points = try Table(contentsOf: "\(shared)/data/chinchilla/svg_extracted_data.csv")
    let (sizes, flops) = (try points.numbers("Model Size"), try points.numbers("Training FLOP"))
    let losses = try points.numbers("loss")
    let worst = Set(losses.indices.sorted { losses[$0] > losses[$1] }.prefix(5))
    var rows = sizes.indices.filter { !worst.contains($0) }.map { (n: sizes[$0], c: flops[$0]) }
    switch design {
    case "n40":
      rows.sort { $0.c < $1.c }
      rows = rows.indices.filter { $0 % 6 == 0 }.map { rows[$0] }
    case "ray":
      // 20 tokens for each parameter, to within 5 %.
      var random = RandomStream(seed: 5, stream: 0)
      rows = (0..<40).map { index in
        let n = 5e7 * pow(10, 2.5 * Double(index) / 39)
        return (n, 6 * n * n * 20 * pow(10, 0.0217 * random.normal()))
      }
    default: break
    }
    let n = rows.map(\.n)
    let d = rows.map { $0.c / (6 * $0.n) }
    let size = n.map { (100 * log10($0)).rounded() }
    let table = try Table(
      source: design,
      columns: [
        Column(name: "N", storage: .numbers(n)), Column(name: "D", storage: .numbers(d)),
        Column(name: "C", storage: .numbers(rows.map(\.c))), Column(name: "size", storage: .numbers(size)),
      ])
    let loss = try Expression(parsing: "1.8172 + 482.01*N^-0.3478 + 2085.43*D^-0.3658 + 0.001*log(N)/log(D)")
    return try table.appending(column: Column(name: "loss", storage: .numbers(try table.values(of: loss))))
  }

  static func noise(_ name: String, table: Table) throws -> SimulatedNoise {
    switch name {
    case "t3":
      // Scaled to the same standard deviation: that of t with 3 degrees of freedom is √3.
      return SimulatedNoise(name) { random, values in
        for row in values.indices { values[row] += sigma * random.student(3) / 3.squareRoot() }
      }
    case "heteroscedastic":
      let growth = try table.values(of: Expression(parsing: "C^-0.25"))
      let mean = (growth.reduce(0) { $0 + $1 * $1 } / Double(growth.count)).squareRoot()
      return SimulatedNoise(name) { random, values in
        for row in values.indices { values[row] += sigma * growth[row] / mean * random.normal() }
      }
    case "clustered":
      let sizes = try table.numbers("size")
      var numbers: [Double: Int] = [:]
      let labels = sizes.map { size in
        let number = numbers[size] ?? numbers.count
        numbers[size] = number
        return number
      }
      let count = numbers.count
      return SimulatedNoise(name) { random, values in
        let shifts = (0..<count).map { _ in random.normal() }
        for row in values.indices {
          values[row] += sigma * (shifts[labels[row]] + random.normal()) / 2.squareRoot()
        }
      }
    case "outliers":
      // Two rows in a hundred lie higher, by 8 % on average.
      return SimulatedNoise(name) { random, values in
        for row in values.indices {
          values[row] += sigma * random.normal()
          if random.uniform() < 0.02 { values[row] += 0.08 * random.exponential() }
        }
      }
    default:
      return SimulatedNoise(name) { random, values in
        for row in values.indices { values[row] += sigma * random.normal() }
      }
    }
  }
}
