// Swift embeds files as array literals, which takes minutes for a megabyte; the C compiler does it at once.
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "datasets.h"

#include <string.h>

static const unsigned char accelerators[] = {
#embed "../../datasets/accelerators.csv"
};
static const unsigned char ai_prices[] = {
#embed "../../datasets/ai-prices.csv"
};
static const unsigned char ai_revenue[] = {
#embed "../../datasets/ai-revenue.csv"
};
static const unsigned char benchmark_difficulty[] = {
#embed "../../datasets/benchmark-difficulty.csv"
};
static const unsigned char benchmark_scores[] = {
#embed "../../datasets/benchmark-scores.csv"
};
static const unsigned char cerebras_gpt[] = {
#embed "../../datasets/cerebras-gpt.csv"
};
static const unsigned char codex_pass_at_k[] = {
#embed "../../datasets/codex-pass-at-k.csv"
};
static const unsigned char data_constrained[] = {
#embed "../../datasets/data-constrained.csv"
};
static const unsigned char gemstones[] = {
#embed "../../datasets/gemstones.csv"
};
static const unsigned char horizon_runs[] = {
#embed "../../datasets/horizon-runs.csv"
};
static const unsigned char isoflop_porian[] = {
#embed "../../datasets/isoflop-porian.csv"
};
static const unsigned char isoflop_porian_optima[] = {
#embed "../../datasets/isoflop-porian-optima.csv"
};
static const unsigned char model_capability[] = {
#embed "../../datasets/model-capability.csv"
};
static const unsigned char olmo_ladder[] = {
#embed "../../datasets/olmo-ladder.csv"
};
static const unsigned char open_base_models[] = {
#embed "../../datasets/open-base-models.csv"
};
static const unsigned char over_training[] = {
#embed "../../datasets/over-training.csv"
};
static const unsigned char time_horizons[] = {
#embed "../../datasets/time-horizons.csv"
};
static const unsigned char transistors[] = {
#embed "../../datasets/transistors.csv"
};

scaling_table scaling_dataset(const char *name) {
#define TABLE(called, bytes) \
  if (strcmp(name, called) == 0) return (scaling_table){bytes, sizeof bytes};
  TABLE("accelerators", accelerators)
  TABLE("ai-prices", ai_prices)
  TABLE("ai-revenue", ai_revenue)
  TABLE("benchmark-difficulty", benchmark_difficulty)
  TABLE("benchmark-scores", benchmark_scores)
  TABLE("cerebras-gpt", cerebras_gpt)
  TABLE("codex-pass-at-k", codex_pass_at_k)
  TABLE("data-constrained", data_constrained)
  TABLE("gemstones", gemstones)
  TABLE("horizon-runs", horizon_runs)
  TABLE("isoflop-porian", isoflop_porian)
  TABLE("isoflop-porian-optima", isoflop_porian_optima)
  TABLE("model-capability", model_capability)
  TABLE("olmo-ladder", olmo_ladder)
  TABLE("open-base-models", open_base_models)
  TABLE("over-training", over_training)
  TABLE("time-horizons", time_horizons)
  TABLE("transistors", transistors)
#undef TABLE
  return (scaling_table){NULL, 0};
}
