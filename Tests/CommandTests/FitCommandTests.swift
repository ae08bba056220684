import Foundation
import TestSupport
import Testing

@Suite struct FitCommandTests {
  static let runs = "name,N,loss\na,1e8,3.1\nb,2e8,2.9\nc,4e8,2.65\nd,8e8,2.5\ne,1.6B,2.3\n"

  private func fit(_ text: String, _ arguments: [String]) throws -> Command {
    let file = try temporaryFile("runs.csv", text)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    return try Command.run(["fit", "runs.csv"] + arguments, folder: file.deletingLastPathComponent())
  }

  @Test(
    "a linear fit begins with the law it found, then prints coefficients, quality, data, method and the next command")
  func text() throws {
    let command = try fit(Self.runs, ["--formula", "loss = b0 + b1*log10(N)"])
    #expect(command.status == 0)
    let lines = command.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "loss = 8.405 - 0.6644 * log10(N), fitted to 5 rows.")
    #expect(lines.contains("loss = b0 + b1 * log10(N)") && lines.contains("runs.csv, 5 of 5 rows"))
    #expect(command.said.contains("HC3 standard errors, 95 % t(3) intervals; 3 residual degrees of freedom"))
    #expect(command.said.contains("next: scaling fit runs.csv --formula") && command.errors.isEmpty)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("--json prints one document with every field of the record")
  func json() throws {
    let command = try fit(Self.runs, ["--formula", "loss = b0 + b1*log10(N)", "--json"])
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.fit/1")
    for key in [
      "version", "law", "data", "options", "objective", "glance", "coefficients", "covariance", "derived",
      "convergence",
      "warnings",
    ] { #expect(record[key] != nil, "\(key)") }
    let data = try #require(record["data"] as? [String: Any])
    #expect(data["rows_used"] as? Int == 5)
    // printf '%s' of the same bytes | sha256sum
    #expect(data["sha256"] as? String == "7e97208e84981a596d89eeabb1328d095eb4ec76fe05f6d36d7f5a326d8aa67d")
    let convergence = try #require(record["convergence"] as? [String: Any])
    #expect(convergence["certified"] as? Bool == true)
  }

  @Test("the same data give the same result from a file, from standard input, and in four formats")
  func formats() throws {
    let formula = ["--formula", "loss = b0 + b1*log10(N)", "--json"]
    let expected = try fit(Self.runs, formula).estimate("b1")
    let tsv = Self.runs.replacingOccurrences(of: ",", with: "\t")
    let objects = Self.runs.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",")
      return "{\"name\": \"\(cells[0])\", \"N\": \"\(cells[1])\", \"loss\": \(cells[2])}"
    }
    for text in [Self.runs, tsv, "[" + objects.joined(separator: ",\n") + "]", objects.joined(separator: "\n")] {
      let command = try Command.run(["fit", "-"] + formula, input: text)
      #expect(try command.estimate("b1") == expected, "\(command.errors)")
    }
  }

  @Test("an exponential trend reports the factor per year and the halving time")
  func exponentialTrend() throws {
    let rows = (0...8).map { "\(2015 + $0),\(1000 * pow(0.5, Double($0)))" }.joined(separator: "\n")
    let command = try fit(
      "year,usd\n\(rows)\n", ["--law", "exponential-trend", "-c", "price=usd", "-c", "t=year", "--json"])
    let derived = try #require(try command.json()["derived"] as? [[String: Any]])
    let names = derived.map { $0["name"] as? String }
    #expect(names == ["factor_per_year", "halving_time", "doubling_time", "percent_per_year"])
    for (quantity, expected) in zip(derived, [2.0, 12, -12, 50]) {
      #expect(abs(try #require(quantity["estimate"] as? Double) / expected - 1) < 1e-12)
    }
  }

  @Test("a halving time is open where the rate may be zero")
  func openInterval() throws {
    let command = try fit(
      "year,usd\n2020,10\n2021,30\n2022,4\n2023,25\n2024,7\n",
      ["--law", "exponential-trend", "-c", "price=usd", "-c", "t=year", "--json"])
    let halving = try #require((try command.json()["derived"] as? [[String: Any]])?[1])
    #expect(halving["name"] as? String == "halving_time")
    #expect(halving["conf_high"] is NSNull)
    #expect(halving["conf_low"] as? Double != nil)
  }

  @Test("filters and derived columns apply in order, and rows left out are counted")
  func filters() throws {
    let command = try fit(
      Self.runs, ["--derive", "M = N/1e6", "--where", "M > 150", "--formula", "loss = b0 + b1*log10(M)", "--json"])
    let data = try #require(try command.json()["data"] as? [String: Any])
    #expect(data["where"] as? String == "M > 150")
    #expect(data["rows_used"] as? Int == 4 && data["rows"] as? Int == 5)
  }

  @Test(
    "what cannot be done says why, with its exit status",
    arguments: [
      (["fit", "missing.csv", "--formula", "y = a + b*x"], 66, "missing.csv"),
      (["fit", "@ai-pirces", "--formula", "y = a + b*x"], 66, "did you mean \"ai-prices\"?"),
      (["fit", "@ai-prices"], 64, "the columns ask for no one law"),
      (["fit", "@ai-prices", "--formla", "y = a"], 64, "--formula"),
      (["fti", "@ai-prices"], 64, "did you mean \"fit\"?"),
      (["fit", "@transistors", "--law", "log-liner"], 64, "did you mean \"log-linear\"?"),
      (["fit", "@transistors", "--law", "log-linear"], 64, "needs a column for score"),
      (["fit", "@transistors", "--formula", "transistors_thousands = a + + "], 64, "^"),
      (["fit", "@transistors", "--formla", "year = a"], 64, "--formula"),
      (["price", "@ai-prices", "--scroe", "mmlu"], 64, "--score"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "--norm", "hubert"], 64, "squared, huber"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "--fix", "c=1"], 64, "not a coefficient"),
      (["fit", "@transistors", "--formula", "year = a", "--quantity", "q = a/"], 64, "--quantity"),
      (["fit", "@transistors", "--derive", "L = log(year - 1990)", "--formula", "L = a"], 65, "has no value where"),
      (["fit", "@transistors", "--derive", "L = 1e200*year", "--formula", "L = a"], 65, "beyond what a double"),
      (["fit", "@cerebras-gpt", "--law", "log-linear", "-c", "score=loss", "-c", "b1=params"], 64, "is a coefficient"),
      (["fit", "@ai-prices", "--formula", "mmlu = a", "--where", "reasoning == no"], 65, "text stands in quotes"),
      (["fit", "@transistors", "--formula", "year = 2*year"], 64, "nothing to fit"),
      (["fit", "@transistors", "--formula", "yaer = a + b*year"], 64, "did you mean \"year\"?"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "-c", "q=year"], 64, "has no \"q\""),
      (["fit", "@transistors", "--formula", "year = a + b*x", "-c", "x=yaer"], 65, "did you mean"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "--level", "95"], 64, "between 0 and 1"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "--weights", "year"], 64, "sd=COLUMN"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "--where", "year >"], 64, "--where"),
      (["fit", "@transistors", "--formula", "year = a + b*year", "--where", "year > 3000"], 65, "no rows"),
      (["fit", "@transistors", "--formula", "year = a", "--quantity", "q = z"], 64, "not a coefficient"),
      (["fit", "@ai-prices", "--formula", "vendor = a"], 65, "ai-prices:2"),
      (["fit", "@transistors", "--formula", "year = a", "-o", "fit.xlsx"], 64, "only .json"),
      (["fit", "@transistors", "--formula", "year = a", "-o", "/nowhere/fit.json"], 73, "cannot write"),
      (["laws", "log-liner"], 64, "did you mean \"log-linear\"?"),
      (["datasets", "transistor"], 66, "did you mean \"transistors\"?"),
    ] as [([String], Int, String)])
  func refusals(_ arguments: [String], _ status: Int, _ message: String) throws {
    let command = try Command.run(arguments)
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  @Test("a bad cell is refused with line and column")
  func badCell() throws {
    let command = try fit("N,loss\n1,2\n2,n/a\n3,1\n", ["--formula", "loss = a + b*N"])
    #expect(command.status == 65)
    #expect(command.errors.contains("runs.csv:3:3: \"loss\" is \"n/a\", not a number"), "\(command.errors)")
    let named = try fit(
      "N,loss\n1,2\n2,n/a\n3,1\n4,1\n", ["--formula", "loss = a + b*N", "--missing", "n/a", "--drop-missing"])
    #expect(named.status == 0, "\(named.errors)")
  }

  @Test("--strict turns a warning into status 1, --quiet keeps it off standard error")
  func strictAndQuiet() throws {
    let perfect = "x,y\n1,1\n2,2\n3,3\n4,4\n"
    #expect(try fit(perfect, ["--formula", "y = a + b*x"]).status == 0)
    #expect(try fit(perfect, ["--formula", "y = a + b*x", "--strict"]).status == 1)
    let quiet = try fit(perfect, ["--formula", "y = a + b*x", "--quiet"])
    #expect(quiet.errors.isEmpty && !quiet.output.isEmpty)
  }

  @Test("a record written with -o is the one that --json prints")
  func outputFile() throws {
    let file = try temporaryFile("runs.csv", Self.runs)
    let folder = file.deletingLastPathComponent()
    let command = try Command.run(
      ["fit", "runs.csv", "--formula", "loss = b0 + b1*log10(N)", "--json", "-o", "fit.json"], folder: folder)
    #expect(try String(contentsOf: folder.appending(path: "fit.json"), encoding: .utf8) == command.output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["fit.json", "runs.csv"])
  }

  @Test("help says what each verb does, with examples", arguments: [[], ["fit"], ["price"], ["laws"], ["datasets"]])
  func help(_ verb: [String]) throws {
    let command = try Command.run(verb + ["--help"])
    #expect(command.status == 0)
    #expect(command.output.contains("EXAMPLES"))
    #expect(command.errors.isEmpty)
  }

  @Test("laws and datasets list what there is, as text and as JSON")
  func listings() throws {
    #expect(try Command.run(["laws"]).output.contains("log-linear"))
    #expect(try Command.run(["laws", "exponential-trend"]).output.contains("halving_time"))
    #expect(try listed("laws", ["log-linear"]).map { $0["id"] as? String } == ["log-linear"])
    #expect(try listed("laws").count > 20)
    let datasets = try Command.run(["datasets"]).output
    for name in ["@ai-prices", "@transistors", "@codex-pass-at-k"] { #expect(datasets.contains(name)) }
    #expect(try Command.run(["datasets", "cerebras-gpt"]).output.hasPrefix("model,params,tokens,flops,loss"))
    #expect(try listed("datasets", ["cerebras-gpt"]).map { $0["rows"] as? Int } == [7])
    #expect(try listed("datasets").count == 18)
  }

  /// What a listing has under the name of its verb.
  private func listed(_ verb: String, _ names: [String] = []) throws -> [[String: Any]] {
    let record = try Command.run([verb] + names + ["--json"]).json()
    #expect(record["schema"] as? String == "scaling.\(verb)/1")
    return try #require(record[verb] as? [[String: Any]])
  }

  @Test("a coefficient that looks like a mistyped column is warned of")
  func mistypedColumn() throws {
    let command = try Command.run(["fit", "@open-base-models", "--formula", "mmlu = b0 + toknes", "--json"])
    #expect(try command.warning("mistyped-column").contains("\"toknes\" is not a column"))
    #expect(command.errors.contains("did you mean \"tokens\"?"))
  }

  @Test("a record says which columns were derived and how the table was read")
  func derivations() throws {
    let command = try fit(
      Self.runs, ["--derive", "M = N/1e6", "--missing", "none", "--formula", "loss = b0 + b1*log10(M)", "--json"])
    let data = try #require(try command.json()["data"] as? [String: Any])
    #expect(data["derive"] as? [String] == ["M = N / 1000000"])
    #expect(data["missing_tokens"] as? [String] == ["none"])
  }

  @Test("a nonlinear law is searched without start values, and certified")
  func nonlinear() throws {
    let command = try fit(
      "x,y\n1,2.7\n2,2.2\n4,1.85\n8,1.6\n16,1.42\n32,1.3\n64,1.21\n", ["--formula", "y = E + A*x^-b", "--json"])
    #expect(command.status == 0)
    let convergence = try #require(try command.json()["convergence"] as? [String: Any])
    #expect(convergence["certified"] as? Bool == true)
    #expect(try #require(convergence["agreeing"] as? Int) >= 4)
    // SciPy: least_squares from (1, 1.7, 0.5), tolerances 1e-15.
    #expect(abs(try #require(try command.estimate("b")) - 0.500078820022) < 1e-7)
  }

  @Test("a search that is cut short is not certified, and ends with 1")
  func cutShort() throws {
    let command = try fit(
      "x,y\n1,2.7\n2,2.2\n4,1.85\n8,1.6\n16,1.42\n32,1.3\n64,1.21\n",
      ["--formula", "y = E + A*x^-b", "--json", "--max-iterations", "1"])
    #expect(command.status == 1)
    #expect((try command.json()["convergence"] as? [String: Any])?["certified"] as? Bool == false)
    #expect(try command.estimate("b") != nil)
  }
}
