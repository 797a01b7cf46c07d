#!/bin/sh
# Runs every fuzz target for so many seconds, from the inputs in corpus/ and those that earlier runs
# kept in build/fuzz/corpus/: tests/fuzz/run.sh [SECONDS [TARGET...]]. Says how often each was
# called; stops at the first fault, whose input is left in build/fuzz/faults/.
set -eu
cd "$(dirname "$0")/../.."

seconds=${1:-60}
[ $# -eq 0 ] || shift
if [ $# -eq 0 ]; then
  set -- $(cd build/fuzz/tests/fuzz && ls | sed -n 's/_fuzz$//p')
fi
mkdir -p build/fuzz/faults
export UBSAN_OPTIONS=print_stacktrace=1
for target in "$@"; do
  mkdir -p "build/fuzz/corpus/$target"
  log=build/fuzz/$target.log
  if ! "build/fuzz/tests/fuzz/${target}_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
      -print_final_stats=1 -artifact_prefix="build/fuzz/faults/$target-" \
      "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" > "$log" 2>&1; then
    tail -40 "$log"
    echo "$target: a fault; its input is in build/fuzz/faults, its words in $log"
    exit 1
  fi
  sed -n "s/^stat::number_of_executed_units: */$target: executions /p" "$log"
done
