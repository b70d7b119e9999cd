"""What the answers of a world hang on: each uncertain number at its 5 and 95 per cent, one at a time.

    python3 tests/world/sensitivity.py build/release/brink [FILE] [-n 1000] [--outcomes A B] [--page PAGE]

Every drawn parameter is set to two quantiles of its own distribution, the others are drawn as ever, and the chances of
the headline outcomes stand beside each other with their 95 % intervals. A choice among values is left out. With --page
what is told apart becomes the table of docs/korea-2024.md, the largest difference of a parameter first. Takes minutes; a
tool for whoever writes about a world, not a test of every build.
"""
import argparse
import json
import math
import pathlib
import re
import statistics
import subprocess
import tempfile

import record


def beta_quantile(share, a, b, slices=20000):
    density = [((k + 0.5) / slices) ** (a - 1) * (1 - (k + 0.5) / slices) ** (b - 1) for k in range(slices)]
    wanted, below = share * sum(density), 0
    for k, piece in enumerate(density):
        below += piece
        if below >= wanted:
            return (k + 0.5) / slices
    return 1


def triangular_quantile(share, low, mode, high):
    if share * (high - low) < mode - low:
        return low + math.sqrt(share * (high - low) * (mode - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - mode))


def quantile(text, share):
    """Of a distribution as `brink show --provenance` writes it; None of what has no quantiles or is no distribution."""
    kind, numbers = text.split("(")[0], [float(x) for x in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)]
    if kind == "uniform":
        return numbers[0] + share * (numbers[1] - numbers[0])
    if kind == "lognormal":
        return numbers[2] * math.exp(numbers[3] * statistics.NormalDist().inv_cdf(share))
    if kind == "beta":
        return beta_quantile(share, *numbers[2:4])
    if kind == "triangular":
        return triangular_quantile(share, *numbers)
    return None


def told(brink, *words):
    done = subprocess.run([brink, *map(str, words), "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def parameters(brink, file):
    """name -> (5 per cent, 95 per cent)."""
    found = {}
    for number in told(brink, "show", file, "--provenance")["numbers"]:
        ends = [quantile(number["value"], share) for share in (0.05, 0.95)]
        if None not in ends and len(number["names"]) == 1:
            found[number["names"][0]] = ends
    return found


def chances(brink, file, count, outcomes, settings=()):
    words = [word for name, value in settings for word in ("--set", f"{name}={value:.6g}")]
    with tempfile.TemporaryDirectory() as folder:
        summary = told(brink, "run", file, "-n", count, "--quiet", "--out", pathlib.Path(folder) / "out", *words)
    wanted = outcomes or [name for name in summary["headline"] if "probability" in summary["outcomes"][name]]
    return {name: (summary["outcomes"][name]["probability"], *summary["outcomes"][name]["ci95"]) for name in wanted}


def shown(chance):
    return f"{chance[0]:.3f} [{chance[1]:.3f}, {chance[2]:.3f}]"


def table(found):
    """Rows of what is told apart: parameters by their largest difference, outcomes of one parameter likewise."""
    lines = ["| parameter | at its 5 and 95 per cent | what moves | from | to |", "|---|---|---|---|---|"]
    by_parameter = {}
    for name, ends, outcome, low, high in found:
        by_parameter.setdefault(name, []).append((-abs(high[0] - low[0]), ends, outcome, low, high))
    for name, rows in sorted(by_parameter.items(), key=lambda one: min(one[1])):
        label = f"`{name}` | {rows[0][1][0]:.3g}, {rows[0][1][1]:.3g}"
        for _, _, outcome, low, high in sorted(rows):
            lines.append(f"| {label} | `{outcome}` | {shown(low)} | {shown(high)} |")
            label = " | "
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink", type=pathlib.Path)
    parser.add_argument("file", nargs="?", type=pathlib.Path, default=record.BASELINE)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--outcomes", nargs="*", default=[])
    parser.add_argument("--page", type=pathlib.Path)
    asked = parser.parse_args()
    found = []
    for name, ends in parameters(asked.brink, asked.file).items():
        low, high = (chances(asked.brink, asked.file, asked.n, asked.outcomes, [(name, end)]) for end in ends)
        print(f"{name}: {ends[0]:.4g} and {ends[1]:.4g}")
        for outcome in low:
            apart = low[outcome][2] < high[outcome][1] or high[outcome][2] < low[outcome][1]
            print(f"  {outcome:30} {shown(low[outcome])}  {shown(high[outcome])}{'  apart' if apart else ''}", flush=True)
            if apart:
                found.append((name, ends, outcome, low[outcome], high[outcome]))
    if asked.page:
        page = record.filled(asked.page.read_text(encoding="utf-8"), {"sensitivity": table(found)}, whole=False)
        asked.page.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
