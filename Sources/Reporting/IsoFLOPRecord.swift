import ScalingLaws

/// Approaches 1 and 2 as a file: schema `scaling.isoflop/1`.
public struct IsoFLOPRecord {
  public static let schema = "scaling.isoflop/1"
  public let json: JSONValue

  public init(_ fit: IsoFLOPFit) {
    json = Self.document(
      approach: 2, runs: fit.runs, options: fit.options, allocation: fit.allocation, warnings: fit.warnings,
      more: [
        .init(
          key: "budgets",
          value: .array(
            fit.curves.indices.map { fit.curves[$0].json(bias: fit.bias?.optima[$0], lines: fit.runs.lines) })),
        .init(
          key: "budgets_left_out",
          value: .array(fit.skipped.map { ["flops": .number($0.flops), "rows": .integer($0.rows)] })),
        .init(key: "rows_of_no_budget", value: .array(fit.ungrouped.map { .integer(fit.runs.lines[$0]) })),
        .init(key: "scatter_p_value", value: JSONValue(fit.scatterPValue)), .init(key: "bias", value: Self.bias(fit)),
      ])
  }

  public init(_ fit: EnvelopeFit) {
    json = Self.document(
      approach: 1, runs: fit.runs, options: fit.options, allocation: fit.allocation, warnings: fit.warnings,
      more: [
        .init(
          key: "frontier",
          value: [
            "curves": .integer(fit.curves), "points": .integer(fit.points),
            "flops": [.number(fit.flops.lowerBound), .number(fit.flops.upperBound)],
            "runs": .array(
              fit.segments.map {
                [
                  "run": .string($0.run), "parameters": .number($0.parameters),
                  "flops": [.number($0.flops.lowerBound), .number($0.flops.upperBound)], "share": .number($0.share),
                ]
              }),
          ])
      ])
  }

  private static func document(
    approach: Int, runs: IsoFLOPRuns, options: IsoFLOPOptions, allocation: ComputeAllocation, warnings: [FitWarning],
    more: [JSONValue.Member]
  ) -> JSONValue {
    .object(
      [
        .init(key: "schema", value: .string(schema)), .init(key: "version", value: .string(Version.current)),
        .init(key: "approach", value: .integer(approach)),
        .init(
          key: "data",
          value: [
            "source": .string(runs.source), "sha256": .string(runs.sha256), "rows": .integer(runs.sourceRows),
            "rows_used": .integer(runs.losses.count),
            "columns": .object(runs.columns.map { .init(key: $0.symbol, value: .string($0.column)) }),
          ]),
        .init(key: "options", value: self.options(options, approach: approach)),
      ] + more + [
        .init(key: "a", value: .object(allocation.a.members)), .init(key: "b", value: .object(allocation.b.members)),
        .init(key: "targets", value: .array(allocation.targets.map(\.json))),
        .init(
          key: "resamples",
          value: ["drawn": .integer(allocation.resamples.drawn), "used": .integer(allocation.resamples.used)]),
        .init(key: "warnings", value: .array(warnings.map(\.json))),
      ])
  }

  private static func options(_ options: IsoFLOPOptions, approach: Int) -> JSONValue {
    let grouping: JSONValue =
      switch options.grouping {
      case .gaps(let decades): ["kind": "gaps", "decades": .number(decades)]
      case .nominal(let budgets, let reach):
        ["kind": "named", "budgets": .array(budgets.map(JSONValue.number)), "decades": .number(reach)]
      case .column(let name): ["kind": "column", "column": .string(name)]
      }
    return [
      "grouping": approach == 2 ? grouping : .null, "degree": approach == 2 ? .integer(options.degree) : .null,
      "resample": .string(approach == 2 ? options.resampling.rawValue : "runs"),
      "replicates": .integer(options.replicates),
      "seed": JSONValue(options.seed), "level": .number(options.level),
    ]
  }

  private static func bias(_ fit: IsoFLOPFit) -> JSONValue {
    guard let bias = fit.bias else { return .null }
    return [
      "surface": bias.surface.map { surface in
        [
          "formula": .string(surface.law.formula.description), "norm": .string(surface.options.norm.description),
          "coefficients": .object(
            surface.coefficients.map { .init(key: $0.name, value: JSONValue($0.estimate.value)) }),
        ]
      } ?? .null,
      "a": .number(bias.a), "exact_a": .number(bias.exactA),
      "targets": .array(
        bias.targets.map {
          ["flops": .number($0.flops), "parameters": .number($0.parameters), "tokens": .number($0.tokens)]
        }),
      "corrected_a": fit.correctedA.map { .object($0.members) } ?? .null,
      "corrected_targets": .array((fit.correctedTargets ?? []).map(\.json)),
    ]
  }
}

extension ComputeAllocation.Target {
  var json: JSONValue {
    ["flops": .number(flops), "parameters": .object(parameters.members), "tokens": .object(tokens.members)]
  }
}

extension IsoFLOPCurve {
  func json(bias: Double??, lines: [Int]) -> JSONValue {
    [
      "flops": .number(flops), "flops_spread_decades": .number(flopsSpread), "rows": .integer(rows.count),
      "lines": .array(rows.map { .integer(lines[$0]) }), "sizes": .integer(distinctSizes),
      "size_range": [.number(sizes.lowerBound), .number(sizes.upperBound)], "sigma": JSONValue(sigma),
      "parameters": .object(optimum.members), "loss": .object(loss.members), "bracketed": .bool(isBracketed),
      "off_centre": JSONValue(offCentre), "bias": JSONValue(bias ?? nil),
    ]
  }
}
