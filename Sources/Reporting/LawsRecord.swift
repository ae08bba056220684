import ScalingLaws

/// Laws of the catalogue as a file: schema `scaling.laws/1`.
public struct LawsRecord: Record {
  public static let schema = "scaling.laws/1"
  public static let title = "Laws"
  public static let summary = "The catalogue, or one law of it, written by scaling laws --json."

  let laws: [Entry]

  public init(_ laws: [Law]) {
    self.laws = laws.map(Entry.init)
  }

  public static let descriptions = ["laws": "law by law"]

  struct Entry: RecordPart {
    let id: String?
    let purpose: Law.Purpose?
    let summary, formula, latex: String
    let scale: ResidualScale
    let source, example: String?
    let variables: [Variable]
    let coefficients: [Coefficient]
    let derived: [Derived]

    init(_ law: Law) {
      (id, purpose, scale) = (law.id, law.purpose, law.scale)
      (summary, formula, latex) = (law.summary, law.formula.description, law.formula.latex)
      (source, example) = (law.source, law.example)
      variables = (law.variables + [law.run].compactMap { $0 }).map {
        Variable(
          name: $0.name, meaning: $0.meaning, unit: $0.unit, optional: $0.optionalWith != nil || $0 == law.run,
          clusters: $0 == law.run)
      }
      coefficients = (law.coefficients ?? []).map {
        Coefficient(
          name: $0.name, meaning: $0.meaning, unit: $0.unit, positive: $0.domain == .positive, low: $0.domain.lower,
          high: $0.domain.upper, starts: $0.region?.description)
      }
      derived = law.derived.map {
        Derived(name: $0.name, formula: $0.expression.description, unit: $0.unit, meaning: $0.meaning)
      }
    }

    struct Variable: RecordPart {
      let name, meaning: String
      let unit: String?
      let optional, clusters: Bool

      static let descriptions = [
        "meaning": "what it is", "optional": "the law does without the column",
        "clusters": "its rows are kept together",
      ]
    }

    struct Coefficient: RecordPart {
      let name, meaning: String
      let unit: String?
      let positive: Bool
      let low, high: Double?
      let starts: String?

      static let descriptions = [
        "meaning": "what it is", "positive": "above zero", "low": "bound; null for none",
        "high": "bound; null for none", "starts": "where the search begins, in words",
      ]
    }

    struct Derived: RecordPart {
      let name, formula: String
      let unit, meaning: String?

      static let descriptions = ["formula": "of coefficients", "meaning": "what it is"]
    }

    static let descriptions = [
      "id": "name in the catalogue", "purpose": "what it is for", "summary": "in one line",
      "formula": "the law as it is", "latex": "the formula as LaTeX", "source": "paper and equation",
      "example": "a command on a bundled table", "variables": "column by column",
      "coefficients": "coefficient by coefficient", "derived": "quantities",
    ]
  }
}

extension Law.Purpose: JSONWord {}
