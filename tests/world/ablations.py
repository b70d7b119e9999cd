"""What each mechanism of the standard model does to the reference world.

    python3 tests/world/ablations.py build/release/brink [-n 2000] [--only M06 M45]

Every layer in scenarios/korea-2024/ablations takes one mechanism away and names, in its `expect:`, the outcome that
moves and the sign. Each is set beside the baseline on shared chance. A mechanism tells if the whole 95 % interval of the
difference lies beyond 0.1 of the baseline's standard deviation (beyond 2 percentage points for a chance) on the stated
side; it is inert otherwise. Takes some minutes; a tool for whoever changes the model, not a test of every build.
"""
import argparse
import json
import math
import pathlib
import re
import subprocess

WORLD = pathlib.Path(__file__).resolve().parents[2] / "scenarios/korea-2024"
EXPECTED = re.compile(r'outcome: (\w+), than: \.\./baseline\.yaml, sign: "([+-])"')


def compared(brink, layers, count):
    """The comparisons of some layers with the baseline, and the baseline's summary."""
    command = [brink, "compare", WORLD / "baseline.yaml", *layers, "-n", str(count), "--threads", "1", "--json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found["comparisons"], found["scenarios"][0]["summary"]


def judged(layer, comparison, baseline):
    """One row: layer, outcome, value with and without, the difference in units of its bound, whether it tells."""
    outcome, sign = EXPECTED.search(layer.read_text()).groups()
    row = next(one for one in comparison["outcomes"] if one["name"] == outcome)
    value = baseline["outcomes"][outcome]
    chance = row["kind"] == "when"
    spread = math.sqrt(row["reference"] * (1 - row["reference"])) if chance else value["sd"]
    bound = 0.02 if chance else 0.1 * spread
    low, high = row["difference"]["low"], row["difference"]["high"]
    tells = low > bound if sign == "+" else high < -bound
    return layer.stem, outcome, row["reference"], row["other"], row["difference"]["estimate"], low, high, spread, sign, tells


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("-n", type=int, default=2000)
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    layers = sorted(path for path in (WORLD / "ablations").glob("M*.yaml") if not asked.only or path.stem in asked.only)
    inert = []
    print("layer outcome                       with    without  difference [95 % interval]          sd    sign  tells")
    for begin in range(0, len(layers), 4):
        batch = layers[begin:begin + 4]
        comparisons, baseline = compared(asked.brink, batch, asked.n)
        for layer, comparison in zip(batch, comparisons):
            name, outcome, here, there, by, low, high, spread, sign, tells = judged(layer, comparison, baseline)
            print(f"{name:5} {outcome:28} {here:9.4g} {there:9.4g}  {by:+9.4g} [{low:+.4g}, {high:+.4g}]  {spread:8.3g}  {sign}"
                  f"  {'yes' if tells else 'INERT'}", flush=True)
            if not tells:
                inert.append(name)
    print(f"{len(layers) - len(inert)} tell, {len(inert)} inert: {' '.join(inert)}")


if __name__ == "__main__":
    main()
