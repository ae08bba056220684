import ArgumentParser
import Datasets
import Glibc
import Reporting
import ScalingLaws

/// What there is to spend: operations, money, or hours of a device.
struct BudgetOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A budget in the unit of the cost, e.g. 1e24; or a range such as 1e20..1e25, one for each factor of ten, or 1e20..1e25:20 for twenty. Repeatable.",
      valueName: "budget"))
  var flops: [String] = []

  @Option(
    parsing: .unconditionalSingleValue, help: ArgumentHelp("A budget in dollars. Repeatable.", valueName: "dollars"))
  var usd: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("Dollars for one operation.", valueName: "dollars"))
  var usdPerFlop: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A budget in hours of one device. Repeatable.", valueName: "hours"))
  var gpuHours: [String] = []

  @Option(
    help: ArgumentHelp("A device of @accelerators, for hours and dollars.", valueName: "name"), completion: .devices)
  var gpu: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Operations per second of the device, in place of --gpu.", valueName: "rate"))
  var peakFlops: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Share of the peak that is reached; 0.4 unless given.", valueName: "share"))
  var mfu: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Dollars for an hour of the device; that of @accelerators, where it has one, unless given.", valueName: "dollars")
  )
  var usdPerHour: String?

  /// What money and hours are in operations.
  func rates(from inputs: Inputs) throws -> PlanResults.Rates {
    var rates = PlanResults.Rates()
    if gpu != nil, peakFlops != nil { throw Problem.usage("give either --gpu or --peak-flops") }
    let listed = try gpu.map { try Accelerator($0, from: inputs) }
    if let peak = try peakFlops.map({ try positive($0, "--peak-flops") }) ?? listed?.peakFlops {
      let share = try mfu.map { try positive($0, "--mfu") } ?? 0.4
      guard share <= 1 else { throw Problem.usage("--mfu \(mfu ?? ""): a share of the peak, at most 1") }
      rates.flopsPerHour = 3600 * peak * share
      rates.device = "\(gpu ?? "the device") at \((100 * share).formatted(significant: 3)) % of its peak"
    } else if mfu != nil || usdPerHour != nil || !gpuHours.isEmpty {
      throw Problem.usage("--mfu, --usd-per-hour and --gpu-hours need --gpu or --peak-flops")
    }
    rates.usdPerFlop = try usdPerFlop.map { try positive($0, "--usd-per-flop") }
    if let hour = try usdPerHour.map({ try positive($0, "--usd-per-hour") }), let flops = rates.flopsPerHour {
      guard rates.usdPerFlop == nil else { throw Problem.usage("give either --usd-per-flop or --usd-per-hour") }
      rates.usdPerFlop = hour / flops
    } else if rates.usdPerFlop == nil, let rent = listed?.usdPerHour, let flops = rates.flopsPerHour {
      rates.usdPerFlop = rent / flops
      rates.device? += ", $\(rent.plain) an hour (\(listed?.rentDate ?? ""))"
    }
    return rates
  }

  /// In operations.
  func budgets(_ rates: PlanResults.Rates) throws -> [Double] {
    let dollars = try usd.map { text -> Double in
      guard let rate = rates.usdPerFlop else {
        throw Problem.usage(
          "--usd needs to know what an operation costs", hint: "--usd-per-flop, or --gpu h100 --usd-per-hour 2.5")
      }
      return try positive(text, "--usd") / rate
    }
    let hours = try gpuHours.map { try positive($0, "--gpu-hours") * (rates.flopsPerHour ?? .nan) }
    return try flops.flatMap(Self.range) + dollars + hours
  }

  private func positive(_ text: String, _ flag: String) throws -> Double { try Self.positive(text, flag) }

  /// - Throws: `Problem` for what is no number above zero.
  static func positive(_ text: String, _ flag: String) throws -> Double {
    guard let value = SearchOptions.signed(text) else {
      throw Problem.usage("\(flag) \(text): not a number", hint: "numbers may be written as 7B, 1.4T or 1e24")
    }
    guard value > 0, value.isFinite else {
      throw Problem.usage("\(flag) \(text): it has to be a finite number above zero")
    }
    return value
  }

  /// A budget, or `low..high` with a count after a colon.
  private static func range(_ text: String) throws -> [Double] {
    guard let dots = text.firstRange(of: "..") else { return [try positive(text, "--flops")] }
    let rest = text[dots.upperBound...].split(separator: ":", omittingEmptySubsequences: false)
    let low = try positive(String(text[..<dots.lowerBound]), "--flops")
    let high = try positive(String(rest[0]), "--flops")
    guard high > low else { throw Problem.usage("--flops \(text): the range has to rise") }
    var count = max(2, Int(log10(high / low) + 1.5))
    if rest.count > 1 {
      guard rest.count == 2, let given = Int(rest[1]), (2...1000).contains(given) else {
        throw Problem.usage("--flops \(text): after the colon, how many: 2 to 1000")
      }
      count = given
    }
    let step = log(high / low) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? high : low * exp(step * Double($0)) }
  }
}
