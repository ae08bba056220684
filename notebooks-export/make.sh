#!/usr/bin/env bash
# Writes the notebooks of the bundled tables: notebooks-export/make.sh [FOLDER]
#
# Needs `scaling`: SCALING, or that of swift build -c release. The same build gives the same bytes.
set -euo pipefail
cd "$(dirname "$0")"
folder=${1:-$PWD}
scaling=${SCALING:-$PWD/../.build/release/scaling}

# notebook NAME ARGUMENTS...: the fit of @NAME.
notebook() {
  local name=$1
  shift
  printf -- '-- %s\n' "$name"
  "$scaling" fit "@$name" "$@" --quiet -o "$folder/$name.ipynb" > /dev/null
}

notebook accelerators --formula "log10(usd_per_hour) = a + b*log10(peak_bf16_flops)" --drop-missing
notebook ai-prices --derive "price = (3*input_usd_per_mtok + output_usd_per_mtok)/4" \
  --formula "price = p * exp(c*mmlu - k*(date - 2024))" --scale log --where 'reasoning == "no"' --drop-missing --cluster vendor
notebook ai-revenue --formula "log10(annualized_revenue_usd) = a + b*frontier_eci" --effect company
notebook cerebras-gpt --law power-law-floor -c C=flops
notebook codex-pass-at-k --law pass-at-k-joint -c pass=pass_rate -c N=params -c k=samples
notebook gemstones --law chinchilla -c N=params -c D=tokens -c loss=loss_dclm
notebook model-capability --formula "eci = a + b*log10(training_compute_flop)" --drop-missing --cluster organisation
notebook olmo-ladder --law chinchilla -c N=params -c D=tokens --where 'role == "fit"'
notebook open-base-models --formula "mmlu = b0 + b1*log10(params) + b2*log10(tokens)" --where "mmlu > 0.28" \
  --norm huber --cluster family
notebook time-horizons --formula "log2(p50_minutes) = a + b*(release_date - 2024)" \
  --where 'version == "v1.1-2026-04" and is_sota == "yes"' --interval classical
notebook transistors --law exponential-trend -c price=transistors_thousands -c t=year
