#!/usr/bin/env bash
# Builds the reference site of the library as static files: docs/make-site.sh [OUT], .build-site unless given.
#
# Needs no package besides the toolchain: `swift-symbolgraph-extract` reads the compiled modules, `docc` writes the site. The modules are
# those of .build/release where they are newer than the sources; otherwise the library alone is built in .build-docs. An unresolved
# link, a public symbol without a place and a Swift example that does not compile are errors. SITE_BASE is the path at which the site
# will be served, such as scaling-laws; / unless given.
set -euo pipefail
out=$(realpath -m "${1:-$(dirname "$0")/../.build-site}")
cd "$(dirname "$0")/.."
catalogue=Sources/ScalingLaws/ScalingLaws.docc
vocabulary=Formulas,LinearAlgebra,Optimization,Tables

build=.build/release
# A file that did not change is not written anew, so the newest of the module's files tells when it was compiled.
module=$(ls -t "$build"/Modules/ScalingLaws.swift* 2>/dev/null | head -1)
library=$(find Sources -name '*.swift' ! -path 'Sources/scaling/*' ! -path 'Sources/Command/*' ! -path 'Sources/Answers/*' \
  ! -path 'Sources/CScaling/*' ! -path 'Sources/Reporting/*')
if [ -z "$module" ] || [ -n "$(find $library -newer "$module" -print -quit)" ]; then
  swift build --quiet --target ScalingLaws --scratch-path .build-docs
  build=.build-docs/debug
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
flags=(-I "$build/Modules" -I Sources/Numerics/COpenBLAS -I Sources/Numerics/CLAPACKE -I Sources/CCrypto -I Sources/CZlib)
for map in "$build"/*.build/module.modulemap; do flags+=(-Xcc "-fmodule-map-file=$map"); done

mkdir "$scratch/symbols"
swift-symbolgraph-extract -module-name ScalingLaws -target "$(uname -m)-unknown-linux-gnu" "${flags[@]}" \
  -experimental-allowed-reexported-modules=$vocabulary -minimum-access-level public -skip-synthesized-members \
  -emit-extension-block-symbols -output-dir "$scratch/symbols"

python3 docs/site.py places "$scratch/symbols/ScalingLaws.symbols.json" "$catalogue"
python3 docs/site.py examples "$catalogue" > "$scratch/examples.swift"
swiftc -typecheck -suppress-warnings -swift-version 6 "${flags[@]}" "$scratch/examples.swift"

rm -rf "$out"
docc convert "$catalogue" --additional-symbol-graph-dir "$scratch/symbols" --output-path "$out" --warnings-as-errors \
  --transform-for-static-hosting --hosting-base-path "${SITE_BASE:-/}" \
  --fallback-display-name ScalingLaws --fallback-bundle-identifier ScalingLaws --fallback-default-module-kind Library
# The first page stands below; the folder itself has none.
page=documentation/scalinglaws/
printf '<!doctype html><meta charset="utf-8"><title>ScalingLaws</title><meta http-equiv="refresh" content="0; url=%s"><a href="%s">ScalingLaws</a>\n' \
  "$page" "$page" > "$out/index.html"
echo "the site is in $out: serve it, for example python3 -m http.server --bind 127.0.0.1 --directory $out"
