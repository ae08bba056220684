#!/usr/bin/env bash
# Man pages and shell completions, as docs/make-man.sh writes them. Needs groff; what needs mandoc, zsh or fish is checked where they are.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/.build/release:$PATH" LC_ALL=C.UTF-8
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

# expect NAME COMMAND...: the command succeeds.
expect() {
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'failed: %s\n%s\n' "$name" "$said"
  fi
}
silent() { local said; said=$("$@" 2>&1) && [ -z "$said" ] || { echo "$said"; return 1; }; }
types() { local line; line=$(python3 Tests/Manual/typed.py "$completions" "$1") && [ "$line" = "$2" ] || { echo "it became: $line"; return 1; }; }

expect "everything is written" docs/make-man.sh "$out"
completions=$out/share/bash-completion/completions/scaling
pages=$out/share/man/man1

for page in "$pages"/*.1; do
  expect "groff has no warning of $(basename "$page")" silent groff -man -ww -z -Tutf8 "$page"
  if command -v mandoc >/dev/null; then
    expect "mandoc has no warning of $(basename "$page")" silent mandoc -Tlint -Wwarning "$page"
  fi
done

# has_all PAGE WORD...: the page, as it is read, has every word.
has_all() {
  local text word missing=()
  text=$(groff -man -Tutf8 -P-c "$1" | col -bx)
  shift
  for word in "$@"; do grep -qE -- "(^|[[:space:],])$word([[:space:],]|\$)" <<< "$text" || missing+=("$word"); done
  [ "${#missing[@]}" -eq 0 ] || { echo "not there: ${missing[*]}"; return 1; }
}
# has_lines PAGE: the page shows the lines of standard input, letter for letter but for the margin.
has_lines() {
  local missing
  missing=$(grep -vxFf <(groff -man -Tutf8 -P-c -rLL=200n "$1" | col -bx | sed -E 's/^ +//') <(sed -E 's/^ +//' | grep .))
  [ -z "$missing" ] || { echo "not there: $missing"; return 1; }
}
verbs=$(scaling --help | sed -n '/^SUBCOMMANDS:/,$p' | sed -nE 's/^  ([a-z]+)( .*|$)/\1/p')
expect "the command has verbs" test "$(wc -w <<< "$verbs")" -gt 10
expect "scaling.1 has every verb" has_all "$pages/scaling.1" $verbs
for verb in $verbs; do
  flags=$(scaling "$verb" --help | sed -n '/^USAGE:/,$p' | sed -nE 's/^  (-[a-zA-Z], )?(--[a-z-]+).*/\2/p')
  expect "$verb has flags" test -n "$flags"
  expect "scaling-$verb.1 has every flag of --help" has_all "$pages/scaling-$verb.1" $flags
  examples=$(scaling "$verb" --help | sed -n '/^EXAMPLES/,/^USAGE:/p' | grep '^  ')
  expect "$verb has examples" test -n "$examples"
  expect "scaling-$verb.1 shows the examples of --help" has_lines "$pages/scaling-$verb.1" <<< "$examples"
  for section in NAME SYNOPSIS DESCRIPTION OPTIONS EXAMPLES "EXIT STATUS" "SEE ALSO"; do
    expect "scaling-$verb.1 has $section" grep -q "^\.SH $section\$" "$pages/scaling-$verb.1"
  done
done

expect "bash reads the completions" silent bash -c "source '$completions'"
expect "a verb is completed" types "scaling fi" "scaling fit"
expect "a law is completed" types "scaling fit runs.csv --law chi" "scaling fit runs.csv --law chinchilla"
expect "a bundled table is completed" types "scaling fit @ol" "scaling fit @olmo-ladder"
expect "a table's column is completed" types "scaling price @ai-prices --score mml" "scaling price @ai-prices --score mmlu"
expect "a file is completed" types "scaling fit datasets/transis" "scaling fit datasets/transistors.csv"
expect "a figure is completed" types "scaling plot fit.json --figure infl" "scaling plot fit.json --figure influence"
expect "an interval method is completed" types "scaling fit @olmo-ladder --interval jack" "scaling fit @olmo-ladder --interval jackknife"
expect "a device is completed" types "scaling plan fit.json --gpu mi" "scaling plan fit.json --gpu mi300x"
for table in $(scaling datasets | sed -nE 's/^  (@[a-z-]+).*/\1/p'); do
  expect "$table is offered" grep -qx -- "$table" <(scaling ---completion fit -- positional@0 2 1 scaling fit @)
done
if command -v zsh >/dev/null; then expect "zsh reads the completions" silent zsh -n "$out/share/zsh/site-functions/_scaling"; fi
if command -v fish >/dev/null; then expect "fish reads the completions" silent fish -n "$out/share/fish/vendor_completions.d/scaling.fish"; fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
