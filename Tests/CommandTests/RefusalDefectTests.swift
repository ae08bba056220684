import Foundation
import TestSupport
import Testing

/// Inputs that were once answered with a straight face: each is refused, or said to be undefined.
@Suite struct RefusalDefectTests {
  private func path(_ name: String) -> String { CrashDefectTests.path(name) }

  @Test("a coefficient that multiplies nothing is not estimable, and nothing is certified")
  func noEffect() throws {
    for formula in ["y = a + b/(x-c)", "y = a + b*exp(-c*x)", "y = a + b*(x+1)^c"] {
      let command = try Command.run(["fit", path("k.csv"), "--formula", formula, "--json"])
      #expect(command.status == 1, "\(formula)")
      #expect(try #require(try command.coefficients()["a"])["conf_low"] is NSNull, "\(formula)")
    }
    let command = try Command.run(["fit", path("k.csv"), "--formula", "y = a + b/(x-c)", "--json"])
    #expect(try command.estimate("c") == nil && command.warning("not-estimable").contains("c has no effect on any row"))
    #expect(abs(try #require(try command.estimate("a")) - 2.5) < 1e-12)
  }

  @Test("one response in every row tells nothing of the noise: no interval has no width")
  func constantResponse() throws {
    for interval in ["hc3", "classical", "bootstrap", "jackknife"] {
      let command = try Command.run([
        "fit", path("k.csv"), "--formula", "y = a + b*x", "--interval", interval, "--json",
      ])
      #expect(command.status == 1, "\(interval)")
      #expect(try #require(try command.coefficients()["a"])["conf_low"] is NSNull, "\(interval)")
    }
  }

  @Test("BCa and bootstrap-t of constant data are undefined, and say so", arguments: ["bca", "t"])
  func undefinedReadings(_ reading: String) throws {
    let arguments = ["fit", path("T33_degenerate_boot.csv"), "--formula", "x = m"]
    let command = try Command.run(arguments + ["--interval", "bootstrap:pairs:\(reading)"])
    #expect(command.said.contains("bootstrap:pairs:\(reading) intervals are undefined"), "\(command.errors)")
    #expect(!command.output.contains("open") && command.output.contains("undefined"), "\(command.output)")
  }

  @Test("BCa of a quantity that is the same in every refit is undefined, where the data are not constant")
  func undefinedQuantity() throws {
    let command = try Command.run([
      "fit", path("ok.csv"), "--formula", "y = a + b*x", "--bounds", "a=3..4", "--interval", "bootstrap:pairs:bca",
      "--replicates", "60", "--json",
    ])
    // The intercept of the line is 0.02: it stays on its bound in every refit.
    #expect(try command.estimate("a") == 3)
    #expect(try command.warning("undefined-interval").contains("of a are undefined"), "\(command.output)")
    #expect(try #require(try command.coefficients()["a"])["conf_low"] is NSNull)
  }

  @Test(
    "a level whose quantile rounding decides is refused by every verb",
    arguments: ["0.9999999999999999", "0.99999999999", "1e-17"])
  func levels(_ level: String) throws {
    for arguments in [
      ["fit", path("ok.csv"), "--formula", "y=a+b*x"], ["trend", "@transistors"],
      ["price", "@ai-prices", "--score", "mmlu", "--at", "43.9"], ["isoflop", path("ok.csv")],
    ] where arguments[0] != "isoflop" {
      let command = try Command.run(arguments + ["--level", level])
      #expect(command.status == 64 && command.errors.contains("too near to"), "\(arguments): \(command.errors)")
    }
    let near = try Command.run(["fit", path("ok.csv"), "--formula", "y=a+b*x", "--level", "0.99999999", "--json"])
    // scipy.stats.t.isf(5e-9, 4) = 156.4978087.
    let b = try #require(try near.coefficients()["b"])
    let half = try #require(b["conf_high"] as? Double) - (try #require(b["estimate"] as? Double))
    #expect(abs(half / (try #require(b["std_error"] as? Double)) / 156.4978087 - 1) < 1e-5)
  }

  @Test("a point at which the law has no value is an error that names it")
  func undefinedPoint() throws {
    let command = try Command.run(["predict", path("plf.json"), "--at", "C=-5"])
    #expect(command.status == 64 && command.errors.contains("has no value at C=-5"), "\(command.errors)")
    #expect(command.output.isEmpty && command.errors.contains("hint: take a point"))
    let second = try Command.run(["predict", path("plf.json"), "--at", "C=1e20", "--at", "C=-1"])
    #expect(second.status == 64 && second.errors.contains("C=-1"))
    #expect(try Command.run(["predict", path("plf.json"), "--at", "C=1e20"]).status == 0)
  }

  @Test("rows below a floor that is held are refused on the log scale, naming them")
  func belowFloor() throws {
    let data = path("T09_below_irreducible.csv")
    for more in [
      ["--formula", "L = E + A*C^-a", "--fix", "E=2.1"], ["--formula", "L = 2.1 + A*C^-a"],
      ["--law", "power-law-floor", "-c", "loss=L", "--fix", "E=2.1"],
    ] {
      let command = try Command.run(["fit", data, "--scale", "log"] + more)
      #expect(command.status == 65 && command.errors.contains("4 rows: lines 13, 14, 15 and 16"), "\(command.errors)")
      #expect(command.errors.contains("L > 2.1"))
    }
    let kept = try Command.run([
      "fit", data, "--scale", "log", "--formula", "L = E + A*C^-a", "--fix", "E=2.1", "--where", "L > 2.1",
    ])
    #expect(kept.status == 0, "\(kept.errors)")
    // The rows were made with E 1.8, A 2000, a 0.17.
    let free = try Command.run(["fit", data, "--scale", "log", "--formula", "L = E + A*C^-a", "--json"])
    for (name, truth) in [("E", 1.8), ("A", 2000), ("a", 0.17)] {
      #expect(abs(try #require(try free.estimate(name)) / truth - 1) < 1e-6, "\(name)")
    }
    let identity = try Command.run(["fit", data, "--formula", "L = E + A*C^-a", "--fix", "E=2.1"])
    #expect(identity.status == 0, "\(identity.errors)")
  }
}
