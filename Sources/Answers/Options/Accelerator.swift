import ScalingLaws

/// A row of `@accelerators`.
struct Accelerator {
  let peakFlops: Double
  /// `nil` where the table has no rent.
  let usdPerHour: Double?
  let rentDate: String?

  /// - Throws: `Problem` with a suggestion for a name that is not in the table.
  init(_ name: String, from inputs: Inputs) throws {
    let table = try inputs.table("@accelerators")
    let names = try table.texts("name").compactMap { $0 }
    guard let row = names.firstIndex(of: name.lowercased()) else {
      throw Problem.usage(
        "--gpu \(name): not in @accelerators",
        hint: Suggestion.sentence(for: name, among: names)
          ?? "one of \(names.joined(separator: ", ")), or --peak-flops")
    }
    peakFlops = try table.numbers("peak_bf16_flops")[row]
    let rent = try table.numbers("usd_per_hour")[row]
    usdPerHour = rent.isNaN ? nil : rent
    rentDate = try table.texts("price_date")[row]
  }
}
