"""How the reference world compares with the record of militarized disputes, and what would be silly in it.

    python3 tests/world/readings.py build/release/brink [FILE] [-n 400]

Disputes are read off the acts that a run keeps: displays (exercises, tests, alerts, harassment, nuclear signals), force
(clashes, blockades) and war between two actors that were not at war at the start; acts of one pair no more than 26 weeks
apart are one dispute, as in the Militarized Interstate Disputes data (MID 5.0, 1990-2014), whose figures stand beside.
"""
import argparse
import collections
import csv
import math
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEVELS = {"warn_red_line": 1, "threat_policy_change": 1, "exercise": 2, "missile_test": 2, "alert_mobilise": 2, "harass": 2,
          "nuclear_signal": 2, "blockade": 3, "limited_clash": 3, "go_to_war": 4}
NAMES = ["none", "threat", "display", "force", "war", "END"]
# Disputes a year of named pairs and how many had force, 1990-2014.
RECORD = {("KOR", "PRK"): (0.60, 6, 15), ("PRK", "USA"): (0.36, 4, 9), ("JPN", "PRK"): (0.36, 3, 9),
          ("RUS", "USA"): (0.36, 2, 9), ("CHN", "JPN"): (0.48, 2, 12), ("IRN", "USA"): (0.44, 7, 11),
          ("CHN", "KOR"): (0.24, 1, 6), ("JPN", "RUS"): (0.40, 5, 10), ("KOR", "RUS"): (0.08, 0, 2)}
# Weeks of open disputes: from a level (row) to the next week's (column).
CHAIN = [[8547, 32, 590, 807, 1, 38], [34, 8, 4, 5, 0, 18], [596, 7, 1003, 95, 0, 302], [837, 5, 87, 2255, 4, 306]]


def kept_acts(brink, file, count):
    """trajectory -> list of (week, source, target, action)."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        subprocess.run([brink, "run", file, "-n", str(count), "--keep", str(count), "--threads", "1", "--quiet", "--out", out],
                       check=True)
        acts = collections.defaultdict(list)
        with open(out / "events.csv", newline="") as text:
            for row in csv.DictReader(text):
                if row["action"]:
                    acts[int(row["trajectory"])].append((int(row["step"]), row["source"], row["target"], row["action"]))
    return acts


def disputes_of(acts):
    """Of one trajectory: pair -> list of disputes, each the levels of its weeks from the first act to the last."""
    weeks = collections.defaultdict(dict)
    for week, source, target, action in acts:
        if action in LEVELS and target and {source, target} != {"RUS", "UKR"}:
            pair = tuple(sorted((source, target)))
            weeks[pair][week] = max(weeks[pair].get(week, 0), LEVELS[action])
    found = {}
    for pair, levels in weeks.items():
        disputes, begin, last = [], None, None
        for week in sorted(w for w, level in levels.items() if level >= 2):
            if begin is None or week - last > 26:
                if begin is not None:
                    disputes.append((begin, last))
                begin = week
            last = week
        if begin is not None:
            disputes.append((begin, last))
        found[pair] = [[levels.get(week, 0) for week in range(a, b + 1)] for a, b in disputes]
    return found


def print_onsets(all_disputes, years):
    print("\ndisputes a year, and the share with force (the record 1990-2014 beside)")
    for pair in sorted(set(RECORD) | {p for one in all_disputes for p in one}):
        disputes = [d for one in all_disputes for d in one.get(pair, [])]
        rate = len(disputes) / (len(all_disputes) * years)
        if pair not in RECORD and rate < 0.1:
            continue
        force = sum(max(d) >= 3 for d in disputes) / max(len(disputes), 1)
        beside = "" if pair not in RECORD else f"   record {RECORD[pair][0]:.2f}, {RECORD[pair][1]} of {RECORD[pair][2]} with force"
        print(f"  {pair[0]}-{pair[1]:5} {rate:5.2f}  {force:5.2f}{beside}")


def print_chain(all_disputes):
    counts = [[0] * 6 for _ in range(4)]
    for one in all_disputes:
        for levels in (d for disputes in one.values() for d in disputes):
            for now, after in zip(levels, levels[1:] + [5]):
                if now < 4:
                    counts[now][after] += 1
    print("\nweekly transitions within open disputes, model over record")
    print("  from     " + "".join(f"{name:>15}" for name in NAMES))
    for level, row in enumerate(counts):
        model, record = sum(row), sum(CHAIN[level])
        cells = "".join(f"{row[k] / max(model, 1):8.3f} /{CHAIN[level][k] / record:5.3f}" for k in range(6))
        # Distance of the two rows, with one more of each kind on either side.
        p = [(x + 1) / (model + 6) for x in row]
        q = [(x + 1) / (record + 6) for x in CHAIN[level]]
        middle = [(a + b) / 2 for a, b in zip(p, q)]
        apart = sum(0.5 * a * math.log2(a / m) + 0.5 * b * math.log2(b / m) for a, b, m in zip(p, q, middle))
        print(f"  {NAMES[level]:8} {cells}   apart {apart:.3f} bits, n {model}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("file", nargs="?", default=ROOT / "scenarios/korea-2024/baseline.yaml")
    parser.add_argument("-n", type=int, default=400)
    asked = parser.parse_args()
    acts = kept_acts(asked.brink, asked.file, asked.n)
    weeks = 1 + max(week for one in acts.values() for week, *_ in one)
    all_disputes = [disputes_of(acts[k]) for k in range(asked.n)]
    print_onsets(all_disputes, weeks * 7 / 365.25)
    print_chain(all_disputes)
    disputes = [d for one in all_disputes for some in one.values() for d in some]
    force = sum(max(d) >= 3 for d in disputes)
    war = sum(max(d) == 4 for d in disputes)
    print(f"\nof {len(disputes)} disputes {force} reached force and {war} war: war from a dispute {war / max(len(disputes), 1):.4f},"
          f" from force {war / max(force, 1):.4f} (record 0.0084 and 0.0139; band 0.004 to 0.05)")
    entries = collections.Counter((s, t) for k in range(asked.n) for _, s, t, a in acts[k] if a == "deploy_combat")
    print("third parties that entered a war:", dict(entries) or "none")
    print("\nforce, war and nuclear signals, share of trajectories by source and target")
    grave = collections.Counter()
    for k in range(asked.n):
        grave.update({(a, s, t) for _, s, t, a in acts[k] if a in ("blockade", "limited_clash", "go_to_war", "nuclear_signal")})
    for (action, source, target), count in sorted(grave.items()):
        print(f"  {action:15} {source} -> {target}  {count / asked.n:.4f}")


if __name__ == "__main__":
    main()
