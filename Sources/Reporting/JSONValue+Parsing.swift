import ScalingLaws

/// What is wrong with a JSON document, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problem: String
  /// Line and column, counted from 1; the column counts bytes.
  public let line: Int
  public let column: Int

  public var description: String { "line \(line), column \(column): \(problem)" }
}

extension JSONValue {
  /// Reads a document, strictly as RFC 8259 has it. Numbers without a point or exponent that fit are integers.
  ///
  /// - Throws: `JSONError` with the place.
  public init(parsing text: String) throws(JSONError) {
    var text = text
    let result: Result<JSONValue, JSONError> = text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else {
        return .failure(JSONError(.unexpectedEnd(expected: "a value"), 0, bytes))
      }
      var reader = JSONDocumentReader(scanner: JSONScanner(base, count: bytes.count))
      do throws(JSONScanner.Stop) {
        return .success(try reader.document())
      } catch {
        switch error {
        case .fault(let problem, let place): return .failure(JSONError(problem, place, bytes))
        case .needsMore: return .failure(JSONError(.unexpectedEnd(expected: "more"), bytes.count, bytes))
        }
      }
    }
    self = try result.get()
  }
}

extension JSONError {
  fileprivate init(_ problem: JSONProblem, _ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    let before = bytes[..<min(place, bytes.count)]
    let lastBreak = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    self.init(
      problem: problem.description, line: 1 + before.count { $0 == 10 }, column: before.count - lastBreak + 1)
  }
}

private struct JSONDocumentReader {
  var scanner: JSONScanner

  /// Deeper documents are refused, so that no document exhausts the stack.
  private static let deepest = 64

  mutating func document() throws(JSONScanner.Stop) -> JSONValue {
    let value = try value(depth: 0)
    if try scanner.peek() != nil { throw .fault(.textAfterEnd, scanner.index) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONScanner.Stop) -> JSONValue {
    let byte = try scanner.next(expecting: "a value")
    // A digit or a sign; the first, for most of a long document is numbers.
    if byte &- 48 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") {
      switch try scanner.number() {
      case .real(let value): return .number(value)
      case .integer(let value): return .integer(value)
      case .unsigned(let value): return .unsigned(value)
      }
    }
    switch byte {
    case UInt8(ascii: "\""): return .string(scanner.decodedString(try scanner.string()))
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    default: return try scanner.word().map(JSONValue.bool) ?? .null
    }
  }

  private func refuseDepth(_ depth: Int) throws(JSONScanner.Stop) {
    guard depth < Self.deepest else { throw .fault(.tooDeep, scanner.index) }
  }

  private mutating func object(depth: Int) throws(JSONScanner.Stop) -> JSONValue {
    try refuseDepth(depth)
    scanner.skip()
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    guard try scanner.next(expecting: "a key or }") != UInt8(ascii: "}") else {
      scanner.skip()
      return .object([])
    }
    repeat {
      guard try scanner.next(expecting: "a key") == UInt8(ascii: "\"") else {
        throw .fault(.expected("a key"), scanner.index)
      }
      let place = scanner.index
      let key = scanner.decodedString(try scanner.string())
      guard keys.insert(key).inserted else { throw .fault(.duplicateKey(key), place) }
      try scanner.colon()
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
    } while try scanner.goesOn(closing: UInt8(ascii: "}"), before: "a key")
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONScanner.Stop) -> JSONValue {
    try refuseDepth(depth)
    scanner.skip()
    var values: [JSONValue] = []
    guard try scanner.next(expecting: "a value or ]") != UInt8(ascii: "]") else {
      scanner.skip()
      return .array([])
    }
    repeat {
      values.append(try value(depth: depth + 1))
    } while try scanner.goesOn(closing: UInt8(ascii: "]"), before: "a value")
    return .array(values)
  }
}
