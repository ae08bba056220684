/// Forms of one score side by side: how well each fits, and how well it foretells the rows with most resources from the others.
public struct FormComparison: Sendable {
  public struct Entry: Sendable {
    public let form: CapabilityForm
    public let fit: Fit
    public let aicc: Double?
    public let weight: Double?
    /// `√(mean e²)` of the score over the rows beyond the cuts; `nil` without cuts.
    public let backtestError: Double?
  }

  /// Best by back-test first, where there is one.
  public let entries: [Entry]
  /// Forms that these rows do not determine.
  public let undetermined: [CapabilityForm]
  /// How many cuts, each between one half and four fifths of the rows.
  public let cuts: Int

  /// - Returns: `nil` where not even two forms are determined.
  init?(_ rows: CapabilityRows, _ path: ResourcePath, level: Double) {
    let top = CapabilityForm.top(of: rows.y)
    let table: Table
    do {
      table = try Table(
        source: rows.table.source, columns: rows.table.columns + [Column(name: "u", storage: .numbers(path.u))],
        lineNumbers: rows.table.lineNumbers)
    } catch {
      return nil
    }
    var (candidates, undetermined): ([(CapabilityForm, Candidate)], [CapabilityForm]) = ([], [])
    for form in CapabilityForm.suiting(rows.y, top: top) {
      let law = Law.written(form.formula(rows.names, top: top ?? 1))
      var options = FitOptions(interval: .classical, level: level, domains: form.domains(top: top))
      options.collectsWarnings = false
      let candidate = Candidate(form.rawValue, law, options: options)
      if let fit = try? law.fit(to: table, options: options), fit.convergence.isCertified {
        candidates.append((form, candidate))
      } else {
        undetermined.append(form)
      }
    }
    guard candidates.count > 1,
      let comparison = try? Comparison(
        candidates.map(\.1), on: table, options: ComparisonOptions(cut: .symbol("u"), folds: 2))
    else { return nil }
    entries = comparison.entries.compactMap { entry in
      candidates.first { $0.1.name == entry.candidate.name }.map { form, _ in
        Entry(
          form: form, fit: entry.fit, aicc: entry.criteria?.aicc, weight: entry.akaikeWeight,
          backtestError: entry.backtest?.rootMeanSquare)
      }
    }
    cuts = comparison.cuts.count
    self.undetermined = undetermined
  }
}
