import Foundation
import Reporting
import ScalingLaws
import TestSupport
import Testing

/// Fit files, read back: `scaling predict` says what the fit itself says.
@Suite struct PredictCommandTests {
  /// Thirty rows of a power law with a floor, with a fixed pattern in place of noise.
  private static let powers: String = {
    let rows = (0..<30).map { row in
      let x = pow(10, 0.1 * Double(row))
      return "\(x),\(1.5 + 4 * pow(x, -0.5) + 0.02 * sin(Double(5 * row * row)))"
    }
    return "x,y\n" + rows.joined(separator: "\n") + "\n"
  }()

  private func fitFile(_ arguments: [String]) throws -> String {
    let (command, files) = try ResamplingCommandTests.run(
      ["fit", "powers.csv", "--formula", "y = E + A*x^-b", "-o", "fit.json", "--replicates", "199"] + arguments,
      files: ["powers.csv": Self.powers])
    #expect(command.status == 0, "\(command.errors)")
    return try #require(files["fit.json"])
  }

  private func predict(_ file: String, _ arguments: [String], files: [String: String] = [:]) throws -> Command {
    try ResamplingCommandTests.run(
      ["predict", "fit.json"] + arguments, files: files.merging(["fit.json": file]) { $1 }
    ).0
  }

  private func agrees(_ found: [String: Any], _ keys: [String], _ expected: [Double?]) {
    for (key, value) in zip(keys, expected) {
      let number = found[key] as? Double
      switch (number, value) {
      case (let number?, let value?): #expect(abs(number - value) <= 1e-12 * abs(value), "\(key): \(number), \(value)")
      default: #expect(number == nil && value == nil, "\(key)")
      }
    }
  }

  @Test(
    "a prediction and a quantity from the file are those of the fit to 1e-12",
    arguments: [
      "classical", "hc3", "profile", "jackknife", "bootstrap", "bootstrap:wild:basic", "bootstrap:residual:normal",
    ])
  func sameAsFit(_ method: String) throws {
    let interval = try IntervalMethod(method)
    let file = try temporaryFile("powers.csv", Self.powers)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    for scale in [ResidualScale.identity, .log] {
      let fit = try Law("y = E + A*x^-b").fit(
        to: try Table(contentsOf: file.path),
        options: FitOptions(scale: scale, interval: interval, replicates: 199))
      let text = try fitFile(
        ["--interval", method, "--scale", scale.rawValue] + (interval.isResampling ? ["--keep-draws"] : []))
      let record = try predict(text, ["--at", "x=50", "--at", "x=1e5", "--quantity", "q = A*b", "--json"]).json()
      let points = try #require(record["predictions"] as? [[String: Any]])
      for (x, point) in zip([50, 1e5], points) {
        let prediction = try fit.predict(["x": x])
        // The file holds the covariance; a profile is followed anew by the fit alone.
        let isProfile = interval == .profile
        let keys =
          ["estimate", "std_error_on_scale"]
          + (isProfile ? [] : ["mean_low", "mean_high", "new_run_low", "new_run_high"])
        agrees(
          point, keys,
          [
            prediction.value, prediction.standardError, prediction.mean?.low, prediction.mean?.high,
            prediction.newRun?.low, prediction.newRun?.high,
          ])
      }
      let quantity = try #require((record["quantities"] as? [[String: Any]])?.first)
      let estimate = try fit.estimate("A*b").estimate
      agrees(quantity, ["estimate", "std_error"], [estimate.value, estimate.standardError])
      if interval != .profile {
        agrees(quantity, ["conf_low", "conf_high"], [estimate.interval?.low, estimate.interval?.high])
      }
    }
  }

  @Test("a coefficient asked of the file as a quantity has the interval that the fit gave it")
  func coefficientAsQuantity() throws {
    let fit = try Command.run([
      "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--json",
    ])
    let names = ["E", "A", "alpha", "B", "beta"]
    let record = try Command.run(
      ["predict", "-", "--json", "--quiet"] + names.flatMap { ["--quantity", $0] }, input: fit.output
    ).json()
    let expected = try #require(try fit.json()["coefficients"] as? [[String: Any]])
    for (quantity, own) in zip(try #require(record["quantities"] as? [[String: Any]]), expected) {
      agrees(quantity, ["conf_low", "conf_high"], [own["conf_low"] as? Double, own["conf_high"] as? Double])
    }
  }

  @Test("a file of draws does what draws in the fit file do; without either the covariance is used, and said")
  func draws() throws {
    let (_, files) = try ResamplingCommandTests.run(
      [
        "fit", "powers.csv", "--formula", "y = E + A*x^-b", "--interval", "bootstrap", "--replicates", "199", "-o",
        "fit.json",
      ]
        + ["--draws", "draws.csv"], files: ["powers.csv": Self.powers])
    let kept = try fitFile(["--interval", "bootstrap", "--keep-draws"])
    let (file, table) = (try #require(files["fit.json"]), try #require(files["draws.csv"]))
    let whole = try predict(kept, ["--at", "x=50", "--json"]).json()["predictions"] as? [[String: Any]]
    let beside = try predict(file, ["--at", "x=50", "--json", "--draws", "draws.csv"], files: ["draws.csv": table])
    #expect(try beside.json()["predictions"] as? [NSDictionary] == whole as? [NSDictionary])
    var bare = try #require(try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any])
    bare["draws"] = NSNull()
    let without = try predict(
      String(decoding: try JSONSerialization.data(withJSONObject: bare), as: UTF8.self), ["--at", "x=50", "--all"])
    #expect(without.status == 0 && without.said.contains("the file has no draws"))
    let other = try predict(
      file, ["--at", "x=50", "--draws", "draws.csv"], files: ["draws.csv": "replicate,u,objective\n0,1,2\n"])
    #expect(other.status == 65 || other.status == 64)
    #expect(other.errors.contains("the draws are of u") && other.errors.contains("hint:"))
  }

  @Test("draws of a bootstrap that needs refits of its own are read as percentiles, and the command says so")
  func readAsPercentiles() throws {
    for reading in ["bca", "t"] {
      let file = try fitFile(["--interval", "bootstrap:pairs:\(reading)", "--keep-draws"])
      let command = try predict(file, ["--at", "x=50", "--all"])
      #expect(command.status == 0 && command.said.contains("percentiles of the draws"), "\(command.errors)")
      let percentile = try fitFile(["--interval", "bootstrap:pairs:percentile", "--keep-draws"])
      let (a, b) = (
        try predict(file, ["--at", "x=50", "--json"]).json(),
        try predict(percentile, ["--at", "x=50", "--json"]).json()
      )
      #expect(a["predictions"] as? [NSDictionary] == b["predictions"] as? [NSDictionary])
    }
  }

  @Test("noise that grows with a variable widens the interval of a new run alone, in the fit and from its file")
  func noise() throws {
    let plain = try predict(fitFile([]), ["--at", "x=1e4", "--json"]).json()
    let grown = try predict(fitFile(["--noise", "x^0.5"]), ["--at", "x=1e4", "--json"]).json()
    let (a, b) = (
      try #require((plain["predictions"] as? [[String: Any]])?.first),
      try #require((grown["predictions"] as? [[String: Any]])?.first)
    )
    #expect(a["mean_low"] as? Double == b["mean_low"] as? Double)
    let width = { (p: [String: Any]) in
      ((p["new_run_high"] as? Double) ?? .nan) - ((p["new_run_low"] as? Double) ?? .nan)
    }
    // At the right end, x = 1e2.9, rows have noise of 0.015; relative noise at x = 1e4 is larger than their average.
    #expect(width(b) > 2 * width(a))
    let bad = try predict(fitFile(["--noise", "x - 0.5"]), ["--at", "x=0.25"])
    #expect(bad.status != 0 && bad.errors.contains("size of the noise"), "\(bad.errors)")
  }

  @Test("a point outside the rows is marked with its distance; one far outside is warned of, one inside is not")
  func extrapolation() throws {
    let file = try fitFile([])
    let far = try predict(file, ["--at", "x=1e5"])
    #expect(
      far.status == 0 && far.output.contains("2.1 decades") && far.said.contains("[extrapolation]"), "\(far.said)")
    #expect(try predict(file, ["--at", "x=1e5", "--strict"]).status == 1)
    let near = try predict(file, ["--at", "x=800", "--strict"])
    #expect(near.status == 0)
    let inside = try predict(file, ["--at", "x=10", "--strict"])
    #expect(inside.status == 0 && !inside.errors.contains("outside"))
  }

  @Test("points with unknown, missing or doubled variables are refused")
  func points() throws {
    let file = try fitFile([])
    for (arguments, words) in [
      (["--at", "z=1"], "z"), (["--at", "x=1,z=2"], "z"), (["--at", "x"], "no value of a variable"),
      (["--at", "x=1,x=2"], "given twice"), (["--at", "x=abc"], "no value"), ([], "nothing is asked"),
      (["--at", "x=1", "-c", "x=y"], "--points"), (["--quantity", "z = A/k"], "k"),
    ] {
      let command = try predict(file, arguments)
      #expect(command.status == 64 && command.errors.contains(words), "\(arguments): \(command.errors)")
      #expect(command.output.isEmpty)
    }
    let table = try predict(
      file, ["--points", "points.csv", "-c", "x=size", "--json"], files: ["points.csv": "size\n10\n50\n"])
    #expect((try table.json()["predictions"] as? [Any])?.count == 2)
    #expect(try predict(file, ["--points", "points.csv"], files: ["points.csv": "size\n10\n"]).status != 0)
  }

  @Test("a file that is no fit that can be used is named with what is wrong and what to do")
  func badFiles() throws {
    let good = try fitFile(["--interval", "bootstrap", "--keep-draws"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(good.utf8)) as? [String: Any])
    func changed(_ change: (inout [String: Any]) -> Void) throws -> String {
      var copy = document
      change(&copy)
      return String(decoding: try JSONSerialization.data(withJSONObject: copy), as: UTF8.self)
    }
    func without(_ key: String) throws -> String { try changed { $0[key] = nil } }
    var bad = [
      "", "x,y\n1,2\n", "[]", "{}", "null", "{\"schema\": \"scaling.price/1\"}", "{\"schema\": \"scaling.fits/1\"}",
      String(good.prefix(good.utf8.count / 2)), good + "{", String(repeating: "[", count: 1000),
      String(repeating: "{\"a\":", count: 1000) + "1" + String(repeating: "}", count: 1000),
      good.replacingOccurrences(of: "\"level\": 0.95", with: "\"level\": NaN"),
      good.replacingOccurrences(of: "\"level\": 0.95", with: "\"level\": 2"),
      good.replacingOccurrences(of: "\"level\": 0.95", with: "\"level\": \"high\""),
    ]
    for key in ["schema", "law", "options", "inference", "data"] { bad.append(try without(key)) }
    bad.append(
      try changed {
        var inference = $0["inference"] as? [String: Any]
        inference?["natural"] = [["name": "E", "formula": "os.system(1)"]]
        $0["inference"] = inference
      })
    bad.append(
      try changed {
        var inference = $0["inference"] as? [String: Any]
        inference?["solved"] = ["coefficients": [["name": "E", "value": 1]], "covariance": [[1, 2], [3]]]
        $0["inference"] = inference
      })
    bad.append(
      try changed {
        var draws = $0["draws"] as? [String: Any]
        draws?["objective"] = [1, 2]
        $0["draws"] = draws
      })
    for text in bad {
      let command = try predict(text, ["--at", "x=10"])
      #expect(command.status == 65, "\(text.prefix(60)): \(command.status) \(command.errors)")
      #expect(command.errors.contains("fit.json") && command.errors.contains("hint:"), "\(command.errors)")
      #expect(command.output.isEmpty)
    }
    #expect(try Command.run(["predict", "nowhere.json", "--at", "x=1"]).status == 66)
    #expect(try Command.run(["predict", "-", "--at", "x=50"], input: good).output.contains("standard input"))
  }

  @Test("numbers that no count or index can be are no reason to stop")
  func largeNumbers() throws {
    let good = try fitFile(["--interval", "bootstrap", "--keep-draws"])
    var document = try #require(try JSONSerialization.jsonObject(with: Data(good.utf8)) as? [String: Any])
    var draws = try #require(document["draws"] as? [String: Any])
    let count = try #require((draws["replicates"] as? [Any])?.count)
    draws["replicates"] = [Double](repeating: 1e300, count: count)
    document["draws"] = draws
    let text = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
    let (changed, plain) = (
      try predict(text, ["--at", "x=50", "--json"]), try predict(good, ["--at", "x=50", "--json"])
    )
    #expect(plain.status == 0)
    #expect(changed.status == 65 && changed.errors.contains("draws.replicates"), "\(changed.errors)")
  }
}
