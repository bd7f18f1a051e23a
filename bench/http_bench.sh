#!/bin/sh
# Starts a server on a fresh ledger, gives 64 matters to one team, and runs build/bench/http_bench against it.
# Run from the project's root after: cmake --preset bench && cmake --build build/bench && ./run --build
set -eu
dir=$(mktemp -d "${VUORO_BENCH_DIR:-build}/http-bench.XXXXXX")
port=${PORT:-18099}
mkdir -p "$dir/web" && echo ok >"$dir/web/index.html"
build/release/vuoro serve --demo --ledger "$dir/county" --web "$dir/web" --port "$port" >"$dir/serve.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$dir"' EXIT
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/api/v1/areas" >/dev/null && break || sleep 0.1; done
team=$(curl -sf "http://127.0.0.1:$port/api/v1/demo-accounts" | python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])')
cookie=$(curl -sf -D - -o /dev/null -H 'Content-Type: application/json' -d "{\"account\":\"$team\"}" \
    "http://127.0.0.1:$port/api/v1/session" | sed -n 's/.*vuoro_session=\([0-9a-f]*\).*/\1/p')
for i in $(seq 64); do
    curl -sf -o /dev/null -H 'Content-Type: application/json' -H "Idempotency-Key: bench-contact-$i" \
        -d '{"words":"bench","about":"self","age":40,"lang":"fi","reach":{"by":"code_only"}}' "http://127.0.0.1:$port/api/v1/contacts"
done
version=$(curl -sf -b "vuoro_session=$cookie" "http://127.0.0.1:$port/api/v1/matters/1" | python3 -c 'import json,sys; print(json.load(sys.stdin)["version"])')
build/bench/http_bench "$port" "$server" "$cookie" 1 "$version" "$dir" "${SECONDS_EACH:-5}"
