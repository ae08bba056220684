import Reporting
import TestSupport
import Testing

@Suite("The command that makes a fit again")
struct ReproductionTests {
  static let fits: [[String]] = [
    ["@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens"],
    [
      "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--fix", "E=1.69,alpha=0.34",
      "--quantity", "x = E/alpha", "--quantity", "beta/2", "--noise", "N^-0.1",
    ],
    [
      "@olmo-ladder", "--formula", "loss = E + A*params^-a", "--scale", "log", "--bounds", "a=0..1", "--bounds",
      "A=0..", "--start", "a=0.3,A=100", "--seed", "7", "--starts", "20", "--norm", "huber:0.001", "--interval",
      "bootstrap:pairs:percentile", "--replicates", "40", "--keep-draws", "--where", "role == \"fit\"", "--level",
      "0.9",
    ],
    [
      "@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)", "--effect", "family", "--drop-missing",
      "--fix", "b1=0.1",
    ],
    [
      "@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)", "--cluster", "family", "--test", "b1 = 0.1",
      "--test", "durbin-watson", "--drop-missing", "--missing", "no 'such' text", "--derive", "twice = 2*params",
    ],
    [
      "@open-base-models", "--formula", "mmlu = a + b/(1 + (params/m)^-k)", "--effect", "family",
      "--bounds", "m=1e8..1e13", "--start", "b=0.5,k=1,m=1e10", "--bounds", "k=0..5", "--drop-missing",
    ],
    [
      "@ai-prices", "--formula", "price = a*exp(-k*date)", "--scale", "log", "--derive",
      "price = output_usd_per_mtok", "--drop-missing", "--max-iterations", "500", "--tolerance", "1e-13",
    ],
    ["@codex-pass-at-k", "--formula", "pass_rate = logistic(a + b*log10(samples))", "--norm", "binomial"],
    ["@transistors", "--law", "exponential-trend", "-c", "price=transistors_thousands", "-c", "t=year"],
  ]

  @Test("the command in the record gives the same record", arguments: fits)
  func recordIsMadeAgain(_ arguments: [String]) throws {
    let first = try Command.run(["fit"] + arguments + ["--json", "--quiet"])
    try #require(!first.output.isEmpty, Comment(rawValue: first.errors))
    let command = try FitFile(first.output, source: "fit.json").commandLine
    let again = try Command.shell(command + " --json --quiet")
    let comparison = Verification(
      of: try JSONValue(parsing: first.output), again: try JSONValue(parsing: again.output), command: command)
    #expect(
      comparison.isSame && comparison.equal == 0, Comment(rawValue: "\(comparison.differences)\n\(again.errors)"))
  }

  @Test("a bound that binds, and a law of one's own with a constant for each group, can be drawn from the file")
  func figuresOfWhatWasNotRecorded() throws {
    for arguments in [
      ["--formula", "mmlu = a + b*log10(params)", "--bounds", "b=0..0.1", "--drop-missing"],
      ["--formula", "mmlu = a + b*log10(params)", "--effect", "family", "--drop-missing"],
    ] {
      let fit = try Command.run(["fit", "@open-base-models"] + arguments + ["--json", "--quiet"])
      let plot = try Command.run(["plot", "-", "--figure", "residuals"], input: fit.output)
      #expect(plot.status == 0, Comment(rawValue: plot.errors))
    }
  }

  @Test("the command says no more than it needs")
  func commandIsShort() throws {
    let fit = try Command.run(["fit"] + Self.fits[0] + ["--json"])
    #expect(
      try FitFile(fit.output, source: "fit.json").commandLine
        == "scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens --interval hc3-effective --cluster none")
  }
}
