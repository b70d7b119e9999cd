#!/usr/bin/env bash
# Fuzzes for some seconds, from the scenarios of the tree and from what earlier runs kept, and says what was run. What is
# found is left in the build folder's fuzz/ as crash-*, timeout-*, oom-*, leak-* or slow-unit-*; it becomes a test before
# it is mended. Exit status: 0 only if nothing was found.
#
#   tests/fuzz/fuzz.sh BUILD_FOLDER SECONDS
set -eu

build=$(realpath "$1")
seconds=$2
tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$build/fuzz
mkdir -p "$work/corpus"
rm -f "$work"/{crash,timeout,oom,leak,slow-unit}-*
python3 -B "$tree/tests/fuzz/seeds.py" "$tree" "$work/seeds"
python3 -B "$tree/tests/fuzz/dictionary.py" "$tree" >"$work/brink.dict"
cd "$work"
status=0
# An input costs milliseconds; one of seconds is a finding, on a machine that does much else perhaps a false one.
"$build/tests/fuzz/brink_fuzz" -max_total_time="$seconds" -dict=brink.dict -max_len=60000 -timeout=20 \
    -report_slow_units=5 -rss_limit_mb=2500 -malloc_limit_mb=1000 -print_final_stats=1 corpus seeds \
    >fuzz.log 2>&1 || status=$?
slow=$(find . -name 'slow-unit-*' | wc -l)
if [ "$status" -ne 0 ] || [ "$slow" -gt 0 ]; then
    tail -60 fuzz.log
    echo "found: $(ls -d {crash,timeout,oom,leak,slow-unit}-* 2>/dev/null | tr '\n' ' ')(in $work)"
    exit 1
fi
stat() { sed -n "s/^stat::$1: *//p" fuzz.log; }
edges=$(grep -o 'cov: [0-9]*' fuzz.log | tail -1 | tr -dc 0-9)
echo "$(stat number_of_executed_units) texts in $seconds seconds from $(find seeds -type f | wc -l) seeds:" \
    "$edges edges covered, $(stat new_units_added) new texts kept, $(stat peak_rss_mb) MB, nothing found"
