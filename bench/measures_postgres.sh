#!/bin/sh
# The wait question asked of PostgreSQL 15 on a plain table: a private cluster in DIRECTORY (with rows.csv in it) on a
# unix socket only, run by an unprivileged user. Prints "row …" (the answer), "times <best> <median>" per way, and words.
set -eu
directory=$1
bin=/usr/lib/postgresql/15/bin
if [ ! -x $bin/initdb ]; then
  echo "15 is not installed"
  exit 0
fi
as=""
if [ "$(id -u)" = 0 ]; then
  chown -R postgres "$directory"
  as="runuser -u postgres --"
fi
cd "$directory"
$as $bin/initdb -D "$directory/data" -A trust -U bench >/dev/null
trap '$as $bin/pg_ctl -D "$directory/data" -m immediate stop >/dev/null 2>&1 || true' EXIT
$as $bin/pg_ctl -D "$directory/data" -w -l "$directory/log" -o "-c listen_addresses='' -c unix_socket_directories='$directory' \
 -c shared_buffers=2GB -c work_mem=256MB -c maintenance_work_mem=1GB -c max_parallel_workers_per_gather=2 -c fsync=off" start >/dev/null
sql() { $as $bin/psql -h "$directory" -U bench -d postgres -X -q -A -t "$@"; }
sql -c "CREATE TABLE w(wait smallint NOT NULL, age smallint NOT NULL, area smallint NOT NULL)" \
    -c "COPY w FROM '$directory/rows.csv' (FORMAT csv)" -c "VACUUM (ANALYZE, FREEZE) w" >/dev/null
query="SELECT (age > 22)::int, area, count(*), count(*) FILTER (WHERE wait <= 7) FROM w GROUP BY 1, 2"
run() { # name, settings
  times=$(for _ in 1 2 3 4 5 6 7; do
    printf '%s\n' "$2" '\timing on' "$query;" | sql -f -
  done | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | sort -n)
  best=$(echo "$times" | sed -n 1p)
  median=$(echo "$times" | sed -n 4p)
  echo "times $best $median"
  echo "15, $1: best $best ms, median $median ms"
}
run "table scan, two helpers" ""
run "table scan, two helpers, no JIT" "SET jit = off;"
sql -c "CREATE INDEX wi ON w(area, age, wait)" -c "VACUUM ANALYZE w" >/dev/null
run "index only, no JIT" "SET jit = off; SET enable_seqscan = off; SET enable_bitmapscan = off;"
echo "table $(sql -c "SELECT pg_table_size('w') / 1048576") MB, with the index $(sql -c "SELECT pg_total_relation_size('w') / 1048576") MB"
sql -c "$query" | sed 's/^/row /'
