import Foundation
import Testing

@testable import Reporting

@Suite struct AxisTicksTests {
  private func labels(
    _ values: [Double], _ scale: FigureAxis.Scale, _ notation: FigureAxis.Notation = .number, length: Double = 560,
    isUpright: Bool = false
  ) -> [String] {
    let axis = FigureAxis("x", scale: scale, notation: notation)
    return AxisTicks(axis, span: AxisSpan(axis, values: values), length: length, isUpright: isUpright).major.map(
      \.label)
  }

  @Test("numbers are written as people write them")
  func notation() {
    #expect(FigureAxis.Notation.power.text(1e18) == "10¹⁸")
    #expect(FigureAxis.Notation.power.text(3e-21) == "3×10⁻²¹")
    #expect(FigureAxis.Notation.power.text(9.99999e9) == "10¹⁰")
    #expect(FigureAxis.Notation.count.text(70e9) == "70B")
    #expect(FigureAxis.Notation.count.text(1.4e12) == "1.4T")
    #expect(FigureAxis.Notation.count.text(999_999_999) == "1B")
    #expect(FigureAxis.Notation.count.text(350) == "350")
    #expect(FigureAxis.Notation.money.text(0.15) == "$0.15")
    #expect(FigureAxis.Notation.money.text(0.1) == "$0.10")
    #expect(FigureAxis.Notation.money.text(60) == "$60")
    #expect(FigureAxis.Notation.money.text(2.5e10) == "$25B")
    #expect(FigureAxis.Notation.percent.text(0.95) == "95 %")
    #expect(FigureAxis.Notation.number.text(-0.5) == "−0.5")
  }

  @Test("a log axis of one decade, of parts of one, and of thirty has ticks that can be read")
  func logarithms() {
    #expect(labels([1, 10], .log) == ["1", "2", "5", "10"])
    #expect(labels([2.2, 3.6], .log).first == "2.2")
    // Even steps within a part of a decade.
    #expect(labels([2.0, 2.1], .log).count >= 3)
    #expect(labels([2e18, 3e22], .log, .power) == ["10¹⁹", "10²⁰", "10²¹", "10²²"])
    let thirty = labels([1e-10, 1e20], .log, .power)
    #expect((4...8).contains(thirty.count), "\(thirty)")
  }

  @Test("neighbouring labels never touch", arguments: [0.01, 0.3, 1, 1.4, 1.6, 2.5, 3, 7, 30, 300])
  func room(decades: Double) {
    for notation in [FigureAxis.Notation.power, .count, .money] {
      for start in [1e-9, 1, 3.7e9] {
        let axis = FigureAxis("x", scale: .log, notation: notation)
        let span = AxisSpan(axis, values: [start, start * pow(10, decades)])
        let ticks = AxisTicks(axis, span: span, length: 330, isUpright: false).major
        let boxes = ticks.map { tick -> ClosedRange<Double> in
          let (at, half) = (330 * span.fraction(tick.value), TextWidth.of(tick.label, size: FigureFont.tick) / 2)
          return at - half...at + half
        }
        for (a, b) in zip(boxes, boxes.dropFirst()) {
          #expect(a.upperBound < b.lowerBound, "\(notation), \(decades) decades from \(start): \(ticks.map(\.label))")
        }
      }
    }
  }

  @Test(
    "one point, equal points, zero and extremes have an axis",
    arguments: [
      [5], [5, 5, 5], [0], [], [1e308, 1e-308], [1e-308], [-1e308, 1e308], [1, 1 + 1e-15], [.nan, .infinity],
    ])
  func corners(values: [Double]) {
    for scale in [FigureAxis.Scale.linear, .log] {
      for notation in [FigureAxis.Notation.number, .power, .count, .money, .percent, .date] {
        let axis = FigureAxis("x", scale: scale, notation: notation)
        let span = AxisSpan(axis, values: values)
        #expect(span.low.isFinite && span.high.isFinite && span.low < span.high, "\(values) \(scale)")
        let ticks = AxisTicks(axis, span: span, length: 400, isUpright: true)
        #expect(ticks.major.count < 40)
        #expect(ticks.major.allSatisfy { $0.value.isFinite })
      }
    }
  }

  @Test("dates are ticked by years, quarters and days")
  func dates() {
    #expect(labels([2021.9, 2025.7], .linear, .date) == ["2022", "2023", "2024", "2025"])
    #expect(labels([2024.02, 2024.9], .linear, .date).contains("Jul 2024"))
    #expect(
      labels([1971, 2010], .linear, .date) == ["1970", "1975", "1980", "1985", "1990", "1995", "2000", "2005", "2010"])
    #expect(labels([2024.5, 2024.52], .linear, .date).allSatisfy { $0.hasPrefix("2024-07-") })
  }
}
