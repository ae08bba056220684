import ScalingLaws

/// A check as a file: schema `scaling.check/1`.
public struct CheckRecord {
  public static let schema = "scaling.check/1"
  private let check: Check

  public init(_ check: Check) { self.check = check }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "data": data,
      "law": check.fit.map { fit in
        ["id": JSONValue(fit.law.law.id), "formula": .string(fit.law.formula.description)]
      } ?? .null,
      "findings": .array(check.findings.map(\.findingJSON)),
      "checks": .array(
        check.items.map { item in
          [
            "name": .string(item.name),
            "outcome": .string(item.skipped != nil ? "skipped" : item.findings.isEmpty ? "passed" : "found"),
            "reason": JSONValue(item.skipped), "findings": .array(item.findings.map { .string($0.code.rawValue) }),
          ]
        }),
      "influence": .array(check.influences.map(json)), "influential_set": check.influentialSet.map(json) ?? .null,
      "alternatives": alternatives, "residual_tests": tests,
      "sloppy_direction": check.sloppyDirection.map { direction in
        [
          "ratio": .number(direction.ratio),
          "shares": .object(direction.changes.map { .init(key: $0.name, value: JSONValue($0.share)) }),
        ]
      } ?? .null,
      "targets": .array(
        check.targets.map { target in
          [
            "point": .object(
              target.point.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number($0.value)) }),
            "decades_outside": .object(target.decades.map { .init(key: $0.name, value: JSONValue($0.decades)) }),
          ]
        }),
      "fit": check.fit.map { FitRecord($0).json } ?? .null,
    ]
  }

  private var data: JSONValue {
    let table = check.table
    return [
      "source": .string(table.source), "sha256": .string(table.sha256), "rows": .integer(table.sourceRows),
      "rows_used": .integer(table.rows),
      "columns": .array(
        table.columns.map { column in
          [
            "name": .string(column.name), "role": .string(column.role.rawValue),
            "used": column.isUsed.map { .bool($0) } ?? .null,
            "low": JSONValue(column.low), "high": JSONValue(column.high), "decades": JSONValue(column.decades),
            "levels": .integer(column.levels), "missing": .integer(column.missing),
          ]
        }),
    ]
  }

  private func line(_ row: Int) -> JSONValue { check.fit.map { .integer($0.rows.lines[row]) } ?? .null }

  private func json(_ influence: LeaveOneOut) -> JSONValue {
    let column: String? = if case .cluster(let column) = influence.unit { column } else { nil }
    return [
      "left_out": .string(column == nil ? "row" : "cluster"), "cluster": JSONValue(column),
      "exact": .bool(influence.isExact), "count": .integer(influence.count),
      "largest": .array(
        influence.largest.map { largest in
          [
            "name": .string(largest.name), "line": column == nil ? line(largest.row) : .null,
            "cluster": JSONValue(largest.cluster), "estimate": JSONValue(largest.estimate),
            "without": JSONValue(largest.without), "standard_errors": JSONValue(largest.distance),
          ]
        }),
    ]
  }

  private func json(_ set: InfluentialSet) -> JSONValue {
    [
      "lines": .array(set.rows.map(line)), "outlier_lines": .array(set.outliers.map(line)),
      "changes": .array(
        set.changes.map { change in
          [
            "name": .string(change.name), "estimate": JSONValue(change.with), "without": JSONValue(change.without),
            "std_error_without": JSONValue(change.errorWithout), "on_log_scale": .bool(change.isLogarithmic),
            "standard_errors": JSONValue(change.distance),
          ]
        }),
    ]
  }

  private var alternatives: JSONValue {
    guard let sensitivity = check.sensitivity else { return .null }
    return .array(
      sensitivity.choices.map { choice in
        [
          "name": .string(choice.name), "p_value": JSONValue(choice.pValue),
          "answers": .array(
            sensitivity.names.indices.map { index in
              [
                "name": .string(sensitivity.names[index]), "estimate": JSONValue(choice.values[index]),
                "standard_errors": JSONValue(choice.distances[index]),
              ]
            }),
        ]
      })
  }

  private var tests: JSONValue {
    .array(
      (check.patterns?.tests ?? []).map { test in
        [
          "test": .string(test.kind.rawValue), "variable": .string(test.variable),
          "statistic": JSONValue(test.statistic),
          "df": JSONValue(test.degreesOfFreedom), "p_value": JSONValue(test.pValue), "rejected": .bool(test.isRejected),
        ]
      })
  }
}

extension FitWarning {
  /// With the lines and the numbers behind the message.
  var findingJSON: JSONValue {
    [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue), "message": .string(message),
      "hint": .string(hint), "lines": .array(lines.map { .integer($0) }),
      "numbers": .object(numbers.map { .init(key: $0.name, value: JSONValue($0.value)) }),
    ]
  }
}
