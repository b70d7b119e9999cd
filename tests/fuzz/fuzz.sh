#!/usr/bin/env bash
# Fuzzes for some seconds from the shipped scenarios and the broken ones, and says how many texts were run. What is
# found is left in the build folder as crash-*, timeout-* or oom-*; it becomes a test before it is mended.
#
#   tests/fuzz/fuzz.sh BUILD_FOLDER SECONDS
set -eu

build=$1
seconds=$2
tree=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$build/corpus" "$build/seeds"
# Seeds have one folder: names of files that are alike in several would hide each other.
find "$tree/scenarios" "$tree/tests/golden/broken" -name '*.yaml' -size -40k | while read -r file; do
    cp "$file" "$build/seeds/$(echo "${file#"$tree"/}" | tr / -)"
done
python3 -B "$tree/tests/fuzz/dictionary.py" "$tree" >"$build/brink.dict"
cd "$build"
status=0
./brink_fuzz -max_total_time="$seconds" -dict=brink.dict -timeout=20 -rss_limit_mb=3000 -max_len=20000 \
    -print_final_stats=1 corpus seeds >fuzz.log 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
    tail -40 fuzz.log
    exit "$status"
fi
echo "$(sed -n 's/^stat::number_of_executed_units: *//p' fuzz.log) texts in $seconds seconds, nothing found"
