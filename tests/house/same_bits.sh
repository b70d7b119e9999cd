#!/usr/bin/env bash
# The same digests from every binary, instruction set, block width and number of threads.
#
#   same_bits.sh BRINK [OTHER_BRINK...]
#
# Exit: 0 the same, 1 different or a run failed, 77 (skipped) if another binary was not built, unless
# BRINK_REQUIRE_ALL=1 makes that a failure.
set -u
cd "$(dirname "$0")/../.." || exit 1

reference=$1
scenarios=(tests/worlds/four-actors/rok-lethal-aid.yaml
           scenarios/validation/logit-choice.yaml
           scenarios/classroom/two-rivals.yaml)
trajectories=8192

for binary in "$@"; do
    if [ ! -x "$binary" ]; then
        echo "$binary is not built; 'make test' builds it"
        [ "${BRINK_REQUIRE_ALL:-0}" = 1 ] && exit 1
        exit 77
    fi
done

# digests SEED BINARY SCENARIO [OPTION...]: the list of digests on one line; nothing if the run failed.
digests() {
    "$2" run "$3" -n "$trajectories" --seed "$1" --digests --json --quiet --out "$work/result" --force "${@:4}" \
        >"$work/result.json" &&
        python3 -c 'import json, sys; print(" ".join(json.load(sys.stdin)["digests"]))' <"$work/result.json"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# From the processor's flags, not by asking brink: an instruction set that it wrongly refuses is a fault.
has() { grep -qw -- "$1" /proc/cpuinfo; }
isas=(baseline)
if has avx2 && has fma && has bmi2; then isas+=(v3); fi
if has avx512f && has avx512bw && has avx512cd && has avx512dq && has avx512vl; then isas+=(v4); fi
echo "instruction sets of this machine: ${isas[*]}"

n_compared=0
n_wrong=0
compare() {  # compare SCENARIO EXPECTED BINARY [OPTION...]
    local got
    got=$(digests 7 "$3" "$1" "${@:4}")
    n_compared=$((n_compared + 1))
    if [ "$got" != "$2" ] || [ -z "$got" ]; then
        n_wrong=$((n_wrong + 1))
        echo "different: $3 run $1 ${*:4}"
        echo "  expected $2"
        echo "  got      $got"
    fi
}

for scenario in "${scenarios[@]}"; do
    if [ ! -f "$scenario" ]; then
        echo "$scenario is missing"
        exit 1
    fi
    expected=$(digests 7 "$reference" "$scenario" --isa baseline --threads 1 --block 64)
    if [ "$(wc -w <<<"$expected")" -ne $((trajectories / 1024)) ]; then
        echo "$scenario: expected $((trajectories / 1024)) digests, got '$expected'"
        exit 1
    fi
    for binary in "$@"; do
        for isa in "${isas[@]}"; do compare "$scenario" "$expected" "$binary" --isa "$isa" --threads 2; done
    done
    compare "$scenario" "$expected" "$reference"
    compare "$scenario" "$expected" "$reference" --block 16 --threads 1
    compare "$scenario" "$expected" "$reference" --block 48 --threads 3
    compare "$scenario" "$expected" "$reference" --block 256 --threads 2
    other=$(digests 8 "$reference" "$scenario")
    if [ -z "$other" ] || [ "$other" = "$expected" ]; then
        echo "$scenario: another seed gives '$other'"
        exit 1
    fi
done

# The reference world is large: one part of it from every binary.
scenario=scenarios/korea-2024/rok-lethal-aid.yaml
trajectories=1024
expected=$(digests 7 "$reference" "$scenario" --isa baseline --threads 2)
for binary in "$@"; do compare "$scenario" "$expected" "$binary"; done

echo "$n_compared runs compared, $n_wrong different"
[ "$n_wrong" -eq 0 ]
