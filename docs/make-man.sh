#!/usr/bin/env bash
# Writes man pages and shell completions, laid out for installing: docs/make-man.sh OUT.
#
# OUT/share/man/man1 gets scaling.1 and a page for each verb; the completions of bash, zsh and fish go where these shells look for them.
# All of it comes from the command's own description. Needs .build/release/scaling, or SCALING=PROGRAM, and Python.
set -euo pipefail
out=$(realpath -m "${1:?where to: docs/make-man.sh OUT}")
cd "$(dirname "$0")/.."
scaling=${SCALING:-$PWD/.build/release/scaling}
date=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(stat -c %Y "$scaling")}" +%Y-%m-%d)

"$scaling" --experimental-dump-help | python3 docs/make-man.py "$out/share/man/man1" "$("$scaling" --version)" "$date"

write() { mkdir -p "$(dirname "$out/$2")" && "$scaling" --generate-completion-script "$1" > "$out/$2"; }
write bash share/bash-completion/completions/scaling
write zsh share/zsh/site-functions/_scaling
write fish share/fish/vendor_completions.d/scaling.fish
