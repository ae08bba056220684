import ScalingLaws
import Testing

/// What a header is taken for, written down before the finder was run on it.
@Suite("Columns of laws")
struct LawColumnsTests {
  private func table(_ text: String) throws -> Table {
    try Table(bytes: Array(text.utf8), source: "t.csv")
  }

  @Test(
    "the finder tells a column by its name, its unit or its cells",
    arguments: [
      (.parameters, "Params (B),tokens,loss", ["Params (B)"]), (.parameters, "n_params,lr", ["n_params"]),
      (.parameters, "ModelSize,lr", ["ModelSize"]),
      (.parameters, "params,params_non_embedding", ["params", "params_non_embedding"]),
      (.parameters, "tokens_per_param,lr", []), (.tokens, "tokens_T,usd_per_mtok", ["tokens_T"]),
      (.tokens, "unique_tokens,train_tokens", ["train_tokens"]), (.tokens, "D,d_model", ["D"]),
      (.compute, "Compute (PFLOP),x", ["Compute (PFLOP)"]), (.compute, "budget (PFLOP),x", ["budget (PFLOP)"]),
      (.loss, "loss,loss_std", ["loss"]), (.loss, "eval/loss,step", ["eval/loss"]), (.loss, "perplexity,x", []),
      (.score, "mmlu_pct,loss", ["mmlu_pct"]), (.score, "learning_rate,x", []),
      (.price, "price_usd,price_source", ["price_usd"]),
      (.inputPrice, "Input ($/Mtok),Output ($/Mtok)", ["Input ($/Mtok)"]),
    ] as [(ColumnRole, String, [String])])
  func roles(_ role: ColumnRole, _ header: String, _ expected: [String]) throws {
    let cells = header.split(separator: ",").map { _ in "1" }.joined(separator: ",")
    #expect(ColumnFinder(try table("\(header)\n\(cells)\n")).candidates(for: role).map(\.column) == expected)
  }

  @Test(
    "a date is found everywhere by its name or its cells",
    arguments: [
      ("release_date", "2024-01-01"), ("Released", "Mar 14, 2023"), ("when", "2024-01-01"), ("year", "2024"),
      ("launch", "14.03.2023"),
    ])
  func dates(_ name: String, _ cell: String) throws {
    let table = try table("\(name);price;mmlu\n\(cell);1;2\n")
    #expect(try TimeSeriesColumns(in: table, value: .symbol("price")).date == name)
    #expect(try PriceColumns(in: table).date == name)
  }

  @Test("parameters or tokens that a table leaves out follow from compute, in the units of the headers")
  func compute() throws {
    let tokens = try LawColumns(
      [.chinchilla], in: try table("Params (B),flops,loss\n7,1e22,2.5\n70,1e24,2\n"), given: [:])
    // 1e22 / (6 * 7e9) and 1e24 / (6 * 70e9).
    let known = try tokens.table.numbers(try #require(tokens.mapping["D"]))
    #expect(zip(known, [1e22 / 42e9, 1e24 / 420e9]).allSatisfy { abs($0 / $1 - 1) < 1e-15 })
    let sizes = try LawColumns(
      [.chinchilla], in: try table("compute,tokens,loss\n1e22,1e11,2.5\n1e24,1e12,2\n"), given: [:])
    #expect(sizes.mapping["N"] == "compute / (6 * tokens)" && sizes.mapping["D"] == "tokens")
    #expect(sizes.readings.contains { $0.sentence == "N is compute / (6 * tokens)" && $0.reason == "compute is 6 N D" })
  }

  @Test("a mapping is a column, or a formula over columns and other symbols, without backticks where none are needed")
  func formulas() throws {
    let table = try table("Params (B),flops,loss,a-b\n7,1e22,2.5,3\n70,1e24,2,4\n")
    let columns = try LawColumns(
      [.chinchilla], in: table, given: ["N": "Params (B)*1e9", "D": "C/(6*N)", "C": "flops"])
    #expect(columns.mapping == ["N": "Params (B)*1e9", "D": "C/(6*N)"])
    #expect(try columns.table.numbers("Params (B)*1e9") == [7e9, 70e9])
    // 1e22 / (6 * 7e9) and 1e24 / (6 * 70e9).
    #expect(try columns.table.numbers("C/(6*N)") == [1e22 / 42e9, 1e24 / 420e9])
    let own = try LawColumns([try Law("loss = a + b*x")], in: table, given: ["x": "a-b"])
    #expect(own.mapping == ["x": "a-b"])
    #expect(throws: FitError.mappingCycle(["D", "N", "D"])) {
      try LawColumns([.chinchilla], in: table, given: ["N": "D*2", "D": "N*2"])
    }
    #expect(throws: FitError.self) { try LawColumns([.chinchilla], in: table, given: ["N": "Parms (B)*"]) }
    #expect(throws: FitError.table(.unknownColumn(source: "t.csv", name: "parms", names: table.names))) {
      try LawColumns([.chinchilla], in: table, given: ["N": "parms", "D": "flops"])
    }
  }

  @Test("a name that could be a formula of other columns needs backticks inside a formula")
  func ambiguousNames() throws {
    let table = try table("a,b,a-b,loss\n5,3,10,2\n6,3,20,2\n")
    func values(_ text: String) throws -> [Double] {
      try table.values(of: Expression(parsing: text, columns: table.names))
    }
    #expect(try values("a-b+1") == [3, 4])
    #expect(try values("`a-b`+1") == [11, 21])
  }

  @Test("units of headers, cells and callers bring a column to what the law counts; a formula stands as it is")
  func units() throws {
    func mapping(_ header: String, _ row: String, _ options: ReadOptions = ReadOptions()) throws -> [String: String] {
      let table = try Table(bytes: Array("\(header)\n\(row)\n".utf8), source: "t.csv", options: options)
      return try LawColumns([.chinchilla], in: table, given: [:]).mapping
    }
    #expect(try mapping("Params (B),tokens_T,loss", "7,2,2") == ["N": "Params (B)*1e9", "D": "tokens_T*1e12"])
    #expect(try mapping("Params (B),tokens_T,loss", "7B,2T,2") == ["N": "Params (B)", "D": "tokens_T"])
    #expect(try mapping("N,D,loss_bits", "7e9,2e12,3") == ["loss": "loss_bits*log(2)"])
    #expect(
      try mapping("N,tokens,loss", "7e9,2,3", ReadOptions(units: ["tokens": Unit("T") ?? .percentage])) == [
        "D": "tokens*1e12"
      ])
    let table = try table("Params (B),tokens_T,loss\n7,2,2\n")
    let given = try LawColumns([.chinchilla], in: table, given: ["N": "Params (B)*2e9"])
    #expect(given.mapping["N"] == "Params (B)*2e9")
    #expect(given.units.map(\.source) == ["nobody", "formula", "header"])
  }

  @Test(
    "columns propose a law",
    arguments: [
      ("params,tokens,loss", "7e9,1e12,2", "chinchilla", nil), ("flops,loss", "1e22,2", "power-law-floor", nil),
      ("params,tokens,flops,loss", "7e9,1e12,1e22,2", "chinchilla", nil),
      ("params,flops,loss", "7e9,1e22,2", "chinchilla", nil),
      ("tokens,loss", "1e12,2", "power-law-floor", nil),
      ("params,tokens,mmlu", "7e9,1e12,0.5", "log-linear", .logit),
      ("flops,accuracy (%)", "1e22,50", "log-linear", .logit),
      ("flops,eci", "1e22,150", "log-linear", nil), ("release_date,price", "2024-01-01,3", "exponential-trend", nil),
    ] as [(String, String, String, ResidualScale?)])
  func proposals(_ header: String, _ row: String, _ id: String, _ scale: ResidualScale?) throws {
    let proposed = try ProposedLaw(for: table("\(header)\n\(row)\n"))
    #expect(proposed.law.id == id)
    #expect(proposed.scale == scale)
  }

  @Test(
    "columns that ask for no one law are an error that names them",
    arguments: [
      ("x,y", "the columns ask for no one law"),
      ("params,flops", "parameters: params; compute: flops"),
      ("loss,mmlu,flops", "compute: flops; loss: loss; score: mmlu"),
      ("flops,mmlu,gsm8k", "several columns could be the score of the law log-linear: mmlu and gsm8k"),
    ])
  func noProposal(_ header: String, _ expected: String) throws {
    let cells = header.split(separator: ",").map { _ in "1" }.joined(separator: ",")
    let table = try table("\(header)\n\(cells)\n")
    do {
      _ = try ProposedLaw(for: table)
      Issue.record("a law was proposed")
    } catch {
      #expect(error.description.contains(expected))
    }
  }

  @Test("several columns that could be one variable are an error that names them")
  func ambiguous() throws {
    let table = try table("params,tokens,train_loss,val_loss\n7e9,1e12,2,2\n")
    #expect(
      throws: FitError.ambiguousVariable(law: "chinchilla", variable: "loss", candidates: ["train_loss", "val_loss"])
    ) { try LawColumns([.chinchilla], in: table, given: [:]) }
    #expect(try LawColumns([.chinchilla], in: table, given: ["loss": "val_loss"]).mapping["loss"] == "val_loss")
  }
}
