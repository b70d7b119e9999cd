"""Writes the tables of docs/korea-2024.md that say what each question of the reference world changes, and by how much.

    python3 tests/world/questions.py build/release/brink [-n 1000] [--page docs/korea-2024.md]

Each scenario beside the baseline on shared chance (`brink compare`): what its `expect:` says that moves, and four
outcomes that every question is asked about. Differences with 95 % intervals, of chances in percentage points.
"""
import argparse
import json
import math
import pathlib
import re
import subprocess

import record

WORLD = record.BASELINE.parent
EXPECTED = re.compile(r"outcome: (\w+), than: baseline\.yaml, sign: ")
PAGE = record.BASELINE.parents[2] / "docs/korea-2024.md"
HEADLINES = ("south_korea_gives_lethal_aid", "combat_by_february", "clash_on_the_peninsula", "tail")
EVERY = [path for path in sorted(WORLD.glob("*.yaml")) if EXPECTED.search(path.read_text(encoding="utf-8"))]


def differences(brink, path, count):
    """The scenario's title, and outcome -> its row of the comparison with the baseline."""
    command = [brink, "compare", record.BASELINE, path, "-n", str(count), "--json", "--quiet"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    title = found["scenarios"][1]["summary"]["scenario"]["title"]
    return title, {row["name"]: row for row in found["comparisons"][0]["outcomes"]}


def told(row):
    """A difference with its interval."""
    points = row["kind"] == "when"
    numbers = [row["difference"][key] * (100 if points else 1) for key in ("estimate", "low", "high")]
    digits = 1 if points else max(0, 2 - math.floor(math.log10(max(map(abs, numbers)) or 1)))
    by, low, high = (f"{number:+.{digits}f}" for number in numbers)
    return f"{by} [{low}, {high}]"


def apart(row):
    return row["difference"]["low"] > 0 or row["difference"]["high"] < 0


def questions_table(compared):
    """What each scenario expects to move, by how much."""
    lines = ["| question | what moves | by |", "|---|---|---|"]
    for path, (title, rows) in compared.items():
        for outcome in EXPECTED.findall(path.read_text(encoding="utf-8")):
            link = f"[{title}](../scenarios/korea-2024/{path.name})" if title else ""
            points = " points" if rows[outcome]["kind"] == "when" else ""
            lines.append(f"| {link} | `{outcome}` | {told(rows[outcome])}{points} |")
            title = ""
    return lines


def headlines_table(compared):
    """Every scenario by the four outcomes; what is not told apart from 0 is empty."""
    lines = ["| question | lethal aid | combat by February | clash on the peninsula | another war, or nuclear signalling |",
             "|---|---|---|---|---|"]
    for path, (title, rows) in compared.items():
        cells = [told(rows[outcome]) if apart(rows[outcome]) else "" for outcome in HEADLINES]
        if any(cells):
            lines.append(f"| {title} | {' | '.join(cells)} |")
    none = [title for title, rows in compared.values() if not any(apart(rows[outcome]) for outcome in HEADLINES)]
    return [*lines, "", f"Told apart from the baseline in none of the four: {'; '.join(none) or 'none'}."]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--page", type=pathlib.Path, default=PAGE)
    asked = parser.parse_args()
    compared = {path: differences(asked.brink, path, asked.n) for path in EVERY}
    found = {"questions": questions_table(compared), "headlines": headlines_table(compared)}
    asked.page.write_text(record.filled(asked.page.read_text(encoding="utf-8"), found, whole=False), encoding="utf-8")


if __name__ == "__main__":
    main()
