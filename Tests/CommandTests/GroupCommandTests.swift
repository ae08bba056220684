import Foundation
import TestSupport
import Testing

@Suite struct GroupCommandTests {
  static let law = ["fit", "@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)"]

  @Test("--by prints a row for each coefficient and group, lists groups without a fit, and names groups in warnings")
  func by() throws {
    let command = try Command.run(Self.law + ["--by", "family"])
    #expect(command.status == 0)
    #expect(command.output.contains("by family: 26 groups fitted, 2 not"))
    let lines = command.output.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("  b1 ") }.count == 26)
    let amber = lines.last { $0.hasPrefix("  Amber") }
    #expect(amber?.hasSuffix("1 row cannot determine 2 coefficients (b0 and b1)") == true)
    #expect(command.said.contains("warning: family Amber and TinyLlama: not fitted"))
    #expect(try Command.run(Self.law + ["--by", "family", "--strict"]).status == 1)
  }

  @Test("--by --json holds an ordinary record for each group, or the reason why there is none")
  func byJSON() throws {
    let record = try Command.run(Self.law + ["--by", "family", "--json"]).json()
    #expect(record["schema"] as? String == "scaling.fits/1")
    let fits = try #require(record["fits"] as? [[String: Any]])
    #expect(fits.count == 28)
    let values = fits.map { ($0["group"] as? [String: Any])?["value"] as? String }
    let pythia = fits[try #require(values.firstIndex(of: "Pythia"))]
    let alone = try Command.run(Self.law + ["--where", "family == \"Pythia\"", "--json"]).json()
    let fit = try #require(pythia["fit"] as? [String: Any])
    for key in ["coefficients", "covariance", "glance"] {
      #expect(fit[key] as? NSObject == alone[key] as? NSObject, "\(key)")
    }
    let amber = fits[try #require(values.firstIndex(of: "Amber"))]
    #expect(amber["fit"] is NSNull)
    #expect((amber["error"] as? [String: Any])?["message"] is String)
  }

  @Test("--by ends with status 1 when no group has a fit to trust")
  func untrusted() throws {
    let command = try Command.run(
      ["fit", "-", "--formula", "y = a + b*x", "--by", "g"], input: "g,x,y\nA,1,1\nA,2,3\nB,1,2\n")
    #expect(command.status == 1)
    #expect(command.output.contains("1 group fitted, 1 not"))
  }

  @Test("--effect prints the law as it was written, and its record the formula with every group")
  func effect() throws {
    let text = try Command.run(Self.law + ["--effect", "family"])
    #expect(text.status == 0)
    #expect(
      text.output.hasPrefix("mmlu = b0 + 0.0835 * log10(params), fitted to 97 rows")
        && text.output.contains("\nmmlu = b0 + b1 * log10(params)\n"))
    #expect(text.said.contains("28 groups of family, each with its own b0"))
    #expect(text.output.contains("R² within groups"))
    #expect(text.output.contains("b0[Llama-2]"))
    let record = try Command.run(Self.law + ["--effect", "family", "--json"]).json()
    let options = try #require(record["options"] as? [String: Any])
    let effect = try #require(options["effect"] as? [String: Any])
    #expect(effect["constant"] as? String == "b0" && (effect["groups"] as? [Any])?.count == 28)
    let formula = try #require((record["law"] as? [String: Any])?["formula"] as? String)
    #expect(formula.contains("`b0[Llama-2]` * `family: Llama-2`"))
  }

  @Test("standard errors are called what they are, and ones that the norm does not have are refused")
  func intervals() throws {
    let text = try Command.run(Self.law + ["--norm", "huber", "--cluster", "none"])
    #expect(text.said.contains("pairs bootstrap, 1000 resamples, seed 0, 95 % percentile intervals"))
    let record = try Command.run(Self.law + ["--norm", "huber", "--interval", "m-estimation", "--json"]).json()
    let options = try #require(record["options"] as? [String: Any])
    #expect(options["interval"] as? String == "m-estimation" && options["norm"] as? String == "huber")
    #expect((record["objective"] as? [String: Any])?["aic"] is NSNull)
    let refused = try Command.run(Self.law + ["--norm", "huber", "--interval", "hc9"])
    #expect(refused.status == 64 && refused.output.isEmpty)
    #expect(refused.errors.contains("the interval method \"hc9\" is not understood"))
    let quantile = try Command.run(Self.law + ["--norm", "quantile:0.5"])
    #expect(quantile.status == 0 && quantile.output.contains("pairs bootstrap"))
    let basic = try Command.run(Self.law + ["--norm", "huber", "--interval", "bootstrap:basic"])
    #expect(basic.status == 64)
    #expect(basic.errors.contains("bootstrap:pairs:basic intervals do not exist for the norm huber"))
  }
}

/// The printed coefficients are good enough to draw the curve with.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct RoundedCoefficientTests {
  struct Run {
    let size: Double
    let tokens: Double
    let loss: Double
  }

  /// The 240 points: D = FLOP / (6 N), without the five highest losses.
  static func runs() throws -> [Run] {
    let text = try String(contentsOfFile: Shared.path("data/chinchilla/svg_extracted_data.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let (size, flop) = (Double(cells[3]) ?? .nan, Double(cells[4]) ?? .nan)
      return Run(size: size, tokens: flop / (6 * size), loss: Double(cells[6]) ?? .nan)
    }
    return Array(rows.sorted { $0.loss < $1.loss }.prefix(240))
  }

  @Test(
    "every fitted value from the printed coefficients is within a tenth of sigma of the fit's",
    arguments: [
      ["--scale", "log", "--norm", "huber:0.001"], ["--scale", "log"], ["--scale", "identity"],
      ["--scale", "log", "--norm", "huber"],
    ])
  func chinchilla(_ options: [String]) throws {
    let runs = try Self.runs()
    #expect(runs.count == 240)
    let csv = "N,D,loss\n" + runs.map { "\($0.size),\($0.tokens),\($0.loss)\n" }.joined()
    let arguments = ["fit", "-", "--formula", "loss = E + A/N^alpha + B/D^beta", "--replicates", "100"] + options
    let record = try Command.run(arguments + ["--json"], input: csv).json()
    let output = try Command.run(arguments, input: csv).output
    let exact = try #require(record["coefficients"] as? [[String: Any]]).map { $0["estimate"] as? Double ?? .nan }
    let printed = try ["E", "A", "alpha", "B", "beta"].map { name in
      let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("  \(name) ") })
      return try #require(Double(line.split(separator: " ")[1]))
    }
    #expect(zip(exact, printed).contains { $0 != $1 }, "the text rounds")
    let sigma = try #require((record["glance"] as? [String: Any])?["sigma"] as? Double)
    let isLog = options.contains("log")
    func moved(_ coefficients: [Double]) -> Double {
      let law = { (c: [Double], run: Run) in
        let loss = c[0] + c[1] * pow(run.size, -c[2]) + c[3] * pow(run.tokens, -c[4])
        return isLog ? log(loss) : loss
      }
      return runs.map { abs(law(coefficients, $0) - law(exact, $0)) }.max() ?? .infinity
    }
    #expect(moved(printed) <= 0.1 * sigma, "\(moved(printed) / sigma) sigma")

    // Two digits of the standard error alone, which is how such tables are usually printed, move the curve further.
    if options == ["--scale", "log", "--norm", "huber:0.001"] {
      #expect(moved([1.817, 478, 0.347, 2143, 0.367]) > 0.1 * sigma)
    }
  }
}
