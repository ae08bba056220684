extension Datasets {
  static let cerebrasGPT = Dataset(
    name: "cerebras-gpt",
    title: "Cerebras-GPT, a compute-optimal family",
    summary: "Seven language models trained on the Pile with about 20 tokens per parameter.",
    rows: 7,
    columns: [
      .init("model", "text", "name of the model"),
      .init("params", "parameters", "parameters of the model"),
      .init("tokens", "tokens", "training tokens"),
      .init("flops", "FLOP", "training compute as published, more than 6 params tokens"),
      .init("loss", "nats/token", "loss on the Pile test set"),
    ],
    source: "Dey et al. 2023, Cerebras-GPT, https://arxiv.org/abs/2304.03208",
    licence: "Numbers as published in the paper; it states no separate data licence",
    caveat: """
      Tokens are about 20 times the parameters in every row, so N and D cannot be told apart: fit loss against \
      compute. The published FLOP count is 1.15 to 1.76 times 6 N D, most in the smallest model, so the exponent \
      depends on which of the two is used. Seven points; the paper fits exponent 0.0737 and floor 0.5066.
      """,
    sha256: "f25ad6b573f142130efd08963d6b6c4e33d456d9c7e6b4b66f181145373974fc"
  )

  static let codexPassAtK = Dataset(
    name: "codex-pass-at-k",
    title: "Codex pass rate by model size and samples",
    summary: "Share of HumanEval problems solved by eight Codex models with 1, 10 and 100 samples per problem.",
    rows: 24,
    columns: [
      .init("params", "parameters", "parameters of the model"),
      .init("samples", "samples", "samples drawn per problem, k"),
      .init("pass_rate", "fraction", "share of problems with at least one correct sample, pass@k"),
    ],
    source: """
      Chen et al. 2021, Evaluating Large Language Models Trained on Code, table 1, https://arxiv.org/abs/2107.03374
      """,
    licence: "Numbers as published in the paper; it states no separate data licence",
    caveat: """
      The three rows of one model come from the same 164 problems, so they are dependent: cluster by params. The \
      sampling temperature was chosen per k. A pass rate ends at 1, so use a logit scale or a law with a ceiling. The \
      count of samples stands for inference compute only at a fixed length of answer.
      """,
    sha256: "eac43d61c49d79982ebd3aeb78f8da39e05c7530578fedc4420a5fbf2b6a52ad"
  )

  static let olmoLadder = Dataset(
    name: "olmo-ladder",
    title: "OLMo ladder: 16 small runs and 2 large targets",
    summary: "Four model sizes at four amounts of data each, and the two large runs that they were meant to predict.",
    rows: 18,
    columns: [
      .init("model", "text", "size class, or size and tokens of a target"),
      .init("chinchilla_multiple", "multiple", "tokens over 20 times the parameters; empty for the targets"),
      .init("params", "parameters", "parameters of the model"),
      .init("tokens", "tokens", "training tokens"),
      .init("loss", "nats/token", "validation loss on C4"),
      .init("role", "text", "fit for the small runs, target for the large ones"),
    ],
    source: """
      Bhagia et al. 2024, Establishing Task Scaling Laws via Compute-Efficient Model Ladders, \
      https://arxiv.org/abs/2412.04403
      """,
    licence: "Apache-2.0",
    caveat: """
      Fit rows with role = fit and predict the targets: they have 5 and 10 times the parameters of the largest small \
      model, and far more tokens, so this is extrapolation. For the 13B target the authors predicted 2.344 where 2.438 \
      was measured. Only four sizes: the floor and the exponents trade off.
      """,
    sha256: "8bb3f08f8e96ac9ad98d3551d0a5eb86a5a3ac3fa737d0eddfe06ac77891e1c3"
  )

  static let openBaseModels = Dataset(
    name: "open-base-models",
    title: "Open base models: size, data and benchmark scores",
    summary: "97 openly published base language models of 28 families with four benchmark scores.",
    rows: 97,
    columns: [
      .init("model", "text", "name of the model"),
      .init("family", "text", "family of models trained alike"),
      .init("params", "parameters", "parameters of the model, mostly rounded as in its name"),
      .init("tokens", "tokens", "training tokens"),
      .init("mmlu", "fraction", "MMLU accuracy; chance is 0.25"),
      .init("arc_challenge", "fraction", "ARC-Challenge accuracy; chance is 0.25; empty in 3 rows"),
      .init("hellaswag", "fraction", "HellaSwag accuracy; chance is 0.25"),
      .init("gsm8k", "fraction", "GSM8K accuracy; chance is 0; 0 in 3 rows"),
    ],
    source: """
      Ruan, Maddison & Hashimoto 2024, Observational Scaling Laws, https://arxiv.org/abs/2405.10938, \
      https://github.com/ryoungj/ObsScaling
      """,
    licence: "Apache-2.0",
    caveat: """
      Models of one family share data and recipe: cluster by family. Training compute is about 6 params tokens. 46 of \
      97 MMLU scores lie below 0.28, at chance, where size has no effect: a straight line through all rows mixes two \
      regimes. Scores are fractions here, while ai-prices has percent. open_llama_7b_v2 carries 13e9 parameters, \
      against its name; the value is kept as published.
      """,
    sha256: "e606510b8307c46e42a13843890f18086718796ff3ac787e5c5cbd09ade6c188"
  )
}
