extension Column {
  /// Takes its texts for numbers or dates, its whole numbers for dates, and its name for a unit, where that is what they are; what had to
  /// be decided for it.
  mutating func understand(unit: Unit?, hasSuffix: Bool = false) -> [Reading] {
    let readings = readTexts() + readTimes()
    self = taking(unit: unit, hasSuffix: hasSuffix)
    return readings
  }

  /// Reads its texts as numbers or dates, if that is what all of them are; what had to be decided for it.
  private mutating func readTexts() -> [Reading] {
    guard case .texts(let texts) = storage,
      let meaning = try? ColumnMeaning(of: texts.strings, isUsed: { _ in true }, name: name, notation: notation)
    else { return [] }
    let values = texts.codes.map { $0 < 0 ? Double.nan : meaning.values[Int($0)] }
    let read: Storage =
      switch meaning.kind {
      case .numbers: .numbers(values)
      case .dates(let resolution): .dates(values, resolution)
      }
    self = Column(
      name: name, unit: meaning.unit, unitSource: meaning.unit == nil ? nil : .cells, storage: read, notation: notation,
      places: [], hasSuffix: meaning.hasSuffix)
    return meaning.readings
  }

  /// Reads whole numbers of a column that is named as a date: seconds since 1970, or `20240718`.
  private mutating func readTimes() -> [Reading] {
    guard case .numbers(let values) = storage, EpochTime.isNamed(name), let time = EpochTime(values) else { return [] }
    self = with(.dates(values.map(time.decimalYear), time == .digits ? .day : .second))
    return [
      Reading(.date, column: name, "\(name) holds \(time.noun)", because: "its name, and where all of its values lie")
    ]
  }

  /// With the unit that the caller gives, that of the cells, or that of the header.
  ///
  /// A suffix in the cells stands for the scale that a header such as `Params (B)` names, so that it is not counted twice.
  private func taking(unit given: Unit?, hasSuffix: Bool) -> Column {
    if let given { return inUnit(given) }
    guard unit == nil, case .numbers = storage, let found = Unit.inHeader(name) else { return self }
    if found.unit.isScaled, hasSuffix || self.hasSuffix { return self }
    return inUnit(found.unit, from: .header)
  }
}

extension Column {
  /// The rows whose cells are no numbers, of a column of texts of which they are at most a share; none of any other column.
  package func rowsAmongNumbers(atMost share: Double) -> [Int] {
    guard case .texts(let texts) = storage else { return [] }
    let isNumber = texts.strings.map { text in
      guard let meaning = try? ColumnMeaning(of: [text], isUsed: { _ in true }, name: name, notation: notation) else {
        return false
      }
      if case .numbers = meaning.kind { return true }
      return false
    }
    let rows = texts.codes.indices.filter { texts.codes[$0] >= 0 }
    let strays = rows.filter { !isNumber[Int(texts.codes[$0])] }
    return Double(strays.count) <= share * Double(rows.count) ? strays : []
  }
}

extension EpochTime {
  fileprivate var noun: String {
    switch self {
    case .seconds: "seconds since 1970"
    case .milliseconds: "milliseconds since 1970"
    case .digits: "days as in 20240718"
    }
  }
}
