"""Writes the tables and pictures of docs/record.md anew: how the reference world compares with the record.

    python3 tests/world/record.py build/release/brink [-n 1000] [--out docs] [--no-pictures]

Runs the baseline and the hindcast with every trajectory kept, and puts each table between its marks in the page:
`<!-- table: NAME -->` and `<!-- end -->`. Pictures go to `pictures/` beside the page and need matplotlib (on Debian
python3-matplotlib). The same program, scenarios and -n give the same bytes.
"""
import argparse
import pathlib
import re

import acts
import hindcast
import tables

BASELINE = acts.ROOT / "scenarios/korea-2024/baseline.yaml"


def run_line(reading, past):
    """What was run."""
    weeks = reading.run.weeks
    every, noticed = (sum(map(len, reading.complete[how])) for how in ("every", "noticed"))
    return [f"brink {reading.run.version}, seed {reading.run.seed}, {len(reading.run.acts)} trajectories of {weeks} weeks of"
            f" `baseline.yaml` and {len(past.values['containers'])} of `hindcast.yaml`. Of disputes begun before week"
            f" {weeks - 26}: {every} with every display, {noticed} with noticed ones."]


def hindcast_table(_, past):
    """Each count beside the 90 % band."""
    rows = ["| counted on | what | counted | median | 5 to 95 per cent | | since the count before | median |"
            " 5 to 95 per cent | |", "|---|---|---|---|---|---|---|---|---|---|"]
    for what, digits, unit in (("containers", 0, "containers"), ("allocations", 1, "EUR billion")):
        counted, values = past.counted[what], past.values[what]
        for total, step in zip(hindcast.judged(counted, values), hindcast.increments(counted, values)):
            cells = [f"{one.value:,.{digits}f} | {one.middle:,.{digits}f} | {one.low:,.{digits}f} to {one.high:,.{digits}f} |"
                     f" {'inside' if one.inside else 'OUTSIDE'}" for one in (total, step)]
            rows.append(f"| {total.date} | {unit} | {' | '.join(cells)} |")
    return rows


def hindcast_summary(_, past):
    """How many counts lie inside, and how uneven the flows are."""
    rows = ["| | counts inside the 90 % band | steps inside | unevenness of the months, counted | in the model |",
            "|---|---|---|---|---|"]
    for what in ("containers", "allocations"):
        counted, values = past.counted[what], past.values[what]
        totals, steps = hindcast.judged(counted, values), hindcast.increments(counted, values)
        uneven = [f"{one:.2f}" for one in hindcast.unevenness(counted, values)] if what == "allocations" else ["", ""]
        rows.append(f"| {what} | {sum(one.inside for one in totals)} of {len(totals)} |"
                    f" {sum(one.inside for one in steps)} of {len(steps)} | {' | '.join(uneven)} |")
    return rows


OF_READING = {"onsets": tables.onsets, "force": tables.force_of_pairs, "escalation": tables.escalation,
              "transitions": tables.transitions, "responses": tables.responses}
OF_BOTH = {"run": run_line, "hindcast": hindcast_table, "flows": hindcast_summary}


def filled(page, found, whole=True):
    """The page with each table between its marks. A table without a place is an error, and so is, in a page that is
    written as a whole, a place without a table."""
    places = re.findall(r"<!-- table: (\w+) -->", page)
    if sorted(places) != sorted(found) if whole else not set(found) <= set(places):
        raise SystemExit(f"the page has places for {sorted(places)}, and there are tables {sorted(found)}")
    for name, lines in found.items():
        text = "\n".join(lines)
        page = re.sub(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", lambda marks: f"{marks[1]}\n{text}\n\n{marks[2]}",
                      page, flags=re.DOTALL)
    return page


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--out", type=pathlib.Path, default=acts.ROOT / "docs")
    parser.add_argument("--no-pictures", action="store_true")
    asked = parser.parse_args()
    if not asked.no_pictures:
        try:
            import pictures
        except ImportError:
            raise SystemExit("pictures need matplotlib (on Debian python3-matplotlib); without them: --no-pictures")
    reading = tables.Reading(acts.kept_run(asked.brink, BASELINE, asked.n))
    past = hindcast.hindcast(asked.brink, asked.n)
    page = asked.out / "record.md"
    found = {name: make(reading) for name, make in OF_READING.items()}
    found |= {name: make(reading, past) for name, make in OF_BOTH.items()}
    page.write_text(filled(page.read_text(encoding="utf-8"), found), encoding="utf-8")
    if not asked.no_pictures:
        pictures.write(reading, past, asked.out / "pictures")


if __name__ == "__main__":
    main()
