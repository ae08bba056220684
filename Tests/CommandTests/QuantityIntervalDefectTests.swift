import Foundation
import TestSupport
import Testing

/// Intervals that said what nothing in the data does.
@Suite struct QuantityIntervalDefectTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Defects")

  private func rows(_ command: Command, _ key: String) throws -> [String: [String: Any]] {
    let rows = try #require(try command.json()[key] as? [[String: Any]])
    return Dictionary(rows.map { ($0["name"] as? String ?? "", $0) }) { first, _ in first }
  }

  @Test("on a ray D = 20 N the intervals are those of the likelihood, all open, and the law of one variable is offered")
  func ray() throws {
    let file = "T04_compute_optimal_ray.csv"
    let command = try Command.run(["fit", file, "--law", "chinchilla", "-c", "loss=L", "--json"], folder: Self.folder)
    #expect(command.status == 0)
    for (name, row) in try rows(command, "coefficients") {
      #expect(row["interval"] as? String == "profile", "\(name)")
      #expect(row["conf_low"] is NSNull || row["conf_high"] is NSNull, "\(name): \(row)")
    }
    #expect(command.errors.contains("D is 20 times N in every row"))
    #expect(command.errors.contains("--law power-law-floor -c C=N -c loss=L"))
    // What is offered runs, and finds the floor of the simulation, 1.8.
    let offered = try Command.run(
      ["fit", file, "--law", "power-law-floor", "-c", "C=N", "-c", "loss=L", "--json"], folder: Self.folder)
    let floor = try #require(try rows(offered, "coefficients")["E"])
    #expect(offered.status == 0 && abs((floor["estimate"] as? Double ?? 0) - 1.8) < 0.1)
    let text = try Command.run(["fit", file, "--law", "chinchilla", "-c", "loss=L"], folder: Self.folder)
    #expect(text.output.contains("open] profile"))
  }

  @Test("a coefficient on its bound has no standard error, and the end of its profile for an interval")
  func bound() throws {
    for interval in [[], ["--interval", "hc3-effective"]] {
      let command = try Command.run(
        ["fit", "T12_on_bound.csv", "--formula", "y = E + A*x^-a", "--bounds", "E=0..", "--json"] + interval,
        folder: Self.folder)
      let floor = try #require(try rows(command, "coefficients")["E"])
      #expect(floor["estimate"] as? Double == 0 && floor["std_error"] is NSNull && floor["at_bound"] as? Bool == true)
      #expect(floor["conf_low"] as? Double == 0 && floor["interval"] as? String == "profile")
      // --interval profile, which lmfit's conf_interval agrees with to five digits.
      #expect(abs((floor["conf_high"] as? Double ?? 0) - 0.0358032) < 1e-6, "\(floor)")
    }
    // Where no likelihood is asked for, one end is known.
    let command = try Command.run(
      ["fit", "T12_on_bound.csv", "--formula", "y = E + A*x^-a", "--bounds", "E=0..", "--json", "--interval", "hc1"],
      folder: Self.folder)
    let floor = try #require(try rows(command, "coefficients")["E"])
    #expect(floor["conf_low"] as? Double == 0 && floor["conf_high"] is NSNull && floor["std_error"] is NSNull)
  }

  @Test("shares of the ladder's sixteen runs add up, and lie between 0 and 1")
  func ladder() throws {
    let fit = [
      "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--where", "role == \"fit\"",
      "--json",
    ]
    let command = try Command.run(fit)
    let found = try rows(command, "derived")
    let ends = { (name: String) in ["conf_low", "conf_high"].map { found[name]?[$0] as? Double } }
    let (a, b) = (ends("a"), ends("b"))
    for (low, high) in [(a[0], b[1]), (b[0], a[1])] {
      if let low, let high { #expect(abs(low + high - 1) < 1e-6) } else { #expect(low == nil && high == nil) }
    }
    // In the plan as well.
    let planned = try Command.run(["plan", "-", "--flops", "1e23", "--json"], input: command.output)
    let plan = try #require(try (planned.json()["plans"] as? [[String: Any]])?.first)
    for name in ["a", "b"] {
      let row = try #require(plan[name] as? [String: Any])
      for (key, end) in zip(["conf_low", "conf_high"], ends(name)) {
        #expect(abs((row[key] as? Double ?? -1) - (end ?? -1)) < 1e-3, "\(name) \(row)")
      }
    }
  }
}
