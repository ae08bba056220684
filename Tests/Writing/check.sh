#!/usr/bin/env bash
# A disk that fills up while a file is written: the old file stays, nothing is left beside it, and the exit status is 73. Needs a mount of
# its own; where that is not allowed, it says so and checks nothing.
set -uo pipefail
cd "$(dirname "$0")/../.."
scaling=$PWD/.build/release/scaling
disk=$(mktemp -d)
if ! mount -t tmpfs -o size=64k tmpfs "$disk" 2>/dev/null; then
  echo "no mount of one's own is allowed here: nothing was checked"
  exit 0
fi
trap 'cd /; umount "$disk"; rmdir "$disk"' EXIT
cd "$disk"
passed=0 failed=0
# The page, the notebook and the picture of many refits are larger than the disk.
for name in fit.html fit.ipynb fit.svg fit.json draws.csv; do
  rm -f ./*
  echo old > "$name"
  arguments=(@cerebras-gpt --law power-law-floor -c C=flops --interval bootstrap --keep-draws --quiet)
  case $name in
    draws.csv) arguments+=(--draws "$name") ;;
    fit.svg) arguments+=(--figure cloud -o "$name") ;;
    *) arguments+=(-o "$name") ;;
  esac
  said=$("$scaling" fit "${arguments[@]}" 2>&1 > /dev/null)
  status=$?
  if [ "$status" = 73 ] && [ "$(cat "$name")" = old ] && [ "$(ls)" = "$name" ] && [[ $said == *"No space left"* ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'failed: %s: status %s, %s, %s\n' "$name" "$status" "$(ls -la)" "$said"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
