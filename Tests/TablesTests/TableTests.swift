import Foundation
import Testing

@testable import Tables

@Suite("Tables")
struct TableTests {
  private func temporaryFile(_ text: String, _ name: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test("a file is read by its path, with the digest of its bytes")
  func file() throws {
    let path = try temporaryFile("a,b\n1,2\n", "t.csv")
    let table = try Table(contentsOf: path)
    #expect(table.source == path)
    #expect(try table.numbers("b") == [2])
    // printf 'a,b\n1,2\n' | sha256sum
    #expect(table.sha256 == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470")
  }

  @Test("a pipe is read to its end, its format told by its first bytes")
  func pipe() throws {
    for (text, format) in [
      ("[{\"a\":1}]", "JSON"), (" {\"a\":1}\n", "JSON Lines"), ("a\tb,c\n1\t2\n", "TSV"), ("a,b\n1,\t\n", "CSV"),
      ("\u{FEFF}a\n1", "CSV without a line end"),
    ] {
      let pipe = Pipe()
      pipe.fileHandleForWriting.write(Data(text.utf8))
      try pipe.fileHandleForWriting.close()
      let table = try Table(fileDescriptor: pipe.fileHandleForReading.fileDescriptor, source: "-")
      #expect(try table.numbers("a") == [1], "\(format)")
    }
  }

  @Test("the extension tells the format, in any letter case; an option overrules it")
  func formats() throws {
    let names = ["x.csv", "d.r/x.TSV", "x.json", "x.jsonl", "x.ndjson", "x.txt", "a.csv/x", "-"]
    #expect(names.map { TableFormat(path: $0) } == [.csv, .tsv, .json, .jsonLines, .jsonLines, nil, nil, nil])
    #expect(try read("a\tb\n1\t2", as: "x.csv", ReadOptions(format: .tsv)).names == ["a", "b"])
  }

  @Test("no input is an error of its own kind")
  func noInput() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let missing = folder + "/no-such-file.csv"
    #expect(
      message { () throws(TableError) in _ = try Table(contentsOf: missing) } == """
        \(missing): no such file
        hint: give a path, - for standard input, or @name for a bundled table
        """)
    #expect(
      message { () throws(TableError) in _ = try Table(contentsOf: folder) }
        == "\(folder): is a directory\nhint: give a file in it")
    let path = try temporaryFile("a\n", "t.csv")
    #expect(
      message { () throws(TableError) in _ = try Table(contentsOf: path + "/x") }
        == "\(path)/x: cannot be read: Not a directory")
    #expect(
      message { () throws(TableError) in _ = try Table(fileDescriptor: -1, source: "-") }
        == "-: cannot be read: Bad file descriptor")
    #expect(TableError.notFound(source: "x").kind == .noInput)
    #expect(TableError.isDirectory(source: "x").kind == .noInput)
    #expect(TableError.notReadable(source: "x", reason: "y").kind == .noInput)
    #expect(TableError.empty(source: "x").kind == .badData)
  }

  @Test("an unknown column is told with the nearest name and the list")
  func unknownColumn() throws {
    let table = try read("params,tokens,final loss\n1,2,3\n")
    #expect(
      message { () throws(TableError) in _ = try table.numbers("parmas") } == """
        t.csv: no column "parmas"
        hint: did you mean "params"? columns: params, tokens, "final loss"
        """)
    #expect(
      message { () throws(TableError) in _ = try table.texts("Tokens") }.contains("did you mean \"tokens\"?"))
    #expect(
      message { () throws(TableError) in _ = try table.column("q") } == """
        t.csv: no column "q"
        hint: columns: params, tokens, "final loss"
        """)
    #expect(table["parmas"] == nil)
  }

  @Test("rows can be selected in any order, with their lines")
  func selection() throws {
    let table = try read("n,s,d\n1,a,2024-01-01\n2,b,2024-01-02\n3,,2024-01-03\n")
    let picked = table.selecting(rows: [2, 0, 0])
    #expect(picked.rowCount == 3)
    #expect(try picked.numbers("n") == [3, 1, 1])
    #expect(try picked.texts("s") == [nil, "a", "a"])
    #expect(try picked.texts("d") == ["2024-01-03", "2024-01-01", "2024-01-01"])
    #expect((0..<3).map { picked.lineNumbers[$0] } == [4, 2, 2])
    #expect(picked.sha256 == table.sha256)
    #expect(table.selecting(rows: []).rowCount == 0)
  }

  @Test("columns can be appended, under a new name")
  func appending() throws {
    let table = try read("n\n1\n2\n")
    let column = Column(name: "C", unit: Unit("FLOP"), storage: .numbers([6, .nan]))
    let longer = try table.appending(column: column)
    #expect(longer.names == ["n", "C"])
    #expect(longer["C"]?.unit == Unit("FLOP"))
    #expect(longer["C"]?.inUnit(Unit("EFLOP")).unit?.factor == 1e18)
    #expect(try longer.texts("C") == ["6", nil])
    #expect(
      message { () throws(TableError) in _ = try longer.appending(column: column) }
        == "t.csv: column \"C\" is there already\nhint: choose another name")
  }

  @Test("a table can be made in memory; its rows are numbered from 1")
  func inMemory() throws {
    let texts = Column(name: "x", storage: .texts(TextValues(["1", nil, "q"])))
    let table = try Table(source: "@made", columns: [texts])
    #expect(table.rowCount == 3)
    #expect(
      message { () throws(TableError) in _ = try table.numbers("x") }
        .hasPrefix("@made:3: \"x\" is \"q\", not a number"))
    #expect(
      message { () throws(TableError) in _ = try Table(source: "@made", columns: [texts, texts]) }
        .hasPrefix("@made: column \"x\" is there already"))
    #expect(try table.selecting(rows: [0, 1]).numbers("x")[0] == 1)
  }

  @Test("numbers print as the shortest text that reads back")
  func numberTexts() throws {
    let column = Column(name: "x", storage: .numbers([1, 0.1, 1e24, -2.5, 70e9, .nan]))
    #expect(column.texts == ["1", "0.1", "1e+24", "-2.5", "70000000000", nil])
  }

  @Test("line numbers of any pattern come back")
  func lineNumbers() {
    var generator = SeededGenerator(3)
    for steps in [[1], [5], [0], [1, 1, 1, 7], [0, 3]] {
      var line = 2
      var expected: [Int] = []
      var numbers = LineNumbers()
      for index in 0..<500 {
        expected.append(line)
        numbers.append(line)
        line += generator.next() % 50 == 0 ? 9 : steps[index % steps.count]
      }
      let order = (0..<500).map { _ in Int(generator.next() % 500) }
      #expect((0..<500).map { numbers[$0] } == expected)
      let selected = numbers.selecting(rows: order)
      #expect((0..<500).map { selected[$0] } == order.map { expected[$0] })
    }
    #expect((0..<3).map { LineNumbers(rows: 3)[$0] } == [1, 2, 3])
  }
}
