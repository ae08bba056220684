import Foundation
import Reporting
import ScalingLaws
import TestSupport
import Testing

@Suite struct TableExportTests {
  private func table() throws -> Table {
    try Table(
      source: "t",
      columns: [
        Column(name: "term", storage: .texts(TextValues(["a_1", "b,\"c\"", nil]))),
        Column(name: "estimate", storage: .numbers([1.0 / 3, -2.5e-12, .nan])),
        Column(name: "n", storage: .numbers([3, 40, 5])),
      ])
  }

  @Test("every format has the same cells, with all digits where a program reads them")
  func formats() throws {
    let export = TableExport(try table())
    #expect(
      export.text(.csv) == "term,estimate,n\na_1,0.3333333333333333,3\n\"b,\"\"c\"\"\",-2.5e-12,40\n,,5\n")
    // Quotes as spreadsheets, pandas and Python's `excel-tab` write them.
    #expect(
      export.text(.tsv)
        == "term\testimate\tn\na_1\t0.3333333333333333\t3\n\"b,\"\"c\"\"\"\t-2.5e-12\t40\n\t\t5\n")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(export.text(.json).utf8)) as? [[String: Any]])
    #expect(rows.count == 3 && rows[0]["estimate"] as? Double == 1.0 / 3 && rows[2]["estimate"] is NSNull)
    #expect(export.text(.md).hasPrefix("| term | estimate | n |\n|---|---:|---:|\n| a\\_1 | 0.3333 | 3 |"))
    let tex = export.text(.tex)
    #expect(tex.hasPrefix("\\begin{tabular}{lrr}\n  \\toprule\n  term & estimate & n \\\\\n  \\midrule"))
    #expect(tex.contains("  a\\_1 & $0.3333$ & $3$ \\\\") && tex.contains("$-2.5 \\times 10^{-12}$"))
  }

  @Test("the three tables of a fit go to files, and one to standard output")
  func command() throws {
    let folder = try temporaryFile("x", "").deletingLastPathComponent()
    let path = { (name: String) in folder.appending(path: name).path }
    let fit = ["fit", "@cerebras-gpt", "--formula", "loss = A * C^-alpha", "-c", "C=flops", "--scale", "log"]
    let command = try Command.run(
      fit + ["--tidy", "-", "--glance", path("glance.json"), "--augment", path("rows.csv"), "--quiet"])
    #expect(command.status == 0, "\(command.errors)")
    let lines = command.output.split(separator: "\n")
    #expect(lines[0] == "term,kind,estimate,std_error,statistic,p_value,conf_low,conf_high,unit" && lines.count == 3)
    let alpha = lines[2].split(separator: ",", omittingEmptySubsequences: false)
    // numpy: -polyfit(log(flops), log(loss), 1)[0].
    #expect(alpha[0] == "alpha" && abs((Double(alpha[2]) ?? 0) - 0.05486295527452135) < 1e-12, "\(alpha)")
    let glance = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path("glance.json")))) as? [[String: Any]])
    #expect(glance.count == 1 && glance[0]["n"] as? Int == 7 && glance[0]["certified"] as? Int == 1)
    let rows = try String(contentsOfFile: path("rows.csv"), encoding: .utf8).split(separator: "\n")
    #expect(
      rows[0] == "line,loss,flops,fitted,residual,predicted,leverage,standardized,studentized,cooks_distance"
        && rows.count == 8)
    let first = rows[1].split(separator: ",").compactMap { Double($0) }
    // exp(fitted) is predicted, and log(loss) - fitted the residual.
    #expect(abs(exp(first[3]) - first[5]) < 1e-12 && abs(log(first[1]) - first[3] - first[4]) < 1e-12)
  }

  @Test(
    "what cannot be written is refused before anything is fitted",
    arguments: [
      (["--tidy", "t.xls"], 64, "only .csv"), (["--tidy", "-", "--glance", "-"], 64, "one table at most"),
      (["--tidy", "-", "--json"], 64, "both to standard output"),
      (["--augment", "t.csv", "--by", "model"], 64, "one fit"),
      (["--tidy", "/nowhere/t.csv"], 73, "cannot write"),
    ])
  func refusals(_ flags: [String], _ status: Int, _ message: String) throws {
    let command = try Command.run(["fit", "@cerebras-gpt", "--formula", "loss = a + b*log10(flops)"] + flags)
    #expect(command.status == Int32(status) && command.errors.contains(message), "\(command.errors)")
  }
}
