/// What a column of a table may stand for.
public enum ColumnRole: String, Sendable, Hashable, CaseIterable {
  case parameters, tokens, compute, loss, score, samples, date, price, model, group, capability, value
  case uniqueTokens = "unique tokens"
  case inferenceTokens = "inference tokens"
  case inputPrice = "input price"
  case outputPrice = "output price"
  case quantity, benchmark
  case task, minutes, runs, successes, success, horizon
  case taskFamily = "family of tasks"
  case runWeight = "weight of a run"

  /// Names that mean nothing else, in lower case, words apart by spaces.
  var names: [String] {
    switch self {
    case .parameters: ["n", "params", "parameters", "n params", "num params", "model size", "param count"]
    case .tokens: ["d", "tokens", "training tokens", "train tokens", "n tokens", "num tokens", "tokens seen"]
    case .uniqueTokens: ["u", "unique tokens"]
    case .inferenceTokens:
      ["thinking tokens", "inference tokens", "test time tokens", "tokens per answer", "reasoning tokens"]
    case .compute:
      ["c", "flops", "flop", "compute", "training compute", "train flops", "training flops", "training flop"]
    case .loss: ["loss"]
    case .score: ["score", "accuracy", "acc"]
    case .samples: ["k", "samples", "n samples", "num samples"]
    case .date: ["date"]
    case .price: ["price"]
    case .inputPrice: ["input", "input price", "prompt price", "price input", "price in"]
    case .outputPrice: ["output", "output price", "completion price", "price output", "price out"]
    case .model: ["model", "model name", "name"]
    case .group: ["vendor", "family", "developer", "run"]
    case .capability: ["capability"]
    case .value: ["value", "revenue"]
    case .quantity: ["quantity", "q"]
    case .task: ["task", "task id", "task name"]
    case .taskFamily: ["task family", "family"]
    case .minutes: ["human minutes", "minutes", "human time", "task minutes", "time"]
    case .runs: ["runs", "attempts", "trials"]
    case .successes: ["successes", "solved", "passes"]
    case .success: ["success", "succeeded", "score", "score binarized"]
    case .runWeight: ["weight per run", "run weight", "weight"]
    case .horizon: ["p50_minutes", "p50", "horizon", "horizon minutes", "time horizon", "p50_horizon_minutes"]
    case .benchmark: ["benchmark", "benchmark name", "task", "eval", "evaluation"]
    }
  }

  /// Words of which one has to be in the name, the first before the second.
  var words: [[String]] {
    switch self {
    case .parameters: [["params", "param", "parameters", "parameter", "nparams"], ["size"]]
    case .tokens: [["tokens", "token", "toks"]]
    case .uniqueTokens: [["unique"]]
    case .inferenceTokens: [["thinking", "reasoning"]]
    case .compute: [["flops", "flop", "compute", "pflops", "pflop", "tflops", "tflop", "eflop", "eflops"]]
    case .loss: [["loss", "nll", "ce", "xent", "bpb"]]
    case .score:
      [
        ["score", "accuracy", "acc", "rate"],
        [
          "mmlu", "gpqa", "hellaswag", "gsm", "arc", "humaneval", "winogrande", "bbh", "math", "truthfulqa", "piqa",
          "swe",
          "aime", "elo", "eci", "index", "benchmark", "quality", "performance", "pass",
        ],
      ]
    case .samples: [["samples", "attempts"]]
    case .date:
      [
        ["date", "datetime", "timestamp"],
        ["released", "release", "published", "announced", "created", "launch", "launched"],
        ["year"], ["month"], ["quarter"], ["day"], ["time"],
      ]
    case .price: [["price", "cost"]]
    case .inputPrice: [["input", "prompt"]]
    case .outputPrice: [["output", "completion"]]
    case .model: [["model"], ["name"]]
    case .group: [["vendor"], ["family"], ["developer"], ["company", "provider", "organization", "lab"]]
    case .capability: [["capability"], ["eci"], ["score"], ["index"]]
    case .value: [["value"], ["revenue"]]
    case .quantity: [["quantity"], ["tokens"], ["volume"], ["use", "usage"]]
    case .task: [["task"]]
    case .taskFamily: [["family"]]
    case .minutes: [["minutes", "minute"]]
    case .horizon: [["horizon"]]
    case .runs, .successes, .success, .runWeight: []
    case .benchmark: [["benchmark"], ["task"]]
    }
  }

  /// Words that make the name mean something else.
  var excluded: Set<String> {
    switch self {
    case .parameters: ["per", "tokens", "price", "cost", "batch", "context", "window"]
    case .tokens:
      [
        "per", "unique", "price", "cost", "usd", "batch", "context", "window", "vocab", "thinking", "reasoning",
        "input", "output",
        "served", "inference", "mtok",
      ]
    case .compute: ["per", "price", "cost", "peak", "second"]
    case .loss: ["perplexity", "weight", "scale"]
    case .score: ["learning", "source", "dropout", "growth"]
    case .uniqueTokens, .samples, .quantity: ["per"]
    case .date: ["basis", "precision", "source", "training", "train", "wall", "step", "horizon"]
    case .price: ["source", "kind", "date", "input", "output", "prompt", "completion", "training", "train"]
    case .inputPrice, .outputPrice: ["source", "kind", "date"]
    case .model: ["size", "source"]
    case .task: ["family", "minutes", "time", "source", "version"]
    case .minutes: ["p", "score", "agent", "model", "low", "high"]
    case .horizon: ["score", "agent", "low", "high"]
    case .benchmark: ["release", "date", "score", "version", "source", "kind"]
    case .inferenceTokens, .group, .capability, .value, .taskFamily, .runs, .successes, .success, .runWeight: []
    }
  }

  /// Whether its cells are texts rather than numbers.
  var isText: Bool { [.model, .group, .benchmark, .task, .taskFamily].contains(self) }

  /// What a unit by itself says: compute is counted in nothing else.
  func isTold(by unit: Unit) -> Bool {
    switch self {
    case .compute: unit.dimension == .compute
    case .loss: unit.dimension == .information
    case .price: unit.dimension == .money
    default: false
    }
  }
}
