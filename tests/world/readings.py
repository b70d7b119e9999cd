"""How a world compares with the record of disputes and crises, and what would be silly in it.

    python3 tests/world/readings.py build/release/brink [FILE] [-n 400]

Prints the tables of docs/record.md for any world of the standard model; `record.py` writes that page. What is counted,
and how, stands in `disputes.py` and `crises.py`; the record's numbers and their sources in `record/`.
"""
import argparse

import acts
import tables


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("file", nargs="?", default=acts.ROOT / "scenarios/korea-2024/baseline.yaml")
    parser.add_argument("-n", type=int, default=400)
    asked = parser.parse_args()
    reading = tables.Reading(acts.kept_run(asked.brink, asked.file, asked.n))
    for table in (tables.onsets, tables.force_of_pairs, tables.escalation, tables.transitions, tables.responses, tables.grave):
        print(f"{table.__doc__}\n")
        print("\n".join(table(reading)), end="\n\n")


if __name__ == "__main__":
    main()
