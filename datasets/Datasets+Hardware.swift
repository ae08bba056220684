extension Datasets {
  static let accelerators = Dataset(
    name: "accelerators",
    title: "Peak rates and rents of accelerators",
    summary: "Dense BF16 peak of seven accelerators, and what renting three of them cost in May 2026.",
    rows: 7,
    columns: [
      .init("name", "text", "what scaling plan --gpu takes"),
      .init("vendor", "text", "who makes it"),
      .init("model", "text", "name and form"),
      .init("peak_bf16_flops", "FLOP/s", "peak of BF16 matrix products, without sparsity"),
      .init(
        "usd_per_hour", "USD per hour",
        "rent on demand, middle of the range of specialised clouds; empty where none was found"),
      .init("price_date", "date", "month of the rent, as its first day"),
      .init("peak_source", "link", "where the peak was read"),
      .init("price_source", "link", "where the rent was read"),
    ],
    source: "Specification pages, and Mercatus, cloud GPU pricing of May 2026; a link per row",
    licence: "Facts of public record",
    caveat: """
      A peak is never reached: training runs at a share of it (--mfu), between a fifth and a half as a rule. Figures with \
      sparsity are twice as large and mean nothing for dense training. The rent of one device differs more than fourfold between \
      sellers, terms and months: give --usd-per-hour where money matters.
      """,
    sha256: "7291592d8825ebc0a804de03424249a8848460359d38d6e51fb49bacc2a693c3"
  )
}
