extension Datasets {
  static let aiPrices = Dataset(
    name: "ai-prices",
    title: "Prices of AI models, with MMLU scores",
    summary: "List prices of 61 language models from November 2021 to October 2026, with MMLU scores.",
    rows: 110,
    columns: [
      .init("date", "date", "release date, or the first snapshot that shows the price (an upper bound)"),
      .init("vendor", "text", "who sells it; (hosted) marks an open model sold by another company"),
      .init("model", "text", "name of the model"),
      .init("input_usd_per_mtok", "USD per million tokens", "list price of input tokens"),
      .init("output_usd_per_mtok", "USD per million tokens", "list price of output tokens"),
      .init("mmlu", "percent", "MMLU accuracy; empty in 4 rows"),
      .init("reasoning", "yes or no", "whether the model writes hidden reasoning tokens that are billed as output"),
      .init("price_source", "text", "where the price comes from"),
      .init("mmlu_source", "text", "where the score comes from"),
    ],
    source: """
      Prices: OpenAI price lists; price maps of LiteLLM (https://github.com/BerriAI/litellm), tokencost \
      (https://github.com/AgentOps-AI/tokencost) and LangChain (https://github.com/langchain-ai/langchain). MMLU: LLM \
      Stats (https://llm-stats.com), Epoch AI Benchmarking Hub (https://epoch.ai/benchmarks), Hendrycks et al. 2021 \
      (https://arxiv.org/abs/2009.03300)
      """,
    licence: "Price maps: MIT. MMLU: CC BY 4.0, LLM Stats and Epoch AI. OpenAI list prices are facts of public record",
    caveat: """
      The cheapest price at a quality is an order statistic, and points on that frontier are dependent: resample \
      models and rebuild the frontier. MMLU mixes evaluation protocols, so a score near a threshold may fall on either \
      side. One model has many rows: hosts differ on one day, and some prices rise. A date that comes from a snapshot \
      is late. Reasoning models bill hidden tokens, so a price per token is not a price per answer.
      """,
    sha256: "1b3e2e13a837fb3950d0f30624b2e057ff0a73061020ccb9e9e7c38bc32d2368",
    embedded: { PackageResources.ai_prices_csv }
  )

  static let aiRevenue = Dataset(
    name: "ai-revenue",
    title: "Revenue of two AI companies, with a capability index",
    summary: "Annualized revenue of OpenAI and Anthropic, 2023 to 2025, with the Epoch Capabilities Index of the day.",
    rows: 22,
    columns: [
      .init("company", "text", "OpenAI or Anthropic"),
      .init("date", "date", "day that the figure refers to"),
      .init("annualized_revenue_usd", "USD per year", "annualized revenue as reported"),
      .init("own_best_eci", "ECI points", "best index among the company's own models; empty in 1 row"),
      .init("frontier_eci", "ECI points", "best index among all models"),
      .init("source", "link", "the report of the revenue"),
    ],
    source: """
      Epoch AI, data on AI companies (https://epoch.ai/data) and the Epoch Capabilities Index \
      (https://epoch.ai/data/eci-documentation); a link per row
      """,
    licence: "CC BY 4.0, Epoch AI",
    caveat: """
      Revenue and capability are both trends in time: their correlation is no effect of one on the other. Two \
      companies, rows in sequence: errors are dependent. Figures come from press reports: two of OpenAI are a day \
      apart and 25 % from each other (2023-12-30 and 31), and one of Anthropic falls (2024-01-01). The index has no \
      natural zero.
      """,
    sha256: "31602f0be7d320899d7b00be6d86ef79783b0a5f01ebe7d2938f584722cd0196",
    embedded: { PackageResources.ai_revenue_csv }
  )

  static let transistors = Dataset(
    name: "transistors",
    title: "Transistors per microprocessor",
    summary: "Transistor counts of 99 microprocessors, 1971 to 2021.",
    rows: 99,
    columns: [
      .init("year", "year", "date of introduction as a decimal year"),
      .init("transistors_thousands", "thousands", "transistors per processor"),
    ],
    source: """
      K. Rupp, microprocessor trend data, https://github.com/karlrupp/microprocessor-trend-data; up to 2010 collected \
      by M. Horowitz, F. Labonte, O. Shacham, K. Olukotun, L. Hammond and C. Batten
      """,
    licence: "CC BY 4.0, K. Rupp",
    caveat: """
      Values up to 2010 look read off a plot: their many digits are not precision, and equal values repeat. Processors \
      of one year differ up to 7-fold, so a fit through all describes the middle of the market, not its frontier. Rows \
      near in time are dependent. Centre the year before fitting, or its intercept and slope are almost collinear.
      """,
    sha256: "316ff3fbae4e415992939f031f398c9f3d2077e0614e12c9383f9c13a5ef7a4c",
    embedded: { PackageResources.transistors_csv }
  )
}
