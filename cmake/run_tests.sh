#!/usr/bin/env bash
# Runs ctest on a build folder; the last line is "N passed, N failed, N skipped". Exit status: 0 only if none failed
# and at least one passed.
#
#   cmake/run_tests.sh BUILD_FOLDER [CTEST_OPTION...]
set -u

build=$1
shift
record=$build/tests.xml
rm -f "$record"
ctest --test-dir "$build" --output-on-failure --output-junit "$(realpath "$build")/tests.xml" \
    -j "${BRINK_TEST_JOBS:-2}" "$@"
status=$?

count() { grep -c "<testcase .*status=\"$1\"" "$record" 2>/dev/null; }
passed=$(count run)
failed=$(count fail)
not_run=$(count notrun)
disabled=$(count disabled)
# ctest calls "notrun" both what was skipped on purpose and what could not be started; only the first is no failure.
skipped=$(grep -c '<skipped message="SKIP_' "$record" 2>/dev/null)
failed=$((${failed:-0} + ${not_run:-0} - ${skipped:-0}))
skipped=$((${skipped:-0} + ${disabled:-0}))

if [ "$failed" -gt 0 ] || [ "${passed:-0}" -eq 0 ]; then status=1; fi
echo "${passed:-0} passed, $failed failed, $skipped skipped"
exit "$status"
