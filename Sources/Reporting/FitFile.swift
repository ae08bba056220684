import ScalingLaws

/// Why a file is not a fit that can be used.
public struct FitFileError: Error, Sendable, Hashable, CustomStringConvertible {
  public let source: String
  public let problem: String
  public let hint: String

  public var description: String { "\(source): \(problem)" }
}

/// A fit file, read back: schema `scaling.fit/1`.
public struct FitFile {
  public let fit: SavedFit
  public let source: String
  /// All that the file says.
  let document: JSONValue

  /// - Parameters:
  ///   - text: the document.
  ///   - source: its path, for messages.
  /// - Throws: `FitFileError`.
  public init(_ text: String, source: String) throws(FitFileError) {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: text)
    } catch {
      throw FitFileError(
        source: source, problem: "no JSON document: \(error)", hint: "scaling fit … -o fit.json writes a fit file")
    }
    try self.init(document, source: source)
  }

  /// - Throws: `FitFileError`.
  public init(_ document: JSONValue, source: String) throws(FitFileError) {
    self.source = source
    self.document = document
    let reader = Reader(document, source: source)
    let schema = document["schema"]?.string
    guard schema == FitRecord.schema else {
      throw FitFileError(
        source: source,
        problem: "not a fit: its schema is \(schema.map { "\"\($0)\"" } ?? "missing"), not \"\(FitRecord.schema)\"",
        hint: schema == "scaling.fits/1"
          ? "it holds a fit for each group; fit the group alone with --where"
          : "scaling fit … -o fit.json writes a fit file")
    }
    do {
      fit = try reader.fit()
    } catch let error as FitFileError {
      throw error
    } catch {
      throw FitFileError(source: source, problem: "\(error)", hint: "fit it again: scaling fit … -o fit.json")
    }
  }

  /// What was found in the document, or what is missing.
  private struct Reader {
    let document: JSONValue
    let source: String

    init(_ document: JSONValue, source: String) {
      self.document = document
      self.source = source
    }

    func fit() throws -> SavedFit {
      let inference = try required(["inference"])
      let solved = try required(["inference", "solved"])
      var parameters: [String] = []
      var point: [Double] = []
      for element in try array(solved["coefficients"], "inference.solved.coefficients") {
        parameters.append(try text(element["name"], "inference.solved.coefficients.name"))
        point.append(element["value"]?.double ?? .nan)
      }
      var names: [String] = []
      var natural: [Expression] = []
      var domains: [String: ValueRange] = [:]
      for element in try array(inference["natural"], "inference.natural") {
        if let name = element["name"]?.string { domains[name] = range(element) }
        names.append(try text(element["name"], "inference.natural.name"))
        natural.append(try Expression(parsing: text(element["formula"], "inference.natural.formula")))
      }
      let rows = try array(solved["covariance"], "inference.solved.covariance").map { row in
        try array(row, "inference.solved.covariance").map { $0.double ?? .nan }
      }
      try refuseRepeats(parameters, in: "inference.solved.coefficients")
      try refuseRepeats(names, in: "inference.natural")
      guard rows.count == parameters.count, rows.allSatisfy({ $0.count == parameters.count }), !names.isEmpty else {
        throw fault("inference.solved.covariance is not \(parameters.count) × \(parameters.count)")
      }
      var fit = try SavedFit(
        law: document["law"]?["id"]?.string, formula: Formula(text(try required(["law", "formula"]), "law.formula")),
        columns: columns(), ranges: ranges(), texts: texts(), scale: scale(),
        intervalMethod: IntervalMethod(text(try required(["options", "interval"]), "options.interval")),
        noise: noise(), isCertified: document["convergence"]?["certified"] == .bool(true),
        fixed: numbers(["options", "fixed"]), responseRange: range(inference["noise"] ?? .null),
        draws: draws(names), parameters: parameters, point: point, names: names, natural: natural, domains: domains,
        level: number(["options", "level"]), covariance: Matrix(columns: rows),
        degreesOfFreedom: inference["degrees_of_freedom"]?.double ?? .infinity)
      fit.followed = try followed(level: fit.level)
      return fit
    }

    /// What has an interval of its own kind.
    private func followed(level: Double) throws -> [QuantityEstimate] {
      try ["coefficients", "derived"].flatMap { document[$0]?.elements ?? [] }.compactMap { element in
        guard let method = element["interval"]?.string, let name = element["name"]?.string else { return nil }
        return QuantityEstimate(
          quantity: Quantity(
            name: name, expression: try element["formula"]?.string.map { try Expression(parsing: $0) } ?? .symbol(name)),
          estimate: Estimate(
            value: element["estimate"]?.double, standardError: element["std_error"]?.double,
            interval: Interval(low: element["conf_low"]?.double, high: element["conf_high"]?.double, level: level),
            method: try IntervalMethod(method)))
      }
    }

    /// From `low` to `high`, either of which may be open. A file of an earlier version says `positive` alone.
    private func range(_ element: JSONValue) -> ValueRange {
      let low = element["low"]?.double ?? (element["positive"] == .bool(true) ? 0 : -.infinity)
      return ValueRange(low, element["high"]?.double ?? .infinity)
    }

    /// A name that stands twice has no one value.
    private func refuseRepeats(_ names: [String], in place: String) throws {
      var seen: Set<String> = []
      if let name = names.first(where: { !seen.insert($0).inserted }) { throw fault("\(place) has \"\(name)\" twice") }
    }

    private func columns() throws -> [(variable: String, column: String)] {
      guard case .object(let members) = try required(["data", "columns"]) else {
        throw fault("data.columns is no object")
      }
      return try members.map { ($0.key, try text($0.value, "data.columns.\($0.key)")) }
    }

    private func ranges() -> [String: ClosedRange<Double>] {
      guard case .object(let members)? = document["data"]?["ranges"] else { return [:] }
      var ranges: [String: ClosedRange<Double>] = [:]
      for member in members {
        if case .array(let ends) = member.value, ends.count == 2, let low = ends[0].double, let high = ends[1].double,
          low <= high
        {
          ranges[member.key] = low...high
        }
      }
      return ranges
    }

    private func texts() -> [String: [String]] {
      let members = document["data"]?["texts"]?.members ?? []
      return Dictionary(members.map { ($0.key, $0.value.elements.compactMap(\.string)) }) { first, _ in first }
    }

    private func scale() throws -> ResidualScale {
      let name = try text(try required(["options", "scale"]), "options.scale")
      guard let scale = ResidualScale(rawValue: name) else { throw fault("options.scale \"\(name)\" is no scale") }
      return scale
    }

    private func noise() throws -> NoiseModel {
      let noise = document["inference"]?["noise"]
      return NoiseModel(
        formula: try (noise?["formula"]?.string).map { try Expression(parsing: $0) },
        sigma: noise?["sigma"]?.double, efficiency: noise?["efficiency"]?.double)
    }

    private func draws(_ names: [String]) throws -> Draws? {
      guard let draws = document["draws"], draws != .null else { return nil }
      let replicates = try array(draws["replicates"], "draws.replicates").map { number in
        number.double.flatMap { Int(exactly: $0) } ?? -1
      }
      let columns = try names.map { name in
        try array(draws["coefficients"]?[name], "draws.coefficients.\(name)").map { $0.double ?? .nan }
      }
      let objectives = try array(draws["objective"], "draws.objective").map { $0.double ?? .nan }
      guard (columns + [objectives]).allSatisfy({ $0.count == replicates.count }) else {
        throw fault("the columns of draws are not of one length")
      }
      return Draws(names: names, columns: columns, replicates: replicates, objectives: objectives)
    }

    private func numbers(_ path: [String]) -> [String: Double] {
      guard case .object(let members)? = path.reduce(document as JSONValue?, { $0?[$1] }) else { return [:] }
      return Dictionary(members.compactMap { member in member.value.double.map { (member.key, $0) } }) { first, _ in
        first
      }
    }

    private func required(_ path: [String]) throws -> JSONValue {
      guard let value = path.reduce(document as JSONValue?, { $0?[$1] }) else {
        throw fault("it has no \(path.joined(separator: "."))")
      }
      return value
    }

    private func number(_ path: [String]) throws -> Double {
      guard let value = try required(path).double else { throw fault("\(path.joined(separator: ".")) is no number") }
      return value
    }

    private func text(_ value: JSONValue?, _ name: String) throws -> String {
      guard let text = value?.string else { throw fault("\(name) is no text") }
      return text
    }

    private func array(_ value: JSONValue?, _ name: String) throws -> [JSONValue] {
      guard case .array(let values)? = value else { throw fault("\(name) is no array") }
      return values
    }

    private func fault(_ problem: String) -> FitFileError {
      FitFileError(source: source, problem: problem, hint: "fit it again with this version: scaling fit … -o fit.json")
    }
  }
}

extension JSONValue {
  /// The number, whole or not.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
