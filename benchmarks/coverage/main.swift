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

/// Of the residuals of the 240 points on the log scale.
let sigma = 0.007

let designs = ["n240", "n40", "ray", "power200", "power30"]
let noises = ["normal", "t3", "heteroscedastic", "clustered", "outliers"]
let norms = ["squared", "huber:0.001"]

for design in designs {
  for noise in noises {
    // The ray is there for what it does not identify; noise of every kind is beside the point.
    if design == "ray", noise != "normal" { continue }
    for norm in norms {
      // The power law is there to judge what was chosen on the other designs: the default of robust norms.
      if design.hasPrefix("power"), norm == "squared" { continue }
      let name = "\(design).\(noise).\(norm)"
      guard wanted.isEmpty || wanted.contains(name) else { continue }
      let study = try study(design: Design(design, shared: shared), noise: noise, norm: try Norm(norm))
      print(line(name, study))
      fflush(nil)
    }
  }
}

func study(design: Design, noise: String, norm: Norm) throws -> Calibration {
  let isClustered = noise == "clustered"
  let options = FitOptions(
    interval: norm == .squared
      ? (isClustered ? .cr3 : .hc3Effective) : isClustered ? .bootstrap(Bootstrap()) : .mEstimation,
    norm: norm, seed: 20_26, clusters: isClustered ? ["size"] : [], replicates: 499)
  let fit = try design.law.fit(to: design.table, options: options)
  return try Calibration(
    of: fit, truth: design.truth, noise: design.noise(noise), methods: methods(norm, isClustered: isClustered),
    quantities: [design.quantity], points: [design.target], tables: tables)
}

func methods(_ norm: Norm, isClustered: Bool) throws -> [IntervalMethod] {
  let names =
    norm == .squared
    ? ["classical", "hc3", "hc3-effective", "profile", "bootstrap"]
      + (isClustered ? ["cr1", "cr2", "cr3", "bootstrap:wild:t"] : ["bootstrap:wild:t"])
    : ["m-estimation", "bootstrap:pairs:middle", "bootstrap", "jackknife"] + (isClustered ? ["cr3"] : ["hc3"])
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
