#!/bin/sh
# Decision tables against npm feelin, same tables and cases, one core each, one after the other.
# Needs: cmake --preset bench && cmake --build build/bench --target rules_bench; (cd bench/rules-feelin && npm ci --ignore-scripts)
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node bench/rules-feelin/tables.mjs > "$work/tables.json"
build/bench/bench/rules_bench "$work/tables.json" > "$work/vuoro"
node bench/rules-feelin/run.mjs "$work/tables.json" > "$work/feelin"
python3 - "$work" <<'PY'
import json, sys
ours, theirs = ([json.loads(line) for line in open(f"{sys.argv[1]}/{n}")] for n in ("vuoro", "feelin"))
for a, b in zip(ours, theirs):
    same = "same results" if a["results"] == b["results"] else "RESULTS DIFFER"
    print(f'{a["table"]:12} vuoro {a["ns"]:10.0f} ns   feelin {b["ns"]:12.0f} ns   {b["ns"] / a["ns"]:8.0f} x   {a["allocations"]:.1f} allocations   {same}')
PY
