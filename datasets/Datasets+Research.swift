/// Tables of models, their scores and horizons, and of training runs with their losses.
extension Datasets {
  static let modelCapability = Dataset(
    name: "model-capability", title: "AI models: compute, size, data and capability index",
    summary: """
      One row for each of 272 AI models: release, maker, training compute, size, data and Epoch Capabilities \
      Index.
      """,
    rows: 272,
    columns: [
      .init("model", "text", "name of the model"),
      .init("organisation", "text", "who made it"),
      .init("country", "text", "of the maker"),
      .init("family", "text", "line of models that it belongs to, set by its name"),
      .init("release_date", "date", "day of release, as in Epoch's file of October 2026"),
      .init("accessibility", "text", "Epoch's label of who can have it; empty for models of 2026 without one"),
      .init("open_weights", "yes or no", "whether the weights can be had; empty where not known"),
      .init("reasoning", "yes or no", "whether a mode with thinking tokens exists, set by family"),
      .init("training_compute_flop", "FLOP", "Epoch's estimate; empty where there is none"),
      .init("compute_confidence", "text", "Epoch's word for how sure the estimate is"),
      .init("compute_source", "text", "which of Epoch's files it comes from"),
      .init("parameters", "parameters", "all parameters, of a mixture of experts the total; empty where not known"),
      .init("parameters_source", "text", "where the number comes from"),
      .init("training_tokens", "tokens", "data points as published by Epoch; empty where not known"),
      .init("tokens_source", "text", "where the number comes from"),
      .init("eci", "ECI points", "Epoch Capabilities Index of October 2026; empty where there is none"),
      .init("eci_ci_low", "ECI points", "lower end of its 90 % interval"),
      .init("eci_ci_high", "ECI points", "upper end of its 90 % interval"),
      .init("eci_2026_08", "ECI points", "the index of August 2026, the one that benchmark-scores reproduces"),
      .init("eci_2026_08_ci_low", "ECI points", "lower end of its 90 % interval"),
      .init("eci_2026_08_ci_high", "ECI points", "upper end of its 90 % interval"),
      .init("gpqa_diamond", "fraction", "GPQA Diamond, share correct; empty where not tested"),
      .init("mmlu", "fraction", "MMLU, share correct; empty where not tested"),
    ],
    source: """
      Epoch AI, Capabilities & Benchmarking and Data on AI Models (https://epoch.ai), by way of public \
      repositories: timfduffy/teci, tecunningham/eci-benchmark-logodds, njsuthe/AI-Futures, \
      agiallombardo/epoch-ai-dataset, vladchituc/wrights-law-in-AI
      """,
    licence: "CC BY 4.0, Epoch AI",
    caveat: """
      The index is fitted anew at every update: never mix eci and eci_2026_08 in one regression. Parameters of a \
      mixture of experts are the total, so that 6ND does not hold there. Compute is estimated, with the \
      confidence stated. gpqa_diamond and mmlu are Epoch's chance-adjusted scores taken back to shares correct.
      """,
    sha256: "f4244f650592fb615b6c3d594371f1a76e2f63128dc96cfde9f31d07f22ef049")

  static let benchmarkScores = Dataset(
    name: "benchmark-scores", title: "Scores of 222 models on 57 benchmarks",
    summary: """
      2,249 scores of 222 AI models on 57 benchmarks, adjusted for chance: what the Epoch Capabilities Index of \
      August 2026 is fitted to.
      """,
    rows: 2249,
    columns: [
      .init("model", "text", "name of the model"),
      .init("model_version", "text", "version that was tested"),
      .init("release_date", "date", "day of release"),
      .init("benchmark", "text", "name of the benchmark"),
      .init("score", "fraction", "0 is chance, 1 is the ceiling; the best of the versions"),
      .init("chance_level", "fraction", "share correct by chance; empty where it is not in the public table"),
      .init("score_source", "text", "where the score comes from; empty in 334 rows"),
    ],
    source: """
      Epoch AI, benchmark data of 11 August 2026 (https://epoch.ai), by way of timfduffy/teci; chance levels \
      from epoch-research/eci-public
      """,
    licence: """
      CC BY 4.0, Epoch AI; rows of Aider Polyglot and Terminal-Bench first under Apache-2.0; chance levels MIT
      """,
    caveat: """
      Scores are adjusted already: the share correct is chance + (1 - chance) times score. Evaluations differ \
      between sources. FrontierMath is divided by a ceiling below 1.
      """,
    sha256: "d802186d5db9e8cfc9c6706a28e7979aab489153722755ce99f95794d812c2bc")

  static let benchmarkDifficulty = Dataset(
    name: "benchmark-difficulty", title: "Difficulty and slope of 57 benchmarks",
    summary: """
      Published parameters of the 57 benchmarks behind the Epoch Capabilities Index of August 2026.
      """,
    rows: 57,
    columns: [
      .init("benchmark", "text", "name, as in benchmark-scores"),
      .init("benchmark_release_date", "date", "day of release; empty where not known"),
      .init("chance_level", "fraction", "share correct by chance; empty where not in the public table"),
      .init("n_items", "items", "of the nine test sets of fixed public size; empty for others"),
      .init("n_models", "models", "how many were scored"),
      .init("edi", "ECI points", "difficulty: capability at which the adjusted score is one half"),
      .init("slope_per_eci_point", "per ECI point", "logistic slope"),
      .init("anchor", "yes or no", "whether it fixes the scale"),
      .init("optimized", "yes or no", "Epoch's flag for a benchmark that developers tune for"),
    ],
    source: """
      Epoch AI, benchmark difficulties of 11 August 2026 (https://epoch.ai), by way of timfduffy/teci
      """,
    licence: "CC BY 4.0, Epoch AI",
    caveat: """
      Parameters of one fit, without intervals; they belong to the index of August 2026 and to no other.
      """,
    sha256: "4002d9b9dea7b877d9a2056e202e851d5fca0af88c9b6d40b3272380978e0faa")

  static let timeHorizons = Dataset(
    name: "time-horizons", title: "Time horizons of AI models",
    summary: """
      Length of tasks, in minutes of human time, that AI models complete half of the time and four times in \
      five, in three versions of the measurement.
      """,
    rows: 74,
    columns: [
      .init("version", "text", "of the measurement: v1.0, v1.1-2026-01 or v1.1-2026-04"),
      .init("model", "text", "METR's name of the model"),
      .init("release_date", "date", "day of release"),
      .init("p50_minutes", "minutes", "task length completed half of the time"),
      .init("p50_ci_low_minutes", "minutes", "lower end of its 95 % bootstrap interval"),
      .init("p50_ci_high_minutes", "minutes", "upper end of its 95 % bootstrap interval"),
      .init("p80_minutes", "minutes", "task length completed four times in five"),
      .init("p80_ci_low_minutes", "minutes", "lower end of its 95 % bootstrap interval"),
      .init("p80_ci_high_minutes", "minutes", "upper end of its 95 % bootstrap interval"),
      .init("average_score", "fraction", "mean score over all tasks; empty in one row"),
      .init("is_sota", "yes or no", "whether it was the best at its release"),
    ],
    source: """
      METR, published results 1.0 and 1.1, by way of IAPS-AI/METR-Time-Horizons and peterhurford/metr_graph
      """,
    licence: "MIT, METR",
    caveat: """
      Never mix versions: one model has a row in each, so choose one with --where. Horizons above 960 minutes \
      are unreliable by METR's own word.
      """,
    sha256: "fb5185ccfce7b14463ac9e87632eacb1ea9624044cd71918b70fea5036e1f780")

  static let horizonRuns = Dataset(
    name: "horizon-runs", title: "Runs behind the time horizons",
    summary: "7,063 runs of models and people on tasks of known human time, grouped by model and task.",
    rows: 831,
    columns: [
      .init("model", "text", "name of the model; human for baseline runs of people"),
      .init("release_date", "date", "day of release; empty for human"),
      .init("task_family", "text", "family of the task"),
      .init("task", "text", "the task within its family"),
      .init("human_minutes", "minutes", "time that people need"),
      .init("runs", "runs", "how many"),
      .init("successes", "runs", "how many succeeded"),
      .init("weight_per_run", "weight", "METR's weight of one run"),
    ],
    source: """
      METR, eval-analysis-public, runs of the suite of February 2025, and its release_dates.yaml \
      (https://github.com/METR/eval-analysis-public)
      """,
    licence: "MIT, METR",
    caveat: """
      An older suite than that of time-horizons, without its shortest tasks: horizons from these runs differ \
      from the published ones. Runs of one task, and of one model, resemble one another.
      """,
    sha256: "5113d6084016bd5a2abe700f9ae8a044f7590dfe2575e3136ccbc250ddd9bfd4")

  static let isoflopPorian = Dataset(
    name: "isoflop-porian", title: "IsoFLOP runs that explain a discrepancy",
    summary: """
      Final losses of 1,160 small language models at equal compute, in five steps from the setting of Kaplan et \
      al. to a tuned one, on two data sets.
      """,
    rows: 1160,
    columns: [
      .init("dataset", "text", "rw for RefinedWeb, owt2 for OpenWebText2"),
      .init("step", "text", "setting, from 1 kaplan to 5 tuned"),
      .init("flops", "FLOP", "training compute"),
      .init("params", "parameters", "size, as the step counts it"),
      .init("tokens", "tokens", "training tokens"),
      .init("loss", "nats/token", "validation loss; of step 1 training loss"),
    ],
    source: """
      Porian, Wortsman, Jitsev, Schmidt & Carmon 2024, Resolving discrepancies in compute-optimal scaling of \
      language models (https://github.com/formll/resolving-scaling-law-discrepancies)
      """,
    licence: "MIT, the authors",
    caveat: """
      Take one data set and one step with --where: mixing them mixes five definitions of compute and size. \
      Published exponents of the optimal size fall from 0.835 to 0.497 (rw) and from 0.864 to 0.519 (owt2) over \
      the steps.
      """,
    sha256: "edac2f7326b774dbcd71e9296b6423fcf0554731521c7a4f34d8721e7d0f0d5b")

  static let isoflopPorianOptima = Dataset(
    name: "isoflop-porian-optima", title: "Optimal sizes at equal compute",
    summary: """
      The authors' optimal model size and loss for each budget of isoflop-porian, with bootstrap standard \
      deviations.
      """,
    rows: 118,
    columns: [
      .init("dataset", "text", "rw or owt2"),
      .init("step", "text", "setting, from 1 kaplan to 5 tuned"),
      .init("flops", "FLOP", "training compute"),
      .init("params_opt", "parameters", "optimal size"),
      .init("params_opt_log_std", "natural log", "bootstrap standard deviation of its logarithm"),
      .init("tokens_opt", "tokens", "optimal tokens"),
      .init("loss_opt", "nats/token", "loss there"),
    ],
    source: """
      Porian, Wortsman, Jitsev, Schmidt & Carmon 2024 \
      (https://github.com/formll/resolving-scaling-law-discrepancies)
      """,
    licence: "MIT, the authors",
    caveat: """
      Optima, not runs: a line through them needs the stated standard deviations as weights, which then gives \
      the published exponents.
      """,
    sha256: "c931728c0397dc8fe8a2aa2dc4f9a036688b04d364690bbe5eea92432326c42c")

  static let overTraining = Dataset(
    name: "over-training", title: "Over-trained language models",
    summary: """
      104 language models trained far beyond the compute-optimal number of tokens, with eight losses each.
      """,
    rows: 104,
    columns: [
      .init("run", "text", "name of the run"),
      .init("train_set", "text", "training data"),
      .init("params", "parameters", "size"),
      .init("params_non_embedding", "parameters", "size without embeddings"),
      .init("tokens", "tokens", "training tokens"),
      .init("chinchilla_multiple", "ratio", "tokens over twenty times the parameters"),
      .init("loss_val_tok_mult", "nats/token", "loss on held-out training data"),
      .init("loss_c4_val", "nats/token", "loss on C4"),
      .init("loss_paloma_c4_en", "nats/token", "loss on English C4 of Paloma"),
      .init("loss_paloma_100_pls", "nats/token", "loss on 100 programming languages of Paloma"),
      .init("loss_paloma_refinedweb", "nats/token", "loss on RefinedWeb of Paloma"),
      .init("loss_paloma_ptb", "nats/token", "loss on Penn Treebank of Paloma"),
      .init("loss_paloma_redpajama", "nats/token", "loss on RedPajama of Paloma"),
      .init("loss_de_en", "nats/token", "loss on a German and English set"),
      .init("role", "text", "fit, or what the run was held out for"),
    ],
    source: """
      Gadre et al. 2024, Language models scale reliably with over-training and on downstream tasks \
      (https://github.com/mlfoundations/scaling)
      """,
    licence: "MIT, the authors",
    caveat: """
      Three training sets: take one with --where. The authors' fit to rows of rpj with role fit is 166.2, 366.7, \
      0.2729 and 1.8366; runs of other roles test it.
      """,
    sha256: "c8d13d343d3aa224b7e3a5c827a82b09ff4eb78bc7c3db0b3a5a2340d024d10c")

  static let dataConstrained = Dataset(
    name: "data-constrained", title: "Language models trained on repeated data",
    summary: "182 language models trained for one or many epochs on a limited number of unique tokens.",
    rows: 182,
    columns: [
      .init("run", "text", "name of the run"),
      .init("params", "parameters", "size"),
      .init("tokens", "tokens", "training tokens, repetitions counted"),
      .init("unique_tokens", "tokens", "tokens without repetition"),
      .init("epochs", "ratio", "tokens over unique tokens"),
      .init("loss", "nats/token", "validation loss on C4"),
    ],
    source: """
      Muennighoff et al. 2023, Scaling data-constrained language models \
      (https://github.com/huggingface/datablations)
      """,
    licence: "Apache-2.0, the authors",
    caveat: """
      The published decay constants (15.4 for data, 5.3 for parameters) are not determined by these rows: \
      constants of 95 and 1.7 fit slightly better.
      """,
    sha256: "34de1aed630c7b3f06f74511cf927c2dd0409d8b2a1148e0c81fae2e5614e100")

  static let gemstones = Dataset(
    name: "gemstones", title: "Gemstones: widths, depths and checkpoints",
    summary: """
      22 language models of different width and depth at seven checkpoints each, with two losses.
      """,
    rows: 154,
    columns: [
      .init("run", "text", "name of the model"),
      .init("width", "units", "width of the layers"),
      .init("depth", "layers", "how many"),
      .init("params", "parameters", "active parameters"),
      .init("tokens", "tokens", "seen up to the checkpoint"),
      .init("loss_dclm", "nats/token", "loss on DCLM"),
      .init("loss_fineweb_edu", "nats/token", "loss on FineWeb-Edu"),
    ],
    source: "McLeish et al. 2025, Gemstones (https://github.com/mcleish7/gemstone-scaling-laws)",
    licence: "MIT, the authors",
    caveat: "Checkpoints of one run are not independent: rows of one run are taken together.",
    sha256: "1a85126aaacae3fa2f965bf91e6a2ea5cd2f32e1be1941f22c04fb7238f1efd0")
}
