import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Why a file is not a fit that can be used.
public struct FitFileError: Error, Sendable, Hashable, CustomStringConvertible {
  public let source: String
  public let problem: String
  public let hint: String

  public var description: String { "\(source): \(problem)" }
}

/// A fit file, read back: schema `scaling.fit/1`.
///
///     let text = FitRecord(fit).json.document
///     let again = try FitFile(text, source: "fit.json").fit
///
/// What is written with `scaling fit -o fit.json` is read by `FitFile(contentsOf: "fit.json")`.
public struct FitFile {
  public let fit: SavedFit
  public let source: String
  /// All that the file says.
  public let document: RecordDocument<FitRecord>

  var record: FitRecord { document.record }

  /// - Throws: `FitFileError`, also where the file cannot be read.
  public init(contentsOf path: String) throws(FitFileError) {
    let fault = { (problem: String) in
      FitFileError(source: path, problem: problem, hint: "scaling fit … -o fit.json writes a fit file")
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw fault("cannot read it: \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &piece, piece.count)
      if count == 0 { break }
      if count > 0 { bytes += piece[..<count] } else if errno != EINTR { throw fault("cannot read it to its end") }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw fault("not UTF-8 text") }
    try self.init(text, source: path)
  }

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
  public init(_ json: JSONValue, source: String) throws(FitFileError) {
    let schema = json["schema"]?.string
    guard schema == FitRecord.schema else {
      throw FitFileError(
        source: source,
        problem: "not a fit: its schema is \(schema.map { "\"\($0)\"" } ?? "missing"), not \"\(FitRecord.schema)\"",
        hint: schema == GroupedRecord.schema
          ? "it holds a fit for each group; fit the group alone with --where"
          : "scaling fit … -o fit.json writes a fit file")
    }
    do {
      self.source = source
      document = try RecordDocument(json)
      fit = try document.record.saved()
    } catch {
      throw FitFileError(
        source: source, problem: "\(error)", hint: "fit it again with this version: scaling fit … -o fit.json")
    }
  }
}

/// What a record says that no fit can be.
private struct UnusableFit: Error, CustomStringConvertible {
  let description: String
}

extension FitRecord {
  /// The fit that was recorded, for predictions and plans.
  ///
  /// - Throws: what keeps it from being used.
  fileprivate func saved() throws -> SavedFit {
    let solved = inference.solved
    let (parameters, names) = (solved.coefficients.map(\.name), inference.natural.map(\.name))
    try Self.refuseRepeats(parameters, in: "inference.solved.coefficients")
    try Self.refuseRepeats(names, in: "inference.natural")
    let size = parameters.count
    guard solved.covariance.count == size, solved.covariance.allSatisfy({ $0.count == size }), !names.isEmpty else {
      throw UnusableFit(description: "inference.solved.covariance is not \(size) × \(size)")
    }
    let noise = inference.noise
    var fit = try SavedFit(
      law: law.id, formula: Formula(law.formula), columns: data.columns.members.map { ($0.name, $0.value) },
      ranges: data.ranges.dictionary.compactMapValues(\.range), texts: data.texts?.dictionary ?? [:],
      scale: options.scale, intervalMethod: IntervalMethod(options.interval),
      noise: NoiseModel(
        formula: noise.formula.map { try Expression(parsing: $0) }, sigma: noise.sigma, efficiency: noise.efficiency),
      isCertified: convergence.certified, fixed: options.fixed.dictionary.compactMapValues { $0 },
      responseRange: ValueRange(noise.low ?? -.infinity, noise.high ?? .infinity), draws: refits(names),
      parameters: parameters, point: solved.coefficients.map { $0.value ?? .nan }, names: names,
      natural: inference.natural.map { try Expression(parsing: $0.formula) },
      domains: Dictionary(uniqueKeysWithValues: inference.natural.map { ($0.name, $0.domain) }), level: options.level,
      covariance: Matrix(columns: solved.covariance.map { $0.map { $0 ?? .nan } }),
      degreesOfFreedom: inference.degreesOfFreedom ?? .infinity)
    fit.followed = try followed()
    return fit
  }

  /// What has an interval of its own kind.
  private func followed() throws -> [QuantityEstimate] {
    // The name of a coefficient need not be a formula: `b0[Llama-2]`.
    let named =
      coefficients.map { ($0.name, String?.none, $0.estimate.part) }
      + derived.map { ($0.name, String?.some($0.formula), $0.estimate.part) }
    return try named.filter { $0.2.interval != nil }.map { name, formula, found in
      let expression = try formula.map { try Expression(parsing: $0) } ?? .symbol(name)
      return QuantityEstimate(
        quantity: Quantity(name: name, expression: expression), estimate: found.value(level: options.level))
    }
  }

  private func refits(_ names: [String]) throws -> Draws? {
    guard let draws else { return nil }
    let columns = try names.map { name in
      guard let column = draws.coefficients[name] else {
        throw UnusableFit(description: "it has no draws.coefficients.\(name)")
      }
      return column.map { $0 ?? .nan }
    }
    let objectives = draws.objective.map { $0 ?? .nan }
    guard (columns + [objectives]).allSatisfy({ $0.count == draws.replicates.count }) else {
      throw UnusableFit(description: "the columns of draws are not of one length")
    }
    return Draws(names: names, columns: columns, replicates: draws.replicates, objectives: objectives)
  }

  /// A name that stands twice has no one value.
  private static func refuseRepeats(_ names: [String], in place: String) throws {
    var seen: Set<String> = []
    if let name = names.first(where: { !seen.insert($0).inserted }) {
      throw UnusableFit(description: "\(place) has \"\(name)\" twice")
    }
  }
}

extension Ends {
  /// `nil` where an end is open.
  fileprivate var range: ClosedRange<Double>? {
    guard let low, let high, low <= high else { return nil }
    return low...high
  }
}
