/// The law that the columns of a table ask for, where nobody named one.
///
///     parameters, tokens and a loss       chinchilla; compute stands for one of the two, by 6 N D
///     one resource and a loss             power-law-floor
///     resources and a score               log-linear; for shares on the logit scale, so that no prediction leaves 0 to 1
///     a date and a price                  exponential-trend
///
/// Anything else is an error that names what was found.
public struct ProposedLaw: Sendable {
  public let law: Law
  /// The scale of the residuals; `nil` for the law's own.
  public let scale: ResidualScale?
  /// Columns that the proposal itself had to choose, by symbol.
  public let columns: [String: String]
  public let reading: Reading

  /// - Parameters:
  ///   - table: whose columns are looked at.
  ///   - given: symbols that the caller has mapped already.
  /// - Throws: `.noLawProposed` naming the columns with what they may be; `.ambiguousVariable`.
  public init(for table: Table, given: [String: String] = [:]) throws(FitError) {
    let finder = ColumnFinder(table)
    func has(_ role: ColumnRole, _ symbols: String...) -> Bool {
      symbols.contains { given[$0] != nil } || !finder.candidates(for: role).isEmpty
    }
    let (loss, score) = (has(.loss, "loss"), has(.score, "score"))
    let (parameters, tokens, compute) = (has(.parameters, "N"), has(.tokens, "D"), has(.compute, "C"))
    let resources = [parameters, tokens, compute].count { $0 }
    let (date, price) = (has(.date, "t"), has(.price, "price"))
    let found: (Law, String)?
    switch (loss, score) {
    case (true, false) where parameters && tokens: found = (.chinchilla, "parameters, tokens and a loss")
    case (true, false) where resources == 2 && given["C"] == nil:
      found = (.chinchilla, "compute, one of parameters and tokens, and a loss")
    case (true, false) where resources == 1: found = (.powerLawFloor, "one resource and a loss")
    case (false, true) where resources > 0 && !(date && price): found = (.logLinear, "resources and a score")
    case (false, _) where date && price && resources == 0: found = (.exponentialTrend, "a date and a price")
    default: found = nil
    }
    guard let (law, what) = found else { throw Self.refusal(finder) }
    self.law = law
    let shares = law.id == Law.logLinear.id ? try Self.shares(table, finder, given) : nil
    (scale, columns) = (shares?.scale, shares?.columns ?? [:])
    reading = Reading(
      .column, "the law is \(law.id ?? "")\(scale == .logit ? " on the logit scale" : "")",
      because: "\(what) are there",
      flag: "--law")
  }

  /// For shares of one, and for percentages, the logit scale: it has room for no other numbers, and none for 0 and 1 themselves.
  private static func shares(
    _ table: Table, _ finder: ColumnFinder, _ given: [String: String]
  ) throws(FitError) -> (scale: ResidualScale?, columns: [String: String])? {
    let name: String
    if let column = given["score"] {
      name = column
    } else {
      switch finder.find(.score) {
      case .one(let candidate): name = candidate.column
      case .several(let candidates):
        throw .ambiguousVariable(law: Law.logLinear.id ?? "", variable: "score", candidates: candidates.map(\.column))
      case .none: return nil
      }
    }
    guard let column = table[name], case .numbers(let values) = column.storage else { return nil }
    let known = values.filter { !$0.isNaN }
    if known.allSatisfy({ $0 > 0 && $0 < 1 }) { return (.logit, ["score": name]) }
    guard column.unit == .some(.percentage), known.allSatisfy({ $0 > 0 && $0 < 100 }) else { return nil }
    return (.logit, ["score": "\(name)*0.01"])
  }

  private static func refusal(_ finder: ColumnFinder) -> FitError {
    let roles: [ColumnRole] = [.parameters, .tokens, .compute, .loss, .score, .date, .price]
    let found = roles.compactMap { role -> String? in
      let names = finder.candidates(for: role).map(\.column)
      return names.isEmpty ? nil : "\(role.rawValue): \(names.listed)"
    }
    return .noLawProposed(found: found)
  }
}
