extension Datasets {
  static let aiPrices = Dataset(
    name: "ai-prices",
    title: "Prices of AI models, with MMLU scores and the Epoch Capabilities Index",
    summary: """
      List prices of 198 language models from November 2021 to October 2026, with MMLU scores and the Epoch Capabilities \
      Index.
      """,
    rows: 258,
    columns: [
      .init("date", "date", "release date, or the first snapshot that shows the price (an upper bound)"),
      .init("vendor", "text", "who sells it; (hosted) marks an open model sold by another company"),
      .init("model", "text", "name of the model"),
      .init("input_usd_per_mtok", "USD per million tokens", "list price of input tokens, standard tier"),
      .init("output_usd_per_mtok", "USD per million tokens", "list price of output tokens, standard tier"),
      .init("mmlu", "percent", "MMLU accuracy; empty in 152 rows, most of them of 2025 and 2026"),
      .init("reasoning", "yes or no", "whether the model writes hidden reasoning tokens that are billed as output"),
      .init("price_source", "text", "where the price comes from"),
      .init("mmlu_source", "text", "where the score comes from; empty where there is none"),
      .init("eci", "ECI points", "Epoch Capabilities Index; empty in 27 rows"),
      .init("eci_model", "text", "name of the model in Epoch's table, joined by hand"),
      .init("eci_vintage", "date", "update of the index that the value is from; do not mix vintages in one regression"),
      .init("price_kind", "text", "first-party, hosted, alias, or off-peak"),
      .init("date_basis", "text", "what the date rests on"),
    ],
    source: """
      Prices: OpenAI price lists; price maps of LiteLLM (https://github.com/BerriAI/litellm), tokencost \
      (https://github.com/AgentOps-AI/tokencost) and LangChain (https://github.com/langchain-ai/langchain); model-prices \
      0.0.5 (https://pypi.org/project/model-prices), made of models.dev (https://models.dev). MMLU: LLM Stats \
      (https://llm-stats.com), Epoch AI Benchmarking Hub (https://epoch.ai/benchmarks), Hendrycks et al. 2021 \
      (https://arxiv.org/abs/2009.03300). Index: Epoch AI, Capabilities & Benchmarking (https://epoch.ai/data/eci-documentation)
      """,
    licence: """
      Price maps, model-prices and models.dev: MIT (notices/). MMLU: CC BY 4.0, LLM Stats and Epoch AI. ECI: CC BY 4.0, \
      Epoch AI. OpenAI list prices are facts of public record
      """,
    caveat: """
      The cheapest price at a quality is an order statistic, and points on that frontier are dependent. MMLU mixes \
      evaluation protocols, so a score near a threshold may fall on either side; it is missing for most models of 2025 \
      and 2026, which have the index. One model has many rows: hosts differ on one day, and some prices rise. A date \
      that comes from a snapshot is late. Reasoning models bill hidden tokens, so a price per token is not a price per \
      answer. Three rows are aliases that serve a newer model by now, and three are prices outside peak hours: \
      price_kind == "first-party" leaves them and other companies' hosting out.
      """,
    sha256: "a183fc91d4ea0f2ac3e5d278fd32f3a5ffe51284dbf4fa65cf1c281a253c512d"
  )

  static let aiRevenue = Dataset(
    name: "ai-revenue",
    title: "Revenue of two AI companies, with a capability index",
    summary: "Annualized revenue of OpenAI and Anthropic, 2023 to 2026, with the Epoch Capabilities Index of the day.",
    rows: 32,
    columns: [
      .init("company", "text", "OpenAI or Anthropic"),
      .init("date", "date", "day that the figure refers to"),
      .init("annualized_revenue_usd", "USD per year", "annualized revenue as reported"),
      .init("own_best_eci", "ECI points", "best index among the company's own models; empty in 1 row"),
      .init("frontier_eci", "ECI points", "best index among all models; vintage of October 2026"),
      .init("own_best_model", "text", "the company's model with that index; empty in 1 row"),
      .init("frontier_model", "text", "the model with that index"),
      .init("own_best_eci_2026_01", "ECI points", "the same by the vintage of January 2026; empty in 11 rows"),
      .init("frontier_eci_2026_01", "ECI points", "the same by the vintage of January 2026; empty in 10 rows"),
      .init("date_precision", "text", "day or month in the rows that say it; of a month, the first day is given"),
      .init("source", "link", "the report of the revenue"),
    ],
    source: """
      Epoch AI, data on AI companies (https://epoch.ai/data) and the Epoch Capabilities Index \
      (https://epoch.ai/data/eci-documentation); a link per row. Several figures of 2026 are Epoch's as other texts quote them
      """,
    licence: "CC BY 4.0, Epoch AI",
    caveat: """
      Revenue and capability are both trends in time: their correlation is no effect of one on the other. Two \
      companies, rows in sequence: errors are dependent. Figures come from press reports, not audits: two of OpenAI are a day \
      apart and 25 % from each other (2023-12-30 and 31), one of Anthropic falls (2024-01-01), and those of 40 and 65 \
      billion USD have no second source. Anthropic reports what cloud partners keep, OpenAI does not. The best index leaves \
      out models that have none. The index has no natural zero, and is fitted anew at each update: do not mix vintages.
      """,
    sha256: "3ef07a1b25c61ecc87be71417acb0cade2030ae0260bc165b30f0b4d47974144"
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
    sha256: "316ff3fbae4e415992939f031f398c9f3d2077e0614e12c9383f9c13a5ef7a4c"
  )
}
