import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Where an axis has ticks, and what stands at them.
///
/// On a log scale powers of ten, with 2 and 5 between them where there is room; within less than a decade round steps. Dates at
/// years, half-years, quarters or months.
struct AxisTicks: Sendable, Hashable {
  /// In rising order.
  let major: [FigureAxis.Tick]
  /// Without a label.
  let minor: [Double]

  /// - Parameters:
  ///   - length: of the axis, in pixels.
  ///   - isUpright: whether labels stand above one another, not side by side.
  init(_ axis: FigureAxis, span: AxisSpan, length: Double, isUpright: Bool) {
    guard axis.ticks.isEmpty else {
      (major, minor) = (axis.ticks.filter { span.contains($0.value) }, [])
      return
    }
    let most = max(2, Int(length / (isUpright ? 42 : 60)))
    let found: (labelled: [FigureAxis.Tick], minor: [Double]) =
      switch (axis.notation, axis.scale) {
      case (.date, _): (Self.dates(span, most: most), [])
      case (_, .log): Self.logarithmic(axis, span, most: most)
      case (_, .linear): (Self.linear(axis, span, most: most), [])
      }
    let shown = Self.apart(found.labelled, axis, span, length: length, isUpright: isUpright)
    major = shown
    minor = (found.minor + found.labelled.filter { !shown.contains($0) }.map(\.value)).sorted()
  }

  /// Without labels that would touch others: powers of ten stay before what lies between them.
  private static func apart(
    _ ticks: [FigureAxis.Tick], _ axis: FigureAxis, _ span: AxisSpan, length: Double, isUpright: Bool
  ) -> [FigureAxis.Tick] {
    let isPower = { (tick: FigureAxis.Tick) in
      axis.scale == .log && tick.value > 0 && log10(tick.value) == log10(tick.value).rounded()
    }
    var taken: [(low: Double, high: Double, tick: FigureAxis.Tick)] = []
    for tick in ticks.filter(isPower) + ticks.filter({ !isPower($0) }) {
      let size = isUpright ? FigureFont.tick * 1.3 : TextWidth.of(tick.label, size: FigureFont.tick) + 6
      let at = length * span.fraction(tick.value)
      let (low, high) = (at - size / 2, at + size / 2)
      if taken.allSatisfy({ high <= $0.low || low >= $0.high }) { taken.append((low, high, tick)) }
    }
    return taken.map(\.tick).sorted { $0.value < $1.value }
  }

  // MARK: Round steps

  private static func linear(_ axis: FigureAxis, _ span: AxisSpan, most: Int) -> [FigureAxis.Tick] {
    var (values, decimals) = steps(from: span.low, to: span.high, most: most)
    // One number tells no scale.
    if values.count < 2 { (values, decimals) = steps(from: span.low, to: span.high, most: 2 * most) }
    return values.map { .init($0, axis.notation.text($0, decimals: decimals)) }
  }

  /// Multiples of 1, 2 or 5 times a power of ten: as many as there is room for.
  static func steps(from low: Double, to high: Double, most: Int) -> (values: [Double], decimals: Int) {
    let least = (high - low) / Double(most)
    guard least > 0, least.isFinite else { return ([low], 6) }
    var exponent = Int(floor(log10(least)))
    var factor = 1.0
    for candidate in [1.0, 2, 5, 10] {
      factor = candidate
      if candidate * pow(10, Double(exponent)) >= least { break }
    }
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }
    // A power of ten that is a fraction is divided by, so that 0.3 is 0.3.
    let value = { (count: Double) in
      exponent < 0 ? count * factor / pow(10, Double(-exponent)) : count * factor * pow(10, Double(exponent))
    }
    let step = value(1)
    let (first, last) = ((low / step).rounded(.up), (high / step).rounded(.down))
    guard first <= last, last - first < 1000, step > 0 else { return ([low], 6) }
    return (stride(from: first, through: last, by: 1).map { value($0) }, max(0, -exponent))
  }

  // MARK: Logarithms

  private static func logarithmic(
    _ axis: FigureAxis, _ span: AxisSpan, most: Int
  ) -> (labelled: [FigureAxis.Tick], minor: [Double]) {
    let tiny = 1e-9
    let first = Int((log10(span.low) - tiny).rounded(.up))
    let last = Int((log10(span.high) + tiny).rounded(.down))
    let powers = first <= last ? Array(first...last) : []
    let between = { (factors: [Double]) -> [Double] in
      (first - 1...max(last, first)).flatMap { exponent in factors.map { $0 * pow(10, Double(exponent)) } }
        .filter(span.contains)
    }
    // Where some ticks need a power of ten, all have one.
    let isWide = axis.notation == .number && (span.high >= 1e6 || span.low < 1e-4) && powers.count >= 3
    let notation = isWide ? FigureAxis.Notation.power : axis.notation
    let label = { (value: Double) in FigureAxis.Tick(value, notation.text(value)) }
    if powers.count >= 3 || log10(span.high) - log10(span.low) >= 1.5 {
      let every = [1, 2, 3, 5, 10, 20, 50, 100, 200].first { powers.count <= most * $0 } ?? 500
      let shown = powers.filter { $0.isMultiple(of: every) }.map { pow(10, Double($0)) }
      let minor =
        every > 1
        ? powers.filter { !$0.isMultiple(of: every) }.map { pow(10, Double($0)) } : between([2, 3, 4, 5, 6, 7, 8, 9])
      let more = every == 1 && powers.count * 3 <= most ? between([2, 5]) : []
      let labelled = (shown + more).sorted()
      return (labelled.map(label), minor.filter { !labelled.contains($0) })
    }
    let round = between([1, 2, 5])
    if round.count >= 3 {
      return (round.map(label), between([3, 4, 6, 7, 8, 9]))
    }
    // Within a part of a decade steps are even enough to be read as such.
    let (values, decimals) = steps(from: span.low, to: span.high, most: most)
    return (values.filter { $0 > 0 }.map { .init($0, axis.notation.text($0, decimals: decimals)) }, [])
  }

  // MARK: Dates

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func dates(_ span: AxisSpan, most: Int) -> [FigureAxis.Tick] {
    let years = span.high - span.low
    guard span.low >= 0, span.high < 9999 else {
      return steps(from: span.low, to: span.high, most: most).values.map {
        .init($0, FigureAxis.Notation.number.text($0))
      }
    }
    if years >= 2.5 {
      // No finer than a year: a third of two and a half years is no date that anyone looks for.
      let (low, high) = (span.low.rounded(.up), span.high.rounded(.down))
      let every = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].first { (high - low) / $0 < Double(most) } ?? 5000
      return stride(from: (low / every).rounded(.up) * every, through: high, by: every).map { .init($0, $0.plain) }
    }
    for step in [1, 3, 6] where years * 12 / Double(step) <= Double(most) {
      let ticks = (Int(span.low) * 12...Int(span.high) * 12 + 11).filter { $0.isMultiple(of: step) }
        .compactMap { month -> FigureAxis.Tick? in
          guard let date = firstOfMonth(month), span.contains(date) else { return nil }
          return .init(date, "\(months[month % 12]) \(month / 12)")
        }
      if ticks.count >= 2 { return ticks }
    }
    var seen: Set<String> = []
    return steps(from: span.low, to: span.high, most: max(2, most / 2)).values.map {
      FigureAxis.Tick($0, FigureAxis.Notation.date.text($0))
    }.filter { seen.insert($0.label).inserted }
  }

  /// - Parameter month: counted from January of year 0.
  private static func firstOfMonth(_ month: Int) -> Double? {
    CalendarDate(year: month / 12, month: month % 12 + 1, day: 1)?.decimalYear
  }
}
