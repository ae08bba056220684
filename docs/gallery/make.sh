#!/usr/bin/env bash
# Draws every figure of the gallery and writes its page: docs/gallery/make.sh
#
# Needs `scaling`: SCALING, or that of swift build -c release. Where Python has vl-convert, each figure is also compiled as Vega-Lite.
set -euo pipefail
cd "$(dirname "$0")"
scaling=${SCALING:-$PWD/../../.build/release/scaling}
scaling() { "$scaling" "$@"; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat > README.md <<'END'
# Gallery

Every figure that `scaling` draws, with the command that drew it; `docs/gallery/make.sh` draws them again. `-o figure.svg` needs no
other program, `.png` and `.pdf` need librsvg (`apt-get install librsvg2-bin`), and `.vl.json` is a Vega-Lite specification, with the
data inside. `--theme dark` is for a dark page.
END

# show NAME TITLE SENTENCE COMMAND...: draws NAME.svg by the command and adds it to the page.
show() {
  local name=$1 title=$2 sentence=$3
  shift 3
  printf -- '-- %s\n' "$name"
  "$@" --quiet -o "$name.svg" -o "$scratch/$name.vl.json" > /dev/null
  local words="" word
  for word in "$@"; do
    case $word in *[!a-zA-Z0-9@%+=:,./_-]*) word="'$word'" ;; esac
    words+="$word "
  done
  printf '\n## %s\n\n%s\n\n```\n%s-o %s.svg\n```\n\n![%s](%s.svg)\n' \
    "$title" "$sentence" "$words" "$name" "$title" "$name" >> README.md
}

olmo=(scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens)

show fit "A law of one variable" \
  "The law, the band of where it is, and that of where a new run would fall." \
  scaling fit @cerebras-gpt --law power-law-floor -c C=flops
show fit-two "A law of two variables" \
  "Along the variable with more values, at values of the other." "${olmo[@]}"
show contours "Loss over parameters and tokens" \
  "Lines of equal loss and of equal compute, and the size of least loss at each." "${olmo[@]}" --figure contours
show residuals "Residuals" "Against what was fitted, and against each variable." "${olmo[@]}" --figure residuals
show qq "Normal quantiles" "Are the residuals those of normal noise?" \
  scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params) + b2*log10(tokens)" --figure qq
show profile "Profile likelihood" "How symmetric is what the data say of each coefficient?" "${olmo[@]}" --figure profile
show cloud "Two coefficients together" "Refits to resamples, and what the covariance takes them for." \
  "${olmo[@]}" --interval bootstrap --figure cloud
show influence "Influence" "How far each answer moves when a row is left out." "${olmo[@]}" --figure influence
show frontier "Price at fixed quality" "Every model at the level, the frontier, its line with the band, and a claim." \
  scaling price @ai-prices --score mmlu --at 43.9 --claim 10x/year
show levels "The rate at each level" "How fast the price falls, by the quality that is held." \
  scaling price @ai-prices --score mmlu --at 40:90:5 --claim 10x/year
show trend "A quantity over time" "An exponential with both bands, a break, a claim." \
  scaling trend @transistors --claim doubles/2years --on 2030-01-01
show horizon "Time horizons" "The length of tasks that models complete half of the time, and how fast that grows." \
  scaling horizon @horizon-runs
"${olmo[@]}" --fix E=1.6 --quiet -o fit.json > /dev/null
show plan "Plans over budgets" \
  "Loss, parameters and tokens at the optimum of each budget; fit.json is that of two variables, with --fix E=1.6." \
  scaling plan fit.json --flops 1e20..1e24:13
show design "The next runs" "Chosen runs among all that could be made, the plain grid of equal cost, and what each leaves of an error." \
  scaling design fit.json --grid N=1e8..1e10:10 --grid D=1e9..1e12:10 --budget 5e21 --for "beta/(alpha + beta)" \
  --at N=7e9,D=1.4e11
show value "Value and capability" "Forms that were compared; a straight line is an exponential." \
  scaling value @ai-revenue --by company
show index "One scale of capability" "The highest models with their intervals, and scores of benchmarks over the scale." \
  scaling index @benchmark-scores --anchor "Claude 3.5 Sonnet=130" --anchor GPT-5=150
show backtest "Back-test" "Each law fitted to the smaller runs and judged on the larger ones." \
  scaling compare @olmo-ladder --law chinchilla --law coupled --law kaplan-joint -c N=params -c D=tokens
show calibration "Calibration" "What nominal intervals really cover on one's own design." \
  scaling calibrate @cerebras-gpt --law power-law-floor -c C=flops --tables 400

# Runs on isoFLOP curves of the published Chinchilla law (Hoffmann et al. 2022, eq. 10), each loss 0.2 % up or down in turn.
awk 'BEGIN {
  print "N,C,loss"
  for (i = 0; i < 5; i++) for (j = -3; j <= 3; j++) {
    C = 1e18 * 10^(0.75 * i); N = 0.25 * sqrt(C / 6) * exp(0.45 * j); D = C / (6 * N)
    printf "%.6g,%.6g,%.5f\n", N, C, (1.69 + 406.4 * N^-0.34 + 410.7 * D^-0.28) * (1 + 0.002 * ((i + j) % 2 ? 1 : -1))
  }
}' > isoflop.csv
show isoflop "IsoFLOP curves" "The curve of each budget with its minimum, and the power law through the minima." \
  scaling isoflop isoflop.csv

if python3 -c 'import vl_convert' 2> /dev/null; then
  python3 - "$scratch"/*.vl.json <<'END'
import json, sys, vl_convert
for path in sys.argv[1:]:
    vl_convert.vegalite_to_svg(json.load(open(path)), vl_version="5.20")
print(f"{len(sys.argv) - 1} specifications of Vega-Lite compile")
END
fi
