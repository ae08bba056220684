import Reporting
import ScalingLaws

extension FitVerb {
  /// Fits both steps, each to its rows, and predicts at the points.
  func answerOfTwoSteps(from inputs: Inputs) throws -> Answer {
    guard by == nil, effect == nil else {
      throw Problem.usage("--then fits two laws in a row, without --by or --effect")
    }
    if intervals.draws != nil { throw Problem.usage("--draws goes with one law; --then makes a second") }
    let laws = (first: try law.law(), second: try then.law())
    let mapping = try law.mapping()
    let (symbols, others) = (Set(laws.first.formula.symbols), Set(laws.second.formula.symbols))
    for symbol in mapping.keys.sorted() where !laws.first.allows(symbol) && !laws.second.allows(symbol) {
      throw FitError.unknownVariable(symbol, symbols: symbols.union(others).sorted())
    }
    var shared = try fitOptions(law, search, intervals)
    shared.progress = inputs.progress("refits")
    // What neither law has stays with the first, whose fit says so.
    let first = shared.keeping { symbols.contains($0) || !others.contains($0) }
    let second = try then.options(shared).keeping { others.contains($0) }
    let columns = mapping.filter { laws.first.allows($0.key) }
    let otherColumns = mapping.filter { laws.second.allows($0.key) }
    let needed = [
      law.columns(of: laws.first, first, mapping: columns),
      law.columns(of: laws.second, second, mapping: otherColumns),
    ]
    let both = needed[0].flatMap { one in needed[1].map(one.union) }
    let table = try source.table(needed: then.thenData == nil ? both : needed[0], from: inputs)
    let bound = try BoundTable([laws.first], in: table, given: columns, telling: inputs)
    let otherTable =
      try then.thenData.map { try source.another($0).table(needed: needed[1], from: inputs) } ?? bound.table
    let otherBound = try BoundTable([laws.second], in: otherTable, given: otherColumns, telling: inputs)
    try plausibility.check(laws.first, bound.table, mapping: bound.mapping)
    try plausibility.check(laws.second, otherBound.table, mapping: otherBound.mapping)
    let steps = try TwoStepFit(
      try laws.first.fit(to: bound.table, columns: bound.mapping, options: first),
      then: try laws.second.fit(to: otherBound.table, columns: otherBound.mapping, options: second))
    let points = try then.parsedPoints(variables: steps.variables)
    let predictions = try points.map { point throws(FitError) in try steps.predict(point) }
    return Answer(
      page: steps.page(predictions),
      record: TwoStepRecord(steps, predictions: predictions).json, warnings: steps.warnings,
      isTrusted: steps.isTrusted,
      next: points.isEmpty
        ? [["--at", steps.variables.map { "\($0)=VALUE" }.joined(separator: ",")]]
        : [])
  }
}

extension FitOptions {
  /// The options without what is said of symbols that a law does not have.
  fileprivate func keeping(_ has: (String) -> Bool) -> FitOptions {
    var options = self
    options.fixed = fixed.filter { has($0.key) }
    options.start = start.filter { has($0.key) }
    options.domains = domains.filter { has($0.key) }
    options.quantities = quantities.filter { $0.expression.symbols.allSatisfy(has) }
    return options
  }
}
