import Testing

@testable import Tables

/// Every expected number was written down from the text of its table, before the reader existed.
@Suite("Numbers and dates as people write them")
struct NotationTests {
  private func numbers(_ text: String, as name: String = "t.csv", _ options: ReadOptions = ReadOptions()) throws
    -> [Double]
  {
    let table = try read(text, as: name, options)
    return try table.numbers(table.names.last ?? "")
  }

  @Test(
    "currencies, percent, suffixes and units are read",
    arguments: [
      ("$37.50\n$0.15\n", [37.5, 0.15], "USD"),
      ("US$ 3\nUS$ 4.5\n", [3, 4.5], "USD"),
      ("-$5\n$-6\n", [-5, -6], "USD"),
      ("EUR 3\n4.5 EUR\n€1\n", [3, 4.5, 1], "EUR"),
      ("\"$1,234.50\"\n$2\n", [1234.5, 2], "USD"),
      ("$1.2B\n$300M\n", [1.2e9, 3e8], "USD"),
      ("$0.15/1M tokens\n$3/1M tokens\n", [0.15, 3], "USD/Mtok"),
      ("86.4%\n80 %\n0\n", [86.4, 80, 0], "%"),
      ("70 B\n1.3 B\n125M\n", [70e9, 1.3e9, 125e6], nil),
      ("7b\n13b\n", [7e9, 13e9], nil),
      ("1.4T tokens\n300B tokens\n", [1.4e12, 3e11], "tokens"),
      ("12 h\n30 min\n", [12, 0.5], "h"),
      ("3.1×10^23\n5e22\n", [3.1e23, 5e22], nil),
      ("2 PFLOP\n500 TFLOP\n", [2, 0.5], "PFLOP"),
      ("1 234 567\n12 000\n", [1_234_567, 12000], nil),
      ("1'234'567\n12'000\n", [1_234_567, 12000], nil),
      ("−3 %\n4 %\n", [-3, 4], "%"),
    ] as [(String, [Double], String?)])
  func cells(text: String, expected: [Double], unit: String?) throws {
    let table = try read("x\n" + text)
    #expect(try table.numbers("x") == expected)
    #expect(table["x"]?.unit?.name == unit)
  }

  @Test("the numbers of a file decide together what a comma means")
  func decimals() throws {
    #expect(try numbers("a;b\n1.234,5;3,25\n2;1.500\n") == [3.25, 1500])
    #expect(try numbers("a;b\n1,5;1.234\n2,25;2.000\n") == [1234, 2000])
    #expect(try numbers("a;b\n1.5;\"1,234\"\n2.25;\"2,000\"\n") == [1234, 2000])
    #expect(try numbers("a,b\n0.5,\"1,234\"\n2.25,\"2,000\"\n") == [1234, 2000])
    #expect(try numbers("b\n\"1,234,567\"\n\"2,000\"\n") == [1_234_567, 2000])
    #expect(try numbers("a;b\n1 234,5;\"0,5\"\n1;2\n") == [0.5, 2])
    let read = try read("a;b\n1,5;3,25\n")
    #expect(read.readings.map(\.kind) == [.separator, .decimal])
    #expect(read.readings.map(\.flag) == ["--delimiter", "--decimal"])
  }

  @Test("what no number decides is refused, and a flag decides it")
  func undecided() throws {
    let text = "x\n\"1,234\"\n\"2,500\"\n"
    let table = try read(text)
    #expect(
      message { () throws(TableError) in _ = try table.numbers("x") } == """
        t.csv:2:1: "x" is "1,234": a thousands separator or a decimal comma, and no number of the table says which
        hint: --decimal . reads 1234, --decimal , reads 1.234
        """)
    #expect(try numbers(text, ReadOptions(decimal: .point)) == [1234, 2500])
    #expect(try numbers(text, ReadOptions(decimal: .comma)) == [1.234, 2.5])
    #expect(try numbers(text, ReadOptions(thousandsSeparators: true)) == [1234, 2500])
    let semicolons = try read("a;x\nq;1.234\nr;2.500\n")
    #expect(throws: TableError.self) { try semicolons.numbers("x") }
    #expect(try numbers("a;x\nq;1.234\nr;2.500\n", ReadOptions(decimal: .point)) == [1.234, 2.5])
    // Elsewhere a point begins decimals.
    #expect(try numbers("a,x\nq,1.234\nr,2.500\n") == [1.234, 2.5])
  }

  @Test("points and commas as decimals of one file are refused where commas are asked for, and no other column suffers")
  func conflicting() throws {
    let table = try read("a;b;c\n1,5;2.25;7\n2,25;3.5;8\n")
    #expect(
      message { () throws(TableError) in _ = try table.numbers("a") } == """
        t.csv:2:1: "a" is "1,5", where other numbers of the table have decimal points
        hint: write all numbers in one way, or say with --decimal how they are written
        """)
    #expect(try table.numbers("b") == [2.25, 3.5])
    #expect(try table.numbers("c") == [7, 8])
  }

  @Test(
    "units that differ are refused, and no hint calls a value missing",
    arguments: [
      ("$3\n€4\n", "\"x\" is \"€4\", where other cells of the column are in USD"),
      ("86%\n0.5\n", "\"x\" is \"0.5\", where other cells of the column are in %"),
      ("12 h\n7\n", "\"x\" is \"7\", where other cells of the column are in h"),
      ("1\nabout 7\n", "\"x\" is \"about 7\", not a number"),
    ])
  func mixedUnits(text: String, expected: String) throws {
    let table = try read("x\n" + text)
    let said = message { () throws(TableError) in _ = try table.numbers("x") }
    #expect(said.contains(expected))
    #expect(!said.contains("--missing"))
  }

  @Test("a cell without a sign is in the currency of the others, and that is said")
  func bareMoney() throws {
    let table = try read("price\n$3\n4\n")
    #expect(try table.numbers("price") == [3, 4])
    #expect(
      table.readings == [
        Reading(.unit, column: "price", "all of price is in USD", because: "other cells of it have no sign")
      ])
  }

  @Test(
    "dates are read in the forms that people write",
    arguments: [
      ("3/14/2023\n3/4/2023\n", ["2023-03-14", "2023-03-04"]),
      ("14/3/2023\n3/4/2023\n", ["2023-03-14", "2023-04-03"]),
      ("14.03.2023\n3.4.2023\n", ["2023-03-14", "2023-04-03"]),
      ("2023/03/14\n2023/4/3\n", ["2023-03-14", "2023-04-03"]),
      ("\"Mar 14, 2023\"\n\"April 3, 2023\"\n", ["2023-03-14", "2023-04-03"]),
      ("14 March 2023\n3rd Apr 2023\n", ["2023-03-14", "2023-04-03"]),
      ("14-Mar-2023\n2023-Apr-03\n", ["2023-03-14", "2023-04-03"]),
      ("2022-Q1\n2022Q3\nQ4 2022\n", ["2022-01-01", "2022-07-01", "2022-10-01"]),
      ("Mar 2023\nSept 2023\n", ["2023-03-01", "2023-09-01"]),
      ("12/31/99\n1/2/23\n", ["1999-12-31", "2023-01-02"]),
      ("2023-03-14\n3/15/2023\n", ["2023-03-14", "2023-03-15"]),
      ("3/14/2023 2:30 PM\n3/15/2023 00:00\n", ["2023-03-14T14:30:00Z", "2023-03-15T00:00:00Z"]),
    ])
  func dates(text: String, expected: [String]) throws {
    #expect(try read("x\n" + text).texts("x") == expected)
  }

  @Test("the order of day and month is refused where the column does not say it, and a flag says it")
  func dateOrder() throws {
    let table = try read("day,x\n3/4/2023,1\n5/6/2023,2\n")
    #expect(
      message { () throws(TableError) in _ = try table.numbers("day") } == """
        t.csv:2:1: "day" is "3/4/2023": day or month may come first, and no date of the column says which
        hint: --date-format mdy where the month comes first, --date-format dmy where the day does
        """)
    #expect(try read("x\n3/4/2023\n", ReadOptions(dateOrder: .dayFirst)).texts("x") == ["2023-04-03"])
    #expect(try read("x\n3/4/2023\n", ReadOptions(dateOrder: .monthFirst)).texts("x") == ["2023-03-04"])
    // The same day either way.
    #expect(try read("x\n3/3/2023\n4/4/2023\n").texts("x") == ["2023-03-03", "2023-04-04"])
    let both = try read("x\n3/14/2023\n14/3/2023\n")
    #expect(
      message { () throws(TableError) in _ = try both.numbers("x") }.contains(
        "a date with the day first in a column where the month comes first elsewhere"))
    // Rows that are left out decide nothing.
    #expect(try both.selecting(rows: [0]).numbers("x") == [CalendarDate(year: 2023, month: 3, day: 14)?.decimalYear])
  }

  @Test("seconds and milliseconds since 1970 are dates in a column that is named as one, and nowhere else")
  func epoch() throws {
    // date -u -d @1678752000: 2023-03-14
    let table = try read("timestamp,created,seconds,date,year\n1678752000,1678752000000,1678752000,20230314,2023\n")
    #expect(try table.texts("timestamp") == ["2023-03-14T00:00:00Z"])
    #expect(try table.texts("created") == ["2023-03-14T00:00:00Z"])
    #expect(try table.texts("date") == ["2023-03-14"])
    #expect(try table.numbers("seconds") == [1_678_752_000])
    #expect(try table.numbers("year") == [2023])
    #expect(table.readings.map(\.column) == ["timestamp", "created", "date"])
  }

  @Test(
    "separators are found by the first lines",
    arguments: [
      ("a;b\n1;2\n", ["a", "b"]), ("a|b\n1|2\n", ["a", "b"]), ("a\tb\n1\t2\n", ["a", "b"]), ("a\n1\n", ["a"]),
      ("loss, nats;b\n1,5;2\n2;3\n", ["loss, nats", "b"]), ("a|x,b\n1,2\n", ["a|x", "b"]),
      ("\"a;b\",c\n1,2\n", ["a;b", "c"]), ("a,b;c\n1,2\n", ["a", "b;c"]),
    ])
  func separators(text: String, names: [String]) throws { #expect(try read(text).names == names) }

  @Test("the separator that is given counts, and so does the format")
  func givenSeparator() throws {
    #expect(try read("a;b,c\n1;2\n", ReadOptions(delimiter: ";")).names == ["a", "b,c"])
    #expect(try read("a;b\n1;2\n", ReadOptions(format: .csv)).names == ["a;b"])
    #expect(try read("a:b\n1:2\n", as: "t.txt", ReadOptions(delimiter: ":")).names == ["a", "b"])
  }

  @Test("the index column of pandas is left out where it counts, kept where it names rows, and refused otherwise")
  func index() throws {
    let table = try read(",loss\n0,3.5\n1,3.25\n4,3\n")
    #expect(table.names == ["loss"])
    #expect(try table.numbers("loss") == [3.5, 3.25, 3])
    #expect(table.readings.map(\.kind) == [.index])
    #expect(try read(",loss\na,3.5\nb,3.25\n").names == ["index", "loss"])
    #expect(failure(",loss\n3,1\n2,1\n").contains("column 1 has no name"))
    #expect(failure("a,,b\n3,1,2\n").contains("column 2 has no name"))
  }

  @Test("UTF-16 of either order is read, whatever the size of the pieces", arguments: [false, true])
  func utf16(isBigEndian: Bool) throws {
    let units = Array("\u{FEFF}name;x\né😀;1,5\nb;2,25\n".utf16)
    let bytes = units.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
    for size in [16, 17, 64, 4096] {
      let table = try Table(bytes: bytes, source: "t.csv", options: ReadOptions(), pieceSize: size)
      #expect(try table.texts("name") == ["é😀", "b"])
      #expect(try table.numbers("x") == [1.5, 2.25])
      #expect(table.readings.first?.kind == .encoding)
    }
    #expect(failure(bytes: bytes + [0xD8]).contains("it is UTF-16 text, and broken"))
  }

  @Test(
    "a header names the unit of its column",
    arguments: [
      ("Params (B)", "B"), ("tokens_T", "T"), ("params_m", "M"), ("Compute (PFLOP)", "PFLOP"), ("usd/Mtok", "USD/Mtok"),
      ("input_usd_per_mtok", "USD/Mtok"), ("minutes", "min"), ("p50_minutes", "min"), ("accuracy (%)", "%"),
      ("mmlu_pct", "%"), ("loss_bits", "bits"), ("Training tokens [trillions]", "T"), ("tokens in billions", "B"),
      ("price (USD)", "USD"), ("flops", "FLOP"), ("x_t", nil), ("model_b", nil), ("time", nil), ("loss (M)", nil),
      ("day", nil),
      ("training_tokens", nil), ("params", nil), ("D", nil), ("batch", nil), ("lr_s", nil),
    ] as [(String, String?)])
  func headers(name: String, unit: String?) throws {
    #expect(Unit.inHeader(name)?.unit.name == unit)
  }

  @Test("a suffix in the cells is not counted again by the header, and the caller's word counts most")
  func unitSources() throws {
    let table = try read(
      "Params (B),tokens_T,x\n7,1.4T,1\n70,2T,2\n", ReadOptions(units: ["x": Unit("PFLOP") ?? .percentage]))
    #expect(table["Params (B)"]?.unit?.factor == 1e9)
    #expect(table["Params (B)"]?.unitSource == .header)
    #expect(table["tokens_T"]?.unit == nil)
    #expect(table["x"]?.unit?.factor == 1e15)
    #expect(table["x"]?.unitSource == .caller)
  }
}

@Suite("Compressed tables")
struct GzipTests {
  /// Written by `printf 'a,b\n1,2\n3,4\n' | gzip -n | xxd -i`.
  private static let gzip: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31, 0xE2, 0x32,
    0xD6, 0x31, 0xE1, 0x02, 0x00, 0xE5, 0xE9, 0xD6, 0xCE, 0x0C, 0x00, 0x00, 0x00,
  ]

  @Test("gzip is read, whatever the size of the pieces, and members that follow one another are one text")
  func members() throws {
    for size in [1, 2, 7, 4096] {
      let table = try Table(bytes: Self.gzip, source: "t.csv.gz", options: ReadOptions(), pieceSize: size)
      #expect(try table.numbers("b") == [2, 4])
      #expect(table.readings.map(\.kind) == [.encoding])
      #expect(table.sha256.count == 64)
    }
    let single: [UInt8] = Self.gzip
    let table = try Table(bytes: single + single, source: "t.csv.gz", options: ReadOptions())
    #expect(table.rowCount == 5)
    #expect(try table.texts("a") == ["1", "3", "a", "1", "3"])
  }

  @Test("what is cut off or broken is refused")
  func broken() {
    #expect(failure(bytes: Array(Self.gzip.dropLast(3)), as: "t.csv.gz").contains("ends too early"))
    var wrong = Self.gzip
    wrong[wrong.count - 6] ^= 1
    #expect(failure(bytes: wrong, as: "t.csv.gz").contains("and broken"))
  }
}
