#!/usr/bin/env bash
# Compiles interface.c and runs it against the library in a folder: Tests/C/check.sh [.build/release] [-fsanitize=address]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(readlink -f "${1:-.build/release}")
program=$(mktemp)
trap 'rm -f "$program"' EXIT
clang -std=gnu11 -Wall -Wextra -Werror -O1 -g ${2:-} Tests/C/interface.c -ISources/CScalingHeader/include -ISources/CArrow/include \
  -L"$folder" -Wl,-rpath,"$folder" -Wl,-rpath-link,"$folder" -lscaling-c -lpthread -lm -o "$program"
"$program"
