import Foundation
import TestSupport
import Testing

/// Inputs that once stopped the process: each is answered, or refused with a message.
@Suite struct CrashDefectTests {
  static func path(_ name: String) -> String { Shared.repository.appending(path: "Tests/Defects/\(name)").path }

  @Test(
    "a law whose coefficients all end on bounds is answered there, whatever the intervals",
    arguments: ["classical", "hc0", "hc3", "hac:2", "hessian", "profile", "jackknife", "bootstrap"])
  func allOnBounds(_ interval: String) throws {
    let command = try Command.run([
      "fit", Self.path("ok.csv"), "--formula", "y=a*x", "--bounds", "a=100..200", "--interval", interval,
      "--replicates", "50", "--json",
    ])
    #expect(command.status == 0 || command.status == 1, "\(command.errors)")
    // The least-squares slope is 2.02, far below the range.
    #expect(try command.estimate("a") == 100)
    #expect(try command.warningCodes().contains("at-bound"))
    // No refit leaves the bound: how far it lies off is not told, and is no interval without width.
    if interval == "bootstrap" || interval == "jackknife" {
      #expect(try command.standardError("a") == nil && command.coefficients()["a"]?["conf_high"] is NSNull)
      #expect(try command.warning("undefined-interval").contains("all refits give the same value"))
    }
  }

  @Test("all on bounds of two coefficients, and under other norms")
  func allOnBoundsOtherwise() throws {
    for more in [
      ["--formula", "y=a+b*x", "--bounds", "a=50..60,b=70..80"],
      ["--formula", "y=a*x", "--bounds", "a=100..200", "--norm", "huber:1"],
      ["--formula", "y=a*x", "--bounds", "a=100..200", "--norm", "student-t"],
      ["--formula", "y=a*x", "--bounds", "a=100..200", "--norm", "quantile:0.5"],
      ["--formula", "y=a*x", "--bounds", "a=100..200", "--scale", "log"],
    ] {
      let command = try Command.run(["fit", Self.path("ok.csv"), "--replicates", "50", "--json"] + more)
      #expect(command.status == 0 || command.status == 1, "\(more): \(command.errors)")
      #expect(try command.estimate("a") == (more[1].contains("b") ? 50 : 100), "\(more)")
    }
  }

  @Test("a prediction whose ends no double can hold has open ends")
  func openEnds() throws {
    let arguments = [
      "compare", Self.path("cmp.csv"), "--formula", "y = a + b*x", "--formula", "y = exp(a - b*x)", "--rank-by", "aicc",
      "--at", "x=1",
    ]
    let text = try Command.run(arguments)
    #expect(text.status == 0 || text.status == 1, "\(text.errors)")
    #expect(text.output.contains("open]"), "\(text.output)")
    let record = try Command.run(arguments + ["--json"])
    #expect(!(try record.json()).isEmpty)
  }

  @Test("a lag of HAC errors at or beyond the rows is refused", arguments: ["6", "7", "1000", "9223372036854775807"])
  func longLags(_ lag: String) throws {
    for kind in ["hac", "hac-raw"] {
      let command = try Command.run([
        "fit", Self.path("ok.csv"), "--formula", "y=a+b*x", "--interval", "\(kind):\(lag)",
      ])
      #expect(command.status == 64 && command.errors.contains("a lag of \(lag) does not suit 6 rows"))
      #expect(command.output.isEmpty)
    }
    let longest = try Command.run(["fit", Self.path("ok.csv"), "--formula", "y=a+b*x", "--interval", "hac:5"])
    #expect(longest.status == 0, "\(longest.errors)")
  }

  @Test("a fit file in which a name stands twice is refused with the name")
  func repeatedName() throws {
    for verb in [
      ["predict", Self.path("dup.json"), "--at", "N=1e9,D=1e10"], ["plan", Self.path("dup.json"), "--flops", "1e22"],
      ["report", Self.path("dup.json")],
    ] {
      let command = try Command.run(verb)
      #expect(command.status == 65 && command.errors.contains("has \"E\" twice"), "\(command.errors)")
    }
  }

  @Test("counts that would take more memory than there is are refused before they begin, with what they would take")
  func tooManyCounts() throws {
    let line = ["fit", Self.path("ok.csv"), "--formula", "y=a+b*x", "--interval", "bootstrap", "--replicates"]
    for (arguments, what) in [
      (line + ["100000000000"], "resamples"), (line + ["9223372036854775807"], "resamples"),
      (line + ["1000000", "--max-memory", "1MB"], "resamples"),
      (["calibrate", Self.path("ok.csv"), "--formula", "y=a+b*x", "--tables", "100000000000"], "tables"),
      (
        [
          "calibrate", Self.path("ok.csv"), "--formula", "y=a+b*x", "--method", "bootstrap", "--replicates",
          "100000000000", "--tables", "10",
        ], "resamples"
      ),
      (["price", "@ai-prices", "--score", "mmlu", "--at", "43.9", "--replicates", "1000000000000"], "subsamples"),
      (
        [
          "compare", Self.path("ok.csv"), "--formula", "y=a+b*x", "--formula", "y=a*x", "--paired", "--at", "x=1",
          "--replicates",
          "100000000000",
        ], "resamples"
      ),
    ] {
      let command = try Command.run(arguments)
      #expect(command.status == 64, "\(arguments): \(command.status) \(command.errors)")
      #expect(command.errors.contains("\(what) would take") && command.errors.contains("--max-memory"))
      #expect(command.output.isEmpty)
    }
    let enough = try Command.run(line + ["500", "--max-memory", "1MB"])
    #expect(enough.status == 0, "\(enough.errors)")
    #expect(try Command.run(line + ["500", "--max-memory", "little"]).status == 64)
  }

  @Test(
    "a limit of the address space that is too small for BLAS is an error, at once", arguments: ["150000", "200000"])
  func addressSpace(_ limit: String) throws {
    let line = "ulimit -v \(limit); timeout 20 scaling fit \(Self.path("ok.csv")) --formula y=a+b*x"
    let command = try Command.shell(line)
    #expect(command.status == 71, "\(command.status) \(command.errors)")
    #expect(command.errors.contains("OpenBLAS") && command.errors.contains("hint: raise the limit"))
  }

  @Test("a response of 1e200 or 1e-300 is refused with a unit in which it can be fitted, and that unit works")
  func extremeScales() throws {
    let small = try Command.run(["fit", Self.path("exts.csv"), "--formula", "y=a+b*x"])
    #expect(small.status == 65 && small.errors.contains("rescaled = y * 1e300"), "\(small.errors)")
    let again = try Command.run([
      "fit", Self.path("exts.csv"), "--formula", "rescaled=a+b*z", "--derive", "rescaled = y * 1e300", "--derive",
      "z = x*1e300", "--json",
    ])
    // By hand: x 1, 2, 3, 4 and y 1, 2.1, 2.9, 4.2 have the slope 5.2/5.
    #expect(abs(try #require(try again.estimate("b")) - 1.04) < 1e-12, "\(again.errors)")
    let large = try Command.run(["fit", Self.path("u_loss1e200.csv"), "--law", "chinchilla"])
    #expect(large.status == 65 && large.errors.contains("rescaled = loss / 1e2"), "\(large.errors)")
    let mended = try Command.run([
      "fit", Self.path("u_loss1e200.csv"), "--law", "chinchilla", "-c", "loss=rescaled", "--derive",
      "rescaled = loss / 1e200", "--interval", "classical",
    ])
    #expect(mended.status == 0, "\(mended.errors)")
  }
}
