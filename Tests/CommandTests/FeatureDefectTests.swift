import Foundation
import TestSupport
import Testing

/// What once fitted and then could not be used.
@Suite struct FeatureDefectTests {
  private func path(_ name: String) -> String { CrashDefectTests.path(name) }

  @Test("a fit with an intercept for each group has its page, its figures and its predictions")
  func effectPage() throws {
    let (command, files) = try ResamplingCommandTests.run(
      [
        "fit", "@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)", "--effect", "family", "--quiet",
      ] + ["e.html", "e.md", "e.svg", "e.json"].flatMap { ["-o", $0] })
    #expect(command.status == 0, "\(command.errors)")
    #expect(try #require(files["e.html"]).contains("b0[Llama-2]"))
    #expect(files["e.svg"]?.contains("<svg") ?? false)
    for figure in ["fit", "residuals", "qq", "profile", "cloud", "influence"] {
      let (drawn, pictures) = try ResamplingCommandTests.run(
        ["fit", "@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)", "--effect", "family", "--quiet"]
          + ["--figure", figure, "-o", "e.vl.json"])
      #expect(drawn.status == 0 && pictures["e.vl.json"] != nil, "\(figure): \(drawn.errors)")
    }
  }

  private static let family = ["fit", "ind.csv", "--formula", "loss = a + b*log10(C) + c*(g == \"a\")"]

  private func ofFamily(_ more: [String]) throws -> (Command, [String: String]) {
    let data = try String(contentsOfFile: path("ind.csv"), encoding: .utf8)
    return try ResamplingCommandTests.run(Self.family + more, files: ["ind.csv": data])
  }

  @Test("a law that compares a column with text is predicted for a text, by hand and by table")
  func textPrediction() throws {
    let (command, files) = try ofFamily(["-o", "ind.json", "--json"])
    let file = try #require(files["ind.json"])
    let (a, b, c) = (
      try #require(try command.estimate("a")), try #require(try command.estimate("b")),
      try #require(try command.estimate("c"))
    )
    let (predicted, _) = try ResamplingCommandTests.run(
      ["predict", "ind.json", "--at", "C=1e20,g=a", "--at", "C=1e20,g=b", "--json"], files: ["ind.json": file])
    #expect(predicted.status == 0, "\(predicted.errors)")
    let all = try #require(try predicted.json()["predictions"] as? [[String: Any]])
    #expect(abs(try #require(all[0]["estimate"] as? Double) - (a + 20 * b + c)) < 1e-12)
    #expect(abs(try #require(all[1]["estimate"] as? Double) - (a + 20 * b)) < 1e-12)
    #expect((all[0]["at"] as? [String: Any])?["g"] as? String == "a")
    let (table, _) = try ResamplingCommandTests.run(
      ["predict", "ind.json", "--points", "points.csv", "--json"],
      files: ["ind.json": file, "points.csv": "C,g\n1e20,a\n1e20,b\n"])
    #expect(try table.json()["predictions"] as? [NSDictionary] == all as [NSDictionary], "\(table.errors)")
    let (without, _) = try ResamplingCommandTests.run(
      ["predict", "ind.json", "--at", "C=1e20"], files: ["ind.json": file])
    #expect(without.status == 64 && without.errors.contains("no value for g"), "\(without.errors)")
    #expect(without.errors.contains("C=1e9,g=a"))
    let (target, _) = try ResamplingCommandTests.run(
      ["plan", "ind.json", "--target", "loss=2", "--set", "g=b"], files: ["ind.json": file])
    #expect(target.status == 0, "\(target.errors)")
  }

  @Test("a law that compares a column with text is drawn, reported and compared")
  func textReport() throws {
    let (command, files) = try ofFamily(["-o", "i.html", "-o", "i.md", "-o", "i.svg", "-o", "ind.json"])
    #expect(command.status == 0, "\(command.errors)")
    #expect(try #require(files["i.svg"]).contains("g = b"))
    #expect(try #require(files["i.md"]).contains("outside the rows by"))
    let kept = ["ind.json": try #require(files["ind.json"])]
    for arguments in [
      ["report", "ind.json"], ["plot", "ind.json", "-o", "p.svg"], ["report", "ind.json", "-o", "r.html"],
    ] {
      let (again, _) = try ResamplingCommandTests.run(arguments, files: kept)
      #expect(again.status == 0, "\(arguments): \(again.errors)")
    }
    let data = try String(contentsOfFile: path("ind.csv"), encoding: .utf8)
    let (compared, _) = try ResamplingCommandTests.run(
      [
        "compare", "ind.csv", "--formula", "loss = a + b*log10(C) + c*(g == \"a\")", "--formula",
        "loss = a + b*log10(C)", "--cut", "C", "--at", "C=1e22,g=a",
      ], files: ["ind.csv": data])
    #expect(compared.status == 0, "\(compared.errors)")
  }

  @Test("draws are in the record unless they are very many, and predictions are read off them")
  func draws() throws {
    let data = try String(contentsOfFile: path("ok.csv"), encoding: .utf8)
    let line = ["fit", "ok.csv", "--formula", "y = a + b*x", "--norm", "huber", "--json"]
    let (fit, _) = try ResamplingCommandTests.run(line + ["--replicates", "200"], files: ["ok.csv": data])
    let kept = try #require(try fit.json()["draws"] as? [String: Any])
    #expect((kept["replicates"] as? [Any])?.count ?? 0 > 150)
    let predicted = try Command.run(["predict", "-", "--at", "x=2", "--json"], input: fit.output)
    let options = try #require(try predicted.json()["options"] as? [String: Any])
    #expect(options["from_draws"] as? Bool == true && !predicted.errors.contains("no draws"))
    // 60,000 refits of two coefficients are 240,000 numbers.
    let (many, _) = try ResamplingCommandTests.run(line + ["--replicates", "60000"], files: ["ok.csv": data])
    #expect(try many.json()["draws"] is NSNull)
    let (asked, _) = try ResamplingCommandTests.run(
      line + ["--replicates", "60000", "--keep-draws"], files: ["ok.csv": data])
    #expect(try asked.json()["draws"] is [String: Any])
    let (wald, _) = try ResamplingCommandTests.run(
      ["fit", "ok.csv", "--formula", "y = a + b*x", "--json"], files: ["ok.csv": data])
    #expect(try wald.json()["draws"] is NSNull)
  }

  @Test("fits by group keep their draws too")
  func drawsByGroup() throws {
    let rows = (1...24).map { "\($0),\($0 % 2 == 0 ? "a" : "b"),\(Double($0) + ($0 % 3 == 0 ? 0.4 : -0.1))" }
    let table = (["x,g,y"] + rows).joined(separator: "\n") + "\n"
    let line = ["fit", "t.csv", "--formula", "y = a + b*x", "--by", "g", "--json", "--replicates", "99"]
    for more in [[], ["--keep-draws"]] {
      let (command, _) = try ResamplingCommandTests.run(
        line + ["--interval", "bootstrap"] + more, files: ["t.csv": table])
      #expect(command.status == 0, "\(command.errors)")
      let fits = try #require(try command.json()["fits"] as? [[String: Any]])
      for group in fits {
        let draws = (group["fit"] as? [String: Any])?["draws"] as? [String: Any]
        #expect((draws?["replicates"] as? [Any])?.count == 99)
      }
    }
    let (none, _) = try ResamplingCommandTests.run(line + ["--keep-draws"], files: ["t.csv": table])
    #expect(none.status == 64 && none.errors.contains("intervals have none"), "\(none.errors)")
  }

  @Test("--bounds takes commas as --fix does")
  func bounds() throws {
    let line = ["fit", path("ok.csv"), "--formula", "y = a + b*x", "--json"]
    let one = try Command.run(line + ["--bounds", "a=1..2,b=..1.5"])
    let two = try Command.run(line + ["--bounds", "a=1..2", "--bounds", "b=..1.5"])
    #expect(one.status == 0 && two.status == 0, "\(one.errors)")
    #expect(try one.sameRecord(as: two))
    #expect(try one.estimate("b") == 1.5)
    for bad in ["a=1..2,a=2..3", "a=1..2,b", "a=1..2,,b"] {
      #expect(try Command.run(line + ["--bounds", bad]).status == 64, "\(bad)")
    }
  }

  @Test("a remedy names a column as a formula and a shell take it")
  func remedies() throws {
    let rows = (1...12).map { "\($0 == 3 ? 0 : Double($0) * 1e9),\(3 - 0.1 * Double($0))" }
    let table = (["Finetune compute (FLOP),loss"] + rows).joined(separator: "\n") + "\n"
    let (command, _) = try ResamplingCommandTests.run(["check", "t.csv"], files: ["t.csv": table])
    let flat = command.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flat.contains("--where '`Finetune compute (FLOP)` > 0'"), "\(command.output)")
    let file = try temporaryFile("t.csv", table)
    let pasted = try Command.shell(
      "scaling check \(file.path) --where '`Finetune compute (FLOP)` > 0' --quiet", folder: nil)
    #expect(!pasted.errors.contains("error:") && pasted.output.contains("11 of 12 rows"), "\(pasted.errors)")
  }

  @Test("how well a score is known is no score, and an index is no percentage")
  func roles() throws {
    let rows = (1...9).map { index in
      "\(1e9 * Double(index)),\(0.3 + 0.05 * Double(index)),0.012,\(90 + 8 * index),\(0.9 + 0.1 * Double(index)),\(1000 + 40 * index)"
    }
    let table =
      (["params,mmlu,mmlu_stderr,eci_score,score_se,arena_score"] + rows).joined(separator: "\n") + "\n"
    let (check, _) = try ResamplingCommandTests.run(["check", "t.csv"], files: ["t.csv": table])
    #expect(check.output.contains("checks passed") && !check.output.contains("[score-"), "\(check.output)")
    let (capability, _) = try ResamplingCommandTests.run(["capability", "t.csv"], files: ["t.csv": table])
    #expect(!capability.output.contains("stderr") && !capability.output.contains("score_se"), "\(capability.output)")
  }
}
