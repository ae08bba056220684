import Foundation
import TestSupport
import Testing

/// Draws as files, and the same bytes for any number of threads.
@Suite struct ResamplingCommandTests {
  /// Eighteen rows in six runs, with a fixed pattern in place of noise.
  static let runs: String = {
    let rows = (0..<18).map { row in
      "\(row / 3),\(row),\(2 + 0.5 * Double(row) + 0.3 * sin(Double(7 * row * row)))"
    }
    return "run,x,y\n" + rows.joined(separator: "\n") + "\n"
  }()

  /// Runs the command in a folder that holds the rows, and gives the files that it wrote.
  static func run(_ arguments: [String], files: [String: String] = [:]) throws -> (Command, [String: String]) {
    let file = try temporaryFile("runs.csv", runs)
    let folder = file.deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    let command = try Command.run(arguments, folder: folder)
    var written: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "runs.csv" {
      written[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    return (command, written)
  }

  static let line = ["fit", "runs.csv", "--formula", "y = a + b*x"]

  static let everyMethod: [String] = ["pairs", "residual", "wild", "wild-mammen", "wild-webb", "parametric"].flatMap {
    scheme in
    ["percentile", "middle", "bca", "t", "basic", "normal"].map { "bootstrap:\(scheme):\($0)" }
  }

  @Test("draws and record are the same bytes for one thread, two and four", arguments: everyMethod + ["jackknife"])
  func threads(_ method: String) throws {
    let arguments =
      Self.line + [
        "--interval", method, "--replicates", "79", "--draws", "draws.csv", "--keep-draws", "--json", "--seed", "5",
        "--cluster", "none",
      ]
    let (one, files) = try Self.run(arguments + ["--threads", "1"])
    #expect(one.status == 0 && !one.output.isEmpty, "\(one.errors)")
    let rows = try #require(files["draws.csv"]).split(separator: "\n")
    #expect(rows.count == (method == "jackknife" ? 19 : 80) && rows[0] == "replicate,a,b,objective")
    for threads in ["2", "4"] {
      let (many, others) = try Self.run(arguments + ["--threads", threads])
      #expect(many.output == one.output && others == files, "\(threads)")
    }
  }

  @Test("clusters are drawn alike for any number of threads, and another seed draws others")
  func clusters() throws {
    let arguments =
      Self.line + ["--interval", "bootstrap", "--cluster", "run", "--replicates", "79", "--draws", "draws.csv"]
    let (_, one) = try Self.run(arguments + ["--threads", "1"])
    let (_, four) = try Self.run(arguments + ["--threads", "4"])
    let (_, other) = try Self.run(arguments + ["--seed", "1"])
    #expect(one["draws.csv"] != nil && one == four && one != other)
  }

  @Test("draws where there are none, and files that are no CSV, are refused")
  func refusals() throws {
    for (arguments, words) in [
      (["--draws", "draws.csv"], "add --interval bootstrap"), (["--keep-draws"], "add --interval bootstrap"),
      (["--draws", "draws.json", "--interval", "bootstrap"], "only .csv"),
      (["--interval", "bootstrap:none"], "not understood"),
      (["--interval", "bootstrap", "--replicates", "1"], "too few"),
      (["--interval", "bootstrap:basic", "--norm", "huber:1"], "hint:"),
    ] {
      let (command, files) = try Self.run(Self.line + arguments)
      #expect(command.status == 64 && command.errors.contains(words), "\(arguments): \(command.errors)")
      #expect(files.isEmpty && command.output.isEmpty)
    }
  }

  @Test("a study of coverage is the same bytes for any number of threads")
  func calibrate() throws {
    let arguments = [
      "calibrate", "runs.csv", "--formula", "y = a + b*x", "--tables", "20", "--replicates", "40", "--json", "--at",
      "x=30",
      "--method", "hc3", "--method", "bootstrap", "--noise", "student-t:4", "--seed", "3",
    ]
    let (one, _) = try Self.run(arguments + ["--threads", "1"])
    #expect(one.status == 0, "\(one.errors)")
    let results = try #require(try one.json()["results"] as? [[String: Any]])
    // Two methods, of a, b, the mean and a new run.
    #expect(results.count == 8 && results.allSatisfy { $0["covered"] as? Int != nil })
    for threads in ["2", "4"] { #expect(try Self.run(arguments + ["--threads", threads]).0.output == one.output) }
  }

  @Test("a model of noise that does not exist is refused with those that do")
  func noise() throws {
    for noise in ["uniform", "student-t", "student-t:0", "student-t:x", "clustered", "clustered:run:2", "normal:1", ""]
    {
      let (command, _) = try Self.run(
        ["calibrate", "runs.csv", "--formula", "y = a + b*x", "--tables", "5", "--noise", noise])
      #expect(command.status == 64 && command.errors.contains("clustered:COLUMN"), "\(noise): \(command.errors)")
    }
  }

  @Test("a method that does not go with the fit is refused before any table is simulated")
  func unsuitable() throws {
    for (method, words) in [("cr3", "clusters"), ("nid", "do not exist"), ("best", "not understood")] {
      let (command, _) = try Self.run(
        ["calibrate", "runs.csv", "--formula", "y = a + b*x", "--cluster", "none", "--method", method])
      #expect(command.status == 64 && command.errors.contains(words), "\(command.errors)")
    }
    let (few, _) = try Self.run(["calibrate", "runs.csv", "--formula", "y = a + b*x", "--tables", "1"])
    #expect(few.status == 64)
  }

  @Test("shares are calibrated without a word about methods or noise, with trials and without")
  func shares() throws {
    let rows = (0..<16).map { "\($0),\(Double(($0 * 7 + 3) % 5 + $0) / 20),20" }.joined(separator: "\n")
    let arguments = [
      "calibrate", "shares.csv", "--formula", "y = logistic(a + b*x)", "--norm", "binomial", "--tables", "10",
      "--replicates", "40", "--json",
    ]
    for (weights, noise) in [
      (["--weights", "trials=n"], "binomial counts of the trials"), ([], "beta shares, dispersion 0.0"),
    ] {
      let (command, _) = try Self.run(arguments + weights, files: ["shares.csv": "x,y,n\n\(rows)\n"])
      #expect(command.status == 0, "\(command.errors)")
      let record = try command.json()
      let options = try #require(record["options"] as? [String: Any])
      #expect((options["noise"] as? String ?? "").hasPrefix(noise), "\(options["noise"] ?? "")")
      let methods = try #require(record["results"] as? [[String: Any]]).map { $0["method"] as? String }
      #expect(methods.first == "hc3-effective" && methods.contains("classical"))
    }
    let (refused, _) = try Self.run(
      arguments + ["--noise", "binomial"], files: ["shares.csv": "x,y,n\n\(rows)\n"])
    #expect(refused.status == 64 && refused.errors.contains("binomial noise needs numbers of trials"))
  }
}
