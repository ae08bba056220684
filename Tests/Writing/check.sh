#!/usr/bin/env bash
# What writing a file may not do: lose what was there, replace what is no file, leave something behind. A disk that fills up needs a mount of its
# own; where that is not allowed, it says so and goes on with the rest.
set -uo pipefail
cd "$(dirname "$0")/../.."
scaling=${1:-$PWD/.build/release/scaling}
table=$PWD/datasets/cerebras-gpt.csv
passed=0 failed=0
fit=(--law power-law-floor -c C=flops --quiet)
work=$(mktemp -d)
trap 'cd /; rm -rf "$work"; umount "$work.disk" 2>/dev/null; rmdir "$work.disk" 2>/dev/null' EXIT

# check WHAT CONDITION...: counts, and says what failed.
check() {
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'failed: %s\n%s\n' "$what" "$(ls -la)"; fi
}

# status WANTED COMMAND...: whether it ends with that status.
status() {
  local wanted=$1 found
  shift
  "$@" > said.txt 2>&1
  found=$?
  [ "$found" = "$wanted" ] || { echo "status $found, not $wanted: $(cat said.txt)"; return 1; }
}
is_record() { python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["schema"] == "scaling.fit/1"' "$1"; }
nothing_beside() { [ -z "$(ls -A | grep '^\.scaling')" ]; }

fills_up() {
  mkdir "$work.disk"
  if ! mount -t tmpfs -o size=32k tmpfs "$work.disk" 2>/dev/null; then
    echo "no mount of one's own is allowed here: a full disk was not checked"
    return
  fi
  cd "$work.disk" || exit 1
  # The page, the notebook and the picture of many refits are larger than the disk.
  for name in fit.html fit.ipynb fit.svg fit.json draws.csv; do
    rm -f ./*
    echo old > "$name"
    arguments=(@cerebras-gpt "${fit[@]}" --interval bootstrap --keep-draws)
    case $name in
      draws.csv) arguments+=(--draws "$name") ;;
      fit.svg) arguments+=(--figure cloud -o "$name") ;;
      *) arguments+=(-o "$name") ;;
    esac
    said=$("$scaling" fit "${arguments[@]}" 2>&1 > /dev/null)
    ended=$?
    check "a full disk and $name: status $ended, $said" test "$ended" = 73 -a "$(cat "$name")" = old -a "$(ls -A)" = "$name"
    [[ $said == *"No space left"* ]] || { failed=$((failed + 1)); echo "failed: $name: $said"; }
  done
  cd "$work" || exit 1
}

not_files() {
  ln -s /dev/null null.json
  check "a device is written into" status 0 "$scaling" fit @cerebras-gpt "${fit[@]}" -o null.json
  check "a device stays" test -c /dev/null -a -L null.json
  if mknod device.json c 1 3 2>/dev/null; then
    check "a device of another name is written into" status 0 "$scaling" fit @cerebras-gpt "${fit[@]}" -o device.json
    check "it stays" test -c device.json
    rm device.json
  fi
  mkfifo pipe.json
  cat pipe.json > got.json &
  check "a pipe is written into" status 0 timeout 20 "$scaling" fit @cerebras-gpt "${fit[@]}" -o pipe.json
  wait $!
  check "a pipe stays, and its reader has the record" test -p pipe.json
  check "the record of a pipe is whole" is_record got.json
  check "a pipe without a reader is not waited for" status 73 timeout 20 "$scaling" fit @cerebras-gpt "${fit[@]}" -o pipe.json
  check "it stays as well" test -p pipe.json
  mkdir folder.json
  check "a folder is refused" status 73 "$scaling" fit @cerebras-gpt "${fit[@]}" -o folder.json
  check "it stays a folder" test -d folder.json
  ln -s "$work/standard-output.txt" stdout.json
  "$scaling" fit @cerebras-gpt "${fit[@]}" -o stdout.json > standard-output.txt 2> said.txt
  check "the file of standard output is refused" test $? = 73
}

keeps() {
  echo old > kept.json
  chmod 640 kept.json
  check "a file is replaced" status 0 "$scaling" fit @cerebras-gpt "${fit[@]}" -o kept.json
  check "its bits stay" test "$(stat -c %a kept.json)" = 640
  check "it holds the record" is_record kept.json
  ln -s kept.json link.json
  echo old > kept.json
  check "a link is followed" status 0 "$scaling" fit @cerebras-gpt "${fit[@]}" -o link.json
  check "the link stays" test -L link.json
  check "what it leads to holds the record" is_record kept.json
  ln -s later.json early.json
  check "a link to nothing is followed" status 0 "$scaling" fit @cerebras-gpt "${fit[@]}" -o early.json
  check "that link stays" test -L early.json
  check "the file is where it leads" is_record later.json
}

refuses() {
  "$scaling" datasets cerebras-gpt > table.csv
  python3 - <<'END'
import csv, json
rows = [{k: float(v) if v.replace(".", "").replace("e", "").isdigit() else v for k, v in row.items()} for row in csv.DictReader(open("table.csv"))]
json.dump(rows, open("table.json", "w"))
END
  cp table.json copy.json
  ln table.json hard.json
  ln -s table.json soft.json
  for other in table.json ./table.json hard.json soft.json; do
    check "its own input is refused as $other" status 64 "$scaling" fit table.json "${fit[@]}" -o "$other"
  done
  "$scaling" fit - --format json "${fit[@]}" -o table.json < table.json > said.txt 2>&1
  check "its own input is refused from standard input" test $? = 64
  "$scaling" fit @cerebras-gpt "${fit[@]}" -o fit.json > /dev/null
  check "a fit file is not replaced by its report" status 64 "$scaling" report fit.json -o fit.json
  check "the input is as it was" cmp -s table.json copy.json
  check "the fit file is as it was" is_record fit.json
  for two in "-o a.json -o a.json" "-o a.json -o ./a.json" "--tidy a.csv --glance a.csv" "--augment a.csv --draws a.csv"; do
    # shellcheck disable=SC2086
    check "two outputs of one name: $two" status 64 "$scaling" fit @cerebras-gpt "${fit[@]}" $two
  done
  echo old > one.json
  ln one.json two.json
  check "two outputs of one file" status 64 "$scaling" fit @cerebras-gpt "${fit[@]}" -o one.json -o two.json
  check "none of them was written" test ! -e a.json -a ! -e a.csv -a "$(cat one.json)" = old
}

# At many moments, since none can be told beforehand: the file is the old one or the new one, and nothing is beside it.
signals() {
  mkdir interrupted
  cd interrupted || exit 1
  whole=1
  resample=(fit "$table" "${fit[@]}" --interval bootstrap --replicates 300)
  "$scaling" "${resample[@]}" --draws ../whole.csv > /dev/null
  for delay in $(seq 5 5 150); do
    for name in INT TERM HUP; do
      echo old > draws.csv
      "$scaling" "${resample[@]}" --draws draws.csv > /dev/null 2>&1 &
      sleep "0.$(printf '%03d' "$delay")"
      kill -"$name" $! 2>/dev/null
      wait $! 2>/dev/null
      nothing_beside || whole=0
      [ "$(cat draws.csv)" = old ] || cmp -s draws.csv ../whole.csv || whole=0
    done
  done
  check "a signal leaves nothing behind" test "$whole" = 1
  cd ..
}

waits_for_nothing() {
  mkfifo source.csv
  "$scaling" fit @cerebras-gpt "${fit[@]}" -o fit.json > /dev/null
  python3 - <<'END'
import json
record = json.load(open("fit.json"))
record["data"]["source"] = "source.csv"
json.dump(record, open("elsewhere.json", "w"))
END
  check "a pipe that a record names is not opened" status 0 timeout 10 "$scaling" report elsewhere.json -o report.md
  check "nor for a figure" status 66 timeout 10 "$scaling" plot elsewhere.json --figure residuals -o figure.svg
  mkdir slow
  printf '#!/bin/sh\nexec sleep 300\n' > slow/rsvg-convert
  chmod +x slow/rsvg-convert
  check "rsvg-convert is given up on" status 73 env PATH="$work/slow:$PATH" timeout 60 "$scaling" plot fit.json -o slow.png
}

cd "$work" || exit 1
fills_up
not_files
keeps
refuses
signals
waits_for_nothing
check "no temporary file is left" nothing_beside
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
