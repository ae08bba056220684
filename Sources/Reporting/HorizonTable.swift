import ScalingLaws

extension HorizonAnalysis {
  /// A row for each model: its date, its horizon at each chance with the ends of the interval, and its runs.
  public var table: Table {
    let texts = { (name: String, values: [String?]) in Column(name: name, storage: .texts(TextValues(values))) }
    let numbers = { (name: String, values: [Double?]) in
      Column(name: name, storage: .numbers(values.map { $0 ?? .nan }))
    }
    var columns = [
      texts("model", models.map(\.name)), texts("release_date", models.map { $0.date?.dateText }),
    ]
    for (place, chance) in questions.chances.enumerated() {
      let name = "p\((100 * chance).plain)"
      columns += [
        numbers("\(name)_minutes", models.map { $0.horizons[place].value }),
        numbers("\(name)_ci_low_minutes", models.map { $0.horizons[place].interval?.low }),
        numbers("\(name)_ci_high_minutes", models.map { $0.horizons[place].interval?.high }),
      ]
    }
    columns += [
      numbers("tasks", models.map { $0.record.map { Double($0.tasks) } }),
      numbers("runs", models.map { $0.record.map { Double($0.runs) } }),
      numbers("average_score", models.map { $0.record?.averageSuccess }),
    ]
    let kept = columns.reduce(into: [Column]()) { kept, column in
      if !kept.contains(where: { $0.name == column.name }) { kept.append(column) }
    }
    do {
      return try Table(source: source, columns: kept)
    } catch {
      preconditionFailure("columns of one length and different names: \(error)")
    }
  }
}
