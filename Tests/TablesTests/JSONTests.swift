import Testing

@testable import Tables

@Suite("JSON and JSON Lines")
struct JSONTests {
  @Test("objects inside objects are flattened with dots, and an array may be the only value of an object")
  func nested() throws {
    let text =
      "{\"runs\": [{\"config\": {\"lr\": 0.5, \"model\": {\"n\": 7}}, \"loss\": 2}, {\"loss\": 3, \"config\": {\"lr\": 1}}]}"
    for size in [1, 3, 4096] {
      let table = try read(text, as: "t.json", pieceSize: size)
      #expect(table.names == ["config.lr", "config.model.n", "loss"])
      #expect(try table.numbers("config.lr") == [0.5, 1])
      #expect(try table.numbers("loss") == [2, 3])
      #expect(table["config.model.n"]?.missingCount == 1)
    }
  }

  @Test("an array of objects is a table; keys may be missing, values typed as cells")
  func array() throws {
    let table = try read(
      """
      [
        {"N": 7e9, "day": "2024-07-02", "ok": true},
        {"day": null, "N": "1.4T"},
        {"name": "a\\u00df\\ud83d\\ude00\\n\\"", "N": -0.5}
      ]
      """, as: "t.json")
    #expect(table.names == ["N", "day", "ok", "name"])
    #expect(try table.numbers("N") == [7e9, 1.4e12, -0.5])
    #expect(try table.texts("day") == ["2024-07-02", nil, nil])
    #expect(try table.texts("ok") == ["true", nil, nil])
    #expect(try table.texts("name") == [nil, nil, "aß😀\n\""])
    #expect((0..<3).map { table.lineNumbers[$0] } == [2, 3, 4])
  }

  @Test("JSON Lines is a table, with or without a last line end")
  func lines() throws {
    for end in ["", "\n", "\r\n", "\n\n \n"] {
      let table = try read("{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2}" + end, as: "t.jsonl")
      #expect(try table.numbers("a") == [1, 2])
      #expect(try table.texts("b") == ["x", "y"])
    }
  }

  @Test("an empty array has no rows, an empty object is a row without values")
  func empty() throws {
    #expect(try read(" [ ] ", as: "t.json").rowCount == 0)
    let table = try read("[{},{\"a\":1}]", as: "t.json")
    #expect(table["a"]?.missingCount == 1)
    #expect(table.rowCount == 2)
  }

  @Test("a cell that is not a number is told with its own place")
  func badCell() throws {
    let table = try read("[{\"a\":1},{\"a\":\"n/a\"},{\"a\":\"x\"}]", as: "t.json")
    #expect(
      message { () throws(TableError) in _ = try table.numbers("a") }
        .hasPrefix("t.json:1:15: \"a\" is \"n/a\", not a number"))
    let last = table.selecting(rows: [2])
    #expect(
      message { () throws(TableError) in _ = try last.numbers("a") }
        .hasPrefix("t.json:1: \"a\" is \"x\", not a number"))
    #expect(
      message { () throws(TableError) in _ = try read("[{\"a\":1e999}]", as: "t.json").numbers("a") }
        .hasPrefix("t.json:1:7: \"a\" is \"1e999\", too large for a double"))
  }

  @Test("only the wanted keys are stored, and the others are still checked")
  func someColumns() throws {
    let options = ReadOptions(columns: ["b"])
    #expect(try read("[{\"a\":1,\"b\":2}]", as: "t.json", options).names == ["b"])
    #expect(failure("[{\"a\":01,\"b\":2}]", as: "t.json", options).hasPrefix("t.json:1:7: not a JSON number"))
  }

  @Test(
    "JSON that is not a table of flat objects is refused with line and column",
    arguments: [
      ("", "t.json: is empty"),
      (" \n", "t.json: is empty"),
      ("{\"a\":1}", "t.json:1:1: expected an array of objects"),
      ("[1]", "t.json:1:2: expected an object"),
      ("[", "t.json:1:2: the text ends where an object was expected"),
      ("[{\"a\":1}", "t.json:1:9: the text ends where a comma or ] was expected"),
      ("[{\"a\":1} {\"a\":2}]", "t.json:1:10: expected a comma or ]"),
      ("[{\"a\":1},]", "t.json:1:9: comma before the closing bracket"),
      ("[{\"a\":1,}]", "t.json:1:8: comma before the closing bracket"),
      ("[{\"a\":1}] x", "t.json:1:11: text after the end"),
      ("[{\n \"a\": [1]}]", "t.json:2:7: \"a\" holds an array"),
      ("[{\"a\": [[[", "t.json:1:8: \"a\" holds an array"),
      ("{\"runs\": [{\"a\":1}], \"b\": 2}", "t.json:1:19: expected the end of the object"),
      ("{\"runs\": 1}", "t.json:1:1: expected an array of objects"),
      ("[{\"a\":1,\"a\":2}]", "t.json:1:9: key \"a\" twice in one object"),
      ("[{\"a\":1,\"\\u0061\":2}]", "t.json:1:9: key \"a\" twice in one object"),
      ("[{\"\":1}]", "t.json:1:3: empty key"),
      ("[{a:1}]", "t.json:1:3: expected a key or }"),
      ("[{\"a\":1,b:1}]", "t.json:1:9: expected a key"),
      ("[{\"a\" 1}]", "t.json:1:7: expected a colon"),
      ("[{\"a\":}]", "t.json:1:7: expected a number, a string, true, false or null"),
      ("[{\"a\":True}]", "t.json:1:7: expected a number, a string, true, false or null"),
      ("[{\"a\":1 \"b\":2}]", "t.json:1:9: expected a comma or }"),
      ("[{\"a\":", "t.json:1:7: the text ends where a value was expected"),
      ("[{\"a\":\"x", "t.json:1:7: string that is never closed"),
      ("[{\"a\":\"\\x\"}]", "t.json:1:8: bad escape in a string"),
      ("[{\"a\":\"\\u12g4\"}]", "t.json:1:8: bad escape in a string"),
      ("[{\"a\":\"\\ud83d\"}]", "t.json:1:8: bad escape in a string"),
      ("[{\"a\":\"\\ude00\"}]", "t.json:1:8: bad escape in a string"),
      ("[{\"a\":\"\\ud83d\\u0041\"}]", "t.json:1:8: bad escape in a string"),
      ("[{\"a\":\"x\ny\"}]", "t.json:1:9: control character 0x0A in a string"),
      ("[{\"a\":NaN}]", "t.json:1:7: JSON has no NaN or Infinity"),
      ("[{\"a\":-Infinity}]", "t.json:1:7: JSON has no NaN or Infinity"),
    ])
  func refused(text: String, expected: String) {
    #expect(failure(text, as: "t.json").split(separator: "\n").first.map(String.init) == expected)
  }

  @Test("numbers have to be JSON numbers", arguments: ["01", "+1", ".5", "1.", "1e", "-", "1.e5", "0x1", "1k", "--1"])
  func numbers(text: String) {
    #expect(
      failure("[{\"a\":\(text)}]", as: "t.json") == """
        t.json:1:7: not a JSON number
        hint: write 0.5, not .5; 5.0, not 5.; no leading + or 0
        """)
  }

  @Test(
    "JSON Lines has one object on each line",
    arguments: [
      ("", "t.jsonl: is empty"),
      ("\n\n", "t.jsonl: is empty"),
      ("{\"a\":1} {\"a\":2}", "t.jsonl:1:9: text after the end"),
      ("{\"a\":1}\n\n{\"a\":2}", "t.jsonl:2:1: blank line before an object"),
      ("{\"a\":\n1}", "t.jsonl:1:6: line break inside an object of JSON Lines"),
      ("[1]", "t.jsonl:1:1: expected an object"),
      ("{\"a\":1}\n{\"a\":1", "t.jsonl:2:7: the text ends where a comma or } was expected"),
    ])
  func refusedLines(text: String, expected: String) {
    #expect(failure(text, as: "t.jsonl").split(separator: "\n").first.map(String.init) == expected)
  }
}
