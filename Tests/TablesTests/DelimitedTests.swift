import Testing

@testable import Tables

@Suite("CSV and TSV")
struct DelimitedTests {
  @Test("columns get the narrowest type that all their cells have")
  func types() throws {
    let table = try read("n,day,family,none\n1e3,2024-07-02,a,\n70B,2023-01-01,b,NA\n,null,a,nan\n")
    #expect(table.names == ["n", "day", "family", "none"])
    #expect(table.rowCount == 3)
    #expect(try table.numbers("n").prefix(2) == [1000, 70e9])
    #expect(try table.numbers("n")[2].isNaN)
    #expect(try table.numbers("day").prefix(2) == [2024.5, 2023])
    #expect(try table.texts("day") == ["2024-07-02", "2023-01-01", nil])
    #expect(table["family"]?.storage == .texts(TextValues(codes: [0, 1, 0], strings: ["a", "b"])))
    #expect(try table.numbers("none").allSatisfy(\.isNaN))
    #expect(table.columns.map(\.missingCount) == [1, 1, 0, 3])
  }

  @Test("a column that mixes numbers and text is text as it was written")
  func mixed() throws {
    let cells = [
      "7", "-0", "0.50", "+3", ".5", "5.", "007", "1.20e-05", "1e21", "1E5", "6.02e+23", "70B", "1.4T", "12e3", "1k",
      "2.50M", "NA", "12345678901234567", "0.12345678901234567", "123456789012345678901234567890",
      "1.2345678901234567e-05", "-9.9999999999999999e22", "0e0", "1e-400", "5e-324", " 8.10", "  9", "9 ", "n/a", "4",
    ]
    let table = try read("x\n" + cells.joined(separator: "\n") + "\n")
    #expect(try table.texts("x") == cells.map { $0 == "NA" ? nil : $0 })
  }

  @Test("a column that mixes dates and text is text as it was written")
  func mixedDates() throws {
    let cells = ["2024-07-18", "2024-07", "2024-07-18T00:00:00Z", "2024-07-18 12:30", " 2024-01-01", "soon"]
    #expect(try read("x\n" + cells.joined(separator: "\n")).texts("x") == cells)
  }

  @Test("200,000 numbers before a text are kept as they were written, over many pieces of memory")
  func lateText() throws {
    var generator = SeededGenerator(1)
    let cells = (0..<200_000).map { _ in "0.\(generator.next() % 10_000_000_000_000_000)" } + ["end"]
    #expect(try read("x\n" + cells.joined(separator: "\n")).texts("x") == cells)
  }

  @Test("a mixed column names its first cell that is not a number")
  func badCell() throws {
    let table = try read("step,loss,day\n1,2.5,2024-01-01\n2,n/a,2024-02-30\n3,inf,2024-01-01\n")
    #expect(
      message { () throws(TableError) in _ = try table.numbers("loss") } == """
        t.csv:3:3: "loss" is "n/a", not a number
        hint: numbers are written 1e24 or 70B, dates 2024-07-18; if it stands for a missing value, name it: --missing n/a
        """)
    #expect(
      message { () throws(TableError) in _ = try table.numbers("day") } == """
        t.csv:3:7: "day" is "2024-02-30", a date that the calendar does not have
        hint: correct the date
        """)
    let without = table.selecting(rows: [2, 0])
    #expect(
      message { () throws(TableError) in _ = try without.numbers("loss") } == """
        t.csv:4: "loss" is "inf": infinite values are refused
        hint: correct it, or name it as missing: --missing inf
        """)
    #expect(try without.numbers("day") == [2024, 2024])
  }

  @Test(
    "every cell that is no number says why",
    arguments: [
      ("1e999", ", too large for a double", "correct it, or name it as missing: --missing 1e999"),
      ("-Infinity", ": infinite values are refused", "correct it, or name it as missing: --missing=-Infinity"),
      (
        "0x10", ", not a number",
        "numbers are written 1e24, 70B, $1,234.50 or 86.4%, dates 2024-07-18, 3/14/2024 or Mar 14, 2024"
      ),
      (
        "\"1,234\"", ": a thousands separator or a decimal comma, and no number of the table says which",
        "--decimal . reads 1234, --decimal , reads 1.234"
      ),
      (
        "it's", ", not a number",
        "numbers are written 1e24 or 70B, dates 2024-07-18; if it stands for a missing value, name it: --missing 'it'\\''s'"
      ),
      (
        "2024-07-18", ", a date in a column that also holds numbers",
        "write every cell of the column as a date, or every cell as a number"
      ),
    ])
  func problems(cell: String, clause: String, hint: String) throws {
    let table = try read("a,x\n0,1\n0,\(cell)\n")
    let shown = cell.hasPrefix("\"") ? cell : "\"\(cell)\""
    let expected = "t.csv:3:3: \"x\" is \(shown)\(clause)\nhint: \(hint)"
    #expect(message { () throws(TableError) in _ = try table.numbers("x") } == expected)
  }

  @Test("thousands separators count only where asked for, and only in whole groups")
  func thousands() throws {
    let options = ReadOptions(format: .tsv, thousandsSeparators: true)
    let table = try read("a\tb\n1,234,567\t1,23\n-1,000.5\t1,234\n+12,345k\t2\n", options)
    #expect(try table.numbers("a") == [1_234_567, -1000.5, 12_345_000])
    #expect(
      message { () throws(TableError) in _ = try table.numbers("b") } == """
        t.csv:2:11: "b" is "1,23", no number with decimal points
        hint: correct it, or say --decimal ,
        """)
  }

  @Test("further missing tokens are taken, even those that look like numbers")
  func missing() throws {
    let table = try read("x\n-999\n1\n n/a \n", ReadOptions(missing: ["-999", "n/a"]))
    #expect(try table.numbers("x").map(\.isNaN) == [true, false, true])
  }

  @Test("quotes, doubled quotes, separators and line breaks in a cell are text")
  func quotes() throws {
    let table = try read("\u{FEFF}\"a\"\"b\",c\r\n\"x,\"\"y\"\"\r\nz\",\"12\"\r\n\"\",3")
    #expect(table.names == ["a\"b", "c"])
    #expect(try table.texts("a\"b") == ["x,\"y\"\r\nz", nil])
    #expect(try table.numbers("c") == [12, 3])
    #expect((0..<2).map { table.lineNumbers[$0] } == [2, 4])
  }

  @Test("only the wanted columns are stored, and the others are still checked for structure")
  func someColumns() throws {
    let options = ReadOptions(columns: ["c", "zz"])
    let table = try read("a,b,c\nx,y,1\nx,y,2\n", options)
    #expect(table.names == ["c"])
    #expect(table.sourceNames == ["a", "b", "c"])
    #expect(try table.numbers("c") == [1, 2])
    #expect(
      message { () throws(TableError) in _ = try table.column("a") } == """
        t.csv: column "a" was not read
        hint: add it to ReadOptions.columns
        """)
    #expect(failure("a,b,c\nx,\"y,1\n", options).hasPrefix("t.csv:2:3: the quote that opens \"b\" is never closed"))
  }

  @Test("blank lines at the end are nothing; in one column, one before the last row is a missing cell")
  func blankLines() throws {
    #expect(try read("a,b\n1,2\n\n\r\n\n").rowCount == 1)
    let table = try read("a\n1\n\n\n2\n\n")
    #expect(try table.texts("a") == ["1", nil, nil, "2"])
    #expect((0..<4).map { table.lineNumbers[$0] } == [2, 3, 4, 5])
  }

  @Test("a header alone is a table of no rows", arguments: ["a,b", "a,b\n", "a,b\r\n\r\n"])
  func headerOnly(text: String) throws {
    let table = try read(text)
    #expect(table.names == ["a", "b"])
    #expect(table.rowCount == 0)
    #expect(try table.numbers("b").isEmpty)
  }

  @Test(
    "what is not exactly a table is refused with its line and column",
    arguments: [
      ("", "t.csv: is empty\nhint: the first line must hold the names of the columns"),
      (
        "a,b,c\n1,2,3\n4,5\n",
        "t.csv:3:4: expected 3 cells, found 2: nothing for \"c\"\n"
          + "hint: an empty cell still needs its separator"
      ),
      ("a,b\n1,2,3,4\n", "t.csv:2:5: expected 2 cells, found 4\nhint: quote a cell that holds the separator"),
      ("a,b\n1,2\n\n\n3,4\n", "t.csv:3:1: expected 2 cells, found 0\nhint: remove the blank line"),
      ("a,b,a\n", "t.csv:1:5: columns 1 and 3 are both named \"a\"\nhint: rename one of them"),
      (
        ",b\n",
        "t.csv:1:1: column 1 has no name\n"
          + "hint: name it, or write the table without its index (pandas: index=False)"
      ),
      ("a, ,b\n", "t.csv:1:3: column 2 has no name\nhint: name it"),
      (
        "\na,b\n",
        "t.csv:1:1: column 1 has no name\n"
          + "hint: name it, or write the table without its index (pandas: index=False)"
      ),
      (
        "a,b\n1,\"x\ny",
        "t.csv:2:3: the quote that opens \"b\" is never closed\n"
          + "hint: close it; a quote inside a quoted cell is written twice"
      ),
      (
        "a,\"b\n",
        "t.csv:1:3: the quote that opens cell 2 of the header is never closed\n"
          + "hint: close it; a quote inside a quoted cell is written twice"
      ),
      (
        "a,b\n\"x\n\"y,2\n",
        "t.csv:3:2: text after the closing quote of \"a\"\n"
          + "hint: write a quote inside a quoted cell twice"
      ),
      (
        "a,b\n1, \"x\"\n",
        "t.csv:2:4: quote inside \"b\", which does not begin with one\n"
          + "hint: quote the whole cell, from its first byte, and write the inner quote twice"
      ),
      (
        "a,b\n1,2\r3,4\n",
        "t.csv:2:4: carriage return without line feed\n"
          + "hint: end lines with LF or CRLF: tr '\\r' '\\n'"
      ),
      ("a,b\n1,2\r", "t.csv:2:4: carriage return without line feed\nhint: end lines with LF or CRLF: tr '\\r' '\\n'"),
      ("a\n1\u{0}\n", "t.csv:2:2: NUL byte at offset 3\nhint: it is not a text file"),
    ])
  func structure(text: String, expected: String) {
    #expect(failure(text) == expected)
  }

  @Test("bytes that are not UTF-8 are refused with offset and line")
  func notUTF8() {
    #expect(
      failure(bytes: Array("a\nx\ncaf".utf8) + [0xE9, 0x0A])
        == "t.csv:3:4: byte 0xE9 at offset 7 is not UTF-8\nhint: convert it, iconv -f LATIN1 -t UTF-8")
    #expect(
      failure(bytes: [0x1F, 0x8B, 0x08, 0x00], as: "t.csv.gz")
        == "t.csv.gz: it is a gzip file that ends too early\nhint: was it copied whole? gunzip -t tests it"
    )
    #expect(
      failure(bytes: Array("PK".utf8) + [3, 4, 0]).hasPrefix(
        "t.csv: is an Excel workbook or another zip file, which is not read\nhint: convert it: python3 -c 'import pandas"
      ))
    #expect(
      failure(bytes: Array("PAR1".utf8) + [21, 4, 0], as: "runs.parquet").hasPrefix(
        "runs.parquet: is a Parquet file, which is not read\nhint: convert it: duckdb -csv -c "))
    #expect(
      failure(bytes: [0x28, 0xB5, 0x2F, 0xFD, 0], as: "r.csv.zst").hasSuffix(
        "hint: give its text: zstdcat r.csv.zst | scaling … -"))
  }

  /// The ill-formed sequences of Unicode 16, section 3.9, and the well-formed at the borders of table 3-7.
  @Test("UTF-8 is checked as Unicode defines it")
  func borders() throws {
    let bad: [[UInt8]] = [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3, 0x28],
    ]
    for sequence in bad {
      #expect(failure(bytes: Array("a\n".utf8) + sequence).hasPrefix("t.csv:2:1: byte 0x"), "\(sequence)")
    }
    let good = "a\n\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
    for size in [1, 2, 3, 7] { #expect(try read(good, pieceSize: size).texts("a") == [String(good.dropFirst(2))]) }
  }

  @Test("a row without an end is refused before it fills the memory")
  func rowTooLong() {
    let bytes = Array(("a,b\n1,\"" + String(repeating: "x\n", count: 100)).utf8)
    #expect(
      message { () throws(TableError) in
        _ = try Table(bytes: bytes, source: "t.csv", options: ReadOptions(), pieceSize: 16, longestRow: 64)
      } == "t.csv:2:1: row of more than 64 bytes\nhint: is a quote or a bracket left open?")
  }

  @Test("of two faults the earlier one is told")
  func earlierFault() {
    #expect(failure(bytes: Array("a,b\n1\n".utf8) + [0xFF]).hasPrefix("t.csv:2:2: expected 2 cells, found 1"))
  }
}
