extension Datasets {
  static let accelerators = Dataset(
    name: "accelerators",
    title: "Peak rates of accelerators",
    summary: "Dense BF16 peak of seven accelerators, for turning hours into operations.",
    rows: 7,
    columns: [
      .init("name", "text", "what scaling plan --gpu takes"),
      .init("vendor", "text", "who makes it"),
      .init("model", "text", "name and form"),
      .init("peak_bf16_flops", "FLOP/s", "peak of BF16 matrix products, without sparsity"),
      .init("source", "link", "where the figure was read"),
    ],
    source: "Specification pages, a link per row",
    licence: "Facts of public record",
    caveat: """
      A peak is never reached: training runs at a share of it (--mfu), between a fifth and a half as a rule. Rental prices \
      are not here, for they change by the month: give --usd-per-hour. Figures with sparsity are twice as large and mean nothing for \
      dense training.
      """,
    sha256: "314b86c1f9d30c53c7b0ee221ef111199040b1f5dfa3b023dedffad9d4c66eda",
    embedded: { PackageResources.accelerators_csv }
  )
}
